"""The calendar page and the JSON that fills its grid."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content import posts
from content.models import Channel, Library, Media, Post, Publication
from content.permissions import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(as_librarian: Client, library: Library) -> Callable[..., str]:
    def read(month: str = "") -> str:
        address = reverse("calendar", args=[library.slug])
        return as_librarian.get(address, {"month": month} if month else {}).content.decode()

    return read


@pytest.fixture
def entries(as_manager: Client, library: Library) -> Callable[..., Any]:
    def read(start: str, end: str) -> Any:
        address = reverse("calendar-entries", args=[library.slug])
        return as_manager.get(address, {"start": start, "end": end})

    return read


# --- The page ---


def test_month_shows_its_posts_with_time_state_and_kind(
    page: Callable[..., str], post_factory: Callable[..., Post], library: Library
) -> None:
    post = post_factory(title="Kelas mendongeng", kind="flyer")
    shown = page()
    assert "November 2026" in shown
    assert "Kelas mendongeng" in shown
    assert "09:30 WIB" in shown
    assert "state--draft" in shown
    assert "kind--flyer" in shown
    assert reverse("post", args=[library.slug, post.pk]) in shown


def test_first_moment_of_a_month_in_the_librarys_zone_belongs_to_it(
    page: Callable[..., str], post_factory: Callable[..., Post]
) -> None:
    # Midnight in Jakarta is 17.00 of the day before in UTC.
    post_factory(title="Awal Desember", planned_at=datetime(2026, 11, 30, 17, 0, tzinfo=UTC))
    post_factory(title="Akhir November", planned_at=datetime(2026, 11, 30, 16, 59, tzinfo=UTC))
    assert "Akhir November" in page("2026-11")
    assert "Awal Desember" not in page("2026-11")
    assert "Awal Desember" in page("2026-12")


def test_links_lead_to_the_months_beside(page: Callable[..., str]) -> None:
    shown = page("2027-01")
    assert 'href="?month=2026-12"' in shown
    assert 'href="?month=2027-02"' in shown


@pytest.mark.parametrize("month", ["2026-13", "1999-12", "2100-01", "٢٠٢٦-١١", "x", "2026-1"])
def test_month_that_is_none_opens_the_current_one(page: Callable[..., str], month: str) -> None:
    assert 'data-first="2026-11-01"' in page(month)


def test_empty_month_invites_a_librarian(page: Callable[..., str], library: Library) -> None:
    shown = page("2027-03")
    assert "Nothing is planned for March 2027 yet" in shown
    assert "Start with a new book" in shown


def test_draft_without_a_date_waits_beside(
    page: Callable[..., str], post_factory: Callable[..., Post]
) -> None:
    post = post_factory(title="Tur rak langka")
    Post.objects.filter(pk=post.pk).update(planned_at=None, planned_local="")
    shown = page()
    assert "Tur rak langka" in shown
    assert "Nothing is planned for November 2026 yet" in shown


def test_other_librarys_post_is_not_there(
    page: Callable[..., str], post_factory: Callable[..., Post], other_library: Library
) -> None:
    post = post_factory(title="Rahasia tetangga")
    Post.objects.filter(pk=post.pk).update(library=other_library)
    assert "Rahasia tetangga" not in page()


def test_words_of_a_post_are_never_markup(
    page: Callable[..., str], post_factory: Callable[..., Post]
) -> None:
    post_factory(title="<script>alert(1)</script>")
    assert "<script>alert" not in page()


def test_full_month_takes_no_more_queries_than_a_quiet_one(
    page: Callable[..., str],
    post_factory: Callable[..., Post],
    media_factory: Callable[..., Media],
    channel_factory: Callable[..., Channel],
) -> None:
    channels = [channel_factory("facebook"), channel_factory("twitter")]
    post_factory(channels=channels, media=[media_factory()])
    with CaptureQueriesContext(
        connection,
    ) as quiet:
        page()
    for number in range(6):
        post_factory(channels=channels, media=[media_factory()], title=f"Posting {number}")
    with CaptureQueriesContext(connection) as full:
        page()
    assert len(full) == len(quiet)


# --- The JSON ---


def test_entry_tells_all_the_grid_writes(
    entries: Callable[..., Any],
    post_factory: Callable[..., Post],
    media_factory: Callable[..., Media],
    channel_factory: Callable[..., Channel],
    library: Library,
) -> None:
    picture = media_factory()
    post = post_factory(
        title="Rak baru",
        kind="highlight",
        media=[picture],
        channels=[channel_factory("twitter"), channel_factory("instagram")],
    )
    [entry] = entries("2026-11-01", "2026-12-01").json()
    assert entry == {
        "id": str(post.pk),
        "start": "2026-11-24T09:30:00",
        "time": "09:30",
        "title": "Rak baru",
        "url": reverse("post", args=[library.slug, post.pk]),
        "kind": "highlight",
        "kind_word": "Collection highlight",
        "kind_icon": "book-open",
        "state": "draft",
        "state_word": "Draft",
        "state_icon": "pencil-line",
        "networks": [
            {"letters": "IG", "name": "Instagram"},
            {"letters": "X", "name": "Twitter/X"},
        ],
        "thumbnail": reverse("media-thumbnail", args=[library.slug, picture.token]),
    }


def test_state_is_the_loudest_of_the_publications(
    entries: Callable[..., Any],
    post_factory: Callable[..., Post],
    channel_factory: Callable[..., Channel],
    admin_actor: Actor,
    now: datetime,
) -> None:
    post = post_factory(channels=[channel_factory("facebook"), channel_factory("twitter")])
    posts.schedule(post, actor=admin_actor, now=now)
    Publication.objects.filter(channel__network="twitter").update(state="failed")
    [entry] = entries("2026-11-01", "2026-12-01").json()
    assert (entry["state"], entry["state_word"]) == ("failed", "Failed")


def test_end_is_left_out(entries: Callable[..., Any], post_factory: Callable[..., Post]) -> None:
    post_factory()
    assert len(entries("2026-11-24", "2026-11-25").json()) == 1
    assert entries("2026-11-23", "2026-11-24").json() == []


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("", ""),
        ("besok", "lusa"),
        ("2026-11-24", "2026-11-24"),
        ("2026-11-24", "2026-11-01"),
        ("2026-01-01", "2026-12-31"),
    ],
)
def test_range_that_is_none_or_too_long_is_refused(
    entries: Callable[..., Any], start: str, end: str
) -> None:
    assert entries(start, end).status_code == 400


def test_edges_of_the_calendar_do_not_break_it(entries: Callable[..., Any]) -> None:
    assert entries("9999-12-30", "9999-12-31").status_code == 400
    assert entries("0001-01-01", "0001-01-31").status_code == 400
    assert entries("1999-12-27", "2000-02-07").status_code == 200
    assert entries("2099-11-30", "2100-01-04").status_code == 200


def test_entries_are_in_order_of_time(
    entries: Callable[..., Any], post_factory: Callable[..., Post], now: datetime
) -> None:
    for hours in (5, 1, 3):
        post_factory(title=f"+{hours}", planned_at=now + timedelta(hours=hours))
    titles = [entry["title"] for entry in entries("2026-11-01", "2026-12-01").json()]
    assert titles == ["+1", "+3", "+5"]
