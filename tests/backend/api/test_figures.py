"""Calendar and summary: whole days in the library's zone, honest sums."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from content import metrics
from content.models import Media, Post, Publication
from tests.backend.api.conftest import Program


def test_library_says_what_the_key_may(wulan: Program) -> None:
    assert wulan.get("/library").body == {
        "name": "Perpustakaan Balai Literasi Nusantara",
        "slug": "balai-literasi",
        "time_zone": "Asia/Jakarta",
        "languages": ["id", "en"],
        "npp_number": "3171012D1000001",
        "website": "",
        "role": "manager",
    }


def test_calendar_has_the_days_of_the_librarys_zone(
    wulan: Program, post_factory: Callable[..., Post], now: datetime
) -> None:
    # 23.30 and 00.30 in Jakarta, both on the 24th in UTC.
    late = post_factory(planned_at=now.replace(hour=16, minute=30))
    early = post_factory(planned_at=now.replace(hour=17, minute=30))

    def found(first: str, last: str) -> list[int]:
        body = wulan.get("/calendar", **{"from": first, "to": last}).body
        assert body["zone"] == "Asia/Jakarta"
        return [entry["post_id"] for entry in body["entries"]]

    assert found("2026-11-24", "2026-11-24") == [late.pk]
    assert found("2026-11-25", "2026-11-25") == [early.pk]
    assert found("2026-11-24", "2026-11-25") == [late.pk, early.pk]


def test_calendar_shows_what_a_person_must_see_first(
    wulan: Program,
    publication_factory: Callable[..., Publication],
    media_factory: Callable[..., Media],
) -> None:
    picture = media_factory()
    row = publication_factory("failed", media=[picture])

    [entry] = wulan.get("/calendar", **{"from": "2026-11-24", "to": "2026-11-24"}).body["entries"]

    assert (entry["post_id"], entry["state"]) == (row.post_id, "failed")
    assert entry["networks"] == ["facebook"]
    assert entry["planned_at"] == "2026-11-24T09:30:00+07:00"
    assert (entry["planned_local"], entry["zone"]) == ("2026-11-24T09:30", "Asia/Jakarta")
    assert entry["thumbnail_url"].endswith(f"/{picture.token}.jpg")


def test_calendar_costs_the_same_for_one_and_for_twenty(
    wulan: Program, publication_factory: Callable[..., Publication]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            wulan.get("/calendar", **{"from": "2026-11-01", "to": "2026-11-30"})
        return len(captured)

    publication_factory()
    wulan.get("/library")  # notes the use of the key
    one = queries()
    for _ in range(19):
        publication_factory()

    assert queries() == one


def test_summary_says_how_many_posts_gave_each_number(
    wulan: Program, publication_factory: Callable[..., Publication], now: datetime
) -> None:
    read, _unread = publication_factory("published"), publication_factory("published")
    publication_factory("failed")
    later = now + timedelta(hours=2)
    metrics.record(
        read,
        values={"likes": 4, "comments": 0, "views": 90},
        unavailable=["saves"],
        raw={},
        now=later,
    )

    body = wulan.get("/summary", **{"from": "2026-11-24", "to": "2026-11-24"}).body

    assert (body["published"], body["needs_a_person"]) == (2, 1)
    assert body["views"] == {"value": 90, "posts": 1, "of": 2}
    assert body["reach"] == {"value": None, "posts": 0, "of": 2}
    assert body["interactions"] == {"value": 4, "posts": 1, "of": 2}
    assert body["as_of"] == "2026-11-24T10:30:00+07:00"
    [facebook] = body["networks"]
    assert facebook["comments"] == {"value": 0, "posts": 1, "of": 2}
    assert facebook["saves"] == {"value": None, "posts": 0, "of": 2}
    assert body["days"] == [{"day": "2026-11-24", "published": 2, "interactions": 4}]


def test_summary_of_a_quiet_period_is_empty_not_zero(wulan: Program) -> None:
    body = wulan.get("/summary", **{"from": "2026-01-01", "to": "2026-12-31"}).body

    assert body["published"] == 0
    assert body["views"]["value"] is None
    assert body["as_of"] is None
    assert body["networks"] == body["days"] == []
