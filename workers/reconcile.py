"""Ask the network what became of a call whose answer never came.

Listings lag, so "not there" is believed only after several looks over minutes; a post is taken
for ours by its words, pictures and time, never because it is the newest.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone

from content import metrics, publishing
from content.models import Publication
from content.models.publication import PublicationState
from workers import accounts, prepare, sendable
from workers.networks.base import Content, Network, RemotePost
from workers.networks.errors import NeedsReconnect, NetworkError, Rejected, TryLater
from workers.networks.matching import is_same_post
from workers.networks.reasons import Reason

_log = logging.getLogger(__name__)

_LISTED: Final = 25
_BATCH: Final = 100
_CLOCK_DRIFT: Final = timedelta(seconds=60)
# Absent is certain after all looks were good ones, the last of them so long after the attempt:
# Facebook and Instagram would take the same post a second time.
_LOOKS_FOR_ABSENCE: Final = len(publishing.RECONCILE_AFTER_S) + 1
_TIME_FOR_ABSENCE: Final = timedelta(minutes=10)
_ASK_AGAIN: Final = timedelta(seconds=30)
_ASK_AGAIN_WHEN_BLOCKED: Final = timedelta(minutes=10)
_NOT_CERTAIN: Final = "not_certain"
_TASK_LOST_AFTER: Final = timedelta(minutes=2)


def take(*, now: datetime) -> list[int]:
    """Rows of unknown outcome whose next look is due, marked so that one worker gets each."""
    free = Publication.objects.filter(
        Q(dispatched_at=None) | Q(dispatched_at__lt=now - _TASK_LOST_AFTER),
        state=PublicationState.UNKNOWN,
        wake_at__lte=now,
    )
    due = list(free.order_by("wake_at").values_list("pk", flat=True)[:_BATCH])
    return [pk for pk in due if free.filter(pk=pk).update(dispatched_at=now)]


def reconcile(publication_id: int) -> None:
    """One look at the network, and what follows from it."""
    publication = sendable.load(publication_id)
    if publication is None or publication.state != PublicationState.UNKNOWN:
        return
    try:
        network = accounts.adapter(publication.channel)
        content = sendable.content(publication, now=timezone.now())
        _look(publication, network=network, content=content)
    except Rejected:
        # The post cannot even be put together again, so nothing can be compared.
        publishing.leave_to_a_person(publication, reason=_NOT_CERTAIN)
    except NetworkError as error:
        _ask_later(publication, error)


def _look(publication: Publication, *, network: Network, content: Content) -> None:
    so_far = prepare.stored(publication, now=timezone.now())
    used_up = network.find_prepared(so_far) if so_far is not None else None
    since = attempted_at(publication)
    listed = network.newest(limit=_LISTED)
    ours = _unclaimed(
        publication, [post for post in listed if is_same_post(content, post, attempted_at=since)]
    )
    _log.info("publication %d: %d posts match", publication.pk, len(ours))
    if len(ours) == 1:
        _keep(publication, ours[0])
    elif len(ours) > 1:
        publishing.leave_to_a_person(publication, reason="several_candidates")
    elif not used_up and _is_complete(listed, since) and _is_certain(publication, content):
        publishing.absent(publication, now=timezone.now())
    elif publication.reconciled_count < len(publishing.RECONCILE_AFTER_S):
        publishing.look_again(publication, now=timezone.now())
    else:
        publishing.leave_to_a_person(publication, reason=_NOT_CERTAIN)


def attempted_at(publication: Publication) -> datetime:
    """Since when a matching post may be ours. When the network calls a repeated attempt a
    duplicate, the one that succeeded is an earlier one."""
    claimed_at = publication.claimed_at or publication.due_at
    if publication.reason != Reason.DUPLICATE:
        return claimed_at
    claims = publication.log.filter(to_state=PublicationState.SENDING)
    first = claims.order_by("at").values_list("at", flat=True).first()
    return first or claimed_at


def _unclaimed(publication: Publication, posts: Sequence[RemotePost]) -> list[RemotePost]:
    """Without those that are known to be another publication of this channel."""
    ids = [post.remote_id for post in posts]
    known = set(
        Publication.objects.filter(
            channel_id=publication.channel_id, remote_id__in=ids
        ).values_list("remote_id", flat=True)
    )
    return [post for post in posts if post.remote_id not in known]


def _is_complete(listed: Sequence[RemotePost], since: datetime) -> bool:
    """Does the list reach back to before the attempt?"""
    return len(listed) < _LISTED or any(post.created_at < since - _CLOCK_DRIFT for post in listed)


def _is_certain(publication: Publication, content: Content) -> bool:
    """Enough looks over enough time, at a post that is still the one that was sent."""
    if publication.reason == Reason.DUPLICATE or publication.claimed_at is None:
        return False
    if publication.fingerprint and publication.fingerprint != sendable.fingerprint(content):
        return False
    looks = publication.reconciled_count + 1
    waited = timezone.now() - publication.claimed_at
    return looks >= _LOOKS_FOR_ABSENCE and waited >= _TIME_FOR_ABSENCE


def _keep(publication: Publication, post: RemotePost) -> None:
    now = timezone.now()
    try:
        publishing.found(
            publication,
            remote_id=post.remote_id,
            permalink=post.permalink,
            published_at=post.created_at,
            now=now,
            collect_at=metrics.next_collection(post.created_at, after=now) or now,
        )
    except IntegrityError:  # another publication of the channel was faster to take it
        publishing.look_again(publication, now=now)


def _ask_later(publication: Publication, error: NetworkError) -> None:
    """The list could not be read, which says nothing about the post: this was no look."""
    now = timezone.now()
    wait = _ASK_AGAIN
    if isinstance(error, NeedsReconnect):
        publishing.block_channel(publication.channel_id, reason=error.reason, now=now)
        wait = _ASK_AGAIN_WHEN_BLOCKED
    elif isinstance(error, TryLater) and error.after_s is not None:
        wait = max(wait, timedelta(seconds=error.after_s))
    _log.info("publication %d cannot be looked for: %s", publication.pk, error)
    publishing.look_later(publication, until=now + wait)
