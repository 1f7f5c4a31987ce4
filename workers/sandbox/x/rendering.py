"""How X shows posts, users and media in JSON."""

import hashlib
import html
from typing import Any
from urllib.parse import urlsplit

from workers.sandbox import weights
from workers.sandbox.calls import Call
from workers.sandbox.clock import x_time
from workers.sandbox.rows import TWITTER, Account, Media, Post
from workers.sandbox.x.names import answered

_ORGANIC_MS = 30 * 24 * 3600 * 1000


def short_address(post_id: str, position: int) -> str:
    """The t.co address X puts in place of the `position`-th address of a post."""
    code = hashlib.blake2b(f"{post_id}/{position}".encode(), digest_size=8).hexdigest()[:10]
    return f"https://t.co/{code}"


def shown_text(post: Post) -> tuple[str, list[dict[str, Any]]]:
    """The text as X returns it, HTML-escaped and shortened, and its `entities.urls`."""
    shown, urls, position = "", [], 0
    for number, address in enumerate(weights.addresses(post.text)):
        shown += html.escape(post.text[position : address.start], quote=False)
        short = short_address(post.id, number)
        place = {"start": len(shown), "end": len(shown) + len(short), "url": short}
        host_and_path = address.expanded.partition("://")[2]
        cut = host_and_path if len(host_and_path) <= 27 else host_and_path[:26] + "…"
        urls.append({**place, "expanded_url": address.expanded, "display_url": cut})
        shown += short
        position = address.end
    shown += html.escape(post.text[position:], quote=False)
    return _with_pictures(post, shown, urls)


def _with_pictures(
    post: Post, shown: str, urls: list[dict[str, Any]]
) -> tuple[str, list[dict[str, Any]]]:
    """Pictures add one address of their own at the end."""
    if not post.media_ids:
        return shown, urls
    short = short_address(post.id, 999)
    shown = f"{shown} {short}".strip()
    target = f"{post.permalink}/photo/1"
    for media_id in post.media_ids:
        place = {"start": len(shown) - len(short), "end": len(shown), "url": short}
        display = urlsplit(target)
        urls.append(
            {
                **place,
                "expanded_url": target,
                "display_url": f"{display.netloc}/{short[-10:]}",
                "media_key": f"3_{media_id}",
            }
        )
    return shown, urls


def post_json(call: Call, post: Post, fields: set[str]) -> dict[str, Any]:
    style = call.world.settings.x_fields
    text, urls = shown_text(post)
    history = answered("edit_history_tweet_ids", style=style)
    found: dict[str, Any] = {"id": post.id, "text": text, history: [post.id]}
    if "created_at" in fields:
        found["created_at"] = x_time(post.created_ms)
    if "author_id" in fields:
        found["author_id"] = post.account_id
    if "conversation_id" in fields:
        found["conversation_id"] = post.details.get("conversation_id", post.id)
    if "lang" in fields:
        found["lang"] = "in"
    if "reply_settings" in fields:
        found["reply_settings"] = post.details.get("reply_settings", "everyone")
    if "entities" in fields and urls:
        found["entities"] = {"urls": urls}
    if "attachments" in fields and post.media_ids:
        found["attachments"] = {"media_keys": [f"3_{one}" for one in post.media_ids]}
    if "referenced_tweets" in fields and post.details.get("reply_to"):
        name = answered("referenced_tweets", style=style)
        found[name] = [{"type": "replied_to", "id": post.details["reply_to"]}]
    _add_metrics(call, post, fields, found)
    return found


def _add_metrics(call: Call, post: Post, fields: set[str], found: dict[str, Any]) -> None:
    if "public_metrics" in fields:
        style = call.world.settings.x_fields
        shares = call.number(post, "shares")
        found["public_metrics"] = {
            answered("retweet_count", style=style): shares - shares // 6,
            "reply_count": call.number(post, "comments"),
            "like_count": call.number(post, "likes"),
            "quote_count": shares // 6,
            "bookmark_count": call.number(post, "saves"),
            "impression_count": call.number(post, "views"),
        }
    young = call.world.clock.now_ms() - post.clock_ms <= _ORGANIC_MS
    own = call.account is not None and call.account.id == post.account_id
    if "non_public_metrics" in fields and young and own:
        clicks = call.number(post, "clicks")
        found["non_public_metrics"] = {
            "impression_count": call.number(post, "views"),
            "url_link_clicks": clicks if post.link else 0,
            "user_profile_clicks": clicks // 5,
            "engagements": clicks + call.number(post, "likes"),
        }


def metrics_too_old(call: Call, post: Post) -> bool:
    return call.world.clock.now_ms() - post.clock_ms > _ORGANIC_MS


def user_json(call: Call, account: Account, fields: set[str]) -> dict[str, Any]:
    found: dict[str, Any] = {"id": account.id, "name": account.name, "username": account.handle}
    if "created_at" in fields:
        found["created_at"] = x_time(account.created_ms)
    if "profile_image_url" in fields:
        found["profile_image_url"] = f"{call.base_url}/feeds/avatar/twitter/{account.id}.svg"
    if "verified" in fields:
        found["verified"] = bool(account.options.get("premium"))
    if "verified_type" in fields:
        found["verified_type"] = "blue" if account.options.get("premium") else "none"
    if "subscription_type" in fields:
        found["subscription_type"] = "Premium" if account.options.get("premium") else "None"
    if "public_metrics" in fields:
        posts = call.world.count_listed(TWITTER, account.id)
        found["public_metrics"] = {
            "followers_count": account.followers,
            "following_count": account.followers // 6,
            answered("tweet_count", style=call.world.settings.x_fields): posts,
            "listed_count": account.followers // 90,
            "like_count": 0,
            "media_count": posts,
        }
    return found


def media_json(call: Call, media: Media, fields: set[str]) -> dict[str, Any]:
    kind = "animated_gif" if media.mime == "image/gif" else "photo"
    found: dict[str, Any] = {"media_key": f"3_{media.id}", "type": kind}
    more = {
        "alt_text": media.alt_text or None,
        "url": f"{call.base_url}/feeds/media/{media.sha256}",
        "width": media.width_px,
        "height": media.height_px,
    }
    return found | {name: value for name, value in more.items() if name in fields and value}
