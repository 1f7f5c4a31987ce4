"""Connected pages and profiles: read by all, changed by admins, secrets never shown."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from pytest_django import Settings

from content import channels, posts, publishing
from content.models import Channel, Post
from content.models.publication import PublicationState
from content.permissions import Actor
from tests.practice import ACCOUNTS, token_of
from tests.workers.conftest import endpoints_at
from workers.sandbox.client import PracticeNetworks

MakeChannel = Callable[..., Channel]
PAGE = "/balai-literasi/channels/"


@pytest.fixture
def networks(practice_networks: PracticeNetworks, settings: Settings) -> PracticeNetworks:
    settings.NETWORK_ENDPOINTS = endpoints_at(practice_networks.base_url)
    return practice_networks


def _connect(browser: Client, network: str, **form: str) -> str:
    return browser.post(f"{PAGE}connect/{network}/", form, follow=True).text


# --- Who ---


def test_all_members_read_and_only_admins_get_buttons(
    channel_factory: MakeChannel,
    as_admin: Client,
    as_librarian: Client,
    as_manager: Client,
    as_stranger: Client,
    client: Client,
) -> None:
    channel = channel_factory()
    button = f"{PAGE}{channel.pk}/disconnect/"
    assert button in as_admin.get(PAGE).text
    for browser in (as_librarian, as_manager):
        page = browser.get(PAGE)
        assert page.status_code == 200
        assert channel.name in page.text
        assert button not in page.text
    assert as_stranger.get(PAGE).status_code == 404
    assert client.get(PAGE)["Location"] == f"/sign-in/?next={PAGE}"


@pytest.mark.parametrize("tail", ["connect/facebook/", "{}/disconnect/", "{}/public-counts/"])
def test_changes_are_for_admins_of_this_library(
    channel_factory: MakeChannel,
    as_librarian: Client,
    as_manager: Client,
    as_stranger: Client,
    tail: str,
) -> None:
    channel = channel_factory("instagram")
    url = PAGE + tail.format(channel.pk)
    form = {"access_token": "x", "wanted": "on"}
    assert as_librarian.post(url, form).status_code == 403
    assert as_manager.post(url, form).status_code == 403
    assert as_stranger.post(url, form).status_code == 404
    if "{}" in tail:
        other = url.replace("balai-literasi", "kota-tetangga")
        assert as_stranger.post(other, form).status_code == 404
    channel.refresh_from_db()
    assert (channel.disconnected_at, channel.public_counts) == (None, False)


# --- Connecting ---


@pytest.mark.parametrize("network", ["facebook", "instagram", "twitter"])
def test_network_says_who_the_channel_is(
    networks: PracticeNetworks, as_admin: Client, network: str
) -> None:
    account = ACCOUNTS[network]
    page = _connect(
        as_admin, network, access_token=f" {token_of(network)} ", external_id=str(account["id"])
    )
    channel = Channel.objects.get()
    assert (channel.external_id, channel.handle) == (account["id"], account["handle"])
    assert channels.credentials(channel) == {"access_token": token_of(network)}
    assert "Perpustakaan Cempaka is connected." in page
    assert token_of(network) not in page


def test_refused_token_connects_nothing_and_is_not_shown_again(
    networks: PracticeNetworks, as_admin: Client
) -> None:
    page = as_admin.post(f"{PAGE}connect/facebook/", {"access_token": "token-yang-salah"})
    assert page.status_code == 422
    assert "The network does not accept this token." in page.text
    assert "token-yang-salah" not in page.text
    assert not Channel.objects.exists()


@pytest.mark.parametrize(
    ("network", "form", "said"),
    [
        ("facebook", {}, "The access token is missing."),
        ("instagram", {"access_token": "x"}, "The number of the Instagram account is missing."),
    ],
)
def test_what_is_missing_is_said_before_any_network_is_asked(
    settings: Settings,
    as_admin: Client,
    network: str,
    form: dict[str, str],
    said: str,
) -> None:
    settings.NETWORK_ENDPOINTS = endpoints_at("http://127.0.0.1:9", timeout_s=1)
    page = as_admin.post(f"{PAGE}connect/{network}/", form)
    assert page.status_code == 422
    assert said in page.text


def test_network_out_of_reach_is_said_plainly(settings: Settings, as_admin: Client) -> None:
    settings.NETWORK_ENDPOINTS = endpoints_at("http://127.0.0.1:9", timeout_s=1)
    page = as_admin.post(f"{PAGE}connect/twitter/", {"access_token": "x"})
    assert "The network could not be reached." in page.text


def test_secrets_are_typed_unseen_and_not_remembered(as_admin: Client) -> None:
    page = as_admin.get(f"{PAGE}connect/twitter/").text
    for name in ("access_token", "access_token_secret", "consumer_key", "consumer_secret"):
        assert f'name="{name}" type="password" autocomplete="off"' in page
    assert as_admin.get(f"{PAGE}connect/myspace/").status_code == 404


def test_connecting_again_lets_what_was_blocked_go(
    networks: PracticeNetworks,
    post_factory: Callable[..., Post],
    channel_factory: MakeChannel,
    admin_actor: Actor,
    as_admin: Client,
    now: datetime,
) -> None:
    channel = channel_factory(external_id=str(ACCOUNTS["facebook"]["id"]))
    post = post_factory(channels=[channel])
    posts.schedule(post, actor=admin_actor, now=now)
    publication = post.publications.get()
    attempt = publishing.claim(publication, fingerprint="f", now=publication.due_at)
    assert attempt is not None
    publishing.refuse(
        publication.pk,
        attempt=attempt,
        to=PublicationState.BLOCKED,
        reason="token_expired",
        reason_params={},
        detail="",
        now=now,
    )
    publishing.block_channel(channel.pk, reason="token_expired", now=now)
    assert "The connection to this channel has ended." in as_admin.get(PAGE).text
    page = _connect(as_admin, "facebook", access_token=token_of("facebook"))
    publication.refresh_from_db()
    assert publication.state == PublicationState.SCHEDULED
    assert "The connection works." in page


# --- Disconnecting and public counts ---


def test_disconnecting_asks_first_then_forgets_the_secret(
    channel_factory: MakeChannel,
    post_factory: Callable[..., Post],
    admin_actor: Actor,
    as_admin: Client,
    now: datetime,
) -> None:
    channel = channel_factory()
    post = post_factory(channels=[channel])
    posts.schedule(post, actor=admin_actor, now=now)
    url = f"{PAGE}{channel.pk}/disconnect/"
    assert "1 publication that was to go out here is put on hold." in as_admin.get(url).text
    channel.refresh_from_db()
    assert channel.disconnected_at is None
    as_admin.post(url)
    channel.refresh_from_db()
    assert channel.credentials == ""
    assert post.publications.get().state == PublicationState.HELD
    assert channel.name not in as_admin.get(PAGE, follow=True).text.partition("<main")[2].replace(
        f"{channel.name} is disconnected", ""
    )
    assert as_admin.post(url).status_code == 404


def test_public_counts_are_read_only_when_asked_for(
    channel_factory: MakeChannel, as_admin: Client
) -> None:
    channel = channel_factory("instagram")
    url = f"{PAGE}{channel.pk}/public-counts/"
    assert 'aria-checked="false"' in as_admin.get(PAGE).text
    as_admin.post(url, {"wanted": "on"})
    channel.refresh_from_db()
    assert channel.public_counts
    assert 'aria-checked="true"' in as_admin.get(PAGE).text
    as_admin.post(url)
    channel.refresh_from_db()
    assert not channel.public_counts


def test_missing_follower_count_is_no_zero(
    channel_factory: MakeChannel, as_manager: Client
) -> None:
    channel_factory()
    assert "not given by the network" in as_manager.get(PAGE).text
    Channel.objects.update(followers=12840)
    assert "12,840" in as_manager.get(PAGE).text
