"""A month as a calendar shows it."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton
from django.utils import translation

from content import times

# The years a calendar opens at; anything else is a mistyped address.
YEARS: Final = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class Month:
    """A month by its first day."""

    first: date

    @property
    def key(self) -> str:
        """ "2026-11", as in the address."""
        return f"{self.first:%Y-%m}"

    @property
    def name(self) -> str:
        """ "November 2026" in the reader's language."""
        language = (translation.get_language() or "id").partition("-")[0]
        return str(format_skeleton("yMMMM", datetime(*self.first.timetuple()[:3]), locale=language))  # noqa: DTZ001  (a name needs no zone)

    @property
    def following(self) -> "Month":
        return Month((self.first + timedelta(days=31)).replace(day=1))

    @property
    def previous(self) -> "Month":
        return Month((self.first - timedelta(days=1)).replace(day=1))

    def bounds(self, zone: str) -> tuple[datetime, datetime]:
        """The UTC instants the month begins and ends at in `zone`."""
        return day_span(self.first, self.following.first, zone=zone)


def month_of(written: str, *, today: date) -> Month:
    """The month written as "2026-11"; the one of `today` when it is not one."""
    match = re.fullmatch(r"(\d{4})-(\d{2})", written, re.ASCII)
    if match is None:
        return Month(today.replace(day=1))
    year, month = int(match[1]), int(match[2])
    if year not in YEARS or not 1 <= month <= 12:
        return Month(today.replace(day=1))
    return Month(date(year, month, 1))


def local_date(at: datetime, *, zone: str) -> date:
    """The day it is in `zone`."""
    return at.astimezone(times.zone_info(zone)).date()


def day_span(first: date, end: date, *, zone: str) -> tuple[datetime, datetime]:
    """The UTC instants of the local days from `first` up to but not including `end`."""
    return times.day_bounds(_midnight(first, times.zone_info(zone)), days=(end - first).days)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)
