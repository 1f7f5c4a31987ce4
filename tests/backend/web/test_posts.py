"""The page of one post, its buttons and those of its publications."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from content import metrics, posts, publishing
from content.drafts import Draft
from content.models import Channel, Media, Post, Publication
from content.models.post import PostState
from content.models.publication import PublicationState
from content.permissions import Actor
from tests.practice import ACCOUNTS, token_of
from tests.workers.conftest import endpoints_at
from workers.networks.base import Account, Content
from workers.networks.registry import connect
from workers.sandbox.client import PracticeNetworks

MakePost = Callable[..., Post]

BUTTONS = ["submit", "schedule", "publish", "send-back", "cancel"]


def _url(post: Post, tail: str = "") -> str:
    return f"/balai-literasi/posts/{post.pk}/{tail}"


@pytest.fixture
def scheduled(post_factory: MakePost, admin_actor: Actor, now: datetime) -> Post:
    post = post_factory()
    posts.schedule(post, actor=admin_actor, now=now)
    return post


def _in_state(post: Post, state: str, *, reason: str = "", now: datetime) -> Publication:
    """The post's publication after a worker took it and came to this end."""
    publication = post.publications.get()
    attempt = publishing.claim(publication, fingerprint="f", now=publication.due_at)
    assert attempt is not None
    if state == "published":
        publishing.record_published(
            publication.pk,
            remote_id="7001",
            permalink="https://www.facebook.com/7001",
            called_at=now,
            collect_at=now + timedelta(minutes=5),
            attempt=attempt,
            now=now,
        )
    elif state == "unknown":
        publishing.lose_sight(
            publication.pk, attempt=attempt, reason=reason, reason_params={}, detail="", now=now
        )
    else:
        publishing.refuse(
            publication.pk,
            to=PublicationState(state),
            reason=reason,
            reason_params={},
            detail="the network's own words",
            attempt=attempt,
            now=now,
        )
    publication.refresh_from_db()
    return publication


# --- Who may see and do what ---


@pytest.mark.parametrize("tail", ["", "live/"])
def test_members_read_a_post_and_others_do_not_know_it_exists(
    post_factory: MakePost,
    as_admin: Client,
    as_librarian: Client,
    as_manager: Client,
    as_stranger: Client,
    client: Client,
    tail: str,
) -> None:
    url = _url(post_factory("Buku baru"), tail)
    assert [browser.get(url).status_code for browser in (as_admin, as_librarian, as_manager)] == [
        200,
        200,
        200,
    ]
    assert as_stranger.get(url).status_code == 404
    anonymous = client.get(url)
    assert (anonymous.status_code, anonymous["Location"]) == (302, f"/sign-in/?next={url}")


@pytest.mark.parametrize("button", BUTTONS)
def test_manager_presses_no_button(post_factory: MakePost, as_manager: Client, button: str) -> None:
    post = post_factory()
    assert as_manager.post(_url(post, f"{button}/")).status_code == 403
    post.refresh_from_db()
    assert post.state == PostState.DRAFT


@pytest.mark.parametrize("button", BUTTONS)
def test_stranger_presses_buttons_of_nothing(
    post_factory: MakePost, as_stranger: Client, button: str
) -> None:
    post = post_factory()
    assert as_stranger.post(_url(post, f"{button}/")).status_code == 404
    assert as_stranger.post(f"/kota-tetangga/posts/{post.pk}/{button}/").status_code == 404
    post.refresh_from_db()
    assert post.state == PostState.DRAFT


@pytest.mark.parametrize("button", ["schedule", "publish", "send-back"])
def test_librarian_does_not_approve(
    post_factory: MakePost, as_librarian: Client, button: str
) -> None:
    post = post_factory()
    assert as_librarian.post(_url(post, f"{button}/")).status_code == 403
    assert not Publication.objects.exists()


def test_librarian_cancels_a_draft_but_no_schedule(
    scheduled: Post, post_factory: MakePost, as_librarian: Client
) -> None:
    draft = post_factory()
    assert as_librarian.post(_url(draft, "cancel/")).status_code == 302
    draft.refresh_from_db()
    assert draft.state == PostState.CANCELLED
    assert as_librarian.post(_url(scheduled, "cancel/")).status_code == 403
    assert scheduled.publications.get().state == PublicationState.SCHEDULED


@pytest.mark.parametrize("button", ["send-again", "hold", "published", "absent", "refresh"])
def test_buttons_of_a_publication_are_not_for_everybody(
    scheduled: Post, as_manager: Client, as_stranger: Client, button: str
) -> None:
    publication = scheduled.publications.get()
    own = f"/balai-literasi/publications/{publication.pk}/{button}/"
    assert as_manager.post(own).status_code == 403
    assert as_stranger.post(own).status_code == 404
    other = f"/kota-tetangga/publications/{publication.pk}/{button}/"
    assert as_stranger.post(other).status_code == 404
    assert as_manager.get(own).status_code == 405


