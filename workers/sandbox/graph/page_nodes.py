"""Fields and lists of Pages, their posts, photos and comments."""

from collections.abc import Mapping
from typing import Any, Final

from workers.sandbox.calls import Call
from workers.sandbox.clock import graph_time
from workers.sandbox.graph import insights
from workers.sandbox.graph.fields import Field, parse
from workers.sandbox.graph.nodes import Node
from workers.sandbox.graph.rendering import ABSENT, Resolver, page_of, render
from workers.sandbox.rows import FACEBOOK, INSTAGRAM, Account, Comment, Media, Post


def picture_url(call: Call, media: Media) -> str:
    return f"{call.base_url}/feeds/media/{media.sha256}"


def avatar_url(call: Call, account: Account) -> str:
    return f"{call.base_url}/feeds/avatar/{account.network}/{account.id}.svg"


# Pages


def _page_link(call: Call, page: Account, _field: Field) -> str:
    return f"{call.base_url}/feeds/facebook/{page.id}"


def _page_picture(call: Call, page: Account, _field: Field) -> Any:
    url = avatar_url(call, page)
    return {"data": {"height": 50, "width": 50, "is_silhouette": False, "url": url}}


def _instagram_account(call: Call, page: Account, _field: Field) -> Any:
    found = (a for a in call.world.accounts() if a.network == INSTAGRAM)
    linked = next((a for a in found if a.options.get("page_id") == page.id), None)
    return {"id": linked.id, "username": linked.handle, "name": linked.name} if linked else ABSENT


def _page_posts(call: Call, page: Account, one: Field) -> Any:
    return posts(call, page, one.inner, params=one.modifiers)


def posts(
    call: Call, page: Account, fields: tuple[Field, ...], *, params: Mapping[str, str]
) -> Any:
    listed = page_of(call.world.listed_posts(FACEBOOK, page.id), params)
    listed["data"] = [render_post(call, post, fields) for post in listed["data"]]
    return listed


def scheduled_posts(call: Call, page: Account, fields: tuple[Field, ...]) -> Any:
    now_ms = call.world.clock.now_ms()
    waiting = [
        post
        for post in call.world.store.posts(FACEBOOK, page.id)
        if post.visible_ms is not None and post.visible_ms > now_ms
    ]
    listed = page_of(waiting, call.params)
    listed["data"] = [render_post(call, post, fields) for post in listed["data"]]
    return listed


def _page_insights(call: Call, page: Account, one: Field) -> Any:
    wanted = insights.names(one.modifiers.get("metric", ""))
    return insights.of_account(call, page, wanted, insights.PAGE)


