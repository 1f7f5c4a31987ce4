"""Which rows are to be woken, and when. The row is the queue; a message is only a wake-up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from content.models import PostMedia, Publication
from content.models.publication import PublicationState

LOOK_AHEAD: Final = timedelta(seconds=20)
# A task starts so long before the due instant, which is time to load the row and connect.
LEAD: Final = timedelta(seconds=1.5)
# A wake-up that came to nothing for so long was lost.
_LOST_AFTER: Final = timedelta(seconds=30)
_LOST_PAST_DUE: Final = timedelta(seconds=10)
_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class WakeUp:
    """One message to send: when the task is to start, and whether there is time to prepare."""

    publication_id: int
    start_at: datetime
    prepare: bool


def take(*, now: datetime) -> list[WakeUp]:
    """Up to 500 rows that fall due soon or whose wake-up was lost, marked as dispatched."""
    rows = _to_wake(now)
    first = rows.order_by("wake_at").values("pk")[:_BATCH]
    # The conditions stand again outside, so that of two dispatchers one gets each row.
    if not rows.filter(pk__in=first).update(dispatched_at=now):
        return []
    has_media = Exists(PostMedia.objects.filter(post_id=OuterRef("post_id")))
    taken = (
        Publication.objects.filter(state=PublicationState.SCHEDULED, dispatched_at=now)
        .order_by("wake_at")
        .values_list("pk", "wake_at", has_media)
    )
    return [
        WakeUp(pk, start_at=wake_at - LEAD, prepare=pictures and wake_at - now > LEAD * 1.5)
        for pk, wake_at, pictures in taken
        if wake_at is not None
    ]


def _to_wake(now: datetime) -> QuerySet[Publication]:
    lost = Q(dispatched_at__lt=now - _LOST_AFTER, wake_at__lt=now - _LOST_PAST_DUE)
    return Publication.objects.filter(
        Q(dispatched_at=None) | lost,
        state=PublicationState.SCHEDULED,
        wake_at__lte=now + LOOK_AHEAD,
    )


def give_back(publication_ids: Sequence[int]) -> None:
    """The broker did not take these: the next look finds them again."""
    Publication.objects.filter(pk__in=publication_ids, state=PublicationState.SCHEDULED).update(
        dispatched_at=None
    )
