"""Writing a post: nothing typed is ever lost, nothing approved changes by itself."""

import io
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from content import posts
from content.drafts import Draft
from content.models import Channel, Media, Post, Publication
from content.models.post import PostState
from content.models.publication import PublicationState
from content.permissions import Actor

MakePost = Callable[..., Post]
NEW = "/balai-literasi/posts/new/"
JSON = {"Accept": "application/json"}


def _edit(post: Post) -> str:
    return f"/balai-literasi/posts/{post.pk}/edit/"


def _form(post: Post, **typed: Any) -> dict[str, Any]:
    """The form as the page of this post would send it, with these fields typed over."""
    day, _t, time = post.planned_local.partition("T")
    kept = {
        "kind": post.kind,
        "title": post.title,
        "text": post.text,
        "link": post.link,
        "date": day,
        "time": time[:5],
        "channels": [channel.pk for channel in post.channels.all()],
        "picture": [item.media_id for item in post.post_media.all()],
        "revision": post.revision,
    }
    for item in post.post_media.all():
        kept[f"alt_{item.media_id}"] = item.alt_text
    return kept | typed


def _autosave(browser: Client, url: str, form: dict[str, Any]) -> Any:
    return browser.post(url, form, headers=JSON)


def _picture(name: str = "rak.png") -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.new("RGB", (640, 800), "teal").save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), content_type="image/png")


def _typed(page: Any, name: str) -> str:
    """What stands in a text area of the page."""
    found = re.search(rf'<textarea[^>]* name="{name}"[^>]*>(.*?)</textarea>', page.text, re.DOTALL)
    assert found is not None
    return found.group(1)


# --- Who may write ---


def test_only_who_may_draft_sees_the_composer(
    post_factory: MakePost,
    as_admin: Client,
    as_librarian: Client,
    as_manager: Client,
    as_stranger: Client,
    client: Client,
) -> None:
    for url in (NEW, _edit(post_factory())):
        assert as_admin.get(url).status_code == 200
        assert as_librarian.get(url).status_code == 200
        assert as_manager.get(url).status_code == 403
        assert as_stranger.get(url).status_code == 404
        assert client.get(url)["Location"] == f"/sign-in/?next={url}"


def test_nobody_else_writes(
    post_factory: MakePost, as_manager: Client, as_stranger: Client
) -> None:
    post = post_factory("Semula")
    for url in (NEW, _edit(post), f"/balai-literasi/posts/{post.pk}/check/"):
        form = _form(post, text="Diganti")
        assert as_manager.post(url, form).status_code == 403
        assert as_stranger.post(url, form).status_code == 404
    assert as_stranger.post(f"/kota-tetangga/posts/{post.pk}/edit/", {}).status_code == 404
    assert Post.objects.get().text == "Semula"


def test_pictures_and_channels_of_another_library_are_not_taken(
    post_factory: MakePost, as_stranger: Client
) -> None:
    post = post_factory()
    channel = post.channels.get()
    answer = as_stranger.post(
        "/kota-tetangga/posts/new/", {"text": "Halo", "channels": [channel.pk]}, headers=JSON
    )
    assert answer.json()["complete"] is False
    assert not Post.objects.exclude(pk=post.pk).get().channels.exists()


# --- The first words ---


def test_new_form_opens_on_the_clicked_day_with_every_channel(
    as_librarian: Client, channel_factory: Callable[..., Channel]
) -> None:
    channel = channel_factory()
    page = as_librarian.get(f"{NEW}?kind=flyer&date=2026-11-27").text
    assert 'name="date" type="date" value="2026-11-27"' in page
    assert 'name="time" type="time" value="09:00"' in page
    assert 'value="flyer" checked' in page
    assert re.search(rf'name="channels" value="{channel.pk}"[^>]* checked', page)
    assert "WIB" in page
    assert not Post.objects.exists()


@pytest.mark.parametrize("query", ["kind=<script>&date=2026-13-45", "date=%00", "kind=&date="])
def test_nonsense_in_the_address_is_ignored(as_librarian: Client, query: str) -> None:
    page = as_librarian.get(f"{NEW}?{query}")
    assert page.status_code == 200
    assert 'name="date" type="date" value=""' in page.text
    assert 'value="post" checked' in page.text


def test_first_keystroke_makes_a_draft_with_an_address(as_librarian: Client) -> None:
    answer = _autosave(as_librarian, NEW, {"text": "B", "draft_key": "k1"})
    post = Post.objects.get()
    body = answer.json()
    assert (post.text, post.state) == ("B", PostState.DRAFT)
    assert (body["id"], body["revision"], body["edit_url"]) == (post.pk, 1, _edit(post))
    assert body["saved"] == "Saved 08:30 WIB"


