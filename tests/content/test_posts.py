"""What people may do to a post, and that nothing they wrote is lost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from content import posts, publishing
from content.drafts import Draft, PictureChoice
from content.errors import InvalidPost, NotAllowed, WrongState
from content.models import Channel, Event, Highlight, Library, Media, Post, Publication
from content.models.post import PostState
from content.models.publication import PublicationState
from content.permissions import Actor

Make = Callable[..., Post]


def test_librarian_may_not_schedule(
    post_factory: Make, librarian_actor: Actor, now: datetime
) -> None:
    post = post_factory()
    with pytest.raises(NotAllowed):
        posts.schedule(post, actor=librarian_actor, now=now)
    assert not Publication.objects.exists()


def test_manager_may_not_draft(post_factory: Make, manager_actor: Actor, now: datetime) -> None:
    post = post_factory()
    with pytest.raises(NotAllowed):
        posts.edit(post, actor=manager_actor, now=now, content=Draft(text="lain"))


def test_admin_of_another_library_may_nothing(
    post_factory: Make, stranger_actor: Actor, now: datetime
) -> None:
    post = post_factory()
    with pytest.raises(NotAllowed):
        posts.schedule(post, actor=stranger_actor, now=now)


def test_scheduling_makes_one_row_a_channel(
    post_factory: Make,
    channel_factory: Callable[..., Channel],
    admin_actor: Actor,
    now: datetime,
) -> None:
    post = post_factory(channels=[channel_factory("facebook"), channel_factory("twitter")])
    posts.schedule(post, actor=admin_actor, now=now)
    assert post.state == PostState.APPROVED
    rows = Publication.objects.filter(post=post)
    assert {row.channel.network for row in rows} == {"facebook", "twitter"}
    assert {row.due_at for row in rows} == {now + timedelta(hours=1)}
    assert {row.due_local for row in rows} == {"2026-11-24T09:30"}


def test_unseen_revision_is_not_approved(
    post_factory: Make, admin_actor: Actor, librarian_actor: Actor, now: datetime
) -> None:
    post = post_factory()
    seen = post.revision
    posts.edit(post, actor=librarian_actor, now=now, content=Draft(text="Kata yang lain"))
    with pytest.raises(WrongState):
        posts.schedule(post, actor=admin_actor, now=now, seen_revision=seen)


def test_conflicting_edit_overwrites_nothing(
    post_factory: Make, admin_actor: Actor, librarian_actor: Actor, now: datetime
) -> None:
    post = post_factory("asli")
    seen = post.revision
    posts.edit(post, actor=admin_actor, now=now, content=Draft(text="dari admin"))
    with pytest.raises(WrongState):
        posts.edit(
            post,
            actor=librarian_actor,
            now=now,
            content=Draft(text="dari pustakawan"),
            seen_revision=seen,
        )
    post.refresh_from_db()
    assert post.text == "dari admin"


def test_saving_the_same_form_again_is_no_new_revision(
    post_factory: Make, librarian_actor: Actor, now: datetime
) -> None:
    post = post_factory("sama")
    again = posts.edit(post, actor=librarian_actor, now=now, content=Draft(text="sama "))
    assert again.revision == post.revision


def test_librarians_edit_of_an_approved_post_holds_it(
    post_factory: Make, admin_actor: Actor, librarian_actor: Actor, now: datetime
) -> None:
    post = post_factory()
    posts.schedule(post, actor=admin_actor, now=now)
    posts.edit(post, actor=librarian_actor, now=now, content=Draft(text="Diganti"))
    post.refresh_from_db()
    assert post.state == PostState.DRAFT
    row = Publication.objects.get(post=post)
    assert (row.state, row.reason, row.wake_at) == ("held", "approval_voided", None)


def test_admins_edit_of_an_approved_post_moves_it(
    post_factory: Make, admin_actor: Actor, now: datetime
) -> None:
    post = post_factory()
    posts.schedule(post, actor=admin_actor, now=now)
    posts.edit(
        post,
        actor=admin_actor,
        now=now,
        content=Draft(text="Diganti", planned_local="2026-11-25T10:00"),
    )
    row = Publication.objects.get(post=post)
    assert row.state == PublicationState.SCHEDULED
    assert row.due_local == "2026-11-25T10:00"
    assert row.wake_at == row.due_at
    assert row.revision == Post.objects.get(pk=post.pk).revision


def test_admins_edit_that_no_network_takes_is_refused(
    post_factory: Make,
    channel_factory: Callable[..., Channel],
    admin_actor: Actor,
    now: datetime,
) -> None:
    post = post_factory(channels=[channel_factory("twitter")])
    posts.schedule(post, actor=admin_actor, now=now)
    with pytest.raises(InvalidPost) as refused:
        posts.edit(post, actor=admin_actor, now=now, content=Draft(text="a" * 281))
    assert [problem.code for problem in refused.value.problems] == ["text_too_long"]
    assert Post.objects.get(pk=post.pk).text == post.text


def test_edit_is_refused_while_sending(
    post_factory: Make, admin_actor: Actor, now: datetime
) -> None:
    post = post_factory()
    posts.publish_now(post, actor=admin_actor, now=now)
    row = Publication.objects.get(post=post)
    assert publishing.claim(row, fingerprint="x", now=now) == 1
    with pytest.raises(WrongState):
        posts.edit(post, actor=admin_actor, now=now, content=Draft(text="Diganti"))


def test_channel_taken_off_is_cancelled(
    post_factory: Make,
    channel_factory: Callable[..., Channel],
    admin_actor: Actor,
    now: datetime,
) -> None:
    facebook, twitter = channel_factory("facebook"), channel_factory("twitter")
    post = post_factory(channels=[facebook, twitter])
    posts.schedule(post, actor=admin_actor, now=now)
    posts.edit(post, actor=admin_actor, now=now, content=Draft(channel_ids=[facebook.pk]))
    states = dict(Publication.objects.values_list("channel_id", "state"))
    assert states == {facebook.pk: "scheduled", twitter.pk: "cancelled"}


def test_time_that_has_passed_is_refused(
    post_factory: Make, admin_actor: Actor, now: datetime
) -> None:
    post = post_factory(planned_at=now - timedelta(minutes=1))
    with pytest.raises(InvalidPost) as refused:
        posts.schedule(post, actor=admin_actor, now=now)
    assert refused.value.problems[0].code == "time_passed"


def test_picture_without_alt_text_stops_approval(
    post_factory: Make,
    media_factory: Callable[..., Media],
    admin_actor: Actor,
    now: datetime,
) -> None:
    post = post_factory(media=[media_factory(alt_text="")])
    with pytest.raises(InvalidPost) as refused:
        posts.schedule(post, actor=admin_actor, now=now)
    assert [p.code for p in refused.value.problems] == ["no_alt_text"]


def test_instagram_without_picture_is_refused(
    post_factory: Make,
    channel_factory: Callable[..., Channel],
    librarian_actor: Actor,
    now: datetime,
) -> None:
    post = post_factory(channels=[channel_factory("instagram")])
    with pytest.raises(InvalidPost) as refused:
        posts.submit(post, actor=librarian_actor, now=now)
    assert [p.code for p in refused.value.problems] == ["media_required"]
    assert Post.objects.get(pk=post.pk).state == PostState.DRAFT


def test_media_of_another_library_is_not_found(
    post_factory: Make, librarian_actor: Actor, now: datetime
) -> None:
    post = post_factory()
    with pytest.raises(InvalidPost) as refused:
        posts.edit(
            post,
            actor=librarian_actor,
            now=now,
            content=Draft(media=[PictureChoice(media_id=999_999)]),
        )
    assert refused.value.problems[0].code == "not_found"


def test_sent_back_post_carries_the_note(
    post_factory: Make, admin_actor: Actor, librarian_actor: Actor, now: datetime
) -> None:
    post = post_factory()
    posts.submit(post, actor=librarian_actor, now=now)
    posts.send_back(post, actor=admin_actor, note="Tambahkan nomor panggil.", now=now)
    assert (post.state, post.return_note) == (PostState.DRAFT, "Tambahkan nomor panggil.")


def test_cancelling_stops_what_waits(post_factory: Make, admin_actor: Actor, now: datetime) -> None:
    post = post_factory()
    posts.schedule(post, actor=admin_actor, now=now)
    posts.cancel(post, actor=admin_actor, now=now)
    assert post.state == PostState.CANCELLED
    row = Publication.objects.get(post=post)
    assert (row.state, row.wake_at) == (PublicationState.CANCELLED, None)


def test_cancelling_a_schedule_needs_an_admin(
    post_factory: Make, admin_actor: Actor, librarian_actor: Actor, now: datetime
) -> None:
    post = post_factory()
    posts.schedule(post, actor=admin_actor, now=now)
    with pytest.raises(NotAllowed):
        posts.cancel(post, actor=librarian_actor, now=now)


def test_publish_now_makes_the_row_due(
    post_factory: Make, admin_actor: Actor, now: datetime
) -> None:
    post = post_factory()
    posts.schedule(post, actor=admin_actor, now=now)
    posts.publish_now(post, actor=admin_actor, now=now)
    assert Publication.objects.get(post=post).due_at == now


def test_channel_put_back_goes_out_again(
    post_factory: Make,
    channel_factory: Callable[..., Channel],
    admin_actor: Actor,
    now: datetime,
) -> None:
    facebook, twitter = channel_factory("facebook"), channel_factory("twitter")
    post = post_factory(channels=[facebook, twitter])
    posts.schedule(post, actor=admin_actor, now=now)
    for chosen in ([facebook.pk], [facebook.pk, twitter.pk]):
        posts.edit(post, actor=admin_actor, now=now, content=Draft(channel_ids=chosen))
    row = Publication.objects.get(channel=twitter)
    assert (row.state, row.wake_at) == ("scheduled", post.planned_at)


def test_what_was_held_on_a_channel_taken_off_does_not_stay_for_ever(
    post_factory: Make,
    channel_factory: Callable[..., Channel],
    admin_actor: Actor,
    librarian_actor: Actor,
    now: datetime,
) -> None:
    facebook, twitter = channel_factory("facebook"), channel_factory("twitter")
    post = post_factory(channels=[facebook, twitter])
    posts.schedule(post, actor=admin_actor, now=now)
    posts.edit(post, actor=librarian_actor, now=now, content=Draft(channel_ids=[facebook.pk]))
    posts.schedule(post, actor=admin_actor, now=now)
    states = dict(Publication.objects.values_list("channel_id", "state"))
    assert states == {facebook.pk: "scheduled", twitter.pk: "cancelled"}


def test_moving_an_approved_post_into_the_past_does_not_send_it(
    post_factory: Make, admin_actor: Actor, now: datetime
) -> None:
    post = post_factory()
    posts.schedule(post, actor=admin_actor, now=now)
    with pytest.raises(InvalidPost) as refused:
        posts.edit(
            post, actor=admin_actor, now=now, content=Draft(planned_local="2026-11-24T08:00")
        )
    assert refused.value.problems[0].code == "time_passed"
    assert Publication.objects.get().wake_at == now + timedelta(hours=1)


def test_an_approved_post_that_failed_can_be_mended_after_its_time(
    post_factory: Make, admin_actor: Actor, now: datetime
) -> None:
    post = post_factory()
    posts.schedule(post, actor=admin_actor, now=now)
    Publication.objects.update(state=PublicationState.FAILED, wake_at=None)
    posts.edit(post, actor=admin_actor, now=now + timedelta(hours=3), content=Draft(text="Baru"))
    row = Publication.objects.get()
    assert (row.state, row.revision) == ("failed", Post.objects.get().revision)


def test_characters_no_database_keeps_are_left_out(
    post_factory: Make, librarian_actor: Actor, media_factory: Callable[..., Media], now: datetime
) -> None:
    post, picture = post_factory(), media_factory()
    content = Draft(
        title="Buku\x00",
        text="Ba\x00ru \ud83d",
        texts={"twitter": "\x00Pendek", "facebook": "\x00"},
        media=[PictureChoice(picture.pk, "Rak\x00")],
    )
    posts.edit(post, actor=librarian_actor, now=now, content=content)
    kept = Post.objects.get()
    assert (kept.title, kept.text) == ("Buku", "Baru")
    assert list(kept.texts.values_list("network", "text")) == [("twitter", "Pendek")]
    assert kept.post_media.get().alt_text == "Rak"


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "https://",
        "https:///x",
        "https://[",
        "https://a.example/\r\nX: y",
        "https://perpus id/",
        "https://www.perpusnas.go.id@evil.example/",
    ],
)
def test_link_that_leads_nowhere_is_refused(
    post_factory: Make, librarian_actor: Actor, now: datetime, link: str
) -> None:
    with pytest.raises(InvalidPost) as refused:
        posts.edit(post_factory(), actor=librarian_actor, now=now, content=Draft(link=link))
    assert refused.value.problems[0].code == "bad_link"


def test_number_larger_than_any_key_is_not_found(
    post_factory: Make, librarian_actor: Actor, now: datetime
) -> None:
    post = post_factory()
    for content in (Draft(channel_ids=[10**30]), Draft(media=[PictureChoice(10**30)])):
        with pytest.raises(InvalidPost) as refused:
            posts.edit(post, actor=librarian_actor, now=now, content=content)
        assert refused.value.problems[0].code == "not_found"


def test_highlight_and_event_of_another_library_are_not_found(
    library: Library, other_library: Library, librarian_actor: Actor, now: datetime
) -> None:
    said = {"library": other_library, "created_at": now}
    highlight = Highlight.objects.create(heading="Rahasia", **said)
    event = Event.objects.create(title="Rahasia", starts_at=now, zone="Asia/Jakarta", **said)
    who: dict[str, Any] = {"actor": librarian_actor, "now": now, "content": Draft()}
    with pytest.raises(InvalidPost):
        posts.draft(library, highlight=highlight, **who)
    with pytest.raises(InvalidPost):
        posts.draft(library, event=event, **who)
    assert not Post.objects.exists()
