"""The state machine: one row, one sender, no step that is not allowed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from content import posts, publishing
from content.models import Channel, Post, Publication, PublicationLog
from content.models.publication import PublicationState as State
from content.permissions import Actor

SAID: dict[str, Any] = {"reason": "no_answer", "reason_params": {}, "detail": ""}


@pytest.fixture
def due(post_factory: Callable[..., Post], admin_actor: Actor, now: datetime) -> Publication:
    """A publication that is due now."""
    post = post_factory()
    posts.publish_now(post, actor=admin_actor, now=now)
    return Publication.objects.get(post=post)


def _claim(row: Publication, now: datetime) -> int:
    attempt = publishing.claim(row, fingerprint="f", now=now)
    assert attempt is not None
    return attempt


def test_only_one_of_two_workers_gets_the_row(due: Publication, now: datetime) -> None:
    assert publishing.claim(due, fingerprint="f", now=now) == 1
    assert publishing.claim(due, fingerprint="f", now=now) is None


def test_row_that_is_not_due_is_not_claimed(due: Publication, now: datetime) -> None:
    early = now - publishing.CLAIM_LEAD - timedelta(seconds=1)
    assert publishing.claim(due, fingerprint="f", now=early) is None


def test_row_edited_since_it_was_read_is_not_claimed(due: Publication, now: datetime) -> None:
    Publication.objects.filter(pk=due.pk).update(revision=due.revision + 1)
    assert publishing.claim(due, fingerprint="f", now=now) is None


def test_claim_is_committed_with_attempt_fingerprint_and_log(
    due: Publication, now: datetime
) -> None:
    _claim(due, now)
    due.refresh_from_db()
    assert (due.state, due.attempt, due.fingerprint, due.claimed_at, due.wake_at) == (
        State.SENDING,
        1,
        "f",
        now,
        None,
    )
    last = PublicationLog.objects.filter(publication=due).last()
    assert last is not None
    assert (last.from_state, last.to_state, last.attempt) == ("scheduled", "sending", 1)


def test_try_later_waits_what_the_network_asked_for(due: Publication, now: datetime) -> None:
    attempt = _claim(due, now)
    assert publishing.try_later(due.pk, attempt=attempt, after_s=900, now=now, **SAID)
    due.refresh_from_db()
    assert due.state == State.SCHEDULED
    assert due.wake_at is not None
    assert timedelta(seconds=900) <= due.wake_at - now <= timedelta(seconds=900 * 1.25)
    assert publishing.claim(due, fingerprint="f", now=now + timedelta(minutes=5)) is None


def test_waits_grow_with_each_attempt_up_to_an_hour() -> None:
    waits = [publishing.retry_delay_s(attempt, after_s=None) for attempt in (1, 3, 6, 20)]
    assert 30 <= waits[0] <= 37.5
    assert 120 <= waits[1] <= 150
    assert 960 <= waits[2] <= 1200
    assert 3600 <= waits[3] <= 4500


def test_voice_of_a_dead_workers_attempt_is_not_heard(due: Publication, now: datetime) -> None:
    first = _claim(due, now)
    publishing.try_later(due.pk, attempt=first, after_s=0, now=now, **SAID)
    due.refresh_from_db()
    _claim(due, now)
    assert not publishing.refuse(due.pk, attempt=first, to=State.FAILED, now=now, **SAID)
    due.refresh_from_db()
    assert due.state == State.SENDING


def test_slow_worker_still_records_what_the_sweep_called_unknown(
    due: Publication, now: datetime
) -> None:
    attempt = _claim(due, now)
    later = now + publishing.LONGEST_PUBLISH + timedelta(seconds=1)
    assert publishing.sweep(now=later) == 1
    assert publishing.record_published(
        due.pk,
        attempt=attempt,
        remote_id="1_2",
        permalink="",
        called_at=now,
        now=later,
        collect_at=later,
    )
    due.refresh_from_db()
    assert (due.state, due.remote_id) == (State.PUBLISHED, "1_2")


def test_sweep_leaves_young_claims_alone(due: Publication, now: datetime) -> None:
    _claim(due, now)
    assert publishing.sweep(now=now + publishing.LONGEST_PUBLISH) == 0


def test_swept_row_is_unknown_and_looked_at_at_once(due: Publication, now: datetime) -> None:
    _claim(due, now)
    later = now + timedelta(minutes=6)
    publishing.sweep(now=later)
    due.refresh_from_db()
    assert (due.state, due.reason, due.wake_at) == (State.UNKNOWN, "worker_died", later)


def test_reconcile_looks_ever_later_and_then_leaves_it_to_a_person(
    due: Publication, now: datetime
) -> None:
    attempt = _claim(due, now)
    publishing.lose_sight(due.pk, attempt=attempt, now=now, **SAID)
    waits = []
    for _look in range(len(publishing.RECONCILE_AFTER_S)):
        due.refresh_from_db()
        publishing.look_again(due, now=now)
        due.refresh_from_db()
        assert due.wake_at is not None
        waits.append((due.wake_at - now).total_seconds())
    assert waits == [30, 120, 600]
    publishing.look_again(due, now=now)
    due.refresh_from_db()
    assert (due.state, due.wake_at) == (State.UNKNOWN, None)


def test_found_row_carries_the_true_time(due: Publication, now: datetime) -> None:
    attempt = _claim(due, now)
    publishing.lose_sight(due.pk, attempt=attempt, now=now, **SAID)
    due.refresh_from_db()
    true_time = now + timedelta(seconds=2)
    assert publishing.found(
        due,
        remote_id="9",
        permalink="https://x.com/a/status/9",
        published_at=true_time,
        now=now + timedelta(minutes=2),
        collect_at=now,
    )
    due.refresh_from_db()
    assert (due.state, due.published_at) == (State.PUBLISHED, true_time)


def test_absent_row_is_sent_again_with_nothing_prepared(due: Publication, now: datetime) -> None:
    attempt = _claim(due, now)
    Publication.objects.filter(pk=due.pk).update(prepared={"container": "1"})
    publishing.lose_sight(due.pk, attempt=attempt, now=now, **SAID)
    due.refresh_from_db()
    assert publishing.absent(due, now=now)
    due.refresh_from_db()
    assert (due.state, due.wake_at, due.prepared) == (State.SCHEDULED, now, {})


def test_published_row_never_moves_again(due: Publication, now: datetime) -> None:
    attempt = _claim(due, now)
    publishing.record_published(
        due.pk,
        attempt=attempt,
        remote_id="1",
        permalink="",
        called_at=now,
        now=now,
        collect_at=now,
    )
    due.refresh_from_db()
    assert publishing.claim(due, fingerprint="f", now=now) is None
    assert not publishing.stop(due, to=State.CANCELLED, reason="x", now=now, actor_id=None)
    assert not publishing.send_again(due, now=now, actor_id=None)
    assert publishing.sweep(now=now + timedelta(days=1)) == 0
    due.refresh_from_db()
    assert due.state == State.PUBLISHED


def test_one_remote_post_belongs_to_one_row(
    post_factory: Callable[..., Post],
    channel_factory: Callable[..., Channel],
    admin_actor: Actor,
    now: datetime,
) -> None:
    """The database itself refuses to call two publications the same remote post."""
    channel = channel_factory()
    for text in ("satu", "dua"):
        posts.publish_now(post_factory(text, channels=[channel]), actor=admin_actor, now=now)
    first, second = Publication.objects.all()
    for row in (first, second):
        _claim(row, now)
    given = {"permalink": "", "called_at": now, "now": now, "collect_at": now, "attempt": 1}
    assert publishing.record_published(first.pk, remote_id="7", **given)  # type: ignore[arg-type]
    with pytest.raises(IntegrityError), transaction.atomic():
        publishing.record_published(second.pk, remote_id="7", **given)  # type: ignore[arg-type]


def test_failed_row_goes_again_when_a_person_says_so(due: Publication, now: datetime) -> None:
    attempt = _claim(due, now)
    publishing.refuse(due.pk, attempt=attempt, to=State.FAILED, now=now, **SAID)
    due.refresh_from_db()
    assert publishing.claim(due, fingerprint="f", now=now) is None
    assert publishing.send_again(due, now=now, actor_id=None)
    due.refresh_from_db()
    assert (due.state, due.wake_at) == (State.SCHEDULED, now)


def test_what_was_prepared_is_kept_for_the_revision_it_was_made_from(
    due: Publication, now: datetime
) -> None:
    until = now + timedelta(hours=24)
    made: dict[str, Any] = {"prepared": {"data": {"media": ["1"]}}, "until": until, "now": now}
    assert publishing.keep_prepared(due, **made)
    due.refresh_from_db()
    kept = (due.prepared, due.prepared_revision, due.prepared_until)
    assert kept == ({"data": {"media": ["1"]}}, due.revision, until)

    Publication.objects.filter(pk=due.pk).update(revision=due.revision + 1)
    assert not publishing.keep_prepared(due, **made)


def test_refused_row_forgets_what_was_prepared(due: Publication, now: datetime) -> None:
    publishing.keep_prepared(due, prepared={"data": {}}, until=None, now=now)
    attempt = _claim(due, now)
    publishing.refuse(due.pk, attempt=attempt, to=State.FAILED, now=now, **SAID)
    due.refresh_from_db()
    assert (due.prepared, due.prepared_revision) == ({}, None)


@pytest.mark.parametrize("dead", [False, True])
def test_waiting_row_keeps_what_was_prepared_unless_it_died(
    due: Publication, now: datetime, dead: bool
) -> None:
    publishing.keep_prepared(due, prepared={"data": {}}, until=None, now=now)
    attempt = _claim(due, now)
    publishing.try_later(
        due.pk, attempt=attempt, after_s=60, now=now, keep_prepared=not dead, **SAID
    )
    due.refresh_from_db()
    assert due.prepared == ({} if dead else {"data": {}})


def test_look_put_off_or_given_up_is_no_look(due: Publication, now: datetime) -> None:
    attempt = _claim(due, now)
    publishing.lose_sight(due.pk, attempt=attempt, now=now, **SAID)
    due.refresh_from_db()

    publishing.look_later(due, until=now + timedelta(minutes=10))
    due.refresh_from_db()
    assert (due.reconciled_count, due.wake_at) == (0, now + timedelta(minutes=10))

    publishing.leave_to_a_person(due, reason="several_candidates")
    due.refresh_from_db()
    assert (due.state, due.reason, due.wake_at) == (State.UNKNOWN, "several_candidates", None)


def test_permalink_is_filled_in_once(due: Publication, now: datetime) -> None:
    attempt = _claim(due, now)
    publishing.record_published(
        due.pk,
        attempt=attempt,
        remote_id="1",
        permalink="",
        called_at=now,
        now=now,
        collect_at=now,
    )
    publishing.keep_permalink(due.pk, permalink="https://example.org/p/1")
    publishing.keep_permalink(due.pk, permalink="https://example.org/p/2")
    due.refresh_from_db()
    assert due.permalink == "https://example.org/p/1"