def test_answer_lost_on_the_way_makes_no_second_draft(as_librarian: Client) -> None:
    _autosave(as_librarian, NEW, {"text": "Buku", "draft_key": "k1"})
    again = _autosave(as_librarian, NEW, {"text": "Buku baru", "draft_key": "k1"})
    post = Post.objects.get()
    assert (again.json()["id"], post.text) == (post.pk, "Buku baru")
    _autosave(as_librarian, NEW, {"text": "Lain", "draft_key": "k2"})
    assert Post.objects.count() == 2


@pytest.mark.parametrize("headers", [{}, JSON])
def test_empty_form_makes_no_draft(as_librarian: Client, headers: dict[str, str]) -> None:
    answer = as_librarian.post(NEW, {"text": "  ", "kind": "post"}, headers=headers)
    assert answer.status_code == 422
    assert "There is nothing here yet." in answer.text
    assert not Post.objects.exists()


# --- Saving while one types ---


def test_autosave_keeps_every_field(
    post_factory: MakePost,
    channel_factory: Callable[..., Channel],
    media_factory: Callable[..., Media],
    as_librarian: Client,
) -> None:
    post, other = post_factory(), channel_factory("instagram")
    first, second = media_factory(), media_factory()
    typed = _form(
        post,
        kind="highlight",
        title="Judul",
        text="Baris satu\r\nBaris dua",
        text_twitter="Singkat",
        link="https://perpustakaan.example.org/",
        channels=[other.pk],
        picture=[second.pk, first.pk],
        date="2026-12-01",
        time="13:15",
        **{f"alt_{first.pk}": "Rak", f"on_{second.pk}": ["facebook"]},
    )
    body = _autosave(as_librarian, _edit(post), typed).json()
    post.refresh_from_db()
    assert (body["complete"], body["revision"]) == (True, post.revision)
    assert (post.kind, post.title, post.text) == ("highlight", "Judul", "Baris satu\nBaris dua")
    assert post.planned_local == "2026-12-01T13:15"
    assert post.texts.get().text == "Singkat"
    assert [channel.pk for channel in post.channels.all()] == [other.pk]
    assert [(item.media_id, item.alt_text, item.networks) for item in post.post_media.all()] == [
        (second.pk, "", ["facebook"]),
        (first.pk, "Rak", []),
    ]


def test_autosave_answers_with_counters_and_what_is_missing(
    post_factory: MakePost,
    channel_factory: Callable[..., Channel],
    as_librarian: Client,
) -> None:
    post = post_factory(channels=[channel_factory("twitter")])
    body = _autosave(as_librarian, _edit(post), _form(post, text="😀" * 141)).json()
    assert '<b class="counter__used">282</b> / 280' in body["feedback"]
    assert "2 characters too long for Twitter/X" in body["feedback"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"link": "perpus"}, ("", "2026-11-24T09:30:00")),
        ({"time": ""}, ("", "2026-11-24T09:30:00")),
        ({"date": "2026-02-31"}, ("", "2026-11-24T09:30:00")),
        ({"kind": "poster"}, ("", "2026-11-24T09:30:00")),
        ({"channels": ["999999"]}, ("", "2026-11-24T09:30:00")),
        ({"picture": ["999999"]}, ("", "2026-11-24T09:30:00")),
        ({"title": "x" * 201}, ("", "2026-11-24T09:30:00")),
        ({"date": "", "time": ""}, ("", "")),
    ],
)
def test_one_bad_field_does_not_cost_the_text(
    post_factory: MakePost, as_librarian: Client, typed: dict[str, Any], kept: tuple[str, str]
) -> None:
    post = post_factory("Semula")
    answer = _autosave(as_librarian, _edit(post), _form(post, text="Baru", **typed))
    saved = Post.objects.get()
    assert (answer.status_code, saved.text) == (200, "Baru")
    assert (saved.link, saved.planned_local[:16]) == (kept[0], kept[1][:16])
    assert answer.json()["complete"] is (not kept[1])


def test_characters_no_database_takes_are_left_out(as_librarian: Client) -> None:
    form = {"title": "Ju\0dul", "text": "Buku\0 baru", "text_twitter": "\0X", "link": "\0"}
    answer = _autosave(as_librarian, NEW, form)
    post = Post.objects.get()
    assert answer.status_code == 200
    assert (post.title, post.text, post.texts.get().text) == ("Judul", "Buku baru", "X")


