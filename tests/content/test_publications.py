"""What people do to a publication, who may, and that the outcome is the one they meant."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from content import posts, publications, publishing
from content.drafts import Draft
from content.errors import InvalidPost, NotAllowed, WrongState
from content.models import Activity, Channel, Post, Publication, PublicationLog
from content.models.publication import PublicationState as State
from content.permissions import Actor

MakePost = Callable[..., Post]
Scheduled = Callable[[], Publication]
In = Callable[[State], Publication]


@pytest.fixture
def scheduled(post_factory: MakePost, admin_actor: Actor, now: datetime) -> Scheduled:
    def make() -> Publication:
        post = post_factory()
        posts.schedule(post, actor=admin_actor, now=now)
        return post.publications.get()

    return make


@pytest.fixture
def in_state(scheduled: Scheduled, now: datetime) -> In:
    """A publication brought there the way a worker brings it."""

    def make(state: State) -> Publication:
        row = scheduled()
        attempt = publishing.claim(row, fingerprint="f", now=row.due_at)
        assert attempt
        told: dict[str, Any] = {
            "attempt": attempt,
            "reason": "no_answer",
            "reason_params": {},
            "detail": "",
        }
        if state == State.UNKNOWN:
            publishing.lose_sight(row.pk, now=row.due_at, **told)
        elif state == State.PUBLISHED:
            publishing.record_published(
                row.pk,
                attempt=attempt,
                remote_id=f"9{row.pk}",
                permalink="https://example.org/p",
                called_at=row.due_at,
                now=row.due_at,
                collect_at=row.due_at + timedelta(minutes=5),
            )
        else:
            publishing.refuse(row.pk, to=state, now=row.due_at, **told)
        row.refresh_from_db()
        return row

    return make


def test_failed_publication_goes_again_at_once_when_its_time_has_passed(
    in_state: In, admin_actor: Actor, admin_log: Callable[[], str]
) -> None:
    row = in_state(State.FAILED)
    later = row.due_at + timedelta(hours=2)

    publications.send_again(row, actor=admin_actor, now=later)

    assert (row.state, row.wake_at) == (State.SCHEDULED, later)
    assert admin_log() == "publication.sent_again"


@pytest.fixture
def admin_log(admin_actor: Actor) -> Callable[[], str]:
    return lambda: Activity.objects.filter(actor_id=admin_actor.user_id)[0].verb


def test_held_publication_keeps_its_time_when_released_early(
    scheduled: Scheduled, admin_actor: Actor, admin_log: Callable[[], str], now: datetime
) -> None:
    row = scheduled()

    publications.hold(row, actor=admin_actor, now=now)
    assert (row.state, row.reason, row.wake_at) == (State.HELD, "held", None)
    assert admin_log() == "publication.held"

    publications.send_again(row, actor=admin_actor, now=now)
    assert (row.state, row.wake_at) == (State.SCHEDULED, row.due_at)


def test_what_was_changed_after_its_approval_is_not_sent_again(
    scheduled: Scheduled, admin_actor: Actor, librarian_actor: Actor, now: datetime
) -> None:
    row = scheduled()
    posts.edit(row.post, actor=librarian_actor, now=now, content=Draft(text="Diam-diam diganti"))
    row.refresh_from_db()
    assert row.state == State.HELD

    with pytest.raises(WrongState):
        publications.send_again(row, actor=admin_actor, now=now)
    row.refresh_from_db()
    assert row.state == State.HELD


def test_nothing_is_sent_again_on_a_disconnected_channel(
    in_state: In, admin_actor: Actor, now: datetime
) -> None:
    row = in_state(State.BLOCKED)
    Channel.objects.filter(pk=row.channel_id).update(disconnected_at=now)

    with pytest.raises(WrongState):
        publications.send_again(row, actor=admin_actor, now=now)


@pytest.mark.parametrize("state", [State.PUBLISHED, State.UNKNOWN])
def test_what_went_out_or_may_have_is_neither_sent_again_nor_held(
    in_state: In, admin_actor: Actor, now: datetime, state: State
) -> None:
    row = in_state(state)

    with pytest.raises(WrongState):
        publications.send_again(row, actor=admin_actor, now=now)
    with pytest.raises(WrongState):
        publications.hold(row, actor=admin_actor, now=now)
    row.refresh_from_db()
    assert row.state == state


def test_person_who_saw_the_post_ends_the_doubt(in_state: In, admin_actor: Actor) -> None:
    row = in_state(State.UNKNOWN)
    later = row.due_at + timedelta(hours=1)

    publications.resolve_published(
        row, actor=admin_actor, remote_id="77", permalink="https://example.org/77", now=later
    )

    assert (row.state, row.remote_id, row.permalink) == (
        State.PUBLISHED,
        "77",
        "https://example.org/77",
    )
    assert row.published_at == row.due_at
    assert row.collect_at == later
    line = PublicationLog.objects.filter(publication=row).last()
    assert line is not None
    assert (line.reason, line.actor_id) == ("person_found", admin_actor.user_id)


def test_one_remote_post_belongs_to_one_publication(in_state: In, admin_actor: Actor) -> None:
    first, second = in_state(State.PUBLISHED), in_state(State.UNKNOWN)
    Publication.objects.filter(pk=second.pk).update(channel=first.channel)
    second.refresh_from_db()

    with pytest.raises(InvalidPost) as refused:
        publications.resolve_published(
            second, actor=admin_actor, remote_id=first.remote_id, now=second.due_at
        )

    assert [problem.code for problem in refused.value.problems] == ["remote_post_taken"]
    second.refresh_from_db()
    assert second.state == State.UNKNOWN


def test_person_who_saw_nothing_lets_it_go_again_at_once(in_state: In, admin_actor: Actor) -> None:
    row = in_state(State.UNKNOWN)
    later = row.due_at + timedelta(hours=1)

    publications.resolve_absent(row, actor=admin_actor, now=later)

    assert (row.state, row.wake_at, row.reason) == (State.SCHEDULED, later, "person_absent")


def test_only_an_unknown_outcome_is_decided(in_state: In, admin_actor: Actor) -> None:
    row = in_state(State.FAILED)

    with pytest.raises(WrongState):
        publications.resolve_absent(row, actor=admin_actor, now=row.due_at)
    with pytest.raises(WrongState):
        publications.resolve_published(row, actor=admin_actor, remote_id="1", now=row.due_at)


def test_fresh_numbers_are_read_at_the_next_look(in_state: In, librarian_actor: Actor) -> None:
    row = in_state(State.PUBLISHED)
    later = row.due_at + timedelta(minutes=1)

    publications.refresh_numbers(row, actor=librarian_actor, now=later)

    assert row.collect_at == later


def test_no_numbers_before_a_post_is_published(
    scheduled: Scheduled, librarian_actor: Actor, now: datetime
) -> None:
    with pytest.raises(WrongState):
        publications.refresh_numbers(scheduled(), actor=librarian_actor, now=now)


def test_librarian_may_only_refresh(in_state: In, librarian_actor: Actor, now: datetime) -> None:
    row = in_state(State.UNKNOWN)

    for act in (publications.send_again, publications.hold, publications.resolve_absent):
        with pytest.raises(NotAllowed):
            act(row, actor=librarian_actor, now=now)
    with pytest.raises(NotAllowed):
        publications.resolve_published(row, actor=librarian_actor, remote_id="1", now=now)


def test_manager_and_stranger_may_nothing(
    in_state: In, manager_actor: Actor, stranger_actor: Actor, now: datetime
) -> None:
    row = in_state(State.PUBLISHED)

    for actor in (manager_actor, stranger_actor):
        with pytest.raises(NotAllowed):
            publications.refresh_numbers(row, actor=actor, now=now)
        with pytest.raises(NotAllowed):
            publications.send_again(row, actor=actor, now=now)


def test_list_shows_only_the_library_in_constant_queries(
    scheduled: Scheduled,
    other_library: object,
    admin_actor: Actor,
    stranger_actor: Actor,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    for _ in range(3):
        scheduled()

    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        shown = [
            (row.post.title, row.channel.name)
            for row in publications.visible(admin_actor.library_id)
        ]
    assert len(shown) == 3
    assert not publications.visible(stranger_actor.library_id).exists()


@pytest.mark.parametrize("remote_id", ["", "abc", "1,2", "1/2", "https://x.com/a/status/1", "1\n"])
def test_remote_id_that_is_no_number_is_refused(
    in_state: In, admin_actor: Actor, remote_id: str
) -> None:
    row = in_state(State.UNKNOWN)
    with pytest.raises(InvalidPost) as refused:
        publications.resolve_published(row, actor=admin_actor, remote_id=remote_id, now=row.due_at)
    assert refused.value.problems[0].code == "bad_remote_id"
