"""The flyer of an event: from the event's row to pictures in the media library."""

from datetime import datetime
from pathlib import Path

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _

from content import drawn, times
from content.branding import brand_of
from content.drafts import PictureChoice
from content.models import Event
from content.permissions import Actor, Permission, require
from content.studio import event, flyer
from content.studio.people import Person


def pictures(row: Event, *, actor: Actor, now: datetime) -> list[PictureChoice]:
    """Draw the flyer in each size and keep it, with its alt text, for the networks it is for.

    Raises StudioError when something on it cannot be drawn.
    """
    require(actor, Permission.DRAFT, library_id=row.library_id)
    facts = facts_of(row)
    brand = brand_of(row.library)
    return drawn.in_each_size(
        row.library,
        draw=lambda size: flyer.draw(facts, brand=brand, size=size),
        name=f"flyer-{row.pk}",
        alt_text=event.alt_text(facts),
        now=now,
    )


def facts_of(row: Event) -> event.Event:
    """What is printed, in the library's main language."""
    with translation.override((row.library.languages or ["id"])[0]):
        return event.Event(
            title=row.title,
            subtitle=row.subtitle,
            series=row.series,
            date=times.date_text(row.starts_at, zone=row.zone),
            times=_times(row),
            place=" · ".join(part for part in (row.platform, row.place) if part),
            labels=event.Labels(
                speakers=_("Speakers"),
                moderator=_("Moderator"),
                register=_("Register"),
                hosts=_("Hosted by"),
            ),
            speakers=tuple(_people(row)),
            moderator=Person(name=row.moderator) if row.moderator else None,
            hosts=tuple(host.name for host in row.hosts.all()),
            badges=_badges(row),
            deadline=_deadline(row),
            registration_url=row.registration_url,
            contact=row.contact,
            status=_("FULLY BOOKED") if is_full(row) else "",
        )


def is_full(row: Event) -> bool:
    return row.quota is not None and row.registered_count >= row.quota


def _times(row: Event) -> tuple[str, ...]:
    """One line a zone: "09.00–11.00 WIB"."""
    return tuple(_time(row, zone) for zone in dict.fromkeys([row.zone, *row.print_zones]))


def _time(row: Event, zone: str) -> str:
    start = times.clock_text(row.starts_at, zone=zone)
    if row.ends_at is None:
        return start
    return f"{start.rpartition(' ')[0]}–{times.clock_text(row.ends_at, zone=zone)}"


def _people(row: Event) -> list[Person]:
    return [
        Person(
            name=speaker.name,
            role=speaker.role,
            institution=speaker.institution,
            photo=Path(speaker.photo.file.path) if speaker.photo else None,
        )
        for speaker in row.speakers.select_related("photo")
    ]


def _badges(row: Event) -> tuple[str, ...]:
    quota = _("%(quota)d seats") % {"quota": row.quota} if row.quota else ""
    certificate = _("Certificate") if row.certificate else ""
    return tuple(badge for badge in (quota, certificate) if badge)


def _deadline(row: Event) -> str:
    if row.registration_deadline is None:
        return ""
    language = (translation.get_language() or "id").partition("-")[0]
    day = format_date(row.registration_deadline, "d MMMM y", locale=language)
    return _("Register by %(day)s") % {"day": day}