def test_conflict_keeps_what_was_typed_and_overwrites_nothing(
    post_factory: MakePost, as_librarian: Client, admin_actor: Actor, now: datetime
) -> None:
    post = post_factory("Semula")
    posts.edit(post, actor=admin_actor, now=now, content=Draft(text="Punya Rini"))
    answer = _autosave(as_librarian, _edit(post), _form(post, text="Punya Bagas"))
    body = answer.json()
    assert (answer.status_code, body["conflict"], body["revision"]) == (409, True, 2)
    assert "Rini changed this post at 08:30 WIB." in body["banner"]
    assert Post.objects.get().text == "Punya Rini"


def test_conflict_without_script_shows_the_typed_words_and_the_ways_out(
    post_factory: MakePost, as_librarian: Client, admin_actor: Actor, now: datetime
) -> None:
    post = post_factory("Semula")
    posts.edit(post, actor=admin_actor, now=now, content=Draft(text="Punya Rini"))
    form = _form(post, text="Punya Bagas", title="Judul Bagas")
    page = as_librarian.post(_edit(post), form)
    assert page.status_code == 409
    assert _typed(page, "text") == "Punya Bagas"
    assert 'value="Judul Bagas"' in page.text
    assert 'name="overwrite" value="2"' in page.text
    as_librarian.post(_edit(post), form | {"overwrite": "2"})
    assert Post.objects.get().text == "Punya Bagas"


@pytest.mark.parametrize("person", ["as_admin", "as_librarian"])
def test_what_is_approved_meanwhile_is_not_saved_as_one_types(
    post_factory: MakePost,
    admin_actor: Actor,
    now: datetime,
    request: pytest.FixtureRequest,
    person: str,
) -> None:
    browser: Client = request.getfixturevalue(person)
    post = post_factory("Disetujui")
    posts.schedule(post, actor=admin_actor, now=now)
    answer = _autosave(browser, _edit(post), _form(post, text="Menyelinap"))
    assert answer.status_code == 409
    assert "approved meanwhile" in answer.json()["message"]
    post.refresh_from_db()
    assert (post.text, post.state) == ("Disetujui", PostState.APPROVED)
    assert post.publications.get().state == PublicationState.SCHEDULED


# --- Buttons without script ---


def test_plain_form_saves_a_draft_with_its_pictures(as_librarian: Client) -> None:
    answer = as_librarian.post(
        NEW, {"text": "Buku baru", "files": [_picture()], "next_step": "save"}, follow=True
    )
    post = Post.objects.get()
    assert answer.redirect_chain == [(f"/balai-literasi/posts/{post.pk}/", 302)]
    assert post.post_media.get().media.original_name == "rak.png"


def test_file_that_is_no_picture_costs_nothing_else(as_librarian: Client) -> None:
    bad = SimpleUploadedFile("<i>virus.png", b"MZ" + b"\0" * 64, content_type="image/png")
    page = as_librarian.post(NEW, {"text": "Buku baru", "files": [bad, _picture()]})
    assert page.status_code == 422
    assert _typed(page, "text") == "Buku baru"
    assert "&lt;i&gt;virus.png” is not a picture." in page.text
    assert Post.objects.get().post_media.count() == 1


def test_librarian_sends_for_approval_and_cannot_schedule(
    post_factory: MakePost, as_librarian: Client
) -> None:
    post = post_factory()
    page = as_librarian.get(_edit(post)).text
    assert 'value="submit"' in page
    assert 'value="schedule"' not in page
    refused = as_librarian.post(_edit(post), _form(post, next_step="schedule"))
    assert refused.status_code == 403
    as_librarian.post(_edit(post), _form(Post.objects.get(), next_step="submit"))
    post.refresh_from_db()
    assert post.state == PostState.SUBMITTED


def test_admin_writes_and_schedules_in_one_go(
    channel_factory: Callable[..., Channel], as_admin: Client
) -> None:
    form = {
        "text": "Kabar baik",
        "channels": [channel_factory().pk],
        "date": "2026-11-25",
        "time": "09:00",
        "next_step": "schedule",
    }
    as_admin.post(NEW, form)
    publication = Publication.objects.get()
    assert publication.state == PublicationState.SCHEDULED
    assert publication.due_local == "2026-11-25T09:00"
    assert publication.due_at.isoformat() == "2026-11-25T02:00:00+00:00"


def test_refused_schedule_shows_every_reason_and_every_word(
    post_factory: MakePost, media_factory: Callable[..., Media], as_admin: Client
) -> None:
    post = post_factory(media=[media_factory(alt_text="")])
    hostile = "</textarea><script>alert(1)</script>"
    form = _form(post, text=hostile, date="2026-11-20", text_instagram="Milik IG")
    page = as_admin.post(_edit(post), form | {"next_step": "schedule"})
    assert page.status_code == 422
    assert "The planned time has already passed." in page.text
    page = as_admin.post(_edit(post), _form(Post.objects.get(), next_step="schedule"))
    assert "Picture 1 has no alt text." in page.text
    assert _typed(page, "text") == "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
    assert not Publication.objects.exists()


