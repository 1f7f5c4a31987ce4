"""What stands on which day."""

from collections.abc import Callable
from datetime import datetime, timedelta

from pytest_django import DjangoAssertNumQueries

from content import calendar, posts, publishing
from content.drafts import Draft
from content.models import Channel, Library, Media, Post, Publication
from content.models.publication import PublicationState
from content.permissions import Actor
from tests.content.conftest import Published


def test_range_ends_before_its_end(
    library: Library, post_factory: Callable[..., Post], now: datetime
) -> None:
    post_factory("dalam", planned_at=now)
    post_factory("tepat di ujung", planned_at=now + timedelta(days=1))
    found = calendar.entries(library.pk, start=now, end=now + timedelta(days=1))
    assert [entry.post.text for entry in found] == ["dalam"]


def test_draft_shows_its_own_state_and_channels(
    library: Library,
    post_factory: Callable[..., Post],
    channel_factory: Callable[..., Channel],
    media_factory: Callable[..., Media],
    now: datetime,
) -> None:
    picture = media_factory()
    post_factory(
        channels=[channel_factory("twitter"), channel_factory("facebook")], media=[picture]
    )
    entry = calendar.entries(library.pk, start=now, end=now + timedelta(days=1))[0]
    assert (entry.state, entry.networks) == ("draft", ("facebook", "twitter"))
    assert entry.thumbnail_token == picture.token


def test_trouble_on_one_channel_is_what_shows(
    library: Library,
    post_factory: Callable[..., Post],
    channel_factory: Callable[..., Channel],
    admin_actor: Actor,
    now: datetime,
) -> None:
    post = post_factory(channels=[channel_factory("facebook"), channel_factory("twitter")])
    posts.publish_now(post, actor=admin_actor, now=now)
    row = Publication.objects.filter(post=post)[0]
    attempt = publishing.claim(row, fingerprint="f", now=now)
    assert attempt
    publishing.refuse(
        row.pk,
        attempt=attempt,
        to=PublicationState.FAILED,
        reason="media_refused",
        reason_params={},
        detail="",
        now=now,
    )
    entry = calendar.entries(library.pk, start=now, end=now + timedelta(days=1))[0]
    assert entry.state == "failed"


def test_cancelled_draft_leaves_the_calendar_but_a_cancelled_plan_stays(
    library: Library, post_factory: Callable[..., Post], admin_actor: Actor, now: datetime
) -> None:
    draft, planned = post_factory("hanya draf"), post_factory("sudah dijadwalkan")
    posts.cancel(draft, actor=admin_actor, now=now)
    posts.schedule(planned, actor=admin_actor, now=now)
    posts.cancel(planned, actor=admin_actor, now=now)
    found = calendar.entries(library.pk, start=now, end=now + timedelta(days=1))
    assert [(entry.post.text, entry.state) for entry in found] == [
        ("sudah dijadwalkan", "cancelled")
    ]


def test_other_libraries_posts_do_not_show(
    other_library: Library, post_factory: Callable[..., Post], now: datetime
) -> None:
    post_factory()
    assert calendar.entries(other_library.pk, start=now, end=now + timedelta(days=1)) == []


def test_draft_without_a_day_is_listed_apart(
    library: Library,
    post_factory: Callable[..., Post],
    librarian_actor: Actor,
    now: datetime,
) -> None:
    post = post_factory()
    posts.edit(post, actor=librarian_actor, now=now, content=Draft(planned_local=""))
    assert calendar.undated(library.pk) == [post]


def test_queries_do_not_grow_with_posts(
    library: Library,
    published: Published,
    channel_factory: Callable[..., Channel],
    django_assert_num_queries: DjangoAssertNumQueries,
    now: datetime,
) -> None:
    channel = channel_factory()
    for _post in range(4):
        published(channel=channel)
    with django_assert_num_queries(4):
        found = calendar.entries(library.pk, start=now, end=now + timedelta(days=1))
        assert len([(e.post.text, e.networks) for e in found]) == 4
