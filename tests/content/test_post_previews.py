"""What a person may look at before deciding: a change tried on, and the revision they saw."""

from collections.abc import Callable
from datetime import datetime

import pytest

from content import posts
from content.drafts import Draft
from content.errors import NotAllowed, WrongState
from content.models import Post, Publication
from content.permissions import Actor

pytestmark = pytest.mark.django_db


def test_tried_on_change_is_seen_inside_and_gone_after(
    post_factory: Callable[..., Post], librarian_actor: Actor
) -> None:
    post = post_factory("Semula")
    change = Draft(text="Diganti", texts={"twitter": "Singkat"})
    with posts.tried_on(post, actor=librarian_actor, content=change) as tried:
        assert tried.text == "Diganti"
        assert tried.texts.get().text == "Singkat"
    post.refresh_from_db()
    assert post.text == "Semula"
    assert not post.texts.exists()


def test_trying_on_needs_the_right_to_draft(
    post_factory: Callable[..., Post], manager_actor: Actor
) -> None:
    post = post_factory()
    with (
        pytest.raises(NotAllowed),
        posts.tried_on(post, actor=manager_actor, content=Draft(text="x")),
    ):
        pass


def test_post_is_changeable_until_it_is_cancelled(
    post_factory: Callable[..., Post], admin_actor: Actor, now: datetime
) -> None:
    post = post_factory()
    posts.schedule(post, actor=admin_actor, now=now)
    assert posts.changeable(post)
    posts.cancel(post, actor=admin_actor, now=now)
    assert not posts.changeable(post)


def test_post_being_sent_is_not_changeable(
    post_factory: Callable[..., Post], admin_actor: Actor, now: datetime
) -> None:
    post = post_factory()
    posts.schedule(post, actor=admin_actor, now=now)
    Publication.objects.update(state="sending")
    assert not posts.changeable(post)


def test_publish_now_refuses_a_revision_nobody_looked_at(
    post_factory: Callable[..., Post], admin_actor: Actor, librarian_actor: Actor, now: datetime
) -> None:
    post = post_factory()
    seen = post.revision
    posts.edit(post, actor=librarian_actor, now=now, content=Draft(text="Diganti diam-diam"))
    with pytest.raises(WrongState):
        posts.publish_now(post, actor=admin_actor, now=now, seen_revision=seen)
    assert not Publication.objects.exists()
