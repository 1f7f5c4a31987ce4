from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from backend.connecting import connect_channel
from content import channels, posts
from content.errors import InvalidPost
from content.models import Channel, Library, Post, Publication
from content.permissions import Actor
from tests.backend.api.conftest import Program
from tests.practice import ACCOUNTS, token_of
from tests.workers.conftest import endpoints_at
from workers.sandbox.client import PracticeNetworks

MakeChannel = Callable[..., Channel]


@pytest.fixture
def networks(practice_networks: PracticeNetworks, settings: Settings) -> PracticeNetworks:
    settings.NETWORK_ENDPOINTS = endpoints_at(practice_networks.base_url)
    return practice_networks


def _request(network: str, **more: Any) -> dict[str, Any]:
    return {"network": network, "credentials": {"access_token": token_of(network)}, **more}


@pytest.mark.parametrize("network", ["facebook", "instagram", "twitter"])
def test_channel_is_what_its_network_says_it_is(
    rini: Program, networks: PracticeNetworks, network: str
) -> None:
    account = ACCOUNTS[network]

    answer = rini.post("/channels", _request(network, external_id=str(account["id"])))

    assert answer.status == 201
    body = answer.body
    assert (body["network"], body["external_id"]) == (network, account["id"])
    assert (body["name"], body["handle"]) == ("Perpustakaan Cempaka", account["handle"])
    assert (body["followers"], body["health"], body["reason"]) == (account["followers"], "ok", None)
    assert token_of(network) not in str(body)
    channel = Channel.objects.get()
    assert channels.credentials(channel) == {"access_token": token_of(network)}
    assert rini.get(f"/channels/{channel.pk}").body == body


@pytest.mark.parametrize("network", ["facebook", "twitter"])
def test_token_alone_is_enough_where_the_network_knows_whose_it_is(
    rini: Program, networks: PracticeNetworks, network: str
) -> None:
    answer = rini.post("/channels", _request(network))

    assert (answer.status, answer.body.get("external_id")) == (201, ACCOUNTS[network]["id"])


def test_instagram_asks_for_the_account(rini: Program, networks: PracticeNetworks) -> None:
    answer = rini.post("/channels", _request("instagram"))

    assert (answer.status, answer.fields) == (422, ["external_id"])


@pytest.mark.parametrize("number", ["../me", "1?fields=access_token", "1 2"])
def test_number_that_would_change_the_address_is_refused(
    library: Library, admin_actor: Actor, settings: Settings, now: datetime, number: str
) -> None:
    settings.NETWORK_ENDPOINTS = endpoints_at("http://127.0.0.1:1")
    with pytest.raises(InvalidPost) as refused:
        connect_channel(
            library,
            actor=admin_actor,
            network="instagram",
            credentials={"access_token": "t"},
            external_id=number,
            now=now,
        )
    assert refused.value.problems[0].code == "bad_account_id"


def test_token_the_network_refuses_connects_nothing(
    rini: Program, networks: PracticeNetworks, caplog: pytest.LogCaptureFixture
) -> None:
    answer = rini.post(
        "/channels", {"network": "twitter", "credentials": {"access_token": "salah-sekali"}}
    )

    assert (answer.status, answer.codes) == (422, ["token_expired"])
    assert answer.body["problems"][0]["hint"]
    assert "salah-sekali" not in str(answer.body) + caplog.text
    assert not Channel.objects.exists()


def test_network_that_is_not_there_is_said_plainly(rini: Program, settings: Settings) -> None:
    settings.NETWORK_ENDPOINTS = endpoints_at("http://127.0.0.1:9", timeout_s=1)

    answer = rini.post("/channels", _request("twitter"))

    assert (answer.status, answer.codes) == (422, ["network_unreachable"])


def test_librarian_cannot_even_try_a_token(bagas: Program, networks: PracticeNetworks) -> None:
    networks.forget_requests()

    assert bagas.post("/channels", _request("twitter")).status == 403
    assert networks.requests() == []


def test_disconnected_channel_is_gone_and_holds_what_was_planned(
    rini: Program,
    post_factory: Callable[..., Post],
    admin_actor: Actor,
    now: datetime,
) -> None:
    post = post_factory()
    posts.schedule(post, actor=admin_actor, now=now)
    channel = post.channels.get()

    assert rini.delete(f"/channels/{channel.pk}").status == 204

    assert rini.get("/channels").body == []
    assert rini.get(f"/channels/{channel.pk}").status == 404
    assert rini.delete(f"/channels/{channel.pk}").status == 404
    channel.refresh_from_db()
    assert channel.credentials == ""
    assert Publication.objects.get().state == "held"


def test_public_counts_are_for_instagram_only(rini: Program, channel_factory: MakeChannel) -> None:
    instagram, facebook = channel_factory("instagram"), channel_factory("facebook")

    for channel, expected in ((instagram, True), (facebook, False)):
        answer = rini.patch(f"/channels/{channel.pk}", {"public_counts": True})
        assert answer.body["public_counts"] is expected
    assert rini.patch(f"/channels/{instagram.pk}", {"public_counts": "yes"}).status == 422


def test_blocked_channel_says_why(wulan: Program, channel_factory: MakeChannel) -> None:
    channel = channel_factory()
    Channel.objects.filter(pk=channel.pk).update(health="blocked", reason="token_expired")

    body = wulan.get(f"/channels/{channel.pk}").body

    assert (body["health"], body["reason"]["code"]) == ("blocked", "token_expired")
    assert body["reason"]["message"] == "The connection to this channel has ended."


def test_secrets_are_in_no_answer(wulan: Program, channel_factory: MakeChannel) -> None:
    channel = channel_factory(token="very-secret-token")

    shown = str(wulan.get("/channels").body) + str(wulan.get(f"/channels/{channel.pk}").body)

    assert channel.name in shown
    assert "very-secret-token" not in shown
    assert channel.credentials not in shown


def test_list_costs_the_same_for_one_and_for_twenty(
    wulan: Program, channel_factory: MakeChannel
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            wulan.get("/channels")
        return len(captured)

    channel_factory()
    wulan.get("/library")  # notes the use of the key
    one = queries()
    for _ in range(19):
        channel_factory()

    assert queries() == one
