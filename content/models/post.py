from django.db import models


class PostKind(models.TextChoices):
    """What a post shows."""

    POST = "post"
    HIGHLIGHT = "highlight"
    FLYER = "flyer"


class PostState(models.TextChoices):
    """Where a post stands with the people; its publications say where it stands with networks."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CANCELLED = "cancelled"


class Post(models.Model):
    """One thing to say, on one or more channels.

    `planned_local` is the wall time a person chose (ISO, no offset) in `zone`, `planned_at` the
    instant it means. `revision` grows with every change of what would be published: an approval,
    a publication and an open composer each know which revision they saw.
    """

    library = models.ForeignKey("content.Library", on_delete=models.CASCADE, related_name="posts")
    kind = models.CharField(max_length=10, default=PostKind.POST)
    state = models.CharField(max_length=10, default=PostState.DRAFT)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    link = models.URLField(max_length=2000, blank=True)
    planned_at = models.DateTimeField(null=True, blank=True)
    planned_local = models.CharField(max_length=19, blank=True)
    zone = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)
    return_note = models.TextField(blank=True)
    channels = models.ManyToManyField("content.Channel", related_name="posts", blank=True)
    media = models.ManyToManyField(
        "content.Media", through="content.PostMedia", related_name="posts"
    )
    highlight = models.ForeignKey(
        "content.Highlight", null=True, blank=True, on_delete=models.SET_NULL, related_name="posts"
    )
    event = models.ForeignKey(
        "content.Event", null=True, blank=True, on_delete=models.SET_NULL, related_name="posts"
    )
    created_by = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["-planned_at", "-id"]
        indexes = [
            models.Index(fields=["library", "planned_at"], name="post_by_plan"),
            models.Index(fields=["library", "state", "-updated_at"], name="post_by_state"),
        ]

    def __str__(self) -> str:
        return self.title or self.text[:60] or f"#{self.pk}"


class PostText(models.Model):
    """The words for one network where they differ from the post's own."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="texts")
    network = models.CharField(max_length=20)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "network"], name="text_once_per_network")
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.text[:40]}"


class PostMedia(models.Model):
    """A picture's place in a post. `networks` empty means all; else only those named show it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="post_media")
    media = models.ForeignKey("content.Media", on_delete=models.PROTECT, related_name="post_media")
    position = models.PositiveSmallIntegerField()
    alt_text = models.CharField(max_length=1000, blank=True)
    networks = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["post", "media"], name="media_once_in_post")]

    def __str__(self) -> str:
        return f"{self.position}. {self.media}"
