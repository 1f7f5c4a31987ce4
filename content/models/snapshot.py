from django.db import models


class SnapshotSource(models.TextChoices):
    """Who gave the numbers: the network's own interface, or its public page."""

    API = "api"
    PUBLIC = "public"


class Snapshot(models.Model):
    """What a network said about one publication at `taken_at`.

    A metric column is NULL when it was not collected; its name is in `unavailable` when this
    network does not give it; 0 is a true zero. `raw` keeps the network's own words.
    """

    publication = models.ForeignKey(
        "content.Publication", on_delete=models.CASCADE, related_name="snapshots"
    )
    taken_at = models.DateTimeField()
    source = models.CharField(max_length=10, default=SnapshotSource.API)
    likes = models.PositiveBigIntegerField(null=True)
    comments = models.PositiveBigIntegerField(null=True)
    shares = models.PositiveBigIntegerField(null=True)
    saves = models.PositiveBigIntegerField(null=True)
    views = models.PositiveBigIntegerField(null=True)
    reach = models.PositiveBigIntegerField(null=True)
    clicks = models.PositiveBigIntegerField(null=True)
    unavailable = models.JSONField(default=list)
    raw = models.JSONField(default=dict)

    class Meta:
        ordering = ["taken_at", "id"]

    def __str__(self) -> str:
        return f"{self.publication_id} at {self.taken_at:%Y-%m-%d %H:%M}"
