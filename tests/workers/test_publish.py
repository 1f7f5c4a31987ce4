"""What becomes of a publication when its time has come, on practice networks over HTTP."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content import posts
from content.drafts import Draft
from content.models import Channel, Publication, Rendition
from content.models.channel import ChannelHealth
from content.models.publication import PublicationState as State
from content.permissions import Actor
from tests.workers.conftest import Due, final_path, sent
from workers.dispatch import take
from workers.prepare import prepare
from workers.publish import publish
from workers.sandbox.client import PracticeNetworks

pytestmark = pytest.mark.django_db

NETWORKS = ("facebook", "instagram", "twitter")


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("picture_count", [1, 3])
def test_due_publication_goes_out_once_with_its_pictures(
    due: Due, networks: PracticeNetworks, network: str, picture_count: int
) -> None:
    row = sent(due(network, picture_count=picture_count))

    assert row.state == State.PUBLISHED, (row.reason, row.detail)
    (post,) = networks.journal(kind="post")
    assert post.remote_id == row.remote_id
    assert [item["alt_text"] for item in post.media] == ["Rak buku"] * picture_count
    assert row.permalink == post.permalink
    assert row.published_at is not None
    assert row.collect_at == row.published_at + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("network", "text"),
    [
        ("facebook", "Daftar di sini"),
        ("twitter", "Daftar di sini\nhttps://perpus.example.org/daftar"),
    ],
)
def test_link_stands_where_the_network_wants_it(
    due: Due, networks: PracticeNetworks, network: str, text: str
) -> None:
    sent(due(network, text="Daftar di sini", link="https://perpus.example.org/daftar"))

    (post,) = networks.journal(kind="post")
    assert (post.text, post.link) == (text, "https://perpus.example.org/daftar")


def test_call_begins_at_the_due_instant_and_not_before(due: Due) -> None:
    row = sent(due(at=timezone.now() + timedelta(seconds=1)))

    assert row.called_at is not None
    assert timedelta(0) <= row.called_at - row.due_at < timedelta(seconds=1)


def test_wake_up_delivered_twice_publishes_once(due: Due, networks: PracticeNetworks) -> None:
    row = due()

    publish(row.pk)
    publish(row.pk)

    assert len(networks.journal(kind="post")) == 1
    assert list(row.log.values_list("to_state", flat=True)) == ["scheduled", "sending", "published"]


def test_publication_moved_to_later_stays_where_it_is(due: Due, networks: PracticeNetworks) -> None:
    row = sent(due(at=timezone.now() + timedelta(seconds=30)))

    assert (row.state, row.attempt) == (State.SCHEDULED, 0)
    assert networks.journal() == []


def test_edit_after_preparing_goes_out_with_the_new_words(
    due: Due, networks: PracticeNetworks, admin_actor: Actor
) -> None:
    row = due("instagram", picture_count=1, at=timezone.now() + timedelta(minutes=1))
    assert _prepared(row)
    posts.edit(
        row.post, actor=admin_actor, now=timezone.now(), content=Draft(text="Jadwal berubah")
    )

    row = sent(_now_due(row))

    assert row.state == State.PUBLISHED
    assert [post.text for post in networks.journal(kind="post")] == ["Jadwal berubah"]


def _prepared(row: Publication) -> bool:
    for _ in range(50):
        if prepare(row.pk) is None:
            break
        sleep(0.1)
    row.refresh_from_db()
    return bool(row.prepared)


def _now_due(row: Publication) -> Publication:
    Publication.objects.filter(pk=row.pk).update(wake_at=timezone.now())
    return row


@pytest.mark.parametrize("network", NETWORKS)
def test_what_was_prepared_is_not_made_again(
    due: Due, networks: PracticeNetworks, network: str
) -> None:
    row = due(network, picture_count=2, at=timezone.now() + timedelta(minutes=1))
    assert _prepared(row)
    made = len(networks.journal())

    assert sent(_now_due(row)).state == State.PUBLISHED
    assert len(networks.journal()) == made + 1


def test_rate_limit_waits_and_goes_again(due: Due, networks: PracticeNetworks) -> None:
    networks.fault("status", preset="rate_limited", path=final_path("facebook"))
    row = sent(due())

    assert (row.state, row.reason) == (State.SCHEDULED, "rate_limited")
    assert row.wake_at is not None
    assert row.wake_at > timezone.now() + timedelta(seconds=20)

    Publication.objects.update(wake_at=timezone.now())
    assert sent(row).state == State.PUBLISHED
    assert len(networks.journal(kind="post")) == 1


def test_unreachable_network_waits_and_nothing_is_written(
    due: Due, networks: PracticeNetworks
) -> None:
    networks.fault("drop_before", network="twitter", path="/2/media/upload")
    row = sent(due("twitter", picture_count=1))

    assert (row.state, row.reason, row.attempt) == (State.SCHEDULED, "no_answer", 1)
    assert networks.journal() == []


def test_dead_token_blocks_the_row_and_spares_the_network_the_next(
    due: Due, networks: PracticeNetworks
) -> None:
    networks.save_account("facebook", "104857600010001", standing="expired")
    first, second = due(), due(text="Lomba bercerita")

    first = sent(first)
    assert (first.state, first.reason) == (State.BLOCKED, "token_expired")
    channel = Channel.objects.get()
    assert (channel.health, channel.reason) == (ChannelHealth.BLOCKED, "token_expired")

    networks.forget_requests()
    second = sent(second)
    assert (second.state, second.reason) == (State.BLOCKED, "token_expired")
    assert networks.requests() == []


def test_missing_credits_block_the_row_but_not_the_channel(
    due: Due, networks: PracticeNetworks
) -> None:
    networks.save_account("twitter", "1450000000000010001", options={"credits": False})
    row = sent(due("twitter"))

    assert (row.state, row.reason) == (State.BLOCKED, "out_of_credits")
    assert Channel.objects.get().health == ChannelHealth.OK


def test_duplicate_of_an_older_post_fails_at_the_first_attempt(
    due: Due, networks: PracticeNetworks
) -> None:
    networks.fault("status", preset="duplicate", path=final_path("twitter"))
    row = sent(due("twitter"))

    assert (row.state, row.reason) == (State.FAILED, "duplicate")


def test_duplicate_at_a_later_attempt_is_looked_for(due: Due, networks: PracticeNetworks) -> None:
    networks.fault("status", preset="duplicate", path=final_path("twitter"))
    row = due("twitter")
    Publication.objects.update(attempt=1)
    row = sent(row)

    assert (row.state, row.reason) == (State.UNKNOWN, "duplicate")


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("what", ["drop_before", "drop_after"])
def test_connection_lost_in_the_call_leaves_the_outcome_unknown(
    due: Due, networks: PracticeNetworks, network: str, what: str
) -> None:
    networks.fault(what, path=final_path(network, picture_count=1))
    row = sent(due(network, picture_count=1))

    assert (row.state, row.reason) == (State.UNKNOWN, "no_answer")
    assert row.claimed_at is not None
    assert row.wake_at is not None
    assert len(networks.journal(kind="post")) == (what == "drop_after")


def test_answer_that_is_no_answer_leaves_the_outcome_unknown(
    due: Due, networks: PracticeNetworks
) -> None:
    networks.fault("status", preset="server_error_html", after=True, path=final_path("facebook"))
    row = sent(due())

    assert (row.state, row.reason) == (State.UNKNOWN, "server_error")


def test_answer_nobody_foresaw_leaves_the_outcome_unknown(
    due: Due, networks: PracticeNetworks
) -> None:
    networks.fault("status", code=201, body={"data": ["?"]}, after=True, path="/2/tweets")
    row = sent(due("twitter"))

    assert (row.state, row.reason) == (State.UNKNOWN, "internal_error_after_send")
    assert "AttributeError" in row.detail


def test_fault_of_ours_before_the_call_fails_the_row(due: Due) -> None:
    row = due()
    Channel.objects.update(network="friendster")
    row = sent(row)

    assert (row.state, row.reason) == (State.FAILED, "internal_error")


def test_dead_container_is_made_again(due: Due, networks: PracticeNetworks) -> None:
    row = due("instagram", picture_count=1, at=timezone.now() + timedelta(minutes=1))
    assert _prepared(row)
    networks.advance_clock(seconds=25 * 3600)

    row = sent(_now_due(row))
    assert (row.state, row.reason, row.prepared) == (State.SCHEDULED, "media_expired", {})

    Publication.objects.update(wake_at=timezone.now())
    assert sent(row).state == State.PUBLISHED


def test_lost_picture_fails_with_its_reason(due: Due, networks: PracticeNetworks) -> None:
    row = due(picture_count=1)
    for media in row.post.media.all():
        Path(media.file.path).unlink()
    row = sent(row)

    assert (row.state, row.reason) == (State.FAILED, "media_missing")
    assert not Rendition.objects.exists()


def test_secret_of_a_lost_key_blocks(due: Due) -> None:
    row = due()
    Channel.objects.update(credentials="gAAAA-of-another-key")
    row = sent(row)

    assert (row.state, row.reason) == (State.BLOCKED, "secret_unreadable")


def test_what_slept_through_a_long_outage_waits_for_a_person(
    due: Due, networks: PracticeNetworks
) -> None:
    row = sent(due(at=timezone.now() - timedelta(hours=7)))

    assert (row.state, row.reason) == (State.HELD, "too_late")
    assert networks.journal() == []


def test_permalink_that_cannot_be_read_does_not_undo_the_publishing(
    due: Due, networks: PracticeNetworks
) -> None:
    row = due("instagram", picture_count=1, at=timezone.now() + timedelta(minutes=1))
    assert _prepared(row)
    networks.fault("status", preset="server_error", method="GET", path="/v25.0/*", times=-1)
    row = sent(_now_due(row))

    assert (row.state, row.permalink) == (State.PUBLISHED, "")
    assert row.remote_id


@pytest.mark.parametrize("network", ["facebook", "twitter"])
@pytest.mark.parametrize("picture_count", [0, 1, 4])
def test_publishing_takes_eight_queries_whatever_there_is_to_show(
    due: Due, network: str, picture_count: int
) -> None:
    row = due(network, picture_count=picture_count, at=timezone.now() + timedelta(minutes=1))
    take(now=timezone.now())
    prepare(row.pk)
    publication_id = _now_due(row).pk

    with CaptureQueriesContext(connection) as captured:
        publish(publication_id)

    control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    queries = [one for one in captured if not one["sql"].startswith(control)]
    row.refresh_from_db()
    assert row.state == State.PUBLISHED
    assert len(queries) <= 8, [one["sql"][:120] for one in queries]


@pytest.mark.django_db(transaction=True)
def test_database_away_after_the_call_loses_no_post(due: Due, networks: PracticeNetworks) -> None:
    row = due()
    with connection.execute_wrapper(away(times=2, when="published")):
        row = sent(row)

    (post,) = networks.journal(kind="post")
    assert (row.state, row.remote_id) == (State.PUBLISHED, post.remote_id)


@pytest.mark.django_db(transaction=True)
def test_database_away_before_the_call_leaves_the_row_for_the_next_wake_up(
    due: Due, networks: PracticeNetworks
) -> None:
    row = due()
    with connection.execute_wrapper(away(times=1, when="sending")):
        row = sent(row)
    assert (row.state, row.attempt, networks.journal()) == (State.SCHEDULED, 0, [])

    assert sent(row).state == State.PUBLISHED


def away(*, times: int, when: str) -> Callable[..., Any]:
    """A database that is gone whenever a row is to become `when`."""
    failures = iter(range(times))

    def execute(run: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        if sql.startswith("UPDATE") and when in (params or ()) and next(failures, None) is not None:
            raise OperationalError("the connection is closed")
        return run(sql, params, *rest)

    return execute
