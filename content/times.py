"""Wall times people write, and the instants they mean."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _

from content.errors import InvalidPost, Problem

# The names people print; elsewhere the zone's own abbreviation serves.
ZONE_NAMES: Final = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
    "Asia/Kuala_Lumpur": "MYT",
}

_DAY_AND_TIME: Final = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class PlannedTime:
    """A wall time in a zone and the instant it means. `doubled`: the clock shows it twice."""

    at: datetime
    local: str
    zone: str
    doubled: bool = False


def zone_info(zone: str) -> ZoneInfo:
    """The zone of an IANA name; raises InvalidPost when there is none."""
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # "Asia" is a folder
        raise InvalidPost(
            [
                Problem(
                    field="zone",
                    code="unknown_zone",
                    message=_("“%(zone)s” is not a time zone.") % {"zone": zone},
                    hint=_("Write a name such as Asia/Jakarta."),
                )
            ]
        ) from None


def resolve(local: str, *, zone: str) -> PlannedTime:
    """The instant of a wall time written as ISO without offset ("2026-11-24T09:00").

    A time the clock skips is refused; one it shows twice means the first, and says so.
    """
    info = zone_info(zone)
    try:
        # A day alone would mean midnight.
        wall = datetime.fromisoformat(local if _DAY_AND_TIME.match(local) else "")
    except ValueError:
        raise _bad_time("bad_time", _("This is not a date and time.")) from None
    wall = wall.replace(microsecond=0)
    if not 2000 <= wall.year <= 2100:  # near the ends of the calendar there is no UTC
        raise _bad_time("bad_time", _("This is too far away."))
    if wall.tzinfo is not None:
        raise _bad_time("time_with_offset", _("Write the library's own time, without an offset."))
    first = wall.replace(tzinfo=info, fold=0)
    if first.astimezone(UTC).astimezone(info).replace(tzinfo=None) != wall:
        raise _bad_time("skipped_time", _("The clock skips this time on that day."))
    doubled = first.utcoffset() != wall.replace(tzinfo=info, fold=1).utcoffset()
    return PlannedTime(
        at=first.astimezone(UTC),
        local=wall.isoformat(timespec="seconds" if wall.second else "minutes"),
        zone=zone,
        doubled=doubled,
    )


def _bad_time(code: str, message: str) -> InvalidPost:
    hint = _("Choose a day and time, for example 24 November 2026, 09:00.")
    return InvalidPost([Problem(field="planned_local", code=code, message=message, hint=hint)])


def planned_at(instant: datetime, *, zone: str) -> PlannedTime:
    """The same value from an instant, such as "now"."""
    wall = instant.astimezone(zone_info(zone)).replace(tzinfo=None)
    return PlannedTime(at=instant, local=wall.isoformat(timespec="seconds"), zone=zone)


def zone_label(zone: str, *, at: datetime) -> str:
    """WIB, WITA, WIT, MYT, or the zone's own abbreviation at that instant."""
    return ZONE_NAMES.get(zone) or at.astimezone(zone_info(zone)).tzname() or zone


def clock_text(at: datetime, *, zone: str) -> str:
    """ "09.00 WIB" in Indonesian, "09:00 WIB" in English."""
    dot = "." if (translation.get_language() or "id").startswith("id") else ":"
    return at.astimezone(zone_info(zone)).strftime(f"%H{dot}%M ") + zone_label(zone, at=at)


def date_text(at: datetime, *, zone: str) -> str:
    """ "Selasa, 24 November 2026" in the reader's language."""
    language = (translation.get_language() or "id").partition("-")[0]
    return format_date(at.astimezone(zone_info(zone)), "EEEE, d MMMM y", locale=language)


def short_date_text(at: datetime, *, zone: str) -> str:
    """ "24 Nov 2026" in the reader's language."""
    language = (translation.get_language() or "id").partition("-")[0]
    return format_date(at.astimezone(zone_info(zone)), "d MMM y", locale=language)


def day_bounds(first: datetime, *, days: int) -> tuple[datetime, datetime]:
    """UTC instants of `days` whole local days from the local midnight `first` (aware)."""
    last = (first.replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=first.tzinfo)
    return first.astimezone(UTC), last.astimezone(UTC)
