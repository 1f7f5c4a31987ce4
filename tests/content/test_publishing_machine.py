"""No sequence of claims, errors, crashes, sweeps and clicks publishes twice or loses a post."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from content import publishing
from content.models import Channel, Library, Post, Publication
from content.models.publication import PublicationState as State
from content.times import PlannedTime

START = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
_numbers = itertools.count()
SAID: dict[str, Any] = {"reason": "server_error", "reason_params": {}, "detail": ""}


class Publishing(RuleBasedStateMachine):
    """One post, several workers that may die at any moment, and a network that never forgets."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.on_network: list[str] = []
        self.claims: list[int] = []  # attempts held by workers that are still alive

    @initialize()
    def schedule(self) -> None:
        library = Library.objects.create(
            name="L", slug=f"l-{next(_numbers)}", languages=["id"], created_at=START
        )
        channel = Channel.objects.create(
            library=library,
            network="facebook",
            external_id="1",
            name="c",
            credentials="",
            created_at=START,
        )
        post = Post.objects.create(
            library=library, zone="Asia/Jakarta", created_at=START, updated_at=START
        )
        planned = PlannedTime(at=START, local="2026-11-24T09:00", zone="Asia/Jakarta")
        self.pk = Publication.objects.create(
            post=post,
            channel=channel,
            library=library,
            due_at=planned.at,
            due_local=planned.local,
            zone=planned.zone,
            wake_at=planned.at,
            revision=1,
            created_at=START,
        ).pk

    @property
    def row(self) -> Publication:
        return Publication.objects.get(pk=self.pk)

    @rule()
    def time_passes(self) -> None:
        self.now += timedelta(minutes=2)

    @rule()
    def worker_claims(self) -> None:
        attempt = publishing.claim(self.row, fingerprint="f", now=self.now)
        if attempt is not None:
            self.claims.append(attempt)

    @precondition(lambda self: self.claims)
    @rule()
    def call_succeeds_and_is_recorded(self) -> None:
        attempt = self.claims.pop()
        self.on_network.append(f"remote-{attempt}")
        publishing.record_published(
            self.pk,
            attempt=attempt,
            remote_id=self.on_network[-1],
            permalink="",
            called_at=self.now,
            now=self.now,
            collect_at=self.now,
        )

    @precondition(lambda self: self.claims)
    @rule()
    def call_succeeds_but_the_worker_dies(self) -> None:
        self.on_network.append(f"remote-{self.claims.pop()}")

    @precondition(lambda self: self.claims)
    @rule()
    def worker_dies_before_the_call(self) -> None:
        self.claims.pop()

    @precondition(lambda self: self.claims)
    @rule()
    def network_is_busy(self) -> None:
        publishing.try_later(self.pk, attempt=self.claims.pop(), after_s=None, now=self.now, **SAID)

    @precondition(lambda self: self.claims)
    @rule()
    def network_refuses(self) -> None:
        publishing.refuse(self.pk, attempt=self.claims.pop(), to=State.FAILED, now=self.now, **SAID)

    @precondition(lambda self: self.claims)
    @rule()
    def answer_is_lost(self) -> None:
        attempt = self.claims.pop()
        self.on_network.append(f"remote-{attempt}")
        publishing.lose_sight(self.pk, attempt=attempt, now=self.now, **SAID)

    @precondition(lambda self: not self.claims)
    @rule()
    def sweep(self) -> None:
        """A worker that lives longer than LONGEST_PUBLISH breaks its own timeouts: not modelled."""
        publishing.sweep(now=self.now)

    @rule()
    def reconcile(self) -> None:
        row = self.row
        if row.state != State.UNKNOWN:
            return
        if self.on_network:
            publishing.found(
                row,
                remote_id=self.on_network[0],
                permalink="",
                published_at=self.now,
                now=self.now,
                collect_at=self.now,
            )
        else:
            publishing.absent(row, now=self.now)

    @rule()
    def person_holds_or_cancels(self) -> None:
        publishing.stop(self.row, to=State.HELD, reason="held", now=self.now, actor_id=None)

    @rule()
    def person_sends_again(self) -> None:
        publishing.send_again(self.row, now=self.now, actor_id=None)

    @invariant()
    def never_twice(self) -> None:
        assert len(self.on_network) <= 1

    @invariant()
    def never_lost(self) -> None:
        """The row is live, or something or someone will look at it."""
        row = getattr(self, "pk", None) and self.row
        if not row:
            return
        waits = row.state in {State.SCHEDULED, State.UNKNOWN} and row.wake_at is not None
        shown = row.state in {State.FAILED, State.BLOCKED, State.HELD, State.CANCELLED}
        sending = row.state == State.SENDING and row.claimed_at is not None
        live = row.state == State.PUBLISHED and row.remote_id == self.on_network[0]
        assert waits or shown or sending or live


@pytest.mark.django_db
def test_no_sequence_publishes_twice_or_loses_a_post() -> None:
    run_state_machine_as_test(
        Publishing, settings=settings(max_examples=40, stateful_step_count=25, deadline=None)
    )
