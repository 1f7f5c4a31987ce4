"""What is done ahead, and what leaves no trace when it fails."""

from datetime import timedelta

import pytest
from django.utils import timezone

from content.models import Channel, Publication
from content.models.channel import ChannelHealth
from content.models.publication import PublicationState as State
from tests.workers.conftest import Due
from workers.prepare import prepare, stored
from workers.sandbox.client import PracticeNetworks

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(due: Due) -> Publication:
    return due("twitter", picture_count=2, at=timezone.now() + timedelta(seconds=15))


def test_uploads_are_kept_with_the_row(row: Publication, networks: PracticeNetworks) -> None:
    assert prepare(row.pk) is None

    row.refresh_from_db()
    uploads = [entry.media[0]["id"] for entry in networks.journal(kind="media")]
    assert row.prepared["data"] == {"media": uploads}
    assert row.prepared_revision == row.revision
    assert networks.journal(kind="post") == []


def test_network_still_at_work_is_asked_again_soon(due: Due, networks: PracticeNetworks) -> None:
    row = due("instagram", picture_count=2, at=timezone.now() + timedelta(seconds=15))

    again_s = prepare(row.pk)

    assert again_s is not None
    assert 0 < again_s <= 5
    assert len(networks.journal(kind="container")) == 2


def test_failure_leaves_the_row_for_the_publishing_to_judge(
    row: Publication, networks: PracticeNetworks
) -> None:
    networks.fault("status", preset="token_expired", network="twitter", times=-1)

    assert prepare(row.pk) is None

    row.refresh_from_db()
    assert (row.state, row.reason, row.attempt) == (State.SCHEDULED, "", 0)
    assert Channel.objects.get().health == ChannelHealth.OK


@pytest.mark.parametrize(
    "change",
    [
        {"state": State.HELD},
        {"state": State.CANCELLED},
        {"wake_at": None},
        {"wake_at": "2026-01-01T00:00Z"},
    ],
)
def test_row_that_does_not_wait_any_more_is_not_prepared(
    row: Publication, networks: PracticeNetworks, change: dict[str, object]
) -> None:
    Publication.objects.update(**change)

    assert prepare(row.pk) is None
    assert networks.journal() == []


def test_flagged_channel_is_left_in_peace(row: Publication, networks: PracticeNetworks) -> None:
    Channel.objects.update(health=ChannelHealth.BLOCKED)

    prepare(row.pk)

    assert networks.requests() == []


def test_what_was_prepared_counts_for_its_revision_and_while_it_lives(row: Publication) -> None:
    prepare(row.pk)
    row.refresh_from_db()
    now = timezone.now()
    assert row.prepared_until is not None

    assert stored(row, now=now) is not None
    assert stored(row, now=row.prepared_until - timedelta(seconds=30)) is None
    row.revision += 1
    assert stored(row, now=now) is None
