"""One Graph request from its path to its answer, in the order Graph checks things.

Version first, then the path, then the token, then limits, then what was asked.
"""

import json
import re
from datetime import date
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web

from workers.sandbox.calls import Call, json_object
from workers.sandbox.clock import moment
from workers.sandbox.graph import errors, nodes, usage
from workers.sandbox.graph.edges import on_edge, on_node, render
from workers.sandbox.graph.errors import GraphError
from workers.sandbox.graph.fields import Field, parse
from workers.sandbox.graph.nodes import Node
from workers.sandbox.rows import FACEBOOK, Account

# Last day each version answers; None: no end announced (Meta's changelog, read 2026-11).
VERSIONS: Final[dict[str, date | None]] = {
    "v19.0": date(2026, 5, 21),
    "v20.0": date(2026, 9, 24),
    "v21.0": date(2027, 1, 21),
    "v22.0": date(2027, 5, 20),
    "v23.0": date(2027, 10, 8),
    "v24.0": date(2028, 2, 18),
    "v25.0": date(2028, 7, 29),
    "v26.0": None,
}
MAX_BATCH: Final = 50
PATH: Final = re.compile(r"/(v\d+\.\d+)(/.*)?$")


def is_for(call: Call) -> bool:
    """Paths with a version, and those that a Graph client sent without one."""
    first = call.path.strip("/").split("/")[0]
    return bool(PATH.match(call.path) or first == "me" or "access_token" in call.params)


def identify(call: Call) -> None:
    """Whose call this is and under which name it is counted; refuses nothing."""
    _take_json(call)
    found = PATH.match(call.path)
    parts = (found.group(2) or "/").strip("/").split("/") if found else []
    call.method = _method(call)
    node = nodes.find(call.world, parts[0]) if parts and parts[0] else None
    holders = call.world.with_token(call.token)
    if node is not None:
        call.account = node.owner
        parts[0] = f"{{{node.kind}}}"
    elif holders:
        call.account = holders[0]
    call.network = call.account.network if call.account else FACEBOOK
    if parts and parts[0].isdigit():
        parts[0] = "{unknown-id}"
    call.template = "/" + "/".join(["{version}", *parts]) if found else "/{without-version}"


def _take_json(call: Call) -> None:
    """Graph takes parameters as a JSON body too; nested values become JSON text."""
    if call.content_type == "application/json":
        for name, value in json_object(call).items():
            call.params[name] = value if isinstance(value, str) else json.dumps(value)


def _method(call: Call) -> str:
    asked = call.params.get("method", "").upper()
    return asked if call.method == "POST" and asked in ("GET", "POST", "DELETE") else call.method


async def respond(call: Call) -> web.Response:
    """The whole answer with Graph's headers."""
    status = 200
    try:
        body = await _run(call)
    except GraphError as error:
        status, body = error.status, error.body()
        if error.code in (102, 190):
            call.answer_headers["WWW-Authenticate"] = (
                f'OAuth "Facebook Platform" "invalid_token" "{error.message}"'
            )
    return response(call, status, body)


