"""What Meta's Graph errors mean to us, as data; facts as of November 2026.

Matched by subcode first, then by code. `OutcomeUnknown` in a table means "may have been written":
on anything but the irreversible call it becomes `TryLater`.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

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

_RATE_STEP_S: Final = 3600.0
_NOT_READY_S: Final = 5.0


class NotVisible(NeedsReconnect):
    """An object that does not exist or is not visible to this token; Graph does not say which."""


class MetricRefused(Rejected):
    """An insights metric the network does not know, or not for this kind of post."""

    everywhere: bool = False


_SERVER: Final = (OutcomeUnknown, Reason.SERVER_ERROR)
_RATE: Final = (TryLater, Reason.RATE_LIMITED)
_TOKEN: Final = (NeedsReconnect, Reason.TOKEN_EXPIRED)
_PERMISSION: Final = (NeedsReconnect, Reason.PERMISSION_MISSING)
_CHECK: Final = (NeedsReconnect, Reason.ACCOUNT_CHECK)
_RESTRICTED: Final = (NeedsReconnect, Reason.ACCOUNT_RESTRICTED)
_MEDIA: Final = (Rejected, Reason.MEDIA_REFUSED)
_LINK: Final = (Rejected, Reason.LINK_REFUSED)
_CONTENT: Final = (Rejected, Reason.CONTENT_REFUSED)
_DUPLICATE: Final = (Rejected, Reason.DUPLICATE)
_FETCH: Final = (Misconfigured, Reason.MEDIA_UNREACHABLE)
_EXPIRED: Final = (OutcomeUnknown, Reason.MEDIA_EXPIRED)
_REFUSED: Final = (Rejected, Reason.UNKNOWN_REFUSAL)
_HIDDEN: Final = (NotVisible, Reason.ACCOUNT_NOT_VISIBLE)

BY_SUBCODE: Final[Mapping[int, Verdict]] = {
    33: _HIDDEN,
    # tokens (codes 190, 102)
    458: _TOKEN,  # the person removed the app
    459: _CHECK,  # checkpoint on facebook.com
    460: _TOKEN,  # password changed
    463: _TOKEN,  # expired
    464: _CHECK,  # unconfirmed user
    467: _TOKEN,  # invalid
    492: _PERMISSION,  # lost the role on the page
    # Facebook
    1346003: _CONTENT,  # abusive
    1363047: _SERVER,  # temporary
    1366046: _MEDIA,  # too big or wrong format
    1366051: _DUPLICATE,  # these uploads are in a post already: ours
    1390008: _RESTRICTED,  # posting too fast
    1404006: _CHECK,  # security check
    1404078: _CHECK,  # page publishing authorization
    1404102: _CONTENT,  # community standards
    1404112: _RESTRICTED,  # account limited
    1609005: _LINK,
    1609008: _LINK,  # a link to facebook.com
    1609010: _SERVER,  # temporary
    2061006: _LINK,
    2069019: _MEDIA,
    4854002: _CHECK,  # confirm identity
    # Instagram
    2207001: _SERVER,
    2207003: _FETCH,  # timeout while fetching the picture
    2207004: _MEDIA,  # over 8 MiB
    2207005: _MEDIA,  # format
    2207006: _EXPIRED,  # container not found, also after it was published
    2207008: _EXPIRED,
    2207009: _MEDIA,  # aspect ratio
    2207010: (Rejected, Reason.TEXT_TOO_LONG),
    2207020: _EXPIRED,
    2207023: _REFUSED,  # bad media_type
    2207026: _MEDIA,  # video format
    2207027: (TryLater, Reason.NOT_READY),
    2207028: (Rejected, Reason.TOO_MANY_MEDIA),  # a carousel takes 2 to 10
    2207032: _SERVER,
    2207042: (TryLater, Reason.DAILY_LIMIT),
    2207050: _RESTRICTED,
    2207051: _RESTRICTED,  # looks like spam
    2207052: _FETCH,
    2207053: _SERVER,
    2207077: _MEDIA,  # download failed
    2207082: _MEDIA,  # upload failed
    2207085: _MEDIA,  # could not be processed
}

# A new container may do what the last one did not (Instagram error code page).
NEW_CONTAINER_MAY_HELP: Final = frozenset(
    {
        2207001,
        2207003,
        2207006,
        2207008,
        2207020,
        2207032,
        2207052,
        2207053,
        2207077,
        2207082,
        2207085,
    }
)

BY_CODE: Final[Mapping[int, Verdict]] = {
    -2: _FETCH,
    -1: _SERVER,
    1: _SERVER,
    2: _SERVER,
    3: _PERMISSION,
    4: _RATE,
    9: (TryLater, Reason.DAILY_LIMIT),
    10: _PERMISSION,
    17: _RATE,
    24: _EXPIRED,
    25: _RESTRICTED,
    32: _RATE,
    100: _REFUSED,
    102: _TOKEN,
    104: _TOKEN,
    190: _TOKEN,
    341: _RATE,
    352: _MEDIA,
    368: _RESTRICTED,
    506: _DUPLICATE,
    613: _RATE,
    803: _HIDDEN,
    1609005: _LINK,
    9004: _FETCH,
    9007: (TryLater, Reason.NOT_READY),
    36000: _MEDIA,
    36001: _MEDIA,
    36003: _MEDIA,
    36004: (Rejected, Reason.TEXT_TOO_LONG),
    **dict.fromkeys(range(200, 300), _PERMISSION),
    **dict.fromkeys(range(80000, 80015), _RATE),
}


def from_graph(
    error: Mapping[str, Any],
    *,
    status: int,
    wait_s: float | None,
    irreversible: bool,
    secrets: Iterable[str],
) -> NetworkError:
    """Our error for the `error` object of a Graph answer; `wait_s` is from its usage headers."""
    code, subcode = _number(error.get("code")), _number(error.get("error_subcode"))
    message = redact(str(error.get("message", "")), secrets=secrets)
    said = redact(str(error.get("error_user_msg") or message), secrets=secrets)
    kind, reason = _verdict(code, subcode, message, status=status, error=error)
    if kind is OutcomeUnknown and not irreversible:
        kind = TryLater
    return _build(
        kind,
        reason,
        wait_s=wait_s,
        detail=f"HTTP {status}, code {code}/{subcode}: {message}",
        params={"code": code, "subcode": subcode, "said": said},
    )


def from_subcode(subcode: int, *, said: str) -> NetworkError:
    """Our error for a subcode that stands in a container's status, long before the final call."""
    kind, reason = BY_SUBCODE.get(subcode, _MEDIA)
    return _build(
        TryLater if kind is OutcomeUnknown else kind,
        reason,
        wait_s=None,
        detail=said,
        params={"code": 0, "subcode": subcode, "said": said},
    )


