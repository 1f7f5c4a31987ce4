"""Counts from public pages: only where allowed, only what is missing, never an error."""

import pytest

from content.models import Channel, Publication
from tests.workers.conftest import Due, sent
from workers import public_numbers
from workers.networks.base import Metric, Numbers
from workers.sandbox.client import PracticeNetworks

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(due: Due, networks: PracticeNetworks) -> Publication:
    row = sent(due("instagram", picture_count=1))
    networks.advance_clock(seconds=24 * 3600)
    row.channel.public_counts = True
    return row


def missing(row: Publication, **values: int) -> dict[str, int]:
    numbers = Numbers(values={Metric(name): count for name, count in values.items()})
    return public_numbers.missing(row.channel, row, numbers)


def test_both_are_read_where_the_interface_gave_neither(row: Publication) -> None:
    counts = missing(row, views=10)
    assert set(counts) == {"likes", "comments"}
    assert counts["likes"] > 0


def test_only_what_is_missing_is_taken(row: Publication) -> None:
    assert set(missing(row, likes=3)) == {"comments"}


@pytest.mark.parametrize(
    "change", [{"public_counts": False}, {"network": "facebook"}], ids=["not allowed", "elsewhere"]
)
def test_page_is_not_opened(
    row: Publication, networks: PracticeNetworks, change: dict[str, object]
) -> None:
    for name, value in change.items():
        setattr(row.channel, name, value)
    networks.forget_requests()

    assert missing(row) == {}
    assert networks.requests() == []


def test_nothing_missing_opens_no_page(row: Publication, networks: PracticeNetworks) -> None:
    networks.forget_requests()

    assert missing(row, likes=1, comments=0) == {}
    assert networks.requests() == []


def test_page_that_cannot_be_read_is_no_error(row: Publication, networks: PracticeNetworks) -> None:
    networks.fault("status", code=429, html="Please wait a few minutes", times=-1)
    assert missing(row) == {}


def test_post_without_a_permalink_has_no_page(row: Publication) -> None:
    row.permalink = ""
    assert missing(row) == {}
    assert Channel.objects.count() == 1
