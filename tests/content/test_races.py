"""People and workers who do things to the same post at the same moment."""

import random
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from django.db import connection

from content import channels, posts, publications, publishing
from content.drafts import Draft
from content.errors import InvalidPost, WrongState
from content.models import Channel, Post, Publication
from content.models.post import PostState
from content.models.publication import PublicationState as State
from content.permissions import Actor

pytestmark = pytest.mark.django_db(transaction=True)

Deed = Callable[[], object]


def at_once(deeds: Sequence[Deed]) -> list[Exception]:
    """Do all of it in threads of their own; what was refused in words is no fault."""
    start, faults = threading.Barrier(len(deeds)), list[Exception]()

    def run(deed: Deed) -> None:
        start.wait()
        try:
            deed()
        except (WrongState, InvalidPost):
            pass
        except Exception as error:  # noqa: BLE001 - handed to the test
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return faults


def claims(post: Post, now: datetime) -> Iterator[Deed]:
    def claim(pk: int) -> None:
        row = Publication.objects.get(pk=pk)
        text = Post.objects.get(pk=row.post_id).text
        attempt = publishing.claim(row, fingerprint=text[:60], now=now)
        if attempt is None:
            return
        publishing.record_published(
            pk,
            attempt=attempt,
            remote_id=f"r{pk}-{attempt}",
            permalink="",
            called_at=now,
            now=now,
            collect_at=now,
        )

    for pk in post.publications.values_list("pk", flat=True):
        yield partial(claim, pk)


@pytest.mark.parametrize("seed", range(12))
def test_nothing_unapproved_leaves_and_nothing_is_lost(
    seed: int,
    post_factory: Callable[..., Post],
    channel_factory: Callable[..., Channel],
    admin_actor: Actor,
    librarian_actor: Actor,
    now: datetime,
) -> None:
    """Whatever happens at once, every row is where somebody or something looks at it."""
    chosen = [channel_factory() for _ in range(2)]
    post = post_factory(channels=chosen)
    posts.schedule(post, actor=admin_actor, now=now)
    first = post.publications.get(channel=chosen[0])
    act: dict[str, Any] = {"actor": admin_actor, "now": now}
    credentials = {"access_token": "t"}
    possible: list[Deed] = [
        lambda: posts.publish_now(post, **act),
        lambda: posts.schedule(post, **act),
        lambda: posts.cancel(post, **act),
        lambda: posts.edit(post, content=Draft(text="admin"), **act),
        lambda: posts.edit(post, content=Draft(text="librarian"), actor=librarian_actor, now=now),
        lambda: posts.edit(post, content=Draft(channel_ids=[chosen[1].pk]), **act),
        lambda: publications.hold(first, **act),
        lambda: publications.send_again(first, **act),
        lambda: channels.disconnect(Channel.objects.get(pk=chosen[0].pk), **act),
        lambda: channels.connect(
            chosen[0].library_id,
            network="facebook",
            external_id=chosen[0].external_id,
            name="c",
            handle="",
            credentials=credentials,
            **act,
        ),
    ]
    some = random.Random(seed).choices(possible, k=5)
    faults = at_once([*some, *claims(post, now)])
    assert faults == []
    fresh = Post.objects.get(pk=post.pk)
    for row in Publication.objects.filter(post=post):
        if row.state == State.SCHEDULED:
            assert row.wake_at is not None
            assert fresh.state == PostState.APPROVED
            assert row.revision == fresh.revision
        assert row.log.filter(to_state=State.PUBLISHED).count() <= 1
