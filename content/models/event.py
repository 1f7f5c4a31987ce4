from django.db import models


class EventKind(models.TextChoices):
    """Where people take part."""

    ONLINE = "online"
    ON_SITE = "on_site"
    HYBRID = "hybrid"


class Event(models.Model):
    """Something people can attend.

    `starts_local` and `ends_local` are the wall times people wrote (ISO, no offset) in `zone`;
    `starts_at` and `ends_at` the instants they mean. `print_zones` lists further zones to print.
    """

    library = models.ForeignKey("content.Library", on_delete=models.CASCADE, related_name="events")
    title = models.CharField(max_length=300)
    subtitle = models.CharField(max_length=300, blank=True)
    series = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, default=EventKind.ON_SITE)
    starts_at = models.DateTimeField()
    starts_local = models.CharField(max_length=19)
    ends_at = models.DateTimeField(null=True, blank=True)
    ends_local = models.CharField(max_length=19, blank=True)
    zone = models.CharField(max_length=64)
    print_zones = models.JSONField(default=list)
    place = models.CharField(max_length=300, blank=True)
    platform = models.CharField(max_length=100, blank=True)
    moderator = models.CharField(max_length=200, blank=True)
    registration_url = models.URLField(max_length=2000, blank=True)
    registration_deadline = models.DateField(null=True, blank=True)
    quota = models.PositiveIntegerField(null=True, blank=True)
    registered_count = models.PositiveIntegerField(default=0)
    certificate = models.BooleanField(default=False)
    contact = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return self.title


class Speaker(models.Model):
    """A person on the flyer; `name` carries its titles and is printed untouched."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="speakers")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True)
    institution = models.CharField(max_length=200, blank=True)
    photo = models.ForeignKey(
        "content.Media", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Host(models.Model):
    """An institution that hosts an event, in the order of their logos."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="hosts")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    logo = models.ForeignKey(
        "content.Media", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name
