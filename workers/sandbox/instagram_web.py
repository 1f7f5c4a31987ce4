"""www.instagram.com for a visitor who is not signed in, as far as instaloader 4.16 reads it."""

import json
import re
from typing import Any, Final

from aiohttp import web

from workers.sandbox import feeds
from workers.sandbox.calls import Call
from workers.sandbox.clock import moment
from workers.sandbox.rows import INSTAGRAM, Account, Media, Post

POST_QUERY: Final = "27128499623469141"
PROFILE_POSTS_QUERY: Final = "28904005159232689"
PROFILE_QUERY: Final = "27937681195819736"
_PAGE_SIZE: Final = 12
_QUERIES: Final = ("/graphql/query", "/api/graphql", "/api/v1/users/web_profile_info/")


def is_for(call: Call) -> bool:
    """Instagram's own addresses; other pages under / belong to the feeds."""
    if call.path in ("/", *_QUERIES):
        return True
    parts = call.path.strip("/").split("/")
    if parts[0] == "p":
        return len(parts) == 2
    name = parts[0] if len(parts) == 1 else ""
    if not re.fullmatch(r"[\w.]+", name) or name == "feeds" or re.fullmatch(r"\d+_\d+", name):
        return False
    return call.path.endswith("/") or call.world.by_handle(INSTAGRAM, name) is not None


def identify(call: Call) -> None:
    call.network = INSTAGRAM
    parts = call.path.strip("/").split("/")
    templates = {"p": "/p/{shortcode}/", "": "/"}
    is_query = call.path in _QUERIES
    call.template = call.path if is_query else templates.get(parts[0], "/{username}/")
    if len(parts) == 1:
        call.account = call.world.by_handle(INSTAGRAM, parts[0])


async def respond(call: Call) -> web.StreamResponse:
    if call.path == "/":
        return _start_page(call)
    if call.path in ("/graphql/query", "/api/graphql"):
        return _query(call)
    if call.path == _QUERIES[2]:
        return _profile_info(call)
    parts = call.path.strip("/").split("/")
    if parts[0] == "p":
        return feeds.post_page(call, call.world.store.post_by_shortcode(parts[1]))
    if call.account is None:
        return feeds.not_found(call)
    embedded = _embedded({"xig_user_by_username": _profile(call, call.account, with_posts=True)})
    return feeds.account_page(call, call.account, embedded=embedded)


def _start_page(call: Call) -> web.StreamResponse:
    """Carries what the web app's queries need: LSD token, visitor number, csrf cookie."""
    tokens = [
        ["LSD", [], {"token": "practice-lsd"}, 323],
        ["CurrentUserInitialData", [], {"IG_USER_EIMU": "0"}, 270],
    ]
    answer = feeds.home_page(call, embedded={"define": tokens})
    answer.set_cookie("csrftoken", "practicecsrf", path="/")
    return answer


def _embedded(data: dict[str, Any]) -> dict[str, Any]:
    return {"require": [["RelayPrefetchedStreamCache", {"__bbox": {"result": {"data": data}}}]]}


def _query(call: Call) -> web.Response:
    doc_id = call.params.get("doc_id", "")
    try:
        variables = json.loads(call.params.get("variables", "{}"))
    except ValueError:
        return _fail(400, "invalid variables")
    if doc_id == POST_QUERY:
        items = _post_items(call, str(variables.get("shortcode", "")))
        info = {"xdt_api__v1__media__shortcode__web_info": {"items": items} if items else None}
        return web.json_response({"data": info, "status": "ok"})
    if doc_id == PROFILE_QUERY:
        account = call.world.account(INSTAGRAM, str(variables.get("id", "")))
        user = _profile(call, account, with_posts=False) if account else None
        return web.json_response({"data": {"user": user}, "status": "ok"})
    if doc_id == PROFILE_POSTS_QUERY:
        return _more_posts(call, variables)
    return _fail(400, "unknown query")


def _fail(status: int, message: str) -> web.Response:
    return web.json_response({"message": message, "status": "fail"}, status=status)


def _more_posts(call: Call, variables: dict[str, Any]) -> web.Response:
    account = call.world.account(INSTAGRAM, str(variables.get("id", "")))
    if account is None:
        return _fail(404, "not found")
    node = {"polaris_ordered_timeline_connection": _timeline(call, account, variables.get("after"))}
    return web.json_response({"data": {"node": node}, "status": "ok"})


