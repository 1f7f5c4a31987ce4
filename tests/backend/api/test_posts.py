from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.models import Channel, Media, Post, Publication
from tests.backend.api.conftest import Program

MakePost = Callable[..., Post]


def test_draft_keeps_everything_that_was_sent(
    bagas: Program,
    channel_factory: Callable[..., Channel],
    media_factory: Callable[..., Media],
) -> None:
    channel = channel_factory("twitter")
    first, second = media_factory(alt_text="Sampul buku"), media_factory()

    answer = bagas.post(
        "/posts",
        {
            "kind": "highlight",
            "title": "Buku baru",
            "text": "Lima judul baru – اللغة العربية 📚",
            "link": "https://example.org/opac",
            "texts": {"twitter": "Lima judul baru"},
            "media": [
                {"media_id": first.pk},
                {"media_id": second.pk, "alt_text": "Rak", "networks": ["twitter"]},
            ],
            "channel_ids": [channel.pk],
            "planned_local": "2026-11-25T09:00",
        },
    )

    assert answer.status == 201
    body = answer.body
    assert body["text"] == "Lima judul baru – اللغة العربية 📚"
    assert (body["kind"], body["state"], body["shown_state"]) == ("highlight", "draft", "draft")
    assert body["texts"] == {"twitter": "Lima judul baru"}
    assert [(item["media_id"], item["alt_text"], item["networks"]) for item in body["media"]] == [
        (first.pk, "Sampul buku", []),
        (second.pk, "Rak", ["twitter"]),
    ]
    assert body["channels"] == [{"id": channel.pk, "network": "twitter", "name": channel.name}]
    assert body["planned_local"] == "2026-11-25T09:00"
    assert body["zone"] == "Asia/Jakarta"
    assert body["planned_at"] == "2026-11-25T09:00:00+07:00"
    assert (body["created_by"], body["revision"]) == ("Bagas", 1)
    assert bagas.get(f"/posts/{body['id']}").body == body


def test_edit_changes_only_what_was_sent(bagas: Program, post_factory: MakePost) -> None:
    post = post_factory(link="https://example.org/a")

    answer = bagas.patch(f"/posts/{post.pk}", {"title": "Judul lain", "revision": 1})

    assert answer.status == 200
    assert (answer.body["title"], answer.body["link"]) == ("Judul lain", "https://example.org/a")
    assert answer.body["text"] == post.text
    assert len(answer.body["channels"]) == 1
    assert answer.body["revision"] == 2


def test_edit_of_an_older_revision_overwrites_nothing(
    bagas: Program, post_factory: MakePost
) -> None:
    post = post_factory()
    bagas.patch(f"/posts/{post.pk}", {"text": "Punya Bagas", "revision": 1})

    answer = bagas.patch(f"/posts/{post.pk}", {"text": "Punya program", "revision": 1})

    assert (answer.status, answer.codes) == (409, ["wrong_state"])
    post.refresh_from_db()
    assert post.text == "Punya Bagas"


def test_empty_values_take_things_away(bagas: Program, post_factory: MakePost) -> None:
    post = post_factory()

    answer = bagas.patch(
        f"/posts/{post.pk}", {"planned_local": "", "channel_ids": [], "zone": "", "media": []}
    )

    assert answer.body["planned_at"] is None
    assert answer.body["channels"] == []
    assert answer.body["zone"] == "Asia/Jakarta"


def test_scheduled_post_has_a_publication_per_channel_at_its_time(
    rini: Program, post_factory: MakePost, now: datetime
) -> None:
    post = post_factory()

    answer = rini.post(f"/posts/{post.pk}/schedule", {"revision": 1})

    assert (answer.status, answer.body["state"]) == (200, "approved")
    assert answer.body["shown_state"] == "scheduled"
    row = Publication.objects.get()
    assert answer.body["publications"] == [
        {"id": row.pk, "channel_id": row.channel_id, "state": "scheduled", "permalink": ""}
    ]
    assert row.wake_at == now + timedelta(hours=1)


@pytest.mark.parametrize("step", ["schedule", "publish-now"])
def test_revision_nobody_looked_at_is_not_approved(
    rini: Program, post_factory: MakePost, step: str
) -> None:
    post = post_factory()
    rini.patch(f"/posts/{post.pk}", {"text": "Diganti"})

    answer = rini.post(f"/posts/{post.pk}/{step}", {"revision": 1})

    assert answer.status == 409
    assert not Publication.objects.exists()


def test_publish_now_is_due_at_once(
    rini: Program, post_factory: MakePost, now: datetime, clock: time_machine.Traveller
) -> None:
    post = post_factory()
    clock.shift(90)

    answer = rini.post(f"/posts/{post.pk}/publish-now")

    assert answer.status == 200
    assert Publication.objects.get().wake_at == now + timedelta(seconds=90)


def test_submitted_post_comes_back_with_a_note(
    bagas: Program, rini: Program, post_factory: MakePost
) -> None:
    post = post_factory()

    assert bagas.post(f"/posts/{post.pk}/submit").body["state"] == "submitted"
    answer = rini.post(f"/posts/{post.pk}/send-back", {"note": "Tambahkan tautan"})

    assert (answer.body["state"], answer.body["return_note"]) == ("draft", "Tambahkan tautan")


