"""Honest numbers: nothing collected, nothing given and zero are three different answers."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from content.metrics import Metric
from content.models import Snapshot
from content.summaries import Figure

Status = Literal["collected", "not_collected", "not_available"]


class NumberOut(BaseModel):
    """One number of one post. "not_available": this network does not give it for this post.
    "not_collected": it may give it, but we have not read it (yet). `as_of` is when we asked."""

    value: int | None
    status: Status
    as_of: datetime | None


class NumbersOut(BaseModel):
    """What visitors saw and did."""

    views: NumberOut
    reach: NumberOut
    likes: NumberOut
    comments: NumberOut
    shares: NumberOut
    saves: NumberOut
    clicks: NumberOut


def of_snapshot(snapshot: Snapshot | None) -> NumbersOut:
    """One reading; without any reading every number says so."""
    return NumbersOut(**{metric.value: _number(snapshot, metric) for metric in Metric})


def _number(snapshot: Snapshot | None, metric: Metric) -> NumberOut:
    if snapshot is None:
        return NumberOut(value=None, status="not_collected", as_of=None)
    value: int | None = getattr(snapshot, metric.value)
    return NumberOut(value=value, status=_status(snapshot, metric), as_of=snapshot.taken_at)


def _status(snapshot: Snapshot, metric: Metric) -> Status:
    if getattr(snapshot, metric.value) is not None:
        return "collected"
    return "not_available" if metric.value in snapshot.unavailable else "not_collected"


class FigureOut(BaseModel):
    """A sum over posts: `posts` of `of` gave the number. Null when none of them did."""

    value: int | None
    posts: int
    of: int


def of_figure(figure: Figure) -> FigureOut:
    return FigureOut(value=figure.value, posts=figure.posts, of=figure.of)