def response(call: Call, status: int, body: Any) -> web.Response:
    found = PATH.match(call.path)
    headers = {
        "Content-Type": "application/json; charset=UTF-8",
        "facebook-api-version": found.group(1) if found else "v25.0",
        "Cache-Control": "private, no-cache, no-store, must-revalidate",
        "Access-Control-Allow-Origin": "*",
        "x-fb-request-id": f"{int(call.arrived_ms)}",
        **call.answer_headers,
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return web.Response(status=status, body=text.encode(), headers=headers)


async def _run(call: Call) -> Any:
    rest = _checked_path(call)
    _check_token(call, rest)
    if call.account is not None:
        usage.note(call, call.account)
    parts = [part for part in rest.split("/") if part]
    if not parts:
        return await _root(call)
    if parts[0] in ("me", "debug_token"):
        return _about_token(call, parts)
    node = nodes.visible(call, parts[0])
    if len(parts) > 2:
        raise errors.unknown_path("/" + "/".join(parts[1:]))
    return await (on_node(call, node) if len(parts) == 1 else on_edge(call, node, parts[1]))


def _checked_path(call: Call) -> str:
    """The path after the version. Raises for a version that does not answer any more."""
    found = PATH.match(call.path)
    rest = (found.group(2) or "/") if found else call.path
    version = found.group(1) if found else ""
    if version not in VERSIONS:
        raise errors.unknown_path(rest.rstrip("/") or "/")
    last_day = VERSIONS[version]
    if last_day is not None and moment(call.arrived_ms).date() > last_day:
        raise GraphError(
            2635,
            f"(#2635) You are calling a deprecated version of the API ({version}). Please update "
            f"to the latest version: {list(VERSIONS)[-1]}.",
        )
    return rest


def _check_token(call: Call, rest: str) -> None:
    if not call.token:
        raise errors.no_token(rest.rstrip("/"))
    if rest.startswith("/debug_token"):
        return
    holders = call.world.with_token(call.token)
    if not holders:
        raise errors.bad_token()
    bad = next((a.standing for a in holders if a.standing != "ok"), None)
    if bad is not None:
        raise errors.token_problem(bad, now_ms=call.arrived_ms)


# /, /me, /debug_token


async def _root(call: Call) -> Any:
    if "batch" in call.params and call.method == "POST":
        return await _batch(call)
    if "ids" not in call.params or call.method != "GET":
        raise GraphError(100, "Unsupported get request.", kind="GraphMethodException", subcode=33)
    ids = [one.strip() for one in call.params["ids"].split(",") if one.strip()]
    if len(ids) > MAX_BATCH:
        raise errors.parameter(f"Too many IDs. Maximum: {MAX_BATCH}. Provided: {len(ids)}.")
    fields = parse(call.params.get("fields", ""))
    answer = {}
    for one in dict.fromkeys(ids):
        try:
            node = nodes.visible(call, one)
        except GraphError:
            raise GraphError(
                803,
                f"(#803) Some of the aliases you requested do not exist: {one}",
            ) from None
        answer[one] = render(call, node, fields)
    return answer


def _about_token(call: Call, parts: list[str]) -> Any:
    if parts == ["debug_token"]:
        return _debug_token(call)
    holders = call.world.with_token(call.token)
    fields = parse(call.params.get("fields", ""))
    if parts == ["me"]:
        return _me(call, holders, fields)
    if parts == ["me", "accounts"]:
        page_list = [a for a in holders if a.network == FACEBOOK]
        rows = [
            render(call, Node("page-id", page, page), fields or _ACCOUNTS) for page in page_list
        ]
        return {"data": rows}
    if parts == ["me", "permissions"]:
        return {"data": [{"permission": one, "status": "granted"} for one in SCOPES]}
    raise errors.unknown_path("/" + "/".join(parts[1:]))


_ACCOUNTS: Final = parse("access_token,category,category_list,name,id,tasks")
SCOPES: Final = [
    "pages_show_list",
    "pages_read_engagement",
    "pages_manage_posts",
    "pages_manage_engagement",
    "pages_read_user_content",
    "read_insights",
    "instagram_basic",
    "instagram_content_publish",
    "instagram_manage_comments",
    "instagram_manage_insights",
]


def _me(call: Call, holders: list[Account], fields: tuple[Field, ...]) -> Any:
    own = next((a for a in holders if a.token == call.token), None)
    if own is None:
        return {"name": "Pustakawan Latihan", "id": f"10{holders[0].id[-13:]}"}
    kind = "page-id" if own.network == FACEBOOK else "ig-user-id"
    return render(call, Node(kind, own, own), fields)


def _debug_token(call: Call) -> Any:
    token = call.params.get("input_token", "")
    holders = call.world.with_token(token)
    if not holders:
        error = {"code": 190, "message": "Invalid OAuth access token."}
        return {"data": {"error": error, "is_valid": False, "scopes": []}}
    own = next((a for a in holders if a.token == token and a.network == FACEBOOK), None)
    data: dict[str, Any] = {
        "app_id": "1380000000000000",
        "type": "PAGE" if own else "USER",
        "application": "Practice networks",
        "expires_at": 0,
        "data_access_expires_at": int(call.arrived_ms / 1000) + 90 * 86400,
        "is_valid": all(a.standing == "ok" for a in holders),
        "scopes": SCOPES,
    }
    return {"data": {**data, "profile_id": own.id} if own else data}


async def _batch(call: Call) -> Any:
    try:
        orders = json.loads(call.params["batch"])
    except ValueError:
        raise errors.parameter("param batch must be an array.") from None
    if not isinstance(orders, list) or not all(isinstance(one, dict) for one in orders):
        raise errors.parameter("param batch must be an array of objects.")
    if len(orders) > MAX_BATCH:
        raise GraphError(
            100,
            f"Too many requests in batch message. Maximum batch size is {MAX_BATCH}",
            kind="GraphBatchException",
        )
    return [await _batched(call, order) for order in orders]


async def _batched(call: Call, order: dict[str, Any]) -> dict[str, Any]:
    target = urlsplit("/" + str(order.get("relative_url", "")).lstrip("/"))
    version = call.path.split("/")[1]
    path = target.path if PATH.match(target.path) else f"/{version}{target.path}"
    params = {**dict(parse_qsl(target.query)), **dict(parse_qsl(str(order.get("body", ""))))}
    inner = Call(
        world=call.world,
        method=str(order.get("method", "GET")).upper(),
        path=path,
        base_url=call.base_url,
        arrived_ms=call.arrived_ms,
        params={"access_token": call.token, **params},
        files=call.files,
        token=params.get("access_token", call.token),
        readings=call.readings,
    )
    identify(inner)
    answer = await respond(inner)
    headers = [{"name": name, "value": value} for name, value in answer.headers.items()]
    body = answer.body.decode() if isinstance(answer.body, bytes) else ""
    return {"code": answer.status, "headers": headers, "body": body}
