"""The periods a summary can be about, in whole days of the library's own calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backend.web.months import YEARS, Month, day_span

USUAL: Final = "30"
MOST_DAYS: Final = 366

NAMES: Final[Mapping[str, Promise]] = {
    "7": _("7 days"),
    "30": _("30 days"),
    "90": _("90 days"),
    "this-month": _("This month"),
    "last-month": _("Last month"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """From the day `first` to the day `last`, both included. `key` is empty for days a person
    chose themselves."""

    key: str
    first: date
    last: date

    def bounds(self, zone: str) -> tuple[datetime, datetime]:
        """The UTC instants the period begins and ends at in `zone`."""
        return day_span(self.first, self.last + timedelta(days=1), zone=zone)

    @property
    def days(self) -> list[date]:
        count = (self.last - self.first).days + 1
        return [self.first + timedelta(days=number) for number in range(count)]


class BadPeriod(Exception):
    """The days written are not a period a summary can be about."""


def period_of(query: Mapping[str, str], *, today: date) -> Period:
    """What `from` and `to`, else `period` ask for; 30 days when nothing is asked.

    Raises BadPeriod for days that are none, the wrong way round, or more than a year.
    """
    if query.get("from") or query.get("to"):
        return _chosen(query.get("from", ""), query.get("to", ""))
    key = query.get("period", USUAL)
    month = Month(today.replace(day=1))
    if key == "this-month":
        return Period(key, month.first, today)
    if key == "last-month":
        return Period(key, month.previous.first, month.first - timedelta(days=1))
    days = int(key) if key in NAMES else int(USUAL)
    return Period(str(days), today - timedelta(days=days - 1), today)


def _chosen(first: str, last: str) -> Period:
    try:
        period = Period("", date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        raise BadPeriod from None
    if not timedelta(0) <= period.last - period.first < timedelta(days=MOST_DAYS):
        raise BadPeriod
    if period.first.year not in YEARS:
        raise BadPeriod
    return period