def test_publish_now_leads_to_the_question(post_factory: MakePost, as_admin: Client) -> None:
    post = post_factory()
    answer = as_admin.post(_edit(post), _form(post, date="", time="", next_step="publish"))
    assert answer["Location"] == f"/balai-literasi/posts/{post.pk}/publish/"
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("order", "left"), [("down", [1, 0, 2]), ("up", [0, 1, 2]), ("drop", [1, 2])]
)
def test_buttons_put_pictures_in_order(
    post_factory: MakePost,
    media_factory: Callable[..., Media],
    as_librarian: Client,
    order: str,
    left: list[int],
) -> None:
    pictures = [media_factory() for _ in range(3)]
    post = post_factory(media=pictures)
    as_librarian.post(_edit(post), _form(post, arrange=f"{order}:{pictures[0].pk}"))
    now_there = list(post.post_media.values_list("media_id", flat=True))
    assert now_there == [pictures[index].pk for index in left]


# --- What is approved already ---


@pytest.fixture
def approved(post_factory: MakePost, admin_actor: Actor, now: datetime) -> Post:
    post = post_factory("Disetujui")
    posts.schedule(post, actor=admin_actor, now=now)
    return post


def test_admin_changes_an_approved_post_by_an_explicit_click(
    approved: Post, as_admin: Client
) -> None:
    page = as_admin.get(_edit(approved)).text
    assert "data-approved" in page
    assert "Save changes" in page
    as_admin.post(_edit(approved), _form(approved, text="Lebih baik", next_step="save"))
    publication = approved.publications.get()
    approved.refresh_from_db()
    assert (approved.text, approved.state) == ("Lebih baik", PostState.APPROVED)
    assert (publication.state, publication.revision) == (
        PublicationState.SCHEDULED,
        approved.revision,
    )


def test_librarian_is_told_that_a_change_takes_the_approval_away(
    approved: Post, as_librarian: Client
) -> None:
    assert "takes the approval away" in as_librarian.get(_edit(approved)).text
    as_librarian.post(_edit(approved), _form(approved, text="Diganti", next_step="save"))
    approved.refresh_from_db()
    assert approved.state == PostState.DRAFT
    assert approved.publications.get().state == PublicationState.HELD


@pytest.mark.parametrize("typed", [{"link": "perpus"}, {"time": ""}, {"channels": []}])
def test_bad_change_of_an_approved_post_keeps_nothing(
    approved: Post, as_admin: Client, typed: dict[str, Any]
) -> None:
    page = as_admin.post(_edit(approved), _form(approved, text="Lebih baik", **typed))
    assert page.status_code == 422
    assert _typed(page, "text") == "Lebih baik"
    approved.refresh_from_db()
    assert (approved.text, approved.revision) == ("Disetujui", 1)


def test_saving_an_approved_post_as_it_is_changes_no_revision(
    approved: Post, as_librarian: Client
) -> None:
    as_librarian.post(_edit(approved), _form(approved, next_step="save"))
    approved.refresh_from_db()
    assert (approved.state, approved.revision) == (PostState.APPROVED, 1)


def test_check_judges_without_keeping(
    approved: Post, channel_factory: Callable[..., Channel], as_admin: Client
) -> None:
    twitter = channel_factory("twitter")
    form = _form(approved, text="x" * 281, channels=[twitter.pk], link="bukan-alamat")
    answer = as_admin.post(f"/balai-literasi/posts/{approved.pk}/check/", form)
    assert '<b class="counter__used">281</b>' in answer.text
    assert "1 characters too long" in answer.text
    assert "The link is not a web address." in answer.text
    approved.refresh_from_db()
    assert (approved.text, approved.revision) == ("Disetujui", 1)


def test_post_that_is_out_is_not_opened_for_change(
    approved: Post, as_admin: Client, admin_actor: Actor, now: datetime
) -> None:
    posts.cancel(approved, actor=admin_actor, now=now)
    answer = as_admin.get(_edit(approved))
    assert answer["Location"] == f"/balai-literasi/posts/{approved.pk}/"
    late = as_admin.post(_edit(approved), _form(approved, text="Terlambat"))
    assert late.status_code == 409
    assert _typed(late, "text") == "Terlambat"
    assert 'name="overwrite"' not in late.text


def test_numbers_no_row_can_have_are_passed_over(
    as_librarian: Client, post_factory: Callable[..., Post]
) -> None:
    post = post_factory("Semula")
    form = _form(post, text="Diganti") | {"channels": ["9" * 40], "picture": ["8" * 40]}
    assert as_librarian.post(_edit(post), form).status_code in {200, 302}