def test_buttons_want_the_csrf_token(post_factory: MakePost, as_admin: Client) -> None:
    post = post_factory()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = as_admin.cookies
    answer = strict.post(_url(post, "schedule/"), {"revision": post.revision})
    assert answer.status_code == 403
    assert not Publication.objects.exists()


# --- From draft to schedule ---


def test_librarian_submits_and_admin_approves(
    post_factory: MakePost, as_librarian: Client, as_admin: Client
) -> None:
    post = post_factory()
    as_librarian.post(_url(post, "submit/"))
    assert "Waiting for an admin" in as_admin.get(_url(post)).text
    as_admin.post(_url(post, "schedule/"), {"revision": post.revision})
    publication = post.publications.get()
    assert publication.state == PublicationState.SCHEDULED
    assert publication.due_at == post.planned_at
    assert "Goes out by itself" in as_admin.get(_url(post)).text


def test_what_was_changed_since_the_page_was_read_is_not_approved(
    post_factory: MakePost, as_admin: Client, librarian_actor: Actor, now: datetime
) -> None:
    post = post_factory("Semula")
    seen = post.revision
    posts.edit(post, actor=librarian_actor, now=now, content=Draft(text="Diganti"))
    answer = as_admin.post(_url(post, "schedule/"), {"revision": seen}, follow=True)
    assert "Somebody else changed this post" in answer.text
    assert not Publication.objects.exists()


@pytest.mark.parametrize("button", ["schedule", "publish"])
def test_form_that_names_no_revision_approves_nothing(
    post_factory: MakePost, as_admin: Client, button: str
) -> None:
    post = post_factory()
    as_admin.post(_url(post, f"{button}/"))
    assert not Publication.objects.exists()


def test_post_that_lacks_something_says_what(
    post_factory: MakePost, channel_factory: Callable[..., Channel], as_admin: Client
) -> None:
    post = post_factory("Tanpa gambar", channels=[channel_factory("instagram")])
    page = as_admin.get(_url(post)).text
    assert "Instagram publishes no text without a picture." in page
    answer = as_admin.post(_url(post, "schedule/"), {"revision": post.revision}, follow=True)
    assert "Add a picture, or take Instagram off this post." in answer.text
    assert not Publication.objects.exists()


def test_publishing_now_is_asked_before_it_is_done(
    post_factory: MakePost, as_admin: Client, now: datetime
) -> None:
    post = post_factory("Kabar penting")
    page = as_admin.get(_url(post, "publish/"))
    assert "Kabar penting" in page.text
    assert not Publication.objects.exists()
    as_admin.post(_url(post, "publish/"), {"revision": post.revision})
    assert abs(post.publications.get().due_at - now) < timedelta(minutes=1)


def test_sent_back_post_shows_the_note_to_its_author(
    post_factory: MakePost, as_librarian: Client, as_admin: Client
) -> None:
    post = post_factory()
    as_librarian.post(_url(post, "submit/"))
    as_admin.post(_url(post, "send-back/"), {"note": "Tanggalnya\0 <b>keliru</b>"})
    page = as_librarian.get(_url(post)).text
    assert "Tanggalnya &lt;b&gt;keliru&lt;/b&gt;" in page
    post.refresh_from_db()
    assert post.state == PostState.DRAFT


def test_cancelled_post_offers_no_more_buttons(scheduled: Post, as_admin: Client) -> None:
    as_admin.post(_url(scheduled, "cancel/"))
    page = as_admin.get(_url(scheduled)).text
    assert "Nothing of it goes out any more." in page
    assert _url(scheduled, "edit/") not in page
    assert scheduled.publications.get().state == PublicationState.CANCELLED


# --- What the page says ---


def test_page_shows_the_words_each_network_gets(
    post_factory: MakePost,
    channel_factory: Callable[..., Channel],
    media_factory: Callable[..., Media],
    librarian_actor: Actor,
    as_manager: Client,
    now: datetime,
) -> None:
    picture = media_factory(alt_text="Rak buku anak")
    post = post_factory(
        "Untuk semua",
        channels=[channel_factory("facebook"), channel_factory("twitter")],
        media=[picture],
    )
    own = Draft(texts={"twitter": "Singkat saja"})
    posts.edit(post, actor=librarian_actor, now=now, content=own)
    page = as_manager.get(_url(post)).text
    assert "Untuk semua" in page
    assert "Singkat saja" in page
    assert page.count('alt="Rak buku anak"') == 2
    assert f"/balai-literasi/media/thumb/{picture.token}.jpg" in page


