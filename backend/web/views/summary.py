"""The summary: what was published in a period and what people did with it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_GET

from backend.web import periods
from backend.web.libraries import LibraryRequest, library_view
from backend.web.months import local_date
from backend.web.periods import BadPeriod, Period
from backend.web.signs import METRICS
from content import reasons, summaries
from content.metrics import Metric
from content.models import Publication
from content.permissions import Permission
from content.summaries import DaySummary, Figure, Summary


@dataclass(frozen=True, slots=True)
class Row:
    """One metric with what each network says of it, in the order of the networks."""

    word: str | Promise
    icon: str
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class ChartDay:
    """One day of the table beside the chart."""

    date: date
    published: int
    interactions: int | None

    @classmethod
    def of(cls, day: DaySummary) -> "ChartDay":
        return cls(date.fromisoformat(day.day), day.published, day.interactions)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A publication that waits for a person, and why."""

    publication: Publication
    reason: reasons.Sentence | None


@require_GET
@library_view(Permission.READ)
def summary(request: LibraryRequest) -> HttpResponse:
    """A manager's figures; days that make no period fall back to the usual one and say so."""
    zone = request.library.time_zone
    today = local_date(timezone.now(), zone=zone)
    period, refused = _period(request, today=today)
    start, end = period.bounds(zone)
    found = summaries.summary(request.library.pk, start=start, end=end, zone=zone)
    days = _every_day(period, found)
    context = {
        "period": period,
        "period_names": periods.NAMES,
        "refused": refused,
        "today": today,
        "zone": zone,
        "summary": found,
        "rows": _rows(found),
        "days": [ChartDay.of(day) for day in days if day.published],
        "chart": _chart(days),
        "troubles": _troubles(request.library.pk),
    }
    return render(request, "web/summary/summary.html", context)


def _period(request: LibraryRequest, *, today: date) -> tuple[Period, bool]:
    try:
        return periods.period_of(request.GET.dict(), today=today), False
    except BadPeriod:
        return periods.period_of({}, today=today), True


def _rows(found: Summary) -> list[Row]:
    return [
        Row(
            word=METRICS[metric].word,
            icon=METRICS[metric].icon,
            figures=[network.figures[metric.value] for network in found.networks],
        )
        for metric in Metric
    ]


def _every_day(period: Period, found: Summary) -> list[DaySummary]:
    known = {day.day: day for day in found.days}
    return [
        known.get(str(day), DaySummary(day=str(day), published=0, interactions=None))
        for day in period.days
    ]


def _chart(days: list[DaySummary]) -> dict[str, list[Any]]:
    """The series of the chart; a day without a number has none, which is not a zero."""
    return {
        "days": [day.day for day in days],
        "published": [day.published for day in days],
        "interactions": [day.interactions for day in days],
    }


def _troubles(library_id: int) -> list[Trouble]:
    return [
        Trouble(publication=publication, reason=reasons.why(publication))
        for publication in summaries.needing_a_person(library_id)
    ]
