from django.db import models


class Activity(models.Model):
    """Who did what to a post, a channel or a library; never changed."""

    library = models.ForeignKey(
        "content.Library", on_delete=models.CASCADE, related_name="activity"
    )
    at = models.DateTimeField()
    actor = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    verb = models.CharField(max_length=40)
    post = models.ForeignKey(
        "content.Post", null=True, on_delete=models.CASCADE, related_name="activity"
    )
    channel = models.ForeignKey(
        "content.Channel", null=True, on_delete=models.CASCADE, related_name="activity"
    )
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.verb} at {self.at:%Y-%m-%d %H:%M}"
