"""What X's answers mean to us, as data; facts as of November 2026.

X has few codes: a refusal is told apart by its HTTP status and by words in its text.
"""

import time
from collections.abc import Iterable, Mapping
from typing import Any, Final

import requests

from workers.networks import http
from workers.networks.errors import (
    Misconfigured,
    NeedsReconnect,
    NetworkError,
    OutcomeUnknown,
    Rejected,
    TryLater,
    redact,
)
from workers.networks.reasons import Reason

Verdict = tuple[type[NetworkError], Reason]

_WINDOW_S: Final = 900.0

# Status and words (lower case) that must stand in the answer; the first match counts.
BY_WORDS: Final[tuple[tuple[int, str, Verdict], ...]] = (
    (403, "duplicate content", (Rejected, Reason.DUPLICATE)),
    (403, "too long", (Rejected, Reason.TEXT_TOO_LONG)),
    (403, "not permitted to perform this action", (Misconfigured, Reason.APP_NOT_ALLOWED)),
    (403, "suspended", (NeedsReconnect, Reason.ACCOUNT_RESTRICTED)),
    (403, "locked", (NeedsReconnect, Reason.ACCOUNT_RESTRICTED)),
    (400, "too long", (Rejected, Reason.TEXT_TOO_LONG)),
    (429, "usagecapexceeded", (Misconfigured, Reason.OUT_OF_CREDITS)),
    (429, "usage cap exceeded", (Misconfigured, Reason.OUT_OF_CREDITS)),
)
BY_STATUS: Final[Mapping[int, Verdict]] = {
    401: (NeedsReconnect, Reason.TOKEN_EXPIRED),
    402: (Misconfigured, Reason.OUT_OF_CREDITS),
    403: (Rejected, Reason.CONTENT_REFUSED),
    413: (Rejected, Reason.MEDIA_REFUSED),
    429: (TryLater, Reason.RATE_LIMITED),
}
BY_API_CODE: Final[Mapping[int, Verdict]] = {
    89: (NeedsReconnect, Reason.TOKEN_EXPIRED),
    326: (NeedsReconnect, Reason.ACCOUNT_RESTRICTED),
}
# Statuses that mean the same whoever in front of X answers, so their body need not be JSON.
_PLAIN: Final = frozenset({401, 402, 429})


def from_x(
    response: requests.Response, *, route: str, irreversible: bool, secrets: Iterable[str]
) -> NetworkError:
    """Our error for an answer of X that is not 2xx."""
    status, body = response.status_code, http.json_object(response)
    if status not in _PLAIN and (body is None or status >= 500 or status < 400):
        return http.no_real_answer(response, irreversible=irreversible, secrets=secrets)
    said = redact(_words(body or {}), secrets=secrets)
    code = _api_code(body or {})
    kind, reason = _verdict(
        status, code, said, title=str((body or {}).get("title", "")), route=route
    )
    detail = f"HTTP {status}, code {code}: {said}"
    params: dict[str, str | int] = {"code": code or status, "subcode": 0, "said": said}
    if kind is TryLater:
        reason, after_s = _wait(response.headers)
        return TryLater(reason, after_s=after_s, detail=detail, params=params)
    if reason is Reason.DUPLICATE:
        return Rejected(reason, duplicate=True, detail=detail, params=params)
    return kind(reason, detail=detail, params=params)


def _verdict(status: int, code: int, said: str, *, title: str, route: str) -> Verdict:
    if code in BY_API_CODE:
        return BY_API_CODE[code]
    text = f"{title} {said}".lower()
    for wanted_status, words, verdict in BY_WORDS:
        if status == wanted_status and words in text:
            return verdict
    if status == 404:
        return _not_found(route)
    if status == 400 and route.startswith("/2/media/"):
        return Rejected, Reason.MEDIA_REFUSED
    return BY_STATUS.get(status, (Rejected, Reason.UNKNOWN_REFUSAL))


def _not_found(route: str) -> Verdict:
    if route.startswith("/2/tweets/"):
        return Rejected, Reason.POST_GONE
    return Misconfigured, Reason.WRONG_ADDRESS


def _words(body: Mapping[str, Any]) -> str:
    errors = [one for one in body.get("errors") or [] if isinstance(one, dict)]
    parts = [body.get("detail"), *(one.get("message") or one.get("detail") for one in errors)]
    return "; ".join(str(part) for part in parts if part) or str(body.get("title", ""))


def _api_code(body: Mapping[str, Any]) -> int:
    errors = [one for one in body.get("errors") or [] if isinstance(one, dict)]
    codes = [one.get("code") for one in errors]
    return next((code for code in codes if isinstance(code, int)), 0)


def _wait(headers: Mapping[str, str]) -> tuple[Reason, float]:
    for scope in ("user", "app"):
        if headers.get(f"x-{scope}-limit-24hour-remaining") == "0":
            reset = headers.get(f"x-{scope}-limit-24hour-reset")
            return Reason.DAILY_LIMIT, _until(reset, otherwise_s=3600.0)
    reset = headers.get("x-rate-limit-reset")
    return Reason.RATE_LIMITED, _until(reset, otherwise_s=_WINDOW_S)


def _until(reset: str | None, *, otherwise_s: float) -> float:
    """Seconds until a Unix time, at least one."""
    return max(1.0, int(reset) - time.time()) if reset and reset.isdigit() else otherwise_s


def without_id(response: requests.Response, *, irreversible: bool) -> NetworkError:
    """The error for a success without the id it should carry."""
    kind = OutcomeUnknown if irreversible else TryLater
    return kind(Reason.SERVER_ERROR, detail=f"HTTP {response.status_code} without an id")
