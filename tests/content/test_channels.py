"""Connecting, reconnecting and letting go."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from content import channels, metrics, posts, publishing
from content.errors import InvalidPost, NotAllowed
from content.models import Channel, Library, Post, Publication
from content.models.publication import PublicationState
from content.permissions import Actor
from tests.content.conftest import Published


def _connect(library: Library, actor: Actor, now: datetime, **given: str) -> Channel:
    return channels.connect(
        library.pk,
        actor=actor,
        network=given.get("network", "facebook"),
        external_id="42",
        name="Halaman",
        handle="halaman",
        credentials={"access_token": given.get("token", "satu")},
        now=now,
    )


def test_only_an_admin_connects(library: Library, librarian_actor: Actor, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        _connect(library, librarian_actor, now)


def test_token_is_encrypted_at_rest(library: Library, admin_actor: Actor, now: datetime) -> None:
    channel = _connect(library, admin_actor, now, token="EAAG-rahasia")
    stored = Channel.objects.values_list("credentials", flat=True).get()
    assert "EAAG" not in stored
    assert channels.credentials(channel) == {"access_token": "EAAG-rahasia"}


def test_unknown_network_is_refused(library: Library, admin_actor: Actor, now: datetime) -> None:
    with pytest.raises(InvalidPost):
        _connect(library, admin_actor, now, network="friendster")


def _blocked(post: Post, channel: Channel, *, actor: Actor, now: datetime) -> Publication:
    posts.publish_now(post, actor=actor, now=now)
    row = Publication.objects.get()
    attempt = publishing.claim(row, fingerprint="f", now=now)
    assert attempt
    publishing.block_channel(channel.pk, reason="token_expired", now=now)
    publishing.refuse(
        row.pk,
        attempt=attempt,
        to=PublicationState.BLOCKED,
        reason="token_expired",
        reason_params={},
        detail="",
        now=now,
    )
    return row


def test_reconnecting_lets_blocked_posts_go(
    library: Library, admin_actor: Actor, post_factory: Callable[..., Post], now: datetime
) -> None:
    channel = _connect(library, admin_actor, now)
    row = _blocked(post_factory(channels=[channel]), channel, actor=admin_actor, now=now)
    again = _connect(library, admin_actor, now, token="dua")
    row.refresh_from_db()
    assert (again.pk, again.health, again.reason) == (channel.pk, "ok", "")
    assert (row.state, row.wake_at) == ("scheduled", now)


def test_reconnecting_days_later_does_not_fire_a_burst_of_old_posts(
    library: Library, admin_actor: Actor, post_factory: Callable[..., Post], now: datetime
) -> None:
    channel = _connect(library, admin_actor, now)
    row = _blocked(post_factory(channels=[channel]), channel, actor=admin_actor, now=now)
    _connect(library, admin_actor, now + timedelta(days=3), token="dua")
    row.refresh_from_db()
    assert (row.state, row.reason, row.wake_at) == ("held", "too_late", None)


def test_disconnecting_forgets_the_token_and_holds_what_was_planned(
    library: Library, admin_actor: Actor, post_factory: Callable[..., Post], now: datetime
) -> None:
    channel = _connect(library, admin_actor, now)
    posts.schedule(post_factory(channels=[channel]), actor=admin_actor, now=now)
    channels.disconnect(channel, actor=admin_actor, now=now)
    row = Publication.objects.get()
    assert (row.state, row.reason) == ("held", "channel_disconnected")
    assert Channel.objects.get().credentials == ""
    assert channels.connected(library.pk) == []


def test_public_counts_are_for_instagram_only(
    library: Library, admin_actor: Actor, now: datetime
) -> None:
    facebook = _connect(library, admin_actor, now)
    channels.set_public_counts(facebook, actor=admin_actor, wanted=True, now=now)
    assert not facebook.public_counts


def test_what_a_network_says_of_itself_never_bursts_a_column(
    library: Library, admin_actor: Actor, now: datetime
) -> None:
    channel = channels.connect(
        library.pk,
        actor=admin_actor,
        network="facebook",
        external_id="42",
        name="\x00N" * 300,
        handle="h" * 300,
        credentials={"access_token": "t"},
        avatar_url="https://example.org/" + "x" * 3000,
        now=now,
    )
    channel.refresh_from_db()
    assert (channel.name, channel.handle, channel.avatar_url) == ("N" * 200, "h" * 100, "")


def test_reconnecting_looks_again_for_posts_that_seemed_gone(
    library: Library, admin_actor: Actor, published: Published, now: datetime
) -> None:
    channel = _connect(library, admin_actor, now)
    row, old = published(channel=channel), published(channel=channel, at=now - timedelta(days=100))
    for one in (row, old):
        metrics.gone(one, now=now)
    later = now + timedelta(days=2)
    _connect(library, admin_actor, later, token="dua")
    row.refresh_from_db()
    old.refresh_from_db()
    assert (row.collect_at, old.collect_at) == (later, None)
