"""A library whose channels are accounts of the practice networks, reached over HTTP."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from time import sleep
from typing import Protocol

import pytest
from django.utils import timezone
from pytest_django import Settings

from content import posts
from content.models import Channel, Media, Post, Publication
from content.permissions import Actor
from tests.practice import ACCOUNTS, token_of
from tests.workers import pictures
from workers.networks.base import Endpoints
from workers.publish import publish
from workers.sandbox.client import PracticeNetworks


@pytest.fixture(scope="session")
def picture_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    folder = tmp_path_factory.mktemp("media")
    with pictures.served(folder) as address:
        yield folder, address


@pytest.fixture
def networks(
    practice_networks: PracticeNetworks, picture_address: tuple[Path, str], settings: Settings
) -> PracticeNetworks:
    """The practice networks, which Etalase takes for the real ones."""
    settings.MEDIA_ROOT, settings.MEDIA_PUBLIC_URL = picture_address
    settings.NETWORK_ENDPOINTS = endpoints_at(practice_networks.base_url)
    return practice_networks


def endpoints_at(address: str, *, timeout_s: float = 5.0) -> Endpoints:
    return Endpoints(
        facebook_graph_url=address,
        instagram_graph_url=address,
        meta_upload_url=address,
        x_api_url=address,
        instagram_web_url=address,
        timeout_s=timeout_s,
    )


class Due(Protocol):
    """A post on one channel, due now or at `at`."""

    def __call__(
        self,
        network: str = "facebook",
        *,
        text: str = "Buku baru pekan ini sudah bisa dipinjam.",
        picture_count: int = 0,
        link: str = "",
        at: datetime | None = None,
    ) -> Publication: ...


@pytest.fixture
def due(
    networks: PracticeNetworks,
    channel_factory: Callable[..., Channel],
    media_factory: Callable[..., Media],
    post_factory: Callable[..., Post],
    admin_actor: Actor,
) -> Due:
    def make(
        network: str = "facebook",
        *,
        text: str = "Buku baru pekan ini sudah bisa dipinjam.",
        picture_count: int = 0,
        link: str = "",
        at: datetime | None = None,
    ) -> Publication:
        post = post_factory(
            text,
            channels=[practice_channel(channel_factory, network)],
            media=[media_factory() for _ in range(picture_count)],
            link=link,
        )
        posts.publish_now(post, actor=admin_actor, now=timezone.now() if at is None else at)
        return post.publications.get()

    return make


def practice_channel(channel_factory: Callable[..., Channel], network: str) -> Channel:
    """The library's channel that is the practice account of `network`."""
    account = ACCOUNTS[network]
    channel = channel_factory(network, external_id=str(account["id"]), token=token_of(network))
    channel.handle = str(account["handle"])
    channel.save(update_fields=["handle"])
    return channel


def sent(publication: Publication) -> Publication:
    """The row after its task ran as often as it asked to, with pauses of a quick network."""
    for _ in range(50):
        if publish(publication.pk) is None:
            break
        sleep(0.1)
    publication.refresh_from_db()
    return publication


def final_path(network: str, *, picture_count: int = 0) -> str:
    """Where the call arrives that makes a post public."""
    return {
        "facebook": "/v25.0/*/photos" if picture_count == 1 else "/v25.0/*/feed",
        "instagram": "/v25.0/*/media_publish",
        "twitter": "/2/tweets",
    }[network]