TASKS: Final = ["ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE"]
PAGE: Final[Mapping[str, Resolver]] = {
    "id": lambda _c, p, _f: p.id,
    "name": lambda _c, p, _f: p.name,
    "username": lambda _c, p, _f: p.handle or ABSENT,
    "followers_count": lambda _c, p, _f: p.followers,
    "fan_count": lambda _c, p, _f: max(0, p.followers - p.followers // 40),
    "picture": _page_picture,
    "link": _page_link,
    "category": lambda _c, _p, _f: "Library",
    "category_list": lambda _c, _p, _f: [{"id": "192511100766680", "name": "Library"}],
    "is_published": lambda _c, _p, _f: True,
    "verification_status": lambda _c, _p, _f: "not_verified",
    "access_token": lambda _c, p, _f: p.token,
    "tasks": lambda _c, _p, _f: TASKS,
    "instagram_business_account": _instagram_account,
    "connected_instagram_account": _instagram_account,
    "feed": _page_posts,
    "posts": _page_posts,
    "published_posts": _page_posts,
    "insights": _page_insights,
}


def render_page(call: Call, page: Account, fields: tuple[Field, ...]) -> dict[str, Any]:
    node = Node("page-id", page, page)
    return render(call, node, fields, table=PAGE, default=("name", "id"), type_name="Page")


# Posts


def _message(_call: Call, post: Post, _field: Field) -> Any:
    return post.text or ABSENT


def _shares(call: Call, post: Post, _field: Field) -> Any:
    count = call.number(post, "shares")
    return {"count": count} if count else ABSENT


def _summary(call: Call, post: Post, one: Field, *, metric: str, more: dict[str, Any]) -> Any:
    answer: dict[str, Any] = {"data": []}
    asked = one.modifiers.get("summary", "")
    if asked not in ("", "false", "0"):
        answer["summary"] = {"total_count": call.number(post, metric), **more}
    return answer


def _reactions(call: Call, post: Post, one: Field) -> Any:
    return _summary(call, post, one, metric="likes", more={"viewer_reaction": "NONE"})


def _likes(call: Call, post: Post, one: Field) -> Any:
    return _summary(call, post, one, metric="likes", more={"can_like": True, "has_liked": False})


def _comments(call: Call, post: Post, one: Field) -> Any:
    answer = _summary(
        call, post, one, metric="comments", more={"order": "ranked", "can_comment": True}
    )
    if one.modifiers.get("limit") != "0":
        written = call.world.store.comments(post.id)
        answer["data"] = [render_comment(call, comment, one.inner) for comment in written]
    return answer


def comments(call: Call, post: Post) -> Any:
    listed = page_of(call.world.store.comments(post.id), call.params)
    fields = parse(call.params.get("fields", ""))
    listed["data"] = [render_comment(call, comment, fields) for comment in listed["data"]]
    return listed


def _picture_part(call: Call, media: Media) -> dict[str, Any]:
    image = {"height": media.height_px, "src": picture_url(call, media), "width": media.width_px}
    url = f"{call.base_url}/feeds/facebook/{media.account_id}#p{media.post_id}"
    part = {
        "media_type": "photo",
        "type": "photo",
        "media": {"image": image},
        "target": {"id": media.id, "url": url},
        "url": url,
    }
    return {**part, "description": media.alt_text} if media.alt_text else part


def _attachments(call: Call, post: Post, _field: Field) -> Any:
    pictures = [_picture_part(call, m) for m in call.world.store.media_list(post.media_ids)]
    if not pictures and not post.link:
        return ABSENT
    if not pictures:
        target = {"url": post.link}
        link = {"media_type": "link", "type": "share", "target": target, "title": post.link}
        return {"data": [{**link, "url": post.link, "unshimmed_url": post.link}]}
    if len(pictures) == 1:
        return {"data": pictures}
    album = {**pictures[0], "media_type": "album", "type": "album", "title": "Photos"}
    album["target"] = {"id": post.id.rpartition("_")[2], "url": post.permalink}
    album["subattachments"] = {"data": pictures}
    return {"data": [album]}


def _full_picture(call: Call, post: Post, _field: Field) -> Any:
    pictures = call.world.store.media_list(post.media_ids)
    return picture_url(call, pictures[0]) if pictures else ABSENT


def _from(call: Call, post: Post, _field: Field) -> Any:
    page = call.world.account(FACEBOOK, post.account_id)
    return {"name": page.name if page else "", "id": post.account_id}


def _status_type(_call: Call, post: Post, _field: Field) -> str:
    forms = {"photo": "added_photos", "album": "added_photos", "link": "shared_story"}
    return forms.get(post.form, "mobile_status_update")


def _post_insights(call: Call, post: Post, one: Field) -> Any:
    return insights.of_page_post(call, post, insights.names(one.modifiers.get("metric", "")))


def _scheduled_time(_call: Call, post: Post, _field: Field) -> Any:
    return post.details.get("scheduled_publish_time", ABSENT)


POST: Final[Mapping[str, Resolver]] = {
    "id": lambda _c, p, _f: p.id,
    "message": _message,
    "created_time": lambda _c, p, _f: graph_time(p.created_ms),
    "updated_time": lambda _c, p, _f: graph_time(p.details.get("updated_ms", p.created_ms)),
    "permalink_url": lambda _c, p, _f: p.permalink,
    "full_picture": _full_picture,
    "picture": _full_picture,
    "attachments": _attachments,
    "from": _from,
    "status_type": _status_type,
    "is_published": lambda c, p, _f: c.world.is_visible(p),
    "is_hidden": lambda _c, _p, _f: False,
    "is_expired": lambda _c, _p, _f: False,
    "scheduled_publish_time": _scheduled_time,
    "shares": _shares,
    "reactions": _reactions,
    "likes": _likes,
    "comments": _comments,
    "insights": _post_insights,
}


def render_post(call: Call, post: Post, fields: tuple[Field, ...]) -> dict[str, Any]:
    page = call.world.account(FACEBOOK, post.account_id)
    if page is None:
        raise LookupError(post.account_id)
    return render(
        call,
        Node("post-id", post, page),
        fields,
        table=POST,
        default=("created_time", "message", "id"),
        type_name="PagePost",
    )


# Photos and comments


def _images(call: Call, media: Media, _field: Field) -> Any:
    source = picture_url(call, media)
    return [{"height": media.height_px, "source": source, "width": media.width_px}]


PHOTO: Final[Mapping[str, Resolver]] = {
    "id": lambda _c, m, _f: m.id,
    "created_time": lambda _c, m, _f: graph_time(m.created_ms),
    "updated_time": lambda _c, m, _f: graph_time(m.created_ms),
    "name": lambda _c, m, _f: m.caption or ABSENT,
    "alt_text": lambda _c, m, _f: m.alt_text or "May be an image of text",
    "alt_text_custom": lambda _c, m, _f: m.alt_text or ABSENT,
    "height": lambda _c, m, _f: m.height_px,
    "width": lambda _c, m, _f: m.width_px,
    "images": _images,
    "picture": lambda c, m, _f: picture_url(c, m),
    "link": lambda c, m, _f: f"{c.base_url}/feeds/facebook/{m.account_id}#p{m.post_id}",
    "page_story_id": lambda _c, m, _f: m.post_id or ABSENT,
}
COMMENT: Final[Mapping[str, Resolver]] = {
    "id": lambda _c, k, _f: k.id,
    "message": lambda _c, k, _f: k.text,
    "text": lambda _c, k, _f: k.text,
    "created_time": lambda _c, k, _f: graph_time(k.created_ms),
    "timestamp": lambda _c, k, _f: graph_time(k.created_ms),
    "from": lambda c, k, _f: _author(c, k),
    "username": lambda c, k, _f: _author(c, k).get("username", ABSENT),
    "like_count": lambda _c, _k, _f: 0,
    "parent_id": lambda _c, _k, _f: ABSENT,
    "hidden": lambda _c, _k, _f: False,
}


def _author(call: Call, comment: Comment) -> dict[str, str]:
    for network in (FACEBOOK, INSTAGRAM):
        account = call.world.account(network, comment.account_id)
        if account is not None:
            name = {"name": account.name} if network == FACEBOOK else {"username": account.handle}
            return {"id": account.id, **name}
    return {"id": comment.account_id}


def render_photo(call: Call, node: Node, fields: tuple[Field, ...]) -> dict[str, Any]:
    return render(
        call, node, fields, table=PHOTO, default=("created_time", "name", "id"), type_name="Photo"
    )


def render_comment(call: Call, comment: Comment, fields: tuple[Field, ...]) -> dict[str, Any]:
    post = call.world.store.post(comment.post_id)
    owner = call.world.account(post.network, post.account_id) if post else None
    if post is None or owner is None:
        raise LookupError(comment.post_id)
    instagram = post.network == INSTAGRAM
    default = (
        ("timestamp", "text", "id") if instagram else ("created_time", "from", "message", "id")
    )
    node = Node("comment-id", comment, owner)
    name = "IGComment" if instagram else "Comment"
    return render(call, node, fields, table=COMMENT, default=default, type_name=name)
