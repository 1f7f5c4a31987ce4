from django.db import models
from django.db.models import Q


class PublicationState(models.TextChoices):
    """Where one post on one channel stands; only `content.publishing` changes it."""

    SCHEDULED = "scheduled"
    SENDING = "sending"
    PUBLISHED = "published"
    UNKNOWN = "unknown"
    FAILED = "failed"
    BLOCKED = "blocked"
    HELD = "held"
    CANCELLED = "cancelled"


class Publication(models.Model):
    """One post on one channel: the row is the queue.

    `due_at` is the promised instant, `due_local` and `zone` the wall time a person chose.
    `wake_at` is when a worker is to look at the row: the due time, or later while a network asks
    us to wait (scheduled), or the next reconcile (unknown). `dispatched_at` is when a wake-up was
    last sent. `claimed_at` is set while sending. `called_at` is when the irreversible call began.
    `revision` is the post's revision that may be sent. `prepared` is what was done ahead, for
    `prepared_revision`, usable until `prepared_until`. `reason` and `reason_params` tell a person
    why; `detail` is for staff, secrets redacted.
    """

    post = models.ForeignKey("content.Post", on_delete=models.CASCADE, related_name="publications")
    channel = models.ForeignKey(
        "content.Channel", on_delete=models.PROTECT, related_name="publications"
    )
    library = models.ForeignKey(
        "content.Library", on_delete=models.CASCADE, related_name="publications"
    )
    state = models.CharField(max_length=10, default=PublicationState.SCHEDULED)
    due_at = models.DateTimeField()
    due_local = models.CharField(max_length=19)
    zone = models.CharField(max_length=64)
    wake_at = models.DateTimeField(null=True)
    dispatched_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField()
    attempt = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    called_at = models.DateTimeField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    prepared = models.JSONField(default=dict, blank=True)
    prepared_revision = models.PositiveIntegerField(null=True, blank=True)
    prepared_until = models.DateTimeField(null=True, blank=True)
    reconciled_count = models.PositiveSmallIntegerField(default=0)
    remote_id = models.CharField(max_length=100, blank=True)
    permalink = models.URLField(max_length=2000, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    reason_params = models.JSONField(default=dict, blank=True)
    detail = models.TextField(blank=True)
    collect_at = models.DateTimeField(null=True, blank=True)
    collected_at = models.DateTimeField(null=True, blank=True)
    latest_snapshot = models.ForeignKey(
        "content.Snapshot", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "channel"], name="publication_once_per_channel"
            ),
            models.UniqueConstraint(
                fields=["channel", "remote_id"],
                condition=~Q(remote_id=""),
                name="remote_post_once_per_channel",
            ),
        ]
        indexes = [
            # Partial, so that the due queries stay as small as the work that waits.
            models.Index(
                fields=["wake_at"],
                condition=Q(state__in=["scheduled", "unknown"]),
                name="publication_to_wake",
            ),
            models.Index(
                fields=["claimed_at"], condition=Q(state="sending"), name="publication_claimed"
            ),
            models.Index(
                fields=["collect_at"],
                condition=Q(state="published"),
                name="publication_to_collect",
            ),
            models.Index(fields=["library", "due_at"], name="publication_by_due"),
            models.Index(fields=["library", "published_at"], name="publication_by_published"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} → {self.channel_id} ({self.state})"


class PublicationLog(models.Model):
    """One line of a publication's story; never changed. `actor` is None for the machine."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="log")
    at = models.DateTimeField()
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10)
    attempt = models.PositiveSmallIntegerField(default=0)
    actor = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=60, blank=True)
    reason_params = models.JSONField(default=dict, blank=True)
    detail = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
