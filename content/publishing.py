"""The publication state machine: nothing else changes a state.

    scheduled → sending → published                    held (closure, quota full, person)
         ↑         ├→ scheduled (wake_at later)        cancelled
         └─────────├→ failed | blocked
       reconcile ←─┴→ unknown → published | scheduled | a person decides

Every transition is one conditional UPDATE that changes exactly one row, or nothing happens. What
a worker records while sending carries the attempt it claimed: the voice of a worker that was
given up for dead never overwrites what came after it.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from content.errors import WrongState
from content.models import Channel, Publication, PublicationLog
from content.models.channel import ChannelHealth
from content.models.publication import PublicationState as State
from content.times import PlannedTime

# A post is sent only this long before its due time: the claim and the last preparations.
CLAIM_LEAD: Final = timedelta(seconds=2)
# Longer than every network timeout of one publish together; an older claim is a dead worker's.
LONGEST_PUBLISH: Final = timedelta(minutes=5)
# Listings of the networks lag, so an unknown outcome is looked at again after these many seconds.
RECONCILE_AFTER_S: Final = (30, 120, 600)
# What wakes so late was asleep through an outage: a person decides whether it still goes.
TOO_LATE: Final = timedelta(hours=6)
FIRST_RETRY_S: Final = 30
LONGEST_RETRY_S: Final = 3600

FINAL: Final = frozenset({State.PUBLISHED, State.CANCELLED})
# What a person may still stop, change or send again.
WAITING: Final = (State.SCHEDULED, State.HELD, State.FAILED, State.BLOCKED)

NOTHING_PREPARED: Final[Mapping[str, Any]] = {
    "prepared": {},
    "prepared_revision": None,
    "prepared_until": None,
}


def _move(
    publication_id: int,
    *,
    source: State,
    to: State,
    now: datetime,
    attempt: int | None = None,
    where: Q | None = None,
    actor_id: int | None = None,
    reason: str = "",
    reason_params: Mapping[str, Any] | None = None,
    detail: str = "",
    **changes: Any,
) -> bool:
    """One conditional UPDATE and its line in the log; False when the row was not as expected."""
    said = {"reason": reason, "reason_params": dict(reason_params or {}), "detail": detail}
    rows = Publication.objects.filter(where or Q(), pk=publication_id, state=source)
    if attempt is not None and to != State.SENDING:
        rows = rows.filter(attempt=attempt)
    if to == State.SENDING:
        changes["attempt"] = attempt
    with transaction.atomic():
        if rows.update(state=to, **said, **changes) != 1:
            return False
        PublicationLog.objects.create(
            publication_id=publication_id,
            at=now,
            from_state=source,
            to_state=to,
            attempt=attempt or 0,
            actor_id=actor_id,
            **said,
        )
    return True


# --- What a worker does ---


def claim(publication: Publication, *, fingerprint: str, now: datetime) -> int | None:
    """Take the row for sending and commit that before the call. The attempt, or None when the row
    was taken, moved or edited since `publication` was read."""
    attempt = publication.attempt + 1
    taken = _move(
        publication.pk,
        source=State.SCHEDULED,
        to=State.SENDING,
        now=now,
        attempt=attempt,
        where=Q(
            attempt=publication.attempt,
            revision=publication.revision,
            wake_at__lte=now + CLAIM_LEAD,
        ),
        claimed_at=now,
        called_at=None,
        wake_at=None,
        fingerprint=fingerprint,
    )
    return attempt if taken else None


def keep_prepared(
    publication: Publication,
    *,
    prepared: Mapping[str, Any],
    until: datetime | None,
    now: datetime,
) -> bool:
    """Store what was done ahead for this revision; False when the row was taken, stopped or
    edited since `publication` was read. Somebody is at work, so the wake-up is not lost."""
    return bool(
        Publication.objects.filter(
            pk=publication.pk,
            state=State.SCHEDULED,
            attempt=publication.attempt,
            revision=publication.revision,
        ).update(
            prepared=dict(prepared),
            prepared_revision=publication.revision,
            prepared_until=until,
            dispatched_at=now,
        )
    )


def record_published(
    publication_id: int,
    *,
    attempt: int,
    remote_id: str,
    permalink: str,
    called_at: datetime,
    now: datetime,
    collect_at: datetime,
) -> bool:
    """Keep the remote id. A sweep may have called the row unknown meanwhile: this voice knows."""
    return any(
        _move(
            publication_id,
            source=source,
            to=State.PUBLISHED,
            now=now,
            attempt=attempt,
            remote_id=remote_id,
            permalink=permalink,
            called_at=called_at,
            published_at=now,
            collect_at=collect_at,
            claimed_at=None,
            wake_at=None,
            **NOTHING_PREPARED,
        )
        for source in (State.SENDING, State.UNKNOWN)
    )


def keep_permalink(publication_id: int, *, permalink: str) -> None:
    """The public address of a published post, where the network gave it only afterwards."""
    Publication.objects.filter(pk=publication_id, state=State.PUBLISHED, permalink="").update(
        permalink=permalink
    )


def try_later(
    publication_id: int,
    *,
    attempt: int,
    reason: str,
    reason_params: Mapping[str, Any],
    detail: str,
    after_s: float | None,
    now: datetime,
    keep_prepared: bool = True,
) -> bool:
    """Certainly not written: back to scheduled, not before a growing delay with jitter.

    `keep_prepared` is False when what was prepared has died on the network.
    """
    delay_s = retry_delay_s(attempt, after_s=after_s)
    return _move(
        publication_id,
        source=State.SENDING,
        to=State.SCHEDULED,
        now=now,
        attempt=attempt,
        reason=reason,
        reason_params=reason_params,
        detail=detail,
        wake_at=now + timedelta(seconds=delay_s),
        claimed_at=None,
        dispatched_at=None,
        **({} if keep_prepared else NOTHING_PREPARED),
    )


def retry_delay_s(attempt: int, *, after_s: float | None) -> float:
    """What the network asked for, else 30 s doubling to an hour; up to a quarter more by chance,
    so that rows stopped together do not come back together."""
    growing_s = min(FIRST_RETRY_S * 2 ** max(attempt - 1, 0), LONGEST_RETRY_S)
    wait_s = growing_s if after_s is None else after_s
    return wait_s * (1 + random.random() / 4)  # noqa: S311


def refuse(
    publication_id: int,
    *,
    attempt: int,
    to: State,
    reason: str,
    reason_params: Mapping[str, Any],
    detail: str,
    now: datetime,
) -> bool:
    """The network will not take it: to "failed" (the editor acts) or "blocked" (the admin)."""
    return _move(
        publication_id,
        source=State.SENDING,
        to=to,
        now=now,
        attempt=attempt,
        reason=reason,
        reason_params=reason_params,
        detail=detail,
        claimed_at=None,
        **NOTHING_PREPARED,
    )


def block_channel(channel_id: int, *, reason: str, now: datetime) -> None:
    """Flag the channel; its waiting publications keep their place and fail fast or wait."""
    Channel.objects.filter(pk=channel_id).update(
        health=ChannelHealth.BLOCKED, reason=reason, checked_at=now
    )


def lose_sight(
    publication_id: int,
    *,
    attempt: int,
    reason: str,
    reason_params: Mapping[str, Any],
    detail: str,
    now: datetime,
) -> bool:
    """The write may have happened: reconcile looks at once."""
    return _move(
        publication_id,
        source=State.SENDING,
        to=State.UNKNOWN,
        now=now,
        attempt=attempt,
        reason=reason,
        reason_params=reason_params,
        detail=detail,
        wake_at=now,
        dispatched_at=None,
        reconciled_count=0,
    )


def sweep(*, now: datetime) -> int:
    """Claims of workers that died: to unknown, never to scheduled. How many."""
    stuck = Publication.objects.filter(
        state=State.SENDING, claimed_at__lt=now - LONGEST_PUBLISH
    ).values_list("pk", "attempt")
    return sum(
        lose_sight(pk, attempt=attempt, reason="worker_died", reason_params={}, detail="", now=now)
        for pk, attempt in list(stuck)
    )


# --- What reconcile finds ---


def found(
    publication: Publication,
    *,
    remote_id: str,
    permalink: str,
    published_at: datetime,
    now: datetime,
    collect_at: datetime,
    actor_id: int | None = None,
) -> bool:
    """It is on the network: published, with the true time."""
    return _move(
        publication.pk,
        source=State.UNKNOWN,
        to=State.PUBLISHED,
        now=now,
        attempt=publication.attempt,
        actor_id=actor_id,
        reason="found_on_network" if actor_id is None else "person_found",
        remote_id=remote_id,
        permalink=permalink,
        published_at=published_at,
        collect_at=collect_at,
        claimed_at=None,
        wake_at=None,
        **NOTHING_PREPARED,
    )


def absent(publication: Publication, *, now: datetime, actor_id: int | None = None) -> bool:
    """It is certainly not on the network (or a person says so): scheduled again, due at once."""
    return _move(
        publication.pk,
        source=State.UNKNOWN,
        to=State.SCHEDULED,
        now=now,
        attempt=publication.attempt,
        actor_id=actor_id,
        reason="not_on_network" if actor_id is None else "person_absent",
        wake_at=now,
        dispatched_at=None,
        claimed_at=None,
        **NOTHING_PREPARED,
    )


def look_again(publication: Publication, *, now: datetime) -> None:
    """Not certain yet: look later, and after the last look leave it to a person."""
    count = publication.reconciled_count
    later = count < len(RECONCILE_AFTER_S)
    Publication.objects.filter(
        pk=publication.pk, state=State.UNKNOWN, attempt=publication.attempt, reconciled_count=count
    ).update(
        reconciled_count=F("reconciled_count") + 1,
        wake_at=now + timedelta(seconds=RECONCILE_AFTER_S[count]) if later else None,
        dispatched_at=None,
    )


def look_later(publication: Publication, *, until: datetime) -> None:
    """The network could not be asked: the same look again at `until`."""
    _set_look(publication, wake_at=until)


def leave_to_a_person(publication: Publication, *, reason: str) -> None:
    """Looking further would not make it certain: a person decides."""
    _set_look(publication, wake_at=None, reason=reason)


def _set_look(publication: Publication, **changes: Any) -> None:
    Publication.objects.filter(
        pk=publication.pk, state=State.UNKNOWN, attempt=publication.attempt
    ).update(dispatched_at=None, **changes)


# --- What people do; `content.posts` checks who may ---


def plan(
    *,
    post_id: int,
    library_id: int,
    channel_id: int,
    revision: int,
    planned: PlannedTime,
    now: datetime,
    actor_id: int,
) -> Publication:
    """The row for one post on one channel, scheduled; a waiting or cancelled row is taken again.

    Raises WrongState when the row is being sent or already published.
    """
    row = Publication.objects.filter(post_id=post_id, channel_id=channel_id).first()
    if row is None:
        return _create(
            post_id=post_id,
            library_id=library_id,
            channel_id=channel_id,
            revision=revision,
            planned=planned,
            now=now,
            actor_id=actor_id,
        )
    moved = any(
        _move(
            row.pk,
            source=source,
            to=State.SCHEDULED,
            now=now,
            actor_id=actor_id,
            due_at=planned.at,
            due_local=planned.local,
            zone=planned.zone,
            wake_at=planned.at,
            dispatched_at=None,
            revision=revision,
        )
        for source in (*WAITING, State.CANCELLED)
    )
    if not moved:
        raise WrongState(_("This post is being published or already is. Look at it again."))
    row.refresh_from_db()
    return row


def _create(
    *,
    post_id: int,
    library_id: int,
    channel_id: int,
    revision: int,
    planned: PlannedTime,
    now: datetime,
    actor_id: int,
) -> Publication:
    with transaction.atomic():
        row = Publication.objects.create(
            post_id=post_id,
            library_id=library_id,
            channel_id=channel_id,
            due_at=planned.at,
            due_local=planned.local,
            zone=planned.zone,
            wake_at=planned.at,
            revision=revision,
            created_at=now,
        )
        PublicationLog.objects.create(
            publication=row, at=now, to_state=State.SCHEDULED, actor_id=actor_id
        )
    return row


def stop(
    publication: Publication,
    *,
    to: State,
    reason: str,
    now: datetime,
    actor_id: int | None,
    sources: Sequence[State] = WAITING,
) -> bool:
    """Hold or cancel what waits in one of `sources`. False when it is in none of them: it was
    already sent or is being sent."""
    return any(
        _move(
            publication.pk,
            source=source,
            to=to,
            now=now,
            actor_id=actor_id,
            reason=reason,
            wake_at=None,
        )
        for source in sources
        if source != to
    )


def send_again(
    publication: Publication,
    *,
    now: datetime,
    actor_id: int | None,
    sources: Sequence[State] = (State.FAILED, State.BLOCKED, State.HELD),
) -> bool:
    """A row in one of `sources` goes again: at its due time, or now when that has passed."""
    return any(
        _move(
            publication.pk,
            source=source,
            to=State.SCHEDULED,
            now=now,
            actor_id=actor_id,
            wake_at=max(publication.due_at, now),
            dispatched_at=None,
        )
        for source in sources
    )
