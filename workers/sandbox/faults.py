"""Orders to fail: which requests, how often, in which way.

An order matches when every filter it has matches. `what` is one of
  delay            wait `seconds` (with `after`: process first, answer late)
  status           answer `code` with `body` (JSON) or `html`, or a `preset`, without processing
                   (with `after`: process fully, then answer that)
  drop_before      close the connection after the request was read, without processing it
  drop_after       process fully, then close the connection without an answer
  container_stuck  the Instagram container made by this request stays IN_PROGRESS
  container_error  the Instagram container made by this request becomes ERROR
  listing_lag      the post made by this request stays out of lists for `seconds`
`path` is a glob over the path as the network sees it (`/v25.0/*/media_publish`, `/2/tweets`).
"""

import itertools
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Final

from workers.sandbox.rows import NETWORKS

KINDS: Final = (
    "delay",
    "status",
    "drop_before",
    "drop_after",
    "container_stuck",
    "container_error",
    "listing_lag",
)


class BadOrderError(ValueError):
    """The order names something that does not exist; the message says what."""


@dataclass(slots=True)
class Fault:
    """`times` counts down to 0; -1 is for ever. `used` counts how often it struck."""

    what: str
    network: str = ""
    account: str = ""
    method: str = ""
    path: str = "*"
    times: int = 1
    seconds: float = 0.0
    code: int = 500
    body: Any = None
    html: str = ""
    preset: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    after: bool = False
    id: int = 0
    used: int = 0

    def matches(self, *, network: str, account: str, method: str, path: str) -> bool:
        return (
            self.times != 0
            and self.network in ("", network)
            and self.account in ("", account)
            and self.method in ("", method)
            and fnmatchcase(path, self.path)
        )


def _check(fault: Fault) -> None:
    if fault.network not in ("", *NETWORKS):
        raise BadOrderError(f"network must be one of {', '.join(NETWORKS)}")
    if fault.times == 0:
        raise BadOrderError("times must be 1 or more, or -1 for ever")
    if not isinstance(fault.seconds, int | float) or fault.seconds < 0:
        raise BadOrderError("seconds must be a number")


class Faults:
    """The orders in force. They live in memory: a restart starts without faults."""

    def __init__(self) -> None:
        self._orders: dict[int, Fault] = {}
        self._numbers = itertools.count(1)

    def add(self, order: dict[str, Any]) -> Fault:
        known = set(Fault.__dataclass_fields__) - {"id", "used"}
        unknown = sorted(set(order) - known)
        if unknown:
            raise BadOrderError(f"unknown: {', '.join(unknown)}; known: {', '.join(sorted(known))}")
        if order.get("what") not in KINDS:
            raise BadOrderError(f"what must be one of {', '.join(KINDS)}")
        if order["what"] == "status" and order.get("preset", "") not in ("", *PRESETS):
            raise BadOrderError(f"preset must be one of {', '.join(PRESETS)}")
        fault = Fault(**order)
        _check(fault)
        fault.method = fault.method.upper()
        fault.id = next(self._numbers)
        self._orders[fault.id] = fault
        return fault

    def clear(self, fault_id: int | None = None) -> None:
        if fault_id is None:
            self._orders.clear()
        else:
            self._orders.pop(fault_id, None)

    def listed(self) -> list[dict[str, Any]]:
        return [asdict(fault) for fault in self._orders.values()]

    def strike(self, *, network: str, account: str, method: str, path: str) -> list[Fault]:
        """The orders this request runs into; each is used up by one."""
        struck = [
            fault
            for fault in self._orders.values()
            if fault.matches(network=network, account=account, method=method, path=path)
        ]
        for fault in struck:
            fault.used += 1
            if fault.times > 0:
                fault.times -= 1
        return struck


PRESETS: Final = (
    "rate_limited",
    "token_expired",
    "permission_missing",
    "server_error",
    "server_error_html",
    "duplicate",
    "out_of_credits",
    "usage_cap",
    "blocked",
    "transient",
)
