"""One X request from its path to its answer: token, credits, rate limit, then what was asked."""

import json
from typing import Any, Final

from aiohttp import web

from workers.sandbox.calls import Call
from workers.sandbox.rows import TWITTER, Account
from workers.sandbox.x import errors, media, posts, reading
from workers.sandbox.x.errors import XError
from workers.sandbox.x.names import check_query, wanted
from workers.sandbox.x.oauth1 import signature_fits
from workers.sandbox.x.rendering import user_json

WINDOW_S: Final = 15 * 60
# Calls in 15 minutes per user (docs.x.com rate limits, read 2026-11).
LIMITS: Final = {
    "POST /2/tweets": 100,
    "DELETE /2/tweets/{id}": 50,
    "GET /2/tweets": 5000,
    "GET /2/tweets/{id}": 900,
    "GET /2/users/{id}/tweets": 900,
    "GET /2/users/{id}": 900,
    "GET /2/users/me": 75,
    "POST /2/media/upload": 500,
    "POST /2/media/metadata": 500,
}


def identify(call: Call) -> None:
    """Whose call this is and under which name it is counted; refuses nothing."""
    call.network = TWITTER
    holders = [a for a in call.world.with_token(call.token) if a.network == TWITTER]
    call.account = holders[0] if holders else None
    parts = call.path.strip("/").split("/")
    call.template = "/" + "/".join(
        "{id}" if part.isdigit() and len(part) > 1 else part for part in parts
    )


async def respond(call: Call) -> web.Response:
    try:
        status, body = await _run(call)
    except XError as error:
        call.answer_headers.update(error.headers)
        status, body = error.status, error.body
    return response(call, status, body)


def response(call: Call, status: int, body: Any) -> web.Response:
    problem = "application/problem+json" if status >= 400 else "application/json"
    headers = {
        "Content-Type": f"{problem}; charset=utf-8",
        "api-version": "2.168",
        "x-access-level": "read-write",
        "Cache-Control": "no-cache, no-store, max-age=0",
        **call.answer_headers,
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return web.Response(status=status, body=text.encode(), headers=headers)


async def _run(call: Call) -> tuple[int, dict[str, Any]]:
    name = f"{call.method} {call.template}"
    if name not in LIMITS:
        raise errors.problem(404, "Not Found", "Not Found")
    account = _signed_in(call)
    _count(call, account, name)
    if not account.options.get("credits", True):
        raise errors.out_of_credits(account.id)
    last = call.path.rstrip("/").rpartition("/")[2]
    if name == "POST /2/media/upload":
        return await media.upload(call, account)
    answers = {
        "POST /2/media/metadata": lambda: media.describe(call, account),
        "POST /2/tweets": lambda: posts.create(call, account),
        "DELETE /2/tweets/{id}": lambda: posts.delete(call, account, last),
        "GET /2/tweets": lambda: reading.by_ids(call),
        "GET /2/tweets/{id}": lambda: reading.by_id(call, last),
        "GET /2/users/{id}/tweets": lambda: reading.of_user(call, call.path.split("/")[3]),
        "GET /2/users/{id}": lambda: _user(call, last),
        "GET /2/users/me": lambda: _user(call, account.id),
    }
    return answers[name]()


def _signed_in(call: Call) -> Account:
    account = call.account
    if account is None or account.standing != "ok" or not signature_fits(call, account):
        raise errors.unauthorized()
    return account


def _count(call: Call, account: Account, name: str) -> None:
    usage = call.world.usage
    limit = LIMITS[name]
    used = usage.count(account.id, name, window_s=WINDOW_S)
    reset_ms = call.world.clock.as_wall_ms(usage.oldest_ms(account.id, name) + WINDOW_S * 1000)
    if used > limit and account.options.get("rate_limits", True):
        raise errors.too_many(limit=limit, reset_s=int(reset_ms / 1000) + 1)
    call.answer_headers.update(
        {
            "x-rate-limit-limit": str(limit),
            "x-rate-limit-remaining": str(max(0, limit - used)),
            "x-rate-limit-reset": str(int(reset_ms / 1000) + 1),
        }
    )


_USER_QUERY: Final = frozenset(["user.fields", "tweet.fields", "post.fields", "expansions"])


def _user(call: Call, user_id: str) -> tuple[int, dict[str, Any]]:
    check_query(call.query_names, _USER_QUERY)
    fields = wanted(call.params, "user.fields")
    account = call.world.account(TWITTER, user_id)
    if account is None:
        return 200, {"errors": [errors.not_found("user", user_id)]}
    return 200, {"data": user_json(call, account, fields)}