def test_cancelled_post_goes_nowhere(rini: Program, post_factory: MakePost) -> None:
    post = post_factory()
    rini.post(f"/posts/{post.pk}/schedule")

    answer = rini.post(f"/posts/{post.pk}/cancel")

    assert (answer.status, answer.body["state"]) == (200, "cancelled")
    assert Publication.objects.get().state == "cancelled"
    assert rini.post(f"/posts/{post.pk}/schedule").status == 409


def test_post_that_cannot_go_out_says_everything_that_is_missing(rini: Program) -> None:
    post_id = rini.post("/posts", {"text": ""}).body["id"]

    dry_run = rini.get(f"/posts/{post_id}/problems")
    answer = rini.post(f"/posts/{post_id}/schedule")

    assert dry_run.status == 200
    assert dry_run.codes == ["no_channel", "no_time"]
    assert answer.status == 422
    assert answer.body == dry_run.body
    assert answer.body["problems"][0] == {
        "field": "channels",
        "code": "no_channel",
        "level": "error",
        "message": "No channel is chosen.",
        "hint": "Choose at least one page or profile.",
    }


def test_dry_run_of_a_good_post_is_empty(wulan: Program, post_factory: MakePost) -> None:
    assert wulan.get(f"/posts/{post_factory().pk}/problems").body == {"problems": []}


def test_time_that_has_passed_is_refused(
    rini: Program, post_factory: MakePost, clock: time_machine.Traveller
) -> None:
    post = post_factory()
    clock.shift(timedelta(hours=2))

    answer = rini.post(f"/posts/{post.pk}/schedule")

    assert (answer.status, answer.codes) == (422, ["time_passed"])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"planned_local": "besok"}, "bad_time"),
        ({"planned_local": "2026-11-25T09:00+07:00"}, "time_with_offset"),
        ({"planned_local": "2026-13-40T09:00"}, "bad_time"),
        ({"planned_local": "0001-01-01T00:00"}, "bad_time"),
        ({"planned_local": "9999-12-31T23:59", "zone": "America/New_York"}, "bad_time"),
        ({"planned_local": "2026-03-08T02:30", "zone": "America/New_York"}, "skipped_time"),
        ({"zone": "Asia/Atlantis"}, "unknown_zone"),
        ({"zone": "../../etc/passwd"}, "unknown_zone"),
        ({"zone": "Asia"}, "unknown_zone"),
        ({"link": "javascript:alert(1)"}, "bad_link"),
        ({"channel_ids": [999_999]}, "not_found"),
        ({"media": [{"media_id": 999_999}]}, "not_found"),
    ],
)
def test_what_cannot_be_kept_is_refused(bagas: Program, body: dict[str, Any], code: str) -> None:
    answer = bagas.post("/posts", body)

    assert (answer.status, answer.codes) == (422, [code])
    assert all(problem["hint"] for problem in answer.body["problems"])
    assert not Post.objects.exists()


def test_things_of_another_library_cannot_be_used(
    tono: Program, channel_factory: Callable[..., Channel], media_factory: Callable[..., Media]
) -> None:
    channel, picture = channel_factory(), media_factory(alt_text="Rahasia")

    assert tono.post("/posts", {"channel_ids": [channel.pk]}).codes == ["not_found"]
    answer = tono.post("/posts", {"media": [{"media_id": picture.pk}]})
    assert answer.codes == ["not_found"]
    assert "Rahasia" not in str(answer.body)


def test_list_is_filtered_by_state_kind_and_local_day(
    rini: Program, post_factory: MakePost, now: datetime
) -> None:
    # 23.30 on the 24th in Jakarta is still the 24th in UTC, 00.30 on the 25th is not yet the 25th.
    late = post_factory(planned_at=now.replace(hour=16, minute=30))
    early = post_factory(planned_at=now.replace(hour=17, minute=30), kind="flyer")
    rini.post(f"/posts/{early.pk}/submit")

    def found(**query: str) -> list[int]:
        return [post["id"] for post in rini.get("/posts", **query).body["items"]]

    assert found() == [early.pk, late.pk]
    assert found(to="2026-11-24") == [late.pk]
    assert found(**{"from": "2026-11-25", "to": "2026-11-25"}) == [early.pk]
    assert found(state="submitted") == found(kind="flyer") == [early.pk]
    assert found(state="cancelled") == []


def test_list_comes_in_parts(rini: Program, post_factory: MakePost) -> None:
    made = [post_factory().pk for _ in range(3)]

    first = rini.get("/posts", limit=2).body
    second = rini.get("/posts", limit=2, offset=2).body

    assert [post["id"] for post in [*first["items"], *second["items"]]] == made[::-1]
    assert first["count"] == second["count"] == 3


def test_list_costs_the_same_for_one_and_for_twenty(
    rini: Program, post_factory: MakePost, media_factory: Callable[..., Media]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            rini.get("/posts")
        return len(captured)

    def scheduled() -> None:
        post = post_factory(media=[media_factory()])
        rini.post(f"/posts/{post.pk}/schedule")

    scheduled()
    one = queries()
    for _ in range(19):
        scheduled()

    assert queries() == one <= 10
