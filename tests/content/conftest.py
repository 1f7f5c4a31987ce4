"""Published rows, for everything that looks back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from content import metrics, posts, publishing
from content.models import Channel, Post, Publication
from content.permissions import Actor

Published = Callable[..., Publication]


@pytest.fixture
def published(
    post_factory: Callable[..., Post],
    channel_factory: Callable[..., Channel],
    admin_actor: Actor,
    now: datetime,
) -> Published:
    """A post that went out on one channel, with one reading when numbers are given."""

    def make(
        network: str = "facebook",
        *,
        at: datetime = now,
        numbers: dict[str, int] | None = None,
        unavailable: list[str] | None = None,
        channel: Channel | None = None,
    ) -> Publication:
        post = post_factory(channels=[channel or channel_factory(network)])
        posts.publish_now(post, actor=admin_actor, now=at)
        row = Publication.objects.get(post=post)
        attempt = publishing.claim(row, fingerprint="f", now=at)
        assert attempt
        said: dict[str, Any] = {"called_at": at, "now": at, "collect_at": at}
        publishing.record_published(
            row.pk, attempt=attempt, remote_id=f"r{row.pk}", permalink="", **said
        )
        row.refresh_from_db()
        if numbers is not None:
            metrics.record(row, values=numbers, unavailable=unavailable or [], raw={}, now=at)
            row.refresh_from_db()
        return row

    return make
