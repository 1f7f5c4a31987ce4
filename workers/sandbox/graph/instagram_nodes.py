"""Fields and lists of Instagram profiles, containers and media."""

from collections.abc import Mapping
from typing import Any, Final

from workers.sandbox.calls import Call
from workers.sandbox.clock import graph_time
from workers.sandbox.graph import insights
from workers.sandbox.graph.fields import Field
from workers.sandbox.graph.nodes import Node
from workers.sandbox.graph.page_nodes import avatar_url, picture_url, render_comment
from workers.sandbox.graph.rendering import ABSENT, Resolver, page_of, render
from workers.sandbox.rows import INSTAGRAM, Account, Container, Media, Post

CONTAINER_LIFE_MS: Final = 24 * 3600 * 1000


# Profiles


def _media_edge(call: Call, account: Account, one: Field) -> Any:
    return media_list(call, account, one.inner, params=one.modifiers)


def media_list(
    call: Call, account: Account, fields: tuple[Field, ...], *, params: Mapping[str, str]
) -> Any:
    listed = page_of(call.world.listed_posts(INSTAGRAM, account.id), params)
    listed["data"] = [render_media(call, post, fields) for post in listed["data"]]
    return listed


def _user_insights(call: Call, account: Account, one: Field) -> Any:
    wanted = insights.names(one.modifiers.get("metric", ""))
    return insights.of_account(call, account, wanted, insights.INSTAGRAM_USER)


def _discovery(call: Call, _account: Account, one: Field) -> Any:
    found = call.world.by_handle(INSTAGRAM, one.modifiers.get("username", ""))
    return render_user(call, found, one.inner) if found else ABSENT


USER: Final[Mapping[str, Resolver]] = {
    "id": lambda _c, a, _f: a.id,
    "ig_id": lambda _c, a, _f: int(a.id) if a.id.isdigit() else ABSENT,
    "user_id": lambda _c, a, _f: a.id,
    "username": lambda _c, a, _f: a.handle,
    "name": lambda _c, a, _f: a.name,
    "account_type": lambda _c, _a, _f: "BUSINESS",
    "biography": lambda _c, _a, _f: ABSENT,
    "website": lambda _c, _a, _f: ABSENT,
    "followers_count": lambda _c, a, _f: a.followers,
    "follows_count": lambda _c, a, _f: a.followers // 6,
    "media_count": lambda c, a, _f: c.world.count_listed(INSTAGRAM, a.id),
    "profile_picture_url": lambda c, a, _f: avatar_url(c, a),
    "media": _media_edge,
    "insights": _user_insights,
    "business_discovery": _discovery,
}


def render_user(call: Call, account: Account, fields: tuple[Field, ...]) -> dict[str, Any]:
    node = Node("ig-user-id", account, account)
    return render(call, node, fields, table=USER, default=("id",), type_name="IGUser")


# Containers


def status_code(call: Call, container: Container) -> str:
    """PUBLISHED, ERROR, EXPIRED, IN_PROGRESS or FINISHED at this moment."""
    now_ms = call.world.clock.now_ms()
    if container.post_id:
        return "PUBLISHED"
    if now_ms - container.clock_ms > CONTAINER_LIFE_MS:
        return "EXPIRED"
    if container.order == "container_stuck" or now_ms < container.ready_ms:
        return "IN_PROGRESS"
    return "ERROR" if container.order == "container_error" else "FINISHED"


def _status(call: Call, container: Container, _field: Field) -> str:
    code = status_code(call, container)
    sentences = {
        "PUBLISHED": "Published: Media has been successfully published.",
        "EXPIRED": "Expired: Container was not published within 24 hours.",
        "IN_PROGRESS": "In Progress: Media is still being processed.",
        "FINISHED": "Finished: Media has been uploaded and it is ready to be published.",
        "ERROR": "Error: Media upload has failed with error code 2207032",
    }
    return sentences[code]


CONTAINER: Final[Mapping[str, Resolver]] = {
    "id": lambda _c, k, _f: k.id,
    "status_code": lambda c, k, _f: status_code(c, k),
    "status": _status,
}


def render_container(call: Call, node: Node, fields: tuple[Field, ...]) -> dict[str, Any]:
    return render(
        call, node, fields, table=CONTAINER, default=("id",), type_name="ShadowIGMediaBuilder"
    )


# Media


def _pictures(call: Call, post: Post) -> list[Media]:
    return call.world.store.media_list(post.media_ids)


def _children(call: Call, post: Post, one: Field) -> Any:
    if post.form != "carousel":
        return ABSENT
    names = [f.name for f in one.inner] or ["id"]
    return {"data": [_child(call, post, media, names) for media in _pictures(call, post)]}


def _child(call: Call, post: Post, media: Media, names: list[str]) -> dict[str, str]:
    known = {
        "id": media.id,
        "media_type": "IMAGE",
        "media_url": picture_url(call, media),
        "alt_text": media.alt_text,
        "timestamp": graph_time(post.created_ms),
    }
    return {name: known[name] for name in names if known.get(name)}


def _comments_edge(call: Call, post: Post, one: Field) -> Any:
    written = page_of(call.world.store.comments(post.id), one.modifiers)
    written["data"] = [render_comment(call, c, one.inner) for c in written["data"]]
    return written


def _username(call: Call, post: Post, _field: Field) -> Any:
    account = call.world.account(INSTAGRAM, post.account_id)
    return account.handle if account else ABSENT


def _alt_text(call: Call, post: Post, _field: Field) -> Any:
    pictures = _pictures(call, post)
    return pictures[0].alt_text or ABSENT if len(pictures) == 1 else ABSENT


def _insights(call: Call, post: Post, one: Field) -> Any:
    return insights.of_instagram_post(call, post, insights.names(one.modifiers.get("metric", "")))


MEDIA: Final[Mapping[str, Resolver]] = {
    "id": lambda _c, p, _f: p.id,
    "ig_id": lambda _c, p, _f: p.details["pk"],
    "caption": lambda _c, p, _f: p.text or ABSENT,
    "permalink": lambda _c, p, _f: p.permalink,
    "shortcode": lambda _c, p, _f: p.shortcode,
    "timestamp": lambda _c, p, _f: graph_time(p.created_ms),
    "media_type": lambda _c, p, _f: "CAROUSEL_ALBUM" if p.form == "carousel" else "IMAGE",
    "media_product_type": lambda _c, _p, _f: "FEED",
    "media_url": lambda c, p, _f: picture_url(c, _pictures(c, p)[0]),
    "thumbnail_url": lambda _c, _p, _f: ABSENT,
    "alt_text": _alt_text,
    "username": _username,
    "owner": lambda _c, p, _f: {"id": p.account_id},
    "is_comment_enabled": lambda _c, _p, _f: True,
    "like_count": lambda c, p, _f: c.number(p, "likes"),
    "comments_count": lambda c, p, _f: c.number(p, "comments"),
    "view_count": lambda c, p, _f: c.number(p, "views"),
    "children": _children,
    "comments": _comments_edge,
    "insights": _insights,
}


def render_media(call: Call, post: Post, fields: tuple[Field, ...]) -> dict[str, Any]:
    owner = call.world.account(INSTAGRAM, post.account_id)
    if owner is None:
        raise LookupError(post.account_id)
    node = Node("ig-media-id", post, owner)
    return render(call, node, fields, table=MEDIA, default=("id",), type_name="IGMedia")
