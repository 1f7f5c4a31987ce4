"""What a publication looks like from outside."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from backend.api.fields import Id, in_zone
from backend.api.numbers import NumbersOut, of_snapshot
from backend.api.post_schemas import PostChannelOut
from backend.api.reasons import ReasonOut, of_code, of_publication
from content.models import Publication, PublicationLog, Snapshot

StateName = Literal[
    "scheduled", "sending", "published", "unknown", "failed", "blocked", "held", "cancelled"
]


class PublicationOut(BaseModel):
    """One post on one channel. `planned_at` is the promised instant, `called_at` when the call to
    the network began, `published_at` when it was there. `reason` says why it is where it is."""

    id: Id
    post_id: Id
    post_title: str
    channel: PostChannelOut
    state: str
    reason: ReasonOut | None
    planned_at: datetime | None
    planned_local: str
    zone: str
    attempt: int
    called_at: datetime | None
    published_at: datetime | None
    remote_id: str
    permalink: str
    numbers: NumbersOut
    numbers_again_at: datetime | None


class LogLine(BaseModel):
    """One step of the story. `by` is a person's name, empty for Etalase itself."""

    at: datetime
    from_state: str
    to_state: str
    attempt: int
    by: str
    reason: ReasonOut | None


class Reading(BaseModel):
    """What the network said at one time. `source`: "api", or "public" for the public page."""

    taken_at: datetime
    source: str
    numbers: NumbersOut


class PublicationStory(PublicationOut):
    """A publication with everything that happened to it, oldest first."""

    log: list[LogLine]
    history: list[Reading]


class PublicationPage(BaseModel):
    """A part of the list, and how many there are in all."""

    items: list[PublicationOut]
    count: int


def out(row: Publication) -> PublicationOut:
    """A row of `publications.visible`, which has read everything this shows."""
    return PublicationOut(
        id=row.pk,
        post_id=row.post_id,
        post_title=str(row.post),
        channel=PostChannelOut(
            id=row.channel_id, network=row.channel.network, name=row.channel.name
        ),
        state=row.state,
        reason=of_publication(row),
        planned_at=in_zone(row.due_at, zone=row.zone),
        planned_local=row.due_local,
        zone=row.zone,
        attempt=row.attempt,
        called_at=in_zone(row.called_at, zone=row.zone),
        published_at=in_zone(row.published_at, zone=row.zone),
        remote_id=row.remote_id,
        permalink=row.permalink,
        numbers=of_snapshot(row.latest_snapshot),
        numbers_again_at=in_zone(row.collect_at, zone=row.zone),
    )


def story(row: Publication) -> PublicationStory:
    return PublicationStory(
        **dict(out(row)),
        log=[_line(line) for line in row.log.select_related("actor")],
        history=[_reading(snapshot) for snapshot in row.snapshots.all()],
    )


def _line(line: PublicationLog) -> LogLine:
    return LogLine(
        at=line.at,
        from_state=line.from_state,
        to_state=line.to_state,
        attempt=line.attempt,
        by=line.actor.name if line.actor else "",
        reason=of_code(line.reason, line.reason_params),
    )


def _reading(snapshot: Snapshot) -> Reading:
    return Reading(
        taken_at=snapshot.taken_at, source=snapshot.source, numbers=of_snapshot(snapshot)
    )
