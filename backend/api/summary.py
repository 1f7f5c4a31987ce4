"""Figures of a period for a manager."""

from datetime import date, datetime

from ninja import Query as QueryPart
from ninja import Router
from pydantic import BaseModel

from backend.api.auth import ApiRequest
from backend.api.errors import answers
from backend.api.fields import Days, in_zone
from backend.api.numbers import FigureOut, of_figure
from content import summaries

router = Router(tags=["summary"])


class NetworkOut(BaseModel):
    """One network's part."""

    network: str
    published: int
    views: FigureOut
    reach: FigureOut
    interactions: FigureOut
    likes: FigureOut
    comments: FigureOut
    shares: FigureOut
    saves: FigureOut
    clicks: FigureOut
    as_of: datetime | None


class DayOut(BaseModel):
    """One day in the library's zone on which something was published."""

    day: date
    published: int
    interactions: int | None


class SummaryOut(BaseModel):
    """A period, both days included. Interactions are likes, comments, shares and saves. `as_of` is
    when the oldest of the numbers was read; `needs_a_person` counts what waits for a decision now,
    whatever its day."""

    first: date
    last: date
    zone: str
    published: int
    needs_a_person: int
    views: FigureOut
    reach: FigureOut
    interactions: FigureOut
    as_of: datetime | None
    networks: list[NetworkOut]
    days: list[DayOut]


@router.get("", response=answers({200: SummaryOut}, codes=(422,)), summary="Figures of a period")
def get_summary(request: ApiRequest, days: QueryPart[Days]) -> SummaryOut:
    library = request.auth.library
    zone = library.time_zone
    start, end = days.bounds(zone)
    found = summaries.summary(library.pk, start=start, end=end, zone=zone)
    return SummaryOut(
        first=days.first,
        last=days.last,
        zone=zone,
        published=found.published,
        needs_a_person=found.needs_a_person,
        views=of_figure(found.views),
        reach=of_figure(found.reach),
        interactions=of_figure(found.interactions),
        as_of=in_zone(found.as_of, zone=zone),
        networks=[_network(part, zone=zone) for part in found.networks],
        days=[
            DayOut(
                day=date.fromisoformat(day.day),
                published=day.published,
                interactions=day.interactions,
            )
            for day in found.days
        ],
    )


def _network(part: summaries.NetworkSummary, *, zone: str) -> NetworkOut:
    return NetworkOut(
        network=part.network,
        published=part.published,
        interactions=of_figure(part.interactions),
        as_of=in_zone(part.as_of, zone=zone),
        **{name: of_figure(figure) for name, figure in part.figures.items()},
    )
