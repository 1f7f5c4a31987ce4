"""Numbers of published posts: the words for them, when to read them, how they are kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from content import storable
from content.models import Publication, PublicationLog, Snapshot
from content.models.publication import PublicationState
from content.models.snapshot import SnapshotSource


class Metric(StrEnum):
    """The columns of a snapshot, in the order people read them."""

    VIEWS = "views"
    REACH = "reach"
    LIKES = "likes"
    COMMENTS = "comments"
    SHARES = "shares"
    SAVES = "saves"
    CLICKS = "clicks"


# The reason of a published post that the network no longer shows.
POST_GONE: Final = "post_gone"

# What a visitor did, as against what a visitor saw.
INTERACTIONS: Final = (Metric.LIKES, Metric.COMMENTS, Metric.SHARES, Metric.SAVES)

_FIRST: Final = (
    timedelta(minutes=5),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
)
_DAILY_UNTIL: Final = timedelta(days=7)
_WEEKLY_UNTIL: Final = timedelta(days=90)


def next_collection(published_at: datetime, *, after: datetime) -> datetime | None:
    """The first rung of the ladder later than `after`: +5 min, +1 h, +6 h, +24 h, then daily to
    7 days, then weekly to 90. None when the ladder has ended."""
    for rung in ladder():
        if published_at + rung > after:
            return published_at + rung
    return None


def ladder() -> list[timedelta]:
    """Every age at which a post is read."""
    daily = [timedelta(days=day) for day in range(2, _DAILY_UNTIL.days + 1)]
    weekly = [timedelta(days=day) for day in range(14, _WEEKLY_UNTIL.days + 1, 7)]
    return [*_FIRST, *daily, *weekly]


def due(*, now: datetime, limit: int) -> QuerySet[Publication]:
    """Published posts whose numbers are to be read now, the longest waiting first."""
    return (
        Publication.objects.filter(state=PublicationState.PUBLISHED, collect_at__lte=now)
        .select_related("channel")
        .order_by("collect_at")[:limit]
    )


def record(
    publication: Publication,
    *,
    values: Mapping[str, int],
    unavailable: Sequence[str],
    raw: Mapping[str, Any],
    now: datetime,
    source: SnapshotSource = SnapshotSource.API,
) -> Snapshot:
    """Keep one reading and set the next. A metric neither in `values` nor in `unavailable` was
    not collected."""
    with transaction.atomic():
        snapshot = Snapshot.objects.create(
            publication=publication,
            taken_at=now,
            source=source,
            unavailable=sorted(unavailable),
            raw=storable.as_json(dict(raw)),
            **{metric.value: _count(values.get(metric.value)) for metric in Metric},
        )
        _keep_latest(publication, snapshot=snapshot, now=now)
    return snapshot


def _count(value: int | None) -> int | None:
    """Less than nothing is no count: it must not keep the other numbers from being written."""
    return value if value is not None and 0 <= value <= storable.LARGEST else None


def _keep_latest(publication: Publication, *, snapshot: Snapshot, now: datetime) -> None:
    published_at = publication.published_at or now
    reason = "" if publication.reason == POST_GONE else publication.reason
    Publication.objects.filter(pk=publication.pk).update(
        latest_snapshot=snapshot,
        collected_at=now,
        collect_at=next_collection(published_at, after=now),
        reason=reason,
    )


def gone(publication: Publication, *, now: datetime) -> None:
    """The network no longer shows the post: say so once and stop reading. A person who asks for
    fresh numbers makes us look again."""
    rows = Publication.objects.filter(pk=publication.pk, state=PublicationState.PUBLISHED)
    with transaction.atomic():
        first = rows.exclude(reason=POST_GONE).update(reason=POST_GONE, collect_at=None)
        if not first:
            rows.update(collect_at=None)
            return
        PublicationLog.objects.create(
            publication=publication,
            at=now,
            from_state=PublicationState.PUBLISHED,
            to_state=PublicationState.PUBLISHED,
            attempt=publication.attempt,
            reason=POST_GONE,
        )


def claim(publication_ids: Sequence[int], *, now: datetime, until: datetime) -> int:
    """Take due posts for one reading: nobody else reads them before `until`. How many."""
    return Publication.objects.filter(pk__in=publication_ids, collect_at__lte=now).update(
        collect_at=until
    )


def skip(publication: Publication, *, now: datetime, until: datetime | None = None) -> None:
    """Nothing could be read this time: look at `until`, else at the next rung."""
    later = until or next_collection(publication.published_at or now, after=now)
    Publication.objects.filter(pk=publication.pk).update(collect_at=later)


def refresh(publication: Publication, *, now: datetime) -> None:
    """A person wants fresh numbers: read at the next look."""
    Publication.objects.filter(pk=publication.pk, state=PublicationState.PUBLISHED).update(
        collect_at=now
    )


def look_for_gone(channel_id: int, *, now: datetime) -> None:
    """A token that may see nothing makes posts look gone; a new one is reason to look again."""
    Publication.objects.filter(
        channel_id=channel_id,
        state=PublicationState.PUBLISHED,
        reason=POST_GONE,
        published_at__gt=now - _WEEKLY_UNTIL,
    ).update(collect_at=now)


def interactions(snapshot: Snapshot | None) -> int | None:
    """Likes, comments, shares and saves together, of those the network gives; None when nothing
    was collected."""
    if snapshot is None:
        return None
    counts = [getattr(snapshot, metric.value) for metric in INTERACTIONS]
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
