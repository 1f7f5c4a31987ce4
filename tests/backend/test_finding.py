"""A link a person pasted, and the post behind it."""

from collections.abc import Callable
from datetime import datetime

import pytest
from pytest_django import Settings

from backend import finding
from content import channels
from content.errors import InvalidPost
from content.models import Channel
from content.permissions import Actor
from tests.practice import ACCOUNTS, token_of
from tests.workers.conftest import endpoints_at
from workers.networks import registry
from workers.networks.base import Account, Content, Prepared
from workers.sandbox.client import PracticeNetworks


@pytest.fixture
def page(
    channel_factory: Callable[..., Channel],
    practice_networks: PracticeNetworks,
    settings: Settings,
) -> Channel:
    settings.NETWORK_ENDPOINTS = endpoints_at(practice_networks.base_url)
    number = str(ACCOUNTS["facebook"]["id"])
    return channel_factory("facebook", external_id=number, token=token_of("facebook"))


def test_post_is_found_by_its_address_and_nothing_else_is(
    page: Channel, settings: Settings
) -> None:
    account = Account(page.external_id, credentials=channels.credentials(page))
    network = registry.connect("facebook", account, settings.NETWORK_ENDPOINTS)
    published = network.publish(Content("Buku baru pekan ini"), Prepared())

    assert finding.post_at(page, link=published.permalink).remote_id == published.remote_id
    for link in ("", "https://[", "https://www.facebook.com/", "javascript:alert(1)"):
        with pytest.raises(InvalidPost) as refused:
            finding.post_at(page, link=link)
        assert refused.value.problems[0].code == "not_among_newest"


def test_channel_without_secrets_is_said_in_words(
    page: Channel, admin_actor: Actor, now: datetime
) -> None:
    channels.disconnect(page, actor=admin_actor, now=now)
    with pytest.raises(InvalidPost) as refused:
        finding.post_at(page, link="https://www.facebook.com/1_2")
    assert refused.value.problems[0].code == "channel_disconnected"
