"""The calendar: a month as a grid, fed by JSON, and the same month as a list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from backend.web.libraries import LibraryRequest, library_view
from backend.web.months import YEARS, Month, day_span, local_date, month_of
from backend.web.signs import KINDS, NETWORKS, STATES
from content import calendar, times
from content.calendar import Entry
from content.permissions import Permission

# A grid of six weeks asks for 42 days; nobody needs a year of thumbnails at once.
_MOST_DAYS: Final = 62


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the list with what is planned on it."""

    date: date
    is_today: bool
    entries: list[Entry]


@require_GET
@library_view(Permission.READ)
def month(request: LibraryRequest) -> HttpResponse:
    """One month; the grid is drawn over the list where a script runs."""
    zone = request.library.time_zone
    today = local_date(timezone.now(), zone=zone)
    shown = month_of(request.GET.get("month", ""), today=today)
    start, end = shown.bounds(zone)
    found = calendar.entries(request.library.pk, start=start, end=end)
    days = list(_days(found, zone=zone, today=today))
    return render(
        request,
        "web/calendar/month.html",
        {
            "month": shown,
            "this_month": Month(today.replace(day=1)),
            "today": today,
            "zone": zone,
            "zone_label": times.zone_label(zone, at=start),
            "days": days,
            "next_day": next((day.date for day in days if day.date >= today), None),
            "posts_count": len(found),
            "undated": calendar.undated(request.library.pk),
            "legend": [state for state in STATES if state != "approved"],
        },
    )


def _days(found: list[Entry], *, zone: str, today: date) -> Iterator[Day]:
    for day, group in groupby(found, key=lambda entry: local_date(entry.at, zone=zone)):
        yield Day(date=day, is_today=day == today, entries=list(group))


@require_GET
@library_view(Permission.READ)
def entries(request: LibraryRequest) -> HttpResponse:
    """What the grid shows from the local day `start` up to but not including `end`."""
    try:
        first = date.fromisoformat(request.GET.get("start", "")[:10])
        end = date.fromisoformat(request.GET.get("end", "")[:10])
    except ValueError:
        return HttpResponseBadRequest("start and end are days such as 2026-11-01")
    if not timedelta(0) < end - first <= timedelta(days=_MOST_DAYS):
        return HttpResponseBadRequest(f"end comes 1 to {_MOST_DAYS} days after start")
    if not YEARS.start <= end.year <= YEARS.stop:  # the last grid ends in the year after
        return HttpResponseBadRequest(f"the calendar begins in {YEARS[0]} and ends in {YEARS[-1]}")
    start_at, end_at = day_span(first, end, zone=request.library.time_zone)
    found = calendar.entries(request.library.pk, start=start_at, end=end_at)
    return JsonResponse([_event(request, entry) for entry in found], safe=False)


def _event(request: LibraryRequest, entry: Entry) -> dict[str, Any]:
    """One entry in the library's own time, with every word the grid writes."""
    zone, slug, post = request.library.time_zone, request.library.slug, entry.post
    wall = entry.at.astimezone(times.zone_info(zone)).replace(tzinfo=None)
    token = entry.thumbnail_token
    return {
        "id": str(post.pk),
        "start": wall.isoformat(timespec="seconds"),
        "time": times.clock_text(entry.at, zone=zone).partition(" ")[0],
        "title": str(post),
        "url": reverse("post", args=[slug, post.pk]),
        "kind": post.kind,
        "kind_word": KINDS[post.kind].word,
        "kind_icon": KINDS[post.kind].icon,
        "state": entry.state,
        "state_word": STATES[entry.state].word,
        "state_icon": STATES[entry.state].icon,
        "networks": [
            {"letters": NETWORKS[network].letters, "name": NETWORKS[network].name}
            for network in entry.networks
        ],
        "thumbnail": reverse("media-thumbnail", args=[slug, token]) if token else "",
    }
