"""Insights: which metrics exist for what, and their values.

Removed metrics (post_impressions*, page_fans*, impressions, plays …) are invalid on every version;
one invalid metric fails the whole request.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from workers.sandbox.calls import Call
from workers.sandbox.clock import graph_time
from workers.sandbox.graph.errors import GraphError, instagram, parameter
from workers.sandbox.rows import Account, Post
from workers.sandbox.wordlists import names as listed

Value = Callable[[Call, Post], Any]


def _plain(metric: str) -> Value:
    return lambda call, post: call.number(post, metric)


def _reaction(share: float) -> Value:
    return lambda call, post: int(call.number(post, "likes") * share)


def _like(call: Call, post: Post) -> int:
    total = call.number(post, "likes")
    return total - sum(int(total * share) for share in _REACTIONS.values())


def _by_type(call: Call, post: Post) -> dict[str, int]:
    total = call.number(post, "likes")
    split = {name: int(total * share) for name, share in _REACTIONS.items()}
    found = {"like": total - sum(split.values()), **split}
    return {name: count for name, count in found.items() if count}


def _actions(call: Call, post: Post) -> dict[str, int]:
    names = {"share": "shares", "like": "likes", "comment": "comments"}
    found = {name: call.number(post, metric) for name, metric in names.items()}
    return {name: count for name, count in found.items() if count}


def _clicks_by_type(call: Call, post: Post) -> dict[str, int]:
    kind = "link clicks" if post.link else "photo view" if post.media_ids else "other clicks"
    count = call.number(post, "clicks")
    return {kind: count} if count else {}


def _interactions(call: Call, post: Post) -> int:
    return sum(call.number(post, name) for name in ("likes", "comments", "shares", "saves"))


_REACTIONS: Final = {"love": 0.2, "wow": 0.03, "haha": 0.02, "sorry": 0.01, "anger": 0.0}
FACEBOOK_POST: Final[Mapping[str, Value]] = {
    "post_media_view": _plain("views"),
    "post_total_media_view_unique": _plain("reach"),
    "post_clicks": _plain("clicks"),
    "post_clicks_by_type": _clicks_by_type,
    "post_reactions_by_type_total": _by_type,
    "post_reactions_like_total": _like,
    **{f"post_reactions_{name}_total": _reaction(share) for name, share in _REACTIONS.items()},
    "post_activity_by_action_type": _actions,
    "post_activity_by_action_type_unique": _actions,
    "post_video_views": lambda _call, _post: 0,
}
_INSTAGRAM_EVERY: Final[Mapping[str, Value]] = {
    "views": _plain("views"),
    "reach": _plain("reach"),
    "likes": _plain("likes"),
    "comments": _plain("comments"),
    "shares": _plain("shares"),
    "saved": _plain("saves"),
    "total_interactions": _interactions,
}
INSTAGRAM_IMAGE: Final[Mapping[str, Value]] = {
    **_INSTAGRAM_EVERY,
    "profile_visits": lambda call, post: call.number(post, "clicks"),
    "follows": lambda call, post: call.number(post, "clicks") // 9,
}
_INSTAGRAM_KNOWN: Final = listed(
    """
    views reach likes comments shares saved total_interactions profile_visits follows
    profile_activity replies navigation link_clicks ig_reels_avg_watch_time
    ig_reels_video_view_total_time reels_skip_rate reposts crossposted_views facebook_views
    total_likes total_comments total_views
    """
)
PAGE: Final = listed(
    """
    page_follows page_media_view page_total_media_view_unique page_post_engagements
    page_daily_follows page_daily_follows_unique page_daily_unfollows_unique page_views_total
    page_total_actions page_fan_adds_by_paid_non_paid_unique
    page_lifetime_engaged_followers_unique page_video_view_time page_video_complete_views_30s
    page_actions_post_reactions_total
    """
)
INSTAGRAM_USER: Final = listed(
    """
    views reach accounts_engaged total_interactions likes comments shares saves replies
    profile_views website_clicks follows_and_unfollows follower_count
    """
)


def names(text: str) -> list[str]:
    """The wanted metrics; none at all is an error of its own."""
    cleaned = text.strip().strip("[]").replace('"', "").replace("'", "")
    found = [name.strip() for name in cleaned.split(",") if name.strip()]
    if not found:
        raise GraphError(
            3001,
            "(#3001) Invalid query",
            subcode=1504028,
            user_message="No metric was specified to be fetched. Please specify one or more "
            "metrics to be fetched and try again.",
        )
    return found


def of_page_post(call: Call, post: Post, wanted: list[str]) -> dict[str, Any]:
    if any(name not in FACEBOOK_POST for name in wanted):
        raise parameter("The value must be a valid insights metric")
    return _answer(call, post, {name: FACEBOOK_POST[name] for name in wanted})


def of_instagram_post(call: Call, post: Post, wanted: list[str]) -> dict[str, Any]:
    valid = _INSTAGRAM_EVERY if post.form == "carousel" else INSTAGRAM_IMAGE
    unknown = [name for name in wanted if name not in _INSTAGRAM_KNOWN]
    if unknown:
        raise parameter(
            f"metric[{wanted.index(unknown[0])}] must be one of the following values: "
            + ", ".join(sorted(_INSTAGRAM_KNOWN))
        )
    unfit = [name for name in wanted if name not in valid]
    if unfit:
        raise instagram(
            100,
            2207086,
            f"(#100) The Media Insights API does not support the {unfit[0]} metric for this media "
            "product type.",
        )
    return _answer(call, post, {name: valid[name] for name in wanted})


def _answer(call: Call, post: Post, wanted: Mapping[str, Value]) -> dict[str, Any]:
    data = [
        {
            "name": name,
            "period": "lifetime",
            "values": [{"value": value(call, post)}],
            "title": name.replace("_", " ").capitalize(),
            "description": name.replace("_", " "),
            "id": f"{post.id}/insights/{name}/lifetime",
        }
        for name, value in wanted.items()
    ]
    return {"data": data}


def of_account(call: Call, account: Account, wanted: list[str], known: frozenset[str]) -> Any:
    """Totals over the account's visible posts, as one value per metric with its end time."""
    if any(name not in known for name in wanted):
        raise parameter("The value must be a valid insights metric")
    posts = call.world.listed_posts(account.network, account.id)
    end_time = graph_time(call.world.clock.wall_ms())
    data = []
    for name in wanted:
        value = _account_value(call, account, name, posts)
        entry: dict[str, Any] = {
            "name": name,
            "period": "day",
            "title": name.replace("_", " ").capitalize(),
            "description": name.replace("_", " "),
            "id": f"{account.id}/insights/{name}/day",
        }
        if call.params.get("metric_type") == "total_value":
            entry["total_value"] = {"value": value}
        else:
            entry["values"] = [{"value": value, "end_time": end_time}]
        data.append(entry)
    return {"data": data}


_ACCOUNT_SUMS: Final[Mapping[str, tuple[str, ...]]] = {
    "page_media_view": ("views",),
    "page_total_media_view_unique": ("reach",),
    "page_post_engagements": ("likes", "comments", "shares", "clicks"),
    "page_actions_post_reactions_total": ("likes",),
    "page_views_total": ("clicks",),
    "views": ("views",),
    "reach": ("reach",),
    "likes": ("likes",),
    "comments": ("comments",),
    "shares": ("shares",),
    "saves": ("saves",),
    "total_interactions": ("likes", "comments", "shares", "saves"),
    "accounts_engaged": ("likes",),
    "profile_views": ("clicks",),
}


def _account_value(call: Call, account: Account, name: str, posts: list[Post]) -> int:
    if name in ("page_follows", "page_lifetime_engaged_followers_unique"):
        return account.followers
    sums = _ACCOUNT_SUMS.get(name, ())
    return sum(call.world.numbers(post)[metric] for post in posts for metric in sums)
