from django.db import models


class Media(models.Model):
    """A picture a library keeps. `token` is the unguessable part of its public address."""

    library = models.ForeignKey("content.Library", on_delete=models.CASCADE, related_name="media")
    token = models.CharField(max_length=32, unique=True)
    file = models.FileField(upload_to="originals", max_length=200)
    thumbnail = models.FileField(upload_to="thumbnails", max_length=200, blank=True)
    original_name = models.CharField(max_length=200)
    mime = models.CharField(max_length=40)
    width_px = models.PositiveIntegerField()
    height_px = models.PositiveIntegerField()
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    alt_text = models.CharField(max_length=1000, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["library", "sha256"], name="media_once_per_library")
        ]

    def __str__(self) -> str:
        return self.original_name


class Rendition(models.Model):
    """A picture made fit for one network: re-encoded, within its limits, without metadata."""

    media = models.ForeignKey(Media, on_delete=models.CASCADE, related_name="renditions")
    network = models.CharField(max_length=20)
    token = models.CharField(max_length=32, unique=True)
    file = models.FileField(upload_to="renditions", max_length=200)
    mime = models.CharField(max_length=40)
    width_px = models.PositiveIntegerField()
    height_px = models.PositiveIntegerField()
    size_bytes = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["media", "network"], name="rendition_once_per_network")
        ]

    def __str__(self) -> str:
        return f"{self.media} ({self.network})"
