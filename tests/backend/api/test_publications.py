from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content import metrics
from content.models import Publication
from tests.backend.api.conftest import Program

Make = Callable[..., Publication]


def _read(row: Publication, at: datetime, **values: int) -> None:
    metrics.record(row, values=values, unavailable=["saves"], raw={}, now=at)


def test_nothing_collected_nothing_given_and_zero_are_told_apart(
    wulan: Program, publication_factory: Make, now: datetime
) -> None:
    row = publication_factory("published")
    unread = wulan.get(f"/publications/{row.pk}").body["numbers"]
    assert unread["likes"] == {"value": None, "status": "not_collected", "as_of": None}

    _read(row, now, likes=0)
    numbers = wulan.get(f"/publications/{row.pk}").body["numbers"]

    as_of = "2026-11-24T01:30:00Z"
    assert numbers["likes"] == {"value": 0, "status": "collected", "as_of": as_of}
    assert numbers["saves"] == {"value": None, "status": "not_available", "as_of": as_of}
    assert numbers["views"] == {"value": None, "status": "not_collected", "as_of": as_of}


def test_story_has_log_and_every_reading(
    wulan: Program, publication_factory: Make, now: datetime
) -> None:
    row = publication_factory("published")
    _read(row, now + timedelta(hours=2), likes=1)
    _read(row, now + timedelta(hours=7), likes=4)

    body = wulan.get(f"/publications/{row.pk}").body

    assert [(line["from_state"], line["to_state"], line["by"]) for line in body["log"]] == [
        ("", "scheduled", "Rini"),
        ("scheduled", "sending", ""),
        ("sending", "published", ""),
    ]
    assert [reading["numbers"]["likes"]["value"] for reading in body["history"]] == [1, 4]
    assert body["numbers"]["likes"]["value"] == 4
    assert body["permalink"] == f"https://example.org/p/{row.pk}"
    assert body["published_at"] == "2026-11-24T09:30:00+07:00"
    assert (body["planned_local"], body["zone"]) == ("2026-11-24T09:30", "Asia/Jakarta")
    assert body["reason"] is None


def test_failure_tells_why_in_words_and_keeps_the_staff_detail(
    wulan: Program, publication_factory: Make
) -> None:
    row = publication_factory("failed")

    body = wulan.get(f"/publications/{row.pk}").body

    assert body["state"] == "failed"
    assert body["reason"] == {
        "code": "unknown_refusal",
        "message": "The network refused the post. It said: “Tidak boleh”",
        "hint": "Change what it names and send it again.",
    }
    assert "detail" not in body


def test_failed_publication_is_sent_again(
    rini: Program, publication_factory: Make, clock: time_machine.Traveller
) -> None:
    row = publication_factory("failed")
    clock.shift(timedelta(hours=2))

    answer = rini.post(f"/publications/{row.pk}/send-again")

    assert (answer.status, answer.body["state"]) == (200, "scheduled")
    assert rini.post(f"/publications/{row.pk}/send-again").status == 409


def test_publication_is_held(rini: Program, publication_factory: Make) -> None:
    row = publication_factory()

    answer = rini.post(f"/publications/{row.pk}/hold")

    assert (answer.body["state"], answer.body["reason"]["code"]) == ("held", "held")


def test_person_settles_an_unknown_outcome_either_way(
    rini: Program, publication_factory: Make
) -> None:
    seen, unseen = publication_factory("unknown"), publication_factory("unknown")

    found = rini.post(
        f"/publications/{seen.pk}/resolve",
        {"remote_id": "12_34", "permalink": "https://example.org/12_34"},
    )
    absent = rini.post(f"/publications/{unseen.pk}/resolve", {"absent": True})

    assert (found.body["state"], found.body["remote_id"]) == ("published", "12_34")
    assert found.body["permalink"] == "https://example.org/12_34"
    assert absent.body["state"] == "scheduled"
    assert rini.post(f"/publications/{seen.pk}/resolve", {"absent": True}).status == 409


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "one_of_two"),
        ({"remote_id": "1", "absent": True}, "one_of_two"),
        ({"absent": False}, "literal_error"),
        ({"remote_id": ""}, "string_too_short"),
        ({"remote_id": "1", "permalink": "javascript:alert(1)"}, "string_pattern_mismatch"),
    ],
)
def test_half_an_outcome_is_refused(
    rini: Program, publication_factory: Make, body: dict[str, Any], code: str
) -> None:
    row = publication_factory("unknown")

    answer = rini.post(f"/publications/{row.pk}/resolve", body)

    assert (answer.status, answer.codes) == (422, [code])
    row.refresh_from_db()
    assert row.state == "unknown"


def test_refresh_asks_for_numbers_at_once(
    bagas: Program, publication_factory: Make, now: datetime, clock: time_machine.Traveller
) -> None:
    row = publication_factory("published")
    clock.shift(timedelta(hours=3))

    answer = bagas.post(f"/publications/{row.pk}/refresh-numbers")

    assert answer.body["numbers_again_at"] == "2026-11-24T11:30:00+07:00"
    assert bagas.post(f"/publications/{publication_factory().pk}/refresh-numbers").status == 409


def test_list_is_filtered_by_post_state_and_local_day(
    wulan: Program, publication_factory: Make, now: datetime
) -> None:
    failed = publication_factory("failed")
    later = publication_factory(planned_at=now.replace(hour=17, minute=30))

    def found(**query: object) -> list[int]:
        return [row["id"] for row in wulan.get("/publications", **query).body["items"]]

    assert found() == [later.pk, failed.pk]
    assert found(post=failed.post_id) == found(state="failed") == [failed.pk]
    assert found(**{"from": "2026-11-25"}) == [later.pk]
    assert found(to="2026-11-24") == [failed.pk]


def test_list_costs_the_same_for_one_and_for_twenty(
    wulan: Program, publication_factory: Make, now: datetime
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            wulan.get("/publications")
        return len(captured)

    _read(publication_factory("published"), now, likes=1)
    wulan.get("/library")  # notes the use of the key
    one = queries()
    for _ in range(19):
        _read(publication_factory("published"), now, likes=1)

    assert queries() == one <= 4
