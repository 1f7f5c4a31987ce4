from django.core.validators import RegexValidator
from django.db import models


class Library(models.Model):
    """A library, or a branch that keeps its own calendar.

    `time_zone` is an IANA name; planned wall times are meant in it. `languages` lists the codes
    its posts are written in, the main one first. `npp_number` is the Nomor Pokok Perpustakaan.
    """

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=60, unique=True)
    time_zone = models.CharField(max_length=64, default="Asia/Jakarta")
    languages = models.JSONField(default=list)
    npp_number = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    whatsapp = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(max_length=500, blank=True)
    brand_primary = models.CharField(
        max_length=7, default="#0F5C5C", validators=[RegexValidator(r"^#[0-9A-Fa-f]{6}$")]
    )
    brand_accent = models.CharField(
        max_length=7, default="#E8A33D", validators=[RegexValidator(r"^#[0-9A-Fa-f]{6}$")]
    )
    logo = models.ForeignKey(
        "content.Media", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