def test_hostile_words_are_only_words(
    post_factory: MakePost, channel_factory: Callable[..., Channel], as_manager: Client
) -> None:
    hostile = "<script>alert(1)</script>{{ 7 }}\"'"
    channel = channel_factory()
    Channel.objects.update(name="<img src=x onerror=alert(2)>")
    page = as_manager.get(_url(post_factory(hostile, channels=[channel], title=hostile))).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 }}" in page


def test_failed_publication_says_why_and_goes_again(
    scheduled: Post, as_admin: Client, as_librarian: Client, now: datetime
) -> None:
    publication = _in_state(scheduled, "failed", reason="text_too_long", now=now)
    page = as_admin.get(_url(scheduled)).text
    assert "The text is longer than the network takes." in page
    assert "the network&#x27;s own words" in page
    librarians = as_librarian.get(_url(scheduled)).text
    assert "the network&#x27;s own words" not in librarians
    assert "send-again" not in librarians
    as_admin.post(f"/balai-literasi/publications/{publication.pk}/send-again/")
    publication.refresh_from_db()
    assert publication.state == PublicationState.SCHEDULED


def test_log_names_who_and_when(scheduled: Post, as_manager: Client, now: datetime) -> None:
    _in_state(scheduled, "failed", reason="duplicate", now=now)
    page = as_manager.get(_url(scheduled)).text
    story = page[page.index("What happened") :]
    assert "Rini" in story
    assert "by itself" in story
    assert "24 Nov 2026, 08:30 WIB" in story


def test_zero_not_given_and_not_collected_look_different(
    scheduled: Post, as_manager: Client, now: datetime
) -> None:
    publication = _in_state(scheduled, "published", now=now)
    metrics.record(
        publication,
        values={"likes": 1240, "comments": 0},
        unavailable=["saves"],
        raw={},
        now=now + timedelta(hours=1),
    )
    page = as_manager.get(_url(scheduled)).text
    cells = page[page.index('class="numbers"') : page.index("publication__read")].split("<dt>")
    by_name = {cell.partition("<")[0]: cell for cell in cells[1:]}
    assert "1,240" in by_name["Likes"]
    assert "<dd>0</dd>" in by_name["Comments"]
    assert "not given by the network" in by_name["Saves"]
    assert "not collected yet" in by_name["Shares"]
    assert "Read 24 Nov 2026, 09:30 WIB" in page
    assert 'href="https://www.facebook.com/7001" target="_blank" rel="noopener"' in page


def test_fresh_numbers_are_read_at_the_next_look(
    scheduled: Post, as_librarian: Client, now: datetime
) -> None:
    publication = _in_state(scheduled, "published", now=now)
    as_librarian.post(f"/balai-literasi/publications/{publication.pk}/refresh/")
    publication.refresh_from_db()
    assert publication.collect_at is not None
    assert publication.collect_at < now + timedelta(minutes=1)


def test_held_publication_waits_until_it_is_sent(scheduled: Post, as_admin: Client) -> None:
    publication = scheduled.publications.get()
    as_admin.post(f"/balai-literasi/publications/{publication.pk}/hold/")
    publication.refresh_from_db()
    assert (publication.state, publication.wake_at) == (PublicationState.HELD, None)
    assert "A person put it on hold" in as_admin.get(_url(scheduled)).text


def test_activity_tells_a_long_typing_once(
    post_factory: MakePost, librarian_actor: Actor, as_manager: Client, now: datetime
) -> None:
    post = post_factory()
    for words in ("satu", "satu dua", "satu dua tiga"):
        posts.edit(post, actor=librarian_actor, now=now, content=Draft(text=words))
    page = as_manager.get(_url(post)).text
    assert page.count("changed it") == 1
    assert page.count("began the draft") == 1


# --- Looking by itself ---


def test_page_looks_by_itself_only_while_something_moves(
    post_factory: MakePost, scheduled: Post, as_manager: Client, now: datetime
) -> None:
    assert "hx-get" not in as_manager.get(_url(post_factory())).text
    assert 'hx-trigger="load delay:' in as_manager.get(_url(scheduled)).text
    Publication.objects.update(wake_at=now + timedelta(seconds=20))
    assert 'hx-trigger="every 3s"' in as_manager.get(_url(scheduled)).text
    _in_state(scheduled, "published", now=now)
    assert "hx-get" not in as_manager.get(_url(scheduled)).text


