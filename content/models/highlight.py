from django.db import models


class Highlight(models.Model):
    """Chosen titles shown together: new arrivals, book of the week, a themed list."""

    library = models.ForeignKey(
        "content.Library", on_delete=models.CASCADE, related_name="highlights"
    )
    heading = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    records = models.ManyToManyField(
        "content.Record", through="content.HighlightItem", related_name="highlights"
    )
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.heading


class HighlightItem(models.Model):
    """One title's place in a highlight."""

    highlight = models.ForeignKey(Highlight, on_delete=models.CASCADE, related_name="items")
    record = models.ForeignKey("content.Record", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["highlight", "record"], name="record_once_in_highlight")
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.record}"
