"""Reading numbers from practice networks over HTTP."""

from datetime import timedelta

import pytest
import requests
from django.utils import timezone

from content.models import Channel, Publication, Snapshot
from content.models.channel import ChannelHealth
from content.models.publication import PublicationState as State
from tests.practice import token_of
from tests.workers.conftest import Due, sent
from workers import collect
from workers.sandbox.client import PracticeNetworks

pytestmark = pytest.mark.django_db

NETWORKS = ("facebook", "instagram", "twitter")


@pytest.fixture
def published(due: Due, networks: PracticeNetworks) -> Publication:
    row = sent(due())
    assert row.state == State.PUBLISHED
    return row


def collected(row: Publication) -> Publication:
    Publication.objects.update(collect_at=timezone.now())
    for batch in collect.take(now=timezone.now()):
        assert collect.collect(batch.channel_id, batch.publication_ids) is None
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("network", NETWORKS)
def test_numbers_are_those_the_network_gave(
    due: Due, networks: PracticeNetworks, network: str
) -> None:
    row = sent(due(network, picture_count=1))
    networks.advance_clock(seconds=6 * 3600)
    row = collected(row)

    snapshot = row.latest_snapshot
    assert snapshot is not None
    readings = networks.numbers(network, row.remote_id).readings
    given = {"likes": "likes", "comments": "comments", "views": "views"}
    for column, metric in given.items():
        assert getattr(snapshot, column) == readings[metric].value, column
    assert snapshot.source == "api"
    assert snapshot.raw
    assert row.collect_at == row.published_at + timedelta(minutes=5)  # type: ignore[operator]


def test_what_a_network_never_gives_is_named_and_not_zero(
    published: Publication, networks: PracticeNetworks
) -> None:
    snapshot = collected(published).latest_snapshot

    assert snapshot is not None
    assert snapshot.saves is None
    assert "saves" in snapshot.unavailable
    assert snapshot.likes is not None


def test_many_posts_of_a_channel_are_read_in_one_call(due: Due, networks: PracticeNetworks) -> None:
    for number in range(4):
        sent(due("twitter", text=f"Pameran {number}"))
    networks.forget_requests()
    Publication.objects.update(collect_at=timezone.now())
    for batch in collect.take(now=timezone.now()):
        collect.collect(batch.channel_id, batch.publication_ids)

    assert [(one.template, one.count) for one in networks.requests()] == [("/2/tweets", 1)]
    assert Snapshot.objects.count() == 4


def test_two_looks_read_once(published: Publication) -> None:
    Publication.objects.update(collect_at=timezone.now())
    now = timezone.now()

    assert len(collect.take(now=now)) == 1
    assert collect.take(now=now) == []
    assert len(collect.take(now=now + timedelta(minutes=11))) == 1


def test_one_channels_trouble_leaves_the_others_numbers_alone(
    due: Due, networks: PracticeNetworks
) -> None:
    bad, good = sent(due("facebook")), sent(due("twitter"))
    networks.fault("status", preset="rate_limited", network="facebook", times=-1)

    collected(bad)

    bad.refresh_from_db()
    good.refresh_from_db()
    assert bad.latest_snapshot is None
    assert bad.collect_at is not None
    assert bad.collect_at > timezone.now()
    assert good.latest_snapshot is not None


def test_deleted_post_is_noted_once_and_read_no_more(
    published: Publication, networks: PracticeNetworks
) -> None:
    requests.delete(
        f"{networks.base_url}/v25.0/{published.remote_id}",
        params={"access_token": token_of("facebook")},
        timeout=5,
    ).raise_for_status()

    row = collected(published)
    assert (row.state, row.reason, row.collect_at) == (State.PUBLISHED, "post_gone", None)
    collected(published)
    assert row.log.filter(reason="post_gone").count() == 1


def test_dead_token_flags_the_channel(published: Publication, networks: PracticeNetworks) -> None:
    networks.save_account("facebook", "104857600010001", standing="expired")
    row = collected(published)

    channel = Channel.objects.get()
    assert (channel.health, channel.reason) == (ChannelHealth.BLOCKED, "token_expired")
    assert row.collect_at is not None


def test_missing_right_to_read_does_not_stop_posting(
    published: Publication, networks: PracticeNetworks
) -> None:
    networks.fault("status", preset="permission_missing", method="GET", times=-1)
    collected(published)

    assert Channel.objects.get().health == ChannelHealth.OK


def test_reading_that_works_again_clears_the_flag(published: Publication) -> None:
    Channel.objects.update(health=ChannelHealth.BLOCKED, reason="token_expired")
    collected(published)

    assert Channel.objects.get().health == ChannelHealth.OK


def test_missing_permalink_is_filled_in(due: Due) -> None:
    row = sent(due("instagram", picture_count=1))
    permalink = row.permalink
    Publication.objects.update(permalink="")

    assert collected(row).permalink == permalink != ""


def test_public_counts_fill_what_the_interface_keeps_back_where_allowed(
    due: Due, networks: PracticeNetworks
) -> None:
    row = sent(due("instagram", picture_count=1))
    networks.advance_clock(seconds=24 * 3600)
    Channel.objects.update(public_counts=True)
    hidden = {"id": row.remote_id, "comments_count": 0, "media_product_type": "FEED"}
    networks.fault("status", code=200, body={row.remote_id: hidden}, path="/v25.0/", times=1)
    row = collected(row)

    snapshot = row.latest_snapshot
    assert snapshot is not None
    assert snapshot.source == "public"
    assert snapshot.likes is not None
    assert snapshot.likes > 0