def test_look_without_change_leaves_the_page_alone(
    scheduled: Post, as_manager: Client, now: datetime
) -> None:
    Publication.objects.update(wake_at=now + timedelta(seconds=20))
    page = as_manager.get(_url(scheduled)).text
    address = page.partition('hx-get="')[2].partition('"')[0].replace("&amp;", "&")
    assert as_manager.get(address).status_code == 204
    _in_state(scheduled, "published", now=now)
    changed = as_manager.get(address)
    assert changed.status_code == 200
    assert 'id="post-state" hx-swap-oob="true"' in changed.text
    assert "state--published" in changed.text


# --- What stands in the way, and who can move it ---


def test_lost_connection_leads_to_connecting_again(
    scheduled: Post, as_admin: Client, as_librarian: Client, now: datetime
) -> None:
    publication = _in_state(scheduled, "blocked", reason="token_expired", now=now)
    publishing.block_channel(publication.channel_id, reason="token_expired", now=now)
    page = as_admin.get(_url(scheduled)).text
    assert f"/channels/connect/{publication.channel.network}/" in page
    assert "the post then goes out by itself" in page
    assert "Send again" not in page  # it would fail at once
    assert "/channels/connect/" not in as_librarian.get(_url(scheduled)).text


def test_obstacle_beside_the_connection_promises_no_reconnecting(
    scheduled: Post, as_admin: Client, now: datetime
) -> None:
    _in_state(scheduled, "blocked", reason="out_of_credits", now=now)
    page = as_admin.get(_url(scheduled)).text
    assert "buys credits" in page
    assert "Send again" in page
    assert "connects the channel again" not in page
    assert "/channels/connect/" not in page


def test_librarian_is_not_told_to_press_buttons_that_are_not_there(
    scheduled: Post, as_admin: Client, as_librarian: Client, now: datetime
) -> None:
    _in_state(scheduled, "failed", reason="text_too_long", now=now)
    assert "Mend it, then send it again." in as_admin.get(_url(scheduled)).text
    page = as_librarian.get(_url(scheduled)).text
    assert "Mend it, then send it again." not in page
    assert "an admin then approves it again" in page


# --- Outcome unclear ---


@pytest.fixture
def unclear(
    practice_networks: PracticeNetworks,
    settings: Settings,
    channel_factory: Callable[..., Channel],
    post_factory: MakePost,
    admin_actor: Actor,
    now: datetime,
) -> Publication:
    """A publication of unclear outcome on a practice page."""
    settings.NETWORK_ENDPOINTS = endpoints_at(practice_networks.base_url)
    channel = channel_factory(
        "facebook", external_id=str(ACCOUNTS["facebook"]["id"]), token=token_of("facebook")
    )
    post = post_factory("Apakah ini tayang?", channels=[channel])
    posts.schedule(post, actor=admin_actor, now=now)
    return _in_state(post, "unknown", reason="no_answer", now=now)


def test_link_of_a_person_settles_an_unclear_outcome(
    unclear: Publication, practice_networks: PracticeNetworks, as_admin: Client
) -> None:
    account = Account(
        unclear.channel.external_id, credentials={"access_token": token_of("facebook")}
    )
    network = connect("facebook", account, endpoints_at(practice_networks.base_url))
    content = Content("Apakah ini tayang?")
    network.publish(content, network.prepare(content))
    remote = network.newest(limit=1)[0]
    url = f"/balai-literasi/publications/{unclear.pk}/published/"
    as_admin.post(url, {"permalink": f"{remote.permalink}?ref=share"})
    unclear.refresh_from_db()
    assert (unclear.state, unclear.remote_id) == (PublicationState.PUBLISHED, remote.remote_id)


def test_link_to_something_else_settles_nothing(unclear: Publication, as_admin: Client) -> None:
    url = f"/balai-literasi/publications/{unclear.pk}/published/"
    answer = as_admin.post(url, {"permalink": "https://www.facebook.com/lain/1"}, follow=True)
    assert "not one of the channel" in answer.text
    unclear.refresh_from_db()
    assert unclear.state == PublicationState.UNKNOWN


def test_post_that_is_not_there_goes_again(unclear: Publication, as_admin: Client) -> None:
    as_admin.post(f"/balai-literasi/publications/{unclear.pk}/absent/")
    unclear.refresh_from_db()
    assert unclear.state == PublicationState.SCHEDULED


def test_person_is_asked_first_when_etalase_stops_looking(
    unclear: Publication, as_admin: Client, as_librarian: Client
) -> None:
    Publication.objects.filter(pk=unclear.pk).update(wake_at=unclear.due_at)
    folded = "I have looked at the channel"
    assert folded in as_admin.get(_url(unclear.post)).text
    assert "an admin decides" in as_librarian.get(_url(unclear.post)).text
    Publication.objects.filter(pk=unclear.pk).update(wake_at=None)
    page = as_admin.get(_url(unclear.post)).text
    assert folded not in page
    assert "It is not there, send it again" in page
