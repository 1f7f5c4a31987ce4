from django.db import models


class ChannelHealth(models.TextChoices):
    """Whether the last call to the network worked."""

    OK = "ok"
    BLOCKED = "blocked"


class Channel(models.Model):
    """A connected page or profile.

    `credentials` is a JSON object encrypted by `content.secrets`; only `content.channels` opens
    it. `reason` is the reason code of the trouble when `health` is "blocked".
    `public_counts` lets instaloader read what every visitor may see (opt-in, Instagram only).
    """

    library = models.ForeignKey(
        "content.Library", on_delete=models.CASCADE, related_name="channels"
    )
    network = models.CharField(max_length=20)
    external_id = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    handle = models.CharField(max_length=100, blank=True)
    avatar_url = models.URLField(max_length=2000, blank=True)
    followers = models.PositiveIntegerField(null=True, blank=True)
    credentials = models.TextField()
    expires_at = models.DateTimeField(null=True, blank=True)
    health = models.CharField(max_length=10, default=ChannelHealth.OK)
    reason = models.CharField(max_length=60, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    public_counts = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    disconnected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["network", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["library", "network", "external_id"], name="channel_once_per_library"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.network})"
