"""The summary page: its numbers, and how it says that there is none."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content import metrics
from content.models import Channel, Library, Post, Publication

pytestmark = pytest.mark.django_db

Publish = Callable[..., Publication]


@pytest.fixture
def publish(
    library: Library,
    post_factory: Callable[..., Post],
    channel_factory: Callable[..., Channel],
    now: datetime,
) -> Publish:
    """A publication as a worker leaves it, with the numbers the network gave."""

    def make(
        network: str = "facebook",
        *,
        at: datetime = now - timedelta(days=1),
        numbers: dict[str, int] | None = None,
        unavailable: tuple[str, ...] = (),
        state: str = "published",
        reason: str = "",
    ) -> Publication:
        channel = channel_factory(network)
        publication = Publication.objects.create(
            post=post_factory(channels=[channel], title=f"Di {network}"),
            channel=channel,
            library=library,
            state=state,
            reason=reason,
            due_at=at,
            due_local="",
            zone="Asia/Jakarta",
            revision=1,
            published_at=at if state == "published" else None,
            created_at=at,
        )
        if numbers is not None:
            metrics.record(publication, values=numbers, unavailable=unavailable, raw={}, now=now)
        return publication

    return make


@pytest.fixture
def read(as_manager: Client, library: Library) -> Callable[..., Any]:
    def read(**query: str) -> Any:
        return as_manager.get(reverse("summary", args=[library.slug]), query)

    return read


def _row(page: str, word: str) -> list[str]:
    """The cells of the table by network in the row `word`, as a reader sees them."""
    table = page[page.index("by-network") :]
    row = re.search(rf"</svg> {word}</th>(.*?)</tr>", table, re.DOTALL)
    assert row is not None
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row[1], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]


def test_figures_are_sums_and_say_from_how_many_posts(
    publish: Publish, read: Callable[..., Any]
) -> None:
    publish(numbers={"likes": 1200, "comments": 30, "reach": 5000, "views": 9000})
    publish(numbers={"likes": 34, "views": 1})
    publish()
    summary = read().context["summary"]
    assert summary.published == 3
    assert (summary.reach.value, summary.reach.posts, summary.reach.of) == (5000, 1, 3)
    assert (summary.views.value, summary.views.posts) == (9001, 2)
    assert (summary.interactions.value, summary.interactions.posts) == (1264, 2)
    page = read().content.decode()
    assert "9,001" in page
    assert "from 2 of 3 posts" in page


def test_nothing_collected_nothing_given_and_zero_look_different(
    publish: Publish, read: Callable[..., Any]
) -> None:
    publish("facebook", numbers={"likes": 0}, unavailable=("saves",))
    publish("instagram")
    page = read().content.decode()
    assert _row(page, "Likes") == ["0", "not collected yet"]
    assert _row(page, "Saves") == ["not given by the network", "not collected yet"]
    assert _row(page, "Shares") == ["not collected yet", "not collected yet"]


def test_number_known_of_some_posts_says_of_how_many(
    publish: Publish, read: Callable[..., Any]
) -> None:
    publish("twitter", numbers={"likes": 5}, unavailable=("reach",))
    publish("twitter")
    page = read().content.decode()
    assert _row(page, "Likes") == ["5 1/2 from 1 of 2 posts"]
    assert _row(page, "Reach") == ["not given by the network"]


def test_period_ends_at_local_midnight(publish: Publish, read: Callable[..., Any]) -> None:
    # 18.00 UTC on the 20th is already the 21st in Jakarta.
    publish(at=datetime.fromisoformat("2026-11-20T18:00:00+00:00"))
    day = {"from": "2026-11-21", "to": "2026-11-21"}
    assert read(**day).context["summary"].published == 1
    assert read(**{"from": "2026-11-20", "to": "2026-11-20"}).context["summary"].published == 0


def test_chart_has_every_day_and_a_gap_where_no_number_is(
    publish: Publish, read: Callable[..., Any]
) -> None:
    publish(numbers={"likes": 7})
    publish(at=datetime.fromisoformat("2026-11-21T03:00:00+00:00"))
    chart = read(period="7").context["chart"]
    assert chart["days"][0] == "2026-11-18"
    assert chart["days"][-1] == "2026-11-24"
    assert chart["published"] == [0, 0, 0, 1, 0, 1, 0]
    assert chart["interactions"] == [None, None, None, None, None, 7, None]


def test_table_beside_the_chart_says_the_same(publish: Publish, read: Callable[..., Any]) -> None:
    publish(numbers={"likes": 7})
    [day] = read(period="7").context["days"]
    assert (day.date, day.published, day.interactions) == (date(2026, 11, 23), 1, 7)


def test_what_needs_a_person_is_listed_with_its_reason(
    publish: Publish, read: Callable[..., Any], library: Library
) -> None:
    stuck = publish(state="failed", reason="text_too_long")
    publish(state="scheduled")
    page = read().content.decode()
    assert "1 publication needs a person" in page
    assert "The text is longer than the network takes." in page
    assert reverse("post", args=[library.slug, stuck.post_id]) in page


def test_period_that_is_none_falls_back_and_says_so(read: Callable[..., Any]) -> None:
    response = read(**{"from": "2026-11-24", "to": "2026-11-01"})
    assert response.context["period"].key == "30"
    assert "Those days make no period." in response.content.decode()


def test_empty_period_says_so_instead_of_zeros(read: Callable[..., Any]) -> None:
    page = read().content.decode()
    assert "Nothing was published in this period" in page
    assert 'id="chart"' not in page


def test_other_librarys_numbers_are_not_counted(
    publish: Publish, read: Callable[..., Any], other_library: Library
) -> None:
    publication = publish(numbers={"likes": 7})
    Publication.objects.filter(pk=publication.pk).update(library=other_library)
    assert read().context["summary"].published == 0


def test_busy_period_takes_no_more_queries_than_a_quiet_one(
    publish: Publish, read: Callable[..., Any]
) -> None:
    publish(numbers={"likes": 1})
    publish(state="failed", reason="text_too_long")
    with CaptureQueriesContext(connection) as quiet:
        read()
    for number in range(5):
        publish(numbers={"likes": number})
        publish(state="blocked", reason="text_too_long")
    with CaptureQueriesContext(connection) as busy:
        read()
    assert len(busy) == len(quiet)
