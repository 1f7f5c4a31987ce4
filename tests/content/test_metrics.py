"""When numbers are read, and that three kinds of "no number" stay three."""

from datetime import datetime, timedelta

import pytest

from content import metrics
from content.models import Snapshot
from tests.content.conftest import Published


def test_ladder_is_dense_at_first_and_ends_after_ninety_days() -> None:
    rungs = metrics.ladder()
    assert [rung.total_seconds() / 3600 for rung in rungs[:4]] == [1 / 12, 1, 6, 24]
    assert [rung.days for rung in rungs[4:10]] == [2, 3, 4, 5, 6, 7]
    assert [rung.days for rung in rungs[10:]] == list(range(14, 91, 7))


@pytest.mark.parametrize(
    ("age", "next_age"),
    [
        (timedelta(0), timedelta(minutes=5)),
        (timedelta(minutes=5), timedelta(hours=1)),
        (timedelta(days=7), timedelta(days=14)),
        (timedelta(days=85), None),
    ],
)
def test_next_reading_is_the_first_rung_ahead(
    age: timedelta, next_age: timedelta | None, now: datetime
) -> None:
    expected = None if next_age is None else now + next_age
    assert metrics.next_collection(now, after=now + age) == expected


def test_zero_missing_and_not_given_are_kept_apart(published: Published) -> None:
    row = published(numbers={"likes": 0}, unavailable=["saves"])
    kept = Snapshot.objects.get(publication=row)
    assert kept.likes == 0
    assert kept.saves is None
    assert kept.views is None
    assert kept.unavailable == ["saves"]


def test_reading_sets_the_next_one(published: Published, now: datetime) -> None:
    row = published(numbers={"likes": 3})
    assert row.latest_snapshot is not None
    assert (row.latest_snapshot.likes, row.collect_at) == (3, now + timedelta(minutes=5))


def test_refresh_makes_a_reading_due_now(published: Published, now: datetime) -> None:
    row = published(numbers={})
    assert list(metrics.due(now=now + timedelta(minutes=1), limit=9)) == []
    metrics.refresh(row, now=now + timedelta(minutes=1))
    assert list(metrics.due(now=now + timedelta(minutes=1), limit=9)) == [row]


def test_post_is_read_by_one_collector(published: Published, now: datetime) -> None:
    row = published()
    until = now + timedelta(minutes=2)
    assert metrics.claim([row.pk], now=now, until=until) == 1
    assert metrics.claim([row.pk], now=now, until=until) == 0


def test_gone_post_is_not_read_again(published: Published, now: datetime) -> None:
    row = published()
    metrics.gone(row, now=now)
    row.refresh_from_db()
    assert (row.collect_at, row.state, row.reason) == (None, "published", "post_gone")
    assert row.log.filter(reason="post_gone").count() == 1


def test_interactions_of_nothing_are_not_zero(published: Published) -> None:
    assert metrics.interactions(None) is None
    assert metrics.interactions(published(numbers={"views": 9}).latest_snapshot) is None
    row = published(numbers={"likes": 4, "comments": 0, "shares": 1})
    assert metrics.interactions(row.latest_snapshot) == 5


def test_one_nonsense_of_a_network_does_not_lose_the_other_numbers(published: Published) -> None:
    row = published(numbers={"likes": -1, "views": 2**63, "comments": 3})
    kept = Snapshot.objects.get(publication=row)
    assert (kept.likes, kept.views, kept.comments) == (None, None, 3)


def test_words_cut_inside_a_character_are_kept_without_it(
    published: Published, now: datetime
) -> None:
    raw = {"text": "Buku \ud83d", "tags": ["a\x00b", 1], "nested": {"n\x00": None}}
    metrics.record(published(), values={"likes": 1}, unavailable=[], raw=raw, now=now)
    assert Snapshot.objects.get().raw == {
        "text": "Buku ",
        "tags": ["ab", 1],
        "nested": {"n": None},
    }