def _profile_info(call: Call) -> web.Response:
    account = call.world.by_handle(INSTAGRAM, call.params.get("username", ""))
    if account is None:
        return _fail(404, "Page Not Found")
    return web.json_response({"data": {"user": _legacy_profile(call, account)}, "status": "ok"})


def _avatar(call: Call, account: Account) -> str:
    return f"{call.base_url}/feeds/avatar/{account.network}/{account.id}.svg"


def _profile(call: Call, account: Account, *, with_posts: bool) -> dict[str, Any]:
    found = {
        "pk": account.id,
        "id": account.id,
        "username": account.handle,
        "full_name": account.name,
        "is_private": False,
        "is_verified": False,
        "is_business": True,
        "follower_count": account.followers,
        "following_count": account.followers // 6,
        "all_media_count": call.world.count_listed(INSTAGRAM, account.id),
        "biography": "",
        "external_url": None,
        "profile_pic_url": _avatar(call, account),
    }
    if with_posts:
        found["polaris_ordered_timeline_connection"] = _timeline(call, account, None)
    return found


def _legacy_profile(call: Call, account: Account) -> dict[str, Any]:
    posts = call.world.count_listed(INSTAGRAM, account.id)
    return {
        "id": account.id,
        "username": account.handle,
        "full_name": account.name,
        "is_private": False,
        "is_verified": False,
        "is_business_account": True,
        "business_category_name": "Library",
        "biography": "",
        "external_url": None,
        "followed_by_viewer": False,
        "blocked_by_viewer": False,
        "follows_viewer": False,
        "has_blocked_viewer": False,
        "edge_followed_by": {"count": account.followers},
        "edge_follow": {"count": account.followers // 6},
        "edge_owner_to_timeline_media": {"count": posts, "edges": []},
        "edge_felix_video_timeline": {"count": 0, "edges": []},
        "profile_pic_url": _avatar(call, account),
        "profile_pic_url_hd": _avatar(call, account),
    }


def _timeline(call: Call, account: Account, after: object) -> dict[str, Any]:
    posts = call.world.listed_posts(INSTAGRAM, account.id)
    start = int(after) if isinstance(after, str) and after.isdigit() else 0
    part = posts[start : start + _PAGE_SIZE]
    end = start + len(part)
    nodes = [{"node": {"code": post.shortcode, "pk": post.details["pk"]}} for post in part]
    return {
        "edges": nodes,
        "page_info": {"has_next_page": end < len(posts), "end_cursor": str(end)},
        "count": len(posts),
    }


def _picture(call: Call, media: Media) -> dict[str, Any]:
    url = f"{call.base_url}/feeds/media/{media.sha256}"
    candidate = {"url": url, "width": media.width_px, "height": media.height_px}
    return {
        "pk": media.id,
        "media_type": 1,
        "accessibility_caption": media.alt_text or None,
        "image_versions2": {"candidates": [candidate]},
    }


def _post_items(call: Call, shortcode: str) -> list[dict[str, Any]]:
    post = call.world.store.post_by_shortcode(shortcode)
    if post is None or not call.world.is_visible(post):
        return []
    account = call.world.account(INSTAGRAM, post.account_id)
    return [_post_item(call, post, account)] if account else []


def _post_item(call: Call, post: Post, account: Account) -> dict[str, Any]:
    pictures = [_picture(call, media) for media in call.world.store.media_list(post.media_ids)]
    item = {
        **pictures[0],
        "pk": post.details["pk"],
        "id": f"{post.details['pk']}_{account.id}",
        "code": post.shortcode,
        "media_type": 8 if post.form == "carousel" else 1,
        "product_type": "carousel_container" if post.form == "carousel" else "feed",
        "taken_at": int(moment(post.created_ms).timestamp()),
        "like_count": call.number(post, "likes"),
        "comment_count": call.number(post, "comments"),
        "view_count": None,
        "play_count": None,
        "video_versions": None,
        "caption": {"text": post.text} if post.text else None,
        "user": {"pk": account.id, "username": account.handle, "full_name": account.name},
        "usertags": None,
    }
    if post.form == "carousel":
        item["carousel_media"] = pictures
    return item
