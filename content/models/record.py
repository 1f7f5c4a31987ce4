from django.db import models


class Record(models.Model):
    """A title of the library's catalogue, as read at `read_at` from `source`.

    Titles in Arabic, Javanese or mixed scripts stay what they are. `holdings` is a list of
    objects with `item_code`, `location` and `call_number`. `isbn` is the normalised 13 digits.
    """

    library = models.ForeignKey("content.Library", on_delete=models.CASCADE, related_name="records")
    source = models.CharField(max_length=40)
    external_id = models.CharField(max_length=100)
    title = models.CharField(max_length=1000)
    subtitle = models.CharField(max_length=1000, blank=True)
    responsibility = models.CharField(max_length=1000, blank=True)
    authors = models.JSONField(default=list)
    publisher = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=200, blank=True)
    year = models.CharField(max_length=20, blank=True)
    isbn = models.CharField(max_length=13, blank=True)
    call_number = models.CharField(max_length=100, blank=True)
    subjects = models.JSONField(default=list)
    language = models.CharField(max_length=20, blank=True)
    notes = models.TextField(blank=True)
    holdings = models.JSONField(default=list)
    cover = models.ForeignKey(
        "content.Media", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    url = models.URLField(max_length=2000, blank=True)
    catalogued_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["-catalogued_at", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["library", "source", "external_id"], name="record_once_per_source"
            )
        ]

    def __str__(self) -> str:
        return self.title
