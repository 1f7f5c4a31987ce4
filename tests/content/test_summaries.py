"""Figures a manager may trust."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from pytest_django import DjangoAssertNumQueries

from content import metrics, summaries
from content.models import Channel, Library
from content.summaries import Summary
from tests.content.conftest import Published


def _summary(library: Library, now: datetime) -> Summary:
    return summaries.summary(
        library.pk,
        start=now - timedelta(days=7),
        end=now + timedelta(days=1),
        zone=library.time_zone,
    )


def test_empty_period_has_no_numbers_rather_than_zero(library: Library, now: datetime) -> None:
    found = _summary(library, now)
    assert found.published == 0
    assert (found.reach.value, found.interactions.value, found.as_of) == (None, None, None)


def test_figures_say_how_many_posts_they_are_of(
    library: Library, now: datetime, published: Published
) -> None:
    published("facebook", numbers={"reach": 100, "likes": 5})
    published("facebook", numbers={"likes": 1})
    published("twitter")
    found = _summary(library, now)
    assert found.published == 3
    assert (found.reach.value, found.reach.posts, found.reach.of) == (100, 1, 3)
    assert (found.interactions.value, found.interactions.posts) == (6, 2)


def test_networks_are_kept_apart(library: Library, now: datetime, published: Published) -> None:
    published("facebook", numbers={"views": 7})
    published("twitter", numbers={"views": 9}, unavailable=["reach"])
    views = {n.network: n.figures["views"].value for n in _summary(library, now).networks}
    assert views == {"facebook": 7, "twitter": 9}


def test_only_the_newest_reading_counts(
    library: Library, now: datetime, published: Published
) -> None:
    row = published(numbers={"likes": 1})
    metrics.record(row, values={"likes": 8}, unavailable=[], raw={}, now=now + timedelta(hours=1))
    assert _summary(library, now).interactions.value == 8


def test_days_are_the_librarys_own(library: Library, published: Published, now: datetime) -> None:
    late_evening_utc = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)  # 01.00 WIB on the 24th
    published(at=late_evening_utc, numbers={"likes": 2})
    days = _summary(library, now).days
    assert [(day.day, day.interactions) for day in days] == [("2026-11-24", 2)]


def test_other_libraries_do_not_count(
    library: Library, other_library: Library, now: datetime, published: Published
) -> None:
    published(numbers={"likes": 2})
    assert _summary(other_library, now).published == 0


def test_queries_do_not_grow_with_posts(
    library: Library,
    now: datetime,
    published: Published,
    channel_factory: Callable[..., Channel],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    channel = channel_factory()
    for _post in range(5):
        published(channel=channel, numbers={"likes": 1})
    with django_assert_num_queries(4):
        _summary(library, now)
