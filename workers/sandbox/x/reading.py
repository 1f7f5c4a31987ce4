"""GET /2/tweets, one post, and a user's own list."""

from typing import Any, Final

from workers.sandbox.calls import Call
from workers.sandbox.rows import TWITTER, Post
from workers.sandbox.wordlists import names
from workers.sandbox.x import errors
from workers.sandbox.x.names import check_query, wanted
from workers.sandbox.x.rendering import media_json, metrics_too_old, post_json, user_json

_READ: Final = names(
    """
    tweet.fields post.fields user.fields media.fields poll.fields place.fields expansions
    """
)
_LIST: Final = _READ | names(
    """
    max_results exclude since_id until_id start_time end_time pagination_token
    """
)


def by_ids(call: Call) -> tuple[int, dict[str, Any]]:
    check_query(call.query_names, _READ | {"ids"})
    ids = [one for one in call.params.get("ids", "").split(",") if one]
    if not 1 <= len(ids) <= 100:
        raise errors.invalid(
            f"The number of values in the `ids` query parameter list [{len(ids)}] is not between 1 "
            "and 100",
            parameters={"ids": [call.params.get("ids", "")]},
        )
    return 200, _answer(call, ids)


def by_id(call: Call, post_id: str) -> tuple[int, dict[str, Any]]:
    check_query(call.query_names, _READ)
    answer = _answer(call, [post_id])
    if answer.get("data"):
        answer["data"] = answer["data"][0]
    return 200, answer


def _answer(call: Call, ids: list[str]) -> dict[str, Any]:
    fields = wanted(call.params, "tweet.fields", "post.fields")
    found: list[Post] = []
    problems = []
    for one in ids:
        post = call.world.store.post(one)
        if post is None or post.deleted or post.network != TWITTER:
            problems.append(errors.not_found("tweet", one))
        elif "non_public_metrics" in fields and not _may_read_private(call, post):
            problems.append(_private(one))
        else:
            found.append(post)
    answer: dict[str, Any] = {}
    if found:
        answer["data"] = [post_json(call, post, fields) for post in found]
        _add_includes(call, found, answer)
    if problems:
        answer["errors"] = problems
    return answer


def _may_read_private(call: Call, post: Post) -> bool:
    own = call.account is not None and call.account.id == post.account_id
    return own and not metrics_too_old(call, post)


def _private(post_id: str) -> dict[str, Any]:
    return {
        "resource_id": post_id,
        "parameter": "tweet.fields",
        "resource_type": "tweet",
        "section": "data",
        "title": "Field Authorization Error",
        "value": "non_public_metrics",
        "detail": "Sorry, you are not authorized to access 'non_public_metrics' on this post.",
        "type": "https://api.x.com/2/problems/not-authorized-for-field",
    }


def _add_includes(call: Call, posts: list[Post], answer: dict[str, Any]) -> None:
    expansions = wanted(call.params, "expansions")
    includes: dict[str, Any] = {}
    if "attachments.media_keys" in expansions:
        fields = wanted(call.params, "media.fields")
        ids = [one for post in posts for one in post.media_ids]
        media = [media_json(call, one, fields) for one in call.world.store.media_list(ids)]
        includes |= {"media": media} if media else {}
    if "author_id" in expansions:
        fields = wanted(call.params, "user.fields")
        authors = {post.account_id: call.world.account(TWITTER, post.account_id) for post in posts}
        includes["users"] = [user_json(call, one, fields) for one in authors.values() if one]
    if includes:
        answer["includes"] = includes


def of_user(call: Call, user_id: str) -> tuple[int, dict[str, Any]]:
    check_query(call.query_names, _LIST)
    if call.world.account(TWITTER, user_id) is None:
        return 200, {"errors": [errors.not_found("user", user_id)]}
    size = call.params.get("max_results", "10")
    if not size.isdigit() or not 5 <= int(size) <= 100:
        raise errors.invalid(
            f"The `max_results` query parameter value [{size}] is not between 5 and 100",
            parameters={"max_results": [size]},
        )
    posts = [post for post in call.world.listed_posts(TWITTER, user_id) if _in_range(call, post)]
    start = _number(call, "pagination_token", default=0)
    part = posts[start : start + int(size)]
    answer = _answer(call, [post.id for post in part]) if part else {}
    meta: dict[str, Any] = {"result_count": len(part)}
    if part:
        meta |= {"newest_id": part[0].id, "oldest_id": part[-1].id}
    if len(posts) > start + int(size):
        meta["next_token"] = str(start + int(size))
    return 200, {**answer, "meta": meta}


def _number(call: Call, name: str, *, default: int) -> int:
    given = call.params.get(name, "")
    if given and not given.isdigit():
        raise errors.invalid(
            f"The `{name}` query parameter value [{given}] is not valid", parameters={name: [given]}
        )
    return int(given) if given else default


def _in_range(call: Call, post: Post) -> bool:
    since = _number(call, "since_id", default=0)
    until = _number(call, "until_id", default=1 << 63)
    replies = "replies" in call.params.get("exclude", "") and post.details.get("reply_to")
    return since < int(post.id) < until and not replies
