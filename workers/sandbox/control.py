"""The control interface of the practice networks, for tests, demo and bench.

GET    /_sandbox/health                    {ok, pid, version, clock_offset_s, now_ms, ...}
GET    /_sandbox/accounts                  every account, tokens included
POST   /_sandbox/accounts                  create or change one: {network, id, name, handle, token,
                                           followers, user_token?, standing?, options?}; what is
                                           left out keeps its value (rows.Account says the options)
GET    /_sandbox/journal?since=SEQ         accepted writes after that number, oldest first:
                                           {seq, arrived_ms, accepted_ms, network, account_id, kind,
                                           form, text, link, media: [{id, sha256, mime, width_px,
                                           height_px, size_bytes, alt_text}], remote_id, permalink}
                                           kind: post draft media container alt_text comment delete;
                                           further filters: network, account, kind
GET    /_sandbox/requests                  [{account, method, template, count}]
DELETE /_sandbox/requests                  count from zero
GET    /_sandbox/numbers/{network}/{id}    {now: {metric: n}, readings: {metric: {value, at_ms}}}
                                           `readings` is what was last given out to a client
GET    /_sandbox/posts/{network}/{account} what visitors see, newest first
POST   /_sandbox/clock {"advance_s": n}    move the practice clock on; numbers grow, limits run out
GET    /_sandbox/faults                    orders in force and how often each struck
POST   /_sandbox/faults                    one order (faults.py says which); answers it with its id
DELETE /_sandbox/faults[?id=n]             clear one or all
POST   /_sandbox/reset                     forget everything, as freshly installed

Wrong orders are answered with 400 and {"error": what is wrong}.
"""

import os
from dataclasses import asdict, fields
from typing import Any

from aiohttp import web

from workers.sandbox.calls import Call, json_object
from workers.sandbox.faults import BadOrderError
from workers.sandbox.rows import NETWORKS, STANDINGS, Account

PREFIX = "/_sandbox"
VERSION = "1"


def respond(call: Call) -> web.Response:
    """Answer a control request; the first path part after the prefix names the noun."""
    call.network, call.template = "control", call.path
    if call.method == "POST" and call.content_type != "application/json":
        # A form or plain text is all that a page in a browser could send here unasked.
        return web.json_response({"error": "send application/json"}, status=400)
    parts = call.path.removeprefix(PREFIX).strip("/").split("/")
    try:
        body = _ANSWERS[call.method, parts[0]](call, parts[1:])
    except KeyError as error:
        return web.json_response({"error": f"unknown: {error}"}, status=404)
    except (BadOrderError, ValueError, TypeError) as error:
        return web.json_response({"error": str(error)}, status=400)
    return web.json_response(body)


def _health(call: Call, _rest: list[str]) -> Any:
    world = call.world
    return {
        "ok": True,
        "pid": os.getpid(),
        "version": VERSION,
        "clock_offset_s": world.clock.offset_ms / 1000,
        "now_ms": world.clock.wall_ms(),
        "speed": world.settings.speed,
        "accounts": len(list(world.accounts())),
    }


def _accounts(call: Call, _rest: list[str]) -> Any:
    return [asdict(account) for account in call.world.accounts()]


def _save_account(call: Call, _rest: list[str]) -> Any:
    given = json_object(call)
    known = {one.name for one in fields(Account)}
    if unknown := sorted(set(given) - known):
        raise BadOrderError(f"unknown: {', '.join(unknown)}")
    if given.get("network") not in NETWORKS or not given.get("id"):
        raise BadOrderError(f"an account needs an id and a network of {', '.join(NETWORKS)}")
    if given.get("standing", "ok") not in STANDINGS:
        raise BadOrderError(f"standing must be one of {', '.join(STANDINGS)}")
    world = call.world
    before = world.account(given["network"], str(given["id"]))
    kept = asdict(before) if before else _blank(call, str(given["id"]))
    options = {**kept["options"], **given.get("options", {})}
    account = Account(**{**kept, **given, "id": str(given["id"]), "options": options})
    world.store.save(account)
    world.load_accounts()
    return asdict(account)


def _blank(call: Call, account_id: str) -> dict[str, Any]:
    return {
        "name": account_id,
        "handle": f"akun{account_id}",
        "token": f"practice-{account_id}",
        "followers": 640,
        "created_ms": call.world.clock.wall_ms(),
        "options": {},
    }


def _journal(call: Call, _rest: list[str]) -> Any:
    entries = call.world.store.journal(since=int(call.params.get("since", "0")))
    for name, column in (("network", "network"), ("account", "account_id"), ("kind", "kind")):
        if wanted := call.params.get(name):
            entries = [entry for entry in entries if getattr(entry, column) == wanted]
    return [asdict(entry) for entry in entries]


def _requests(call: Call, _rest: list[str]) -> Any:
    return [
        {"account": account, "method": method, "template": template, "count": count}
        for (account, method, template), count in sorted(call.world.requests.items())
    ]


def _forget_requests(call: Call, _rest: list[str]) -> Any:
    call.world.requests.clear()
    return {"ok": True}


def _numbers(call: Call, rest: list[str]) -> Any:
    network, post_id = rest
    post = call.world.store.post(post_id)
    if post is None or post.network != network:
        raise KeyError(post_id)
    readings = call.world.store.readings(post.id)
    return {
        "now": call.world.numbers(post),
        "readings": {metric: asdict(reading) for metric, reading in readings.items()},
    }


def _posts(call: Call, rest: list[str]) -> Any:
    network, account_id = rest
    posts = call.world.store.posts(network, account_id)
    return [asdict(post) for post in posts if call.world.is_visible(post)]


def _clock(call: Call, _rest: list[str]) -> Any:
    advance_s = float(json_object(call).get("advance_s", 0))
    if advance_s < 0:
        raise BadOrderError("the practice clock only goes forward")
    clock = call.world.clock
    clock.advance(seconds=advance_s)
    call.world.store.save_setting("clock_offset_ms", str(clock.offset_ms))
    return {"clock_offset_s": clock.offset_ms / 1000}


def _faults(call: Call, _rest: list[str]) -> Any:
    return call.world.faults.listed()


def _add_fault(call: Call, _rest: list[str]) -> Any:
    return asdict(call.world.faults.add(json_object(call)))


def _clear_faults(call: Call, _rest: list[str]) -> Any:
    given = call.params.get("id")
    call.world.faults.clear(int(given) if given else None)
    return {"ok": True}


def _reset(call: Call, _rest: list[str]) -> Any:
    call.world.clear()
    return {"ok": True}


_ANSWERS = {
    ("GET", "health"): _health,
    ("GET", "accounts"): _accounts,
    ("POST", "accounts"): _save_account,
    ("GET", "journal"): _journal,
    ("GET", "requests"): _requests,
    ("DELETE", "requests"): _forget_requests,
    ("GET", "numbers"): _numbers,
    ("GET", "posts"): _posts,
    ("POST", "clock"): _clock,
    ("GET", "faults"): _faults,
    ("POST", "faults"): _add_fault,
    ("DELETE", "faults"): _clear_faults,
    ("POST", "reset"): _reset,
}
