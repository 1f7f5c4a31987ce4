"""What stands on the calendar between two days."""

from datetime import datetime

from ninja import Query as QueryPart
from ninja import Router
from pydantic import BaseModel

from backend.api import thumbnails
from backend.api.auth import ApiRequest
from backend.api.errors import answers
from backend.api.fields import Days, Id, in_zone
from content import calendar

router = Router(tags=["calendar"])


class EntryOut(BaseModel):
    """One post on its day. `state` is that of the publication that needs most attention, or the
    post's own while nothing is scheduled."""

    post_id: Id
    kind: str
    title: str
    state: str
    networks: list[str]
    planned_at: datetime | None
    planned_local: str
    zone: str
    thumbnail_url: str


class CalendarOut(BaseModel):
    """The posts in order of time."""

    zone: str
    entries: list[EntryOut]


@router.get("", response=answers({200: CalendarOut}, codes=(422,)), summary="Posts day by day")
def get_calendar(request: ApiRequest, days: QueryPart[Days]) -> CalendarOut:
    library = request.auth.library
    start, end = days.bounds(library.time_zone)
    found = calendar.entries(library.pk, start=start, end=end)
    return CalendarOut(zone=library.time_zone, entries=[_entry(entry) for entry in found])


def _entry(entry: calendar.Entry) -> EntryOut:
    post = entry.post
    return EntryOut(
        post_id=post.pk,
        kind=post.kind,
        title=str(post),
        state=entry.state,
        networks=list(entry.networks),
        planned_at=in_zone(entry.at, zone=post.zone),
        planned_local=post.planned_local,
        zone=post.zone,
        thumbnail_url=thumbnails.address(entry.thumbnail_token),
    )
