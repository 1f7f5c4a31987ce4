"""What a Graph id stands for, and who may see it."""

from dataclasses import dataclass

from workers.sandbox.calls import Call
from workers.sandbox.graph.errors import missing
from workers.sandbox.rows import FACEBOOK, INSTAGRAM, Account, Comment, Container, Media, Post
from workers.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Node:
    """`kind` is the name of the id in Meta's documentation."""

    kind: str
    row: Account | Post | Media | Container | Comment
    owner: Account


def find(world: World, object_id: str) -> Node | None:
    """The node behind an id; deleted posts are gone."""
    for network, kind in ((FACEBOOK, "page-id"), (INSTAGRAM, "ig-user-id")):
        account = world.account(network, object_id)
        if account:
            return Node(kind, account, account)
    return _find_post(world, object_id) or _find_piece(world, object_id)


def _find_post(world: World, object_id: str) -> Node | None:
    post = world.store.post(object_id)
    if post is None or post.deleted:
        return None
    owner = world.account(post.network, post.account_id)
    if owner is None or post.network not in (FACEBOOK, INSTAGRAM):
        return None
    return Node("post-id" if post.network == FACEBOOK else "ig-media-id", post, owner)


def _find_piece(world: World, object_id: str) -> Node | None:
    media = world.store.media(object_id)
    if media is not None and media.network == FACEBOOK:
        owner = world.account(FACEBOOK, media.account_id)
        return Node("photo-id", media, owner) if owner else None
    container = world.store.container(object_id)
    if container is not None:
        owner = world.account(INSTAGRAM, container.account_id)
        return Node("ig-container-id", container, owner) if owner else None
    comment = world.store.comment(object_id)
    if comment is not None:
        post = world.store.post(comment.post_id)
        owner = world.account(post.network, post.account_id) if post else None
        return Node("comment-id", comment, owner) if owner else None
    return None


def visible(call: Call, object_id: str) -> Node:
    """The node, if the token of this call opens it; GraphError 100/33 otherwise."""
    node = find(call.world, object_id)
    if node is None or not node.owner.opens_with(call.token):
        raise missing(object_id, call.method)
    if call.method == "GET" and node.kind in _SINGLE_READS and _page_token_only(call, node.owner):
        raise missing(object_id, call.method)
    return node


_SINGLE_READS = ("ig-media-id", "ig-container-id")


def _page_token_only(call: Call, owner: Account) -> bool:
    """Reported of the real network since 2026-05-23: single Instagram objects can be read with the
    person's token only, though posting with the Page's goes on working."""
    return bool(owner.options.get("reads_need_user_token")) and call.token != owner.user_token
