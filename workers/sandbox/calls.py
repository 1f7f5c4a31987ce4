"""One call to a practice network: what came in, who it is for, what goes back with the answer."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from workers.sandbox.faults import Fault
from workers.sandbox.rows import Account, JournalEntry, Post, Reading
from workers.sandbox.world import World

MAX_BODY_BYTES = 12 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart form."""

    filename: str
    content_type: str
    data: bytes


@dataclass(slots=True)
class Call:
    """`template` is the path with ids replaced by their names; requests are counted under it."""

    world: World
    method: str
    path: str
    base_url: str
    arrived_ms: float
    params: dict[str, str] = field(default_factory=dict)
    query_names: tuple[str, ...] = ()
    files: dict[str, Upload] = field(default_factory=dict)
    body: bytes = b""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    token: str = ""
    network: str = ""
    account: Account | None = None
    template: str = ""
    faults: list[Fault] = field(default_factory=list)
    answer_headers: dict[str, str] = field(default_factory=dict)
    readings: dict[tuple[str, str], Reading] = field(default_factory=dict)
    _numbers: dict[str, dict[str, int]] = field(default_factory=dict)

    def ordered(self, what: str) -> Fault | None:
        return next((fault for fault in self.faults if fault.what == what), None)

    def number(self, post: Post, metric: str) -> int:
        """One number of a post, remembered as given out. One moment holds for a whole answer."""
        if post.id not in self._numbers:
            self._numbers[post.id] = self.world.numbers(post)
        value = self._numbers[post.id][metric]
        self.readings[post.id, metric] = Reading(value, self.world.clock.wall_ms())
        return value

    def listed_from_ms(self) -> float:
        """From when lists show what this call makes, on the practice clock."""
        lag = self.ordered("listing_lag")
        return self.world.clock.now_ms() + (lag.seconds * 1000 if lag else 0)

    def entry(self, account: Account, kind: str, **more: Any) -> JournalEntry:
        return JournalEntry(
            arrived_ms=self.arrived_ms,
            accepted_ms=0.0,
            network=account.network,
            account_id=account.id,
            kind=kind,
            **more,
        )


async def read(request: web.Request, world: World) -> Call:
    """Parse a request once: query, form, files or raw body."""
    call = Call(
        world=world,
        method=request.method,
        path=request.path,
        base_url=f"http://{request.host}",
        arrived_ms=world.clock.wall_ms(),
        params=dict(request.query),
        query_names=tuple(request.query),
        content_type=request.content_type,
        headers={name.lower(): value for name, value in request.headers.items()},
    )
    if request.content_type in ("multipart/form-data", "application/x-www-form-urlencoded"):
        await _read_form(request, call)
    elif request.can_read_body:
        call.body = await request.read()
    call.token = _token(call)
    return call


async def _read_form(request: web.Request, call: Call) -> None:
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            call.files[name] = Upload(value.filename, value.content_type, value.file.read())
            value.file.close()
        else:
            call.params[name] = str(value)


def _token(call: Call) -> str:
    """The token, wherever the three networks let it stand."""
    header = call.headers.get("authorization", "")
    scheme, _, rest = header.partition(" ")
    if scheme.lower() == "oauth" and "oauth_token" in rest:
        return oauth1_parameters(rest).get("oauth_token", "")
    if scheme.lower() in ("bearer", "oauth"):
        return rest.strip()
    if "access_token" not in call.params and call.content_type == "application/json":
        return str(json_object(call).get("access_token", ""))
    return call.params.get("access_token", "")


def oauth1_parameters(header: str) -> dict[str, str]:
    parts = (part.strip().partition("=") for part in header.split(","))
    return {name: unquote(value.strip('"')) for name, _, value in parts}


def json_object(call: Call) -> dict[str, Any]:
    """The body as a JSON object; an empty one when it is none."""
    try:
        found = json.loads(call.body or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