def _verdict(
    code: int, subcode: int, message: str, *, status: int, error: Mapping[str, Any]
) -> Verdict:
    if subcode == 2207086 or (code == 100 and "valid insights metric" in message):
        return MetricRefused, Reason.UNKNOWN_REFUSAL
    if code == 2500:
        known = "access token" in message
        return _TOKEN if known else (Misconfigured, Reason.WRONG_ADDRESS)
    verdict = BY_SUBCODE.get(subcode) or BY_CODE.get(code)
    if verdict is not None:
        return verdict
    return _SERVER if status >= 500 or error.get("is_transient") else _REFUSED


def _build(
    kind: type[NetworkError],
    reason: Reason,
    *,
    wait_s: float | None,
    detail: str,
    params: Mapping[str, str | int],
) -> NetworkError:
    if kind is TryLater:
        after_s = _after_s(reason, wait_s)
        return TryLater(reason, after_s=after_s, detail=detail, params=params)
    if reason is Reason.DUPLICATE:
        return Rejected(reason, duplicate=True, detail=detail, params=params)
    failure = kind(reason, detail=detail, params=params)
    if isinstance(failure, MetricRefused):
        failure.everywhere = params["subcode"] != 2207086
    return failure


def _after_s(reason: Reason, wait_s: float | None) -> float | None:
    if reason in {Reason.RATE_LIMITED, Reason.DAILY_LIMIT}:
        return wait_s or _RATE_STEP_S
    return _NOT_READY_S if reason is Reason.NOT_READY else wait_s


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
