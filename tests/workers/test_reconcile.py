"""Finding out what became of a call without an answer, on practice networks over HTTP."""

from datetime import timedelta

import pytest
from django.utils import timezone

from content.models import Channel, Publication
from content.models.channel import ChannelHealth
from content.models.publication import PublicationState as State
from tests.workers.conftest import Due, final_path, sent
from workers import accounts, reconcile, sendable
from workers.networks.base import Content, Prepared
from workers.sandbox.client import PracticeNetworks

pytestmark = pytest.mark.django_db

NETWORKS = ("facebook", "instagram", "twitter")


def lost(row: Publication, networks: PracticeNetworks, what: str) -> Publication:
    """The row after a call whose answer never came."""
    picture_count = row.post.post_media.count()
    networks.fault(what, path=final_path(row.channel.network, picture_count=picture_count))
    row = sent(row)
    assert row.state == State.UNKNOWN
    return row


def looked(row: Publication) -> Publication:
    reconcile.reconcile(row.pk)
    row.refresh_from_db()
    return row


def let_pass(seconds: float) -> None:
    for row in Publication.objects.all():
        if row.claimed_at is not None:
            row.claimed_at -= timedelta(seconds=seconds)
        row.wake_at = timezone.now()
        row.save(update_fields=["claimed_at", "wake_at"])


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("picture_count", [1, 2])
def test_post_that_went_out_is_found_with_its_true_time(
    due: Due, networks: PracticeNetworks, network: str, picture_count: int
) -> None:
    text = "Bedah buku <Laskar & Pelangi>\n\nJumat, 09.00 WIB 📚 perpus.example.org"
    row = due(network, text=text, picture_count=picture_count, link="https://perpus.example.org/a")
    row = looked(lost(row, networks, "drop_after"))

    (post,) = networks.journal(kind="post")
    assert (row.state, row.reason) == (State.PUBLISHED, "found_on_network"), row.detail
    assert (row.remote_id, row.permalink) == (post.remote_id, post.permalink)
    assert row.published_at is not None
    assert abs(row.published_at.timestamp() * 1000 - post.accepted_ms) < 2000
    assert row.collect_at is not None


@pytest.mark.parametrize("network", NETWORKS)
def test_post_that_is_certainly_absent_goes_again_and_once(
    due: Due, networks: PracticeNetworks, network: str
) -> None:
    row = lost(due(network, picture_count=1), networks, "drop_before")

    for seconds in (0, 30, 120):
        let_pass(seconds)
        assert looked(row).state == State.UNKNOWN
    let_pass(601)
    row = looked(row)
    assert (row.state, row.reason) == (State.SCHEDULED, "not_on_network")

    assert sent(row).state == State.PUBLISHED
    assert len(networks.journal(kind="post")) == 1


def test_post_the_list_shows_late_is_found_late(due: Due, networks: PracticeNetworks) -> None:
    networks.fault("listing_lag", seconds=3600, path="/2/tweets")
    row = lost(due("twitter"), networks, "drop_after")

    row = looked(row)
    assert (row.state, row.reconciled_count) == (State.UNKNOWN, 1)
    networks.advance_clock(seconds=3601)
    let_pass(30)

    assert looked(row).state == State.PUBLISHED
    assert len(networks.journal(kind="post")) == 1


def test_instagram_container_in_a_post_is_never_called_absent(
    due: Due, networks: PracticeNetworks
) -> None:
    networks.fault("listing_lag", seconds=3600, path="/v25.0/*/media_publish")
    row = due("instagram", picture_count=1)
    row = lost(row, networks, "drop_after")
    assert row.prepared

    for seconds in (0, 30, 120, 600):
        let_pass(seconds)
        assert looked(row).state == State.UNKNOWN
    assert (row.reason, row.wake_at) == ("not_certain", None)
    assert len(networks.journal(kind="post")) == 1


def test_two_posts_alike_are_left_to_a_person(due: Due, networks: PracticeNetworks) -> None:
    row = lost(due(picture_count=1), networks, "drop_after")
    content = sendable.content(row, now=timezone.now())
    accounts.adapter(row.channel).publish(content, Prepared())

    row = looked(row)

    assert (row.state, row.reason) == (State.UNKNOWN, "several_candidates")
    assert row.wake_at is None


def test_post_of_another_publication_is_not_taken(due: Due, networks: PracticeNetworks) -> None:
    other = sent(due(text="Perpustakaan tutup"))
    row = lost(due(text="Perpustakaan tutup"), networks, "drop_before")

    row = looked(row)

    assert (row.state, row.reconciled_count) == (State.UNKNOWN, 1)
    assert other.remote_id


def test_older_post_of_the_same_words_is_not_taken(due: Due, networks: PracticeNetworks) -> None:
    row = due(text="Jam buka Senin sampai Jumat")
    accounts.adapter(row.channel).publish(Content(row.post.text), Prepared())
    row = lost(row, networks, "drop_before")
    Publication.objects.update(claimed_at=timezone.now() + timedelta(minutes=10))

    assert looked(row).state == State.UNKNOWN


def test_duplicate_refusal_finds_the_first_attempts_post(
    due: Due, networks: PracticeNetworks
) -> None:
    """The first attempt went out unseen; the second is refused as its duplicate."""
    row = lost(due("twitter"), networks, "drop_after")
    row.log.update(at=timezone.now() - timedelta(minutes=20))
    Publication.objects.update(state=State.SCHEDULED, wake_at=timezone.now())
    row = sent(row)
    assert (row.state, row.reason) == (State.UNKNOWN, "duplicate")
    Publication.objects.update(claimed_at=timezone.now() + timedelta(minutes=10))

    row = looked(row)

    assert row.state == State.PUBLISHED
    assert len(networks.journal(kind="post")) == 1


def test_duplicate_that_cannot_be_found_is_never_sent_again(
    due: Due, networks: PracticeNetworks
) -> None:
    networks.fault("status", preset="duplicate", path="/2/tweets")
    row = due("twitter")
    Publication.objects.update(attempt=1)
    row = sent(row)

    for seconds in (0, 30, 120, 600):
        let_pass(seconds)
        row = looked(row)
    assert (row.state, row.reason, row.wake_at) == (State.UNKNOWN, "not_certain", None)


def test_list_that_cannot_be_read_is_no_look(due: Due, networks: PracticeNetworks) -> None:
    row = lost(due(), networks, "drop_before")
    networks.fault("status", preset="rate_limited", method="GET")

    row = looked(row)

    assert (row.state, row.reconciled_count) == (State.UNKNOWN, 0)
    assert row.wake_at is not None
    assert row.wake_at > timezone.now()


def test_dead_token_flags_the_channel_and_keeps_the_doubt(
    due: Due, networks: PracticeNetworks
) -> None:
    row = lost(due(), networks, "drop_after")
    networks.save_account("facebook", "104857600010001", standing="expired")

    row = looked(row)

    assert (row.state, row.reconciled_count) == (State.UNKNOWN, 0)
    assert Channel.objects.get().health == ChannelHealth.BLOCKED


def test_each_look_is_given_to_one_worker(due: Due, networks: PracticeNetworks) -> None:
    row = lost(due(), networks, "drop_before")
    now = timezone.now()

    assert reconcile.take(now=now) == [row.pk]
    assert reconcile.take(now=now) == []
    assert reconcile.take(now=now + timedelta(minutes=3)) == [row.pk]
