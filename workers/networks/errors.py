"""What can go wrong while talking to a network, sorted by who must act.

NetworkError
├── TryLater        certainly not written; nobody acts, the row waits `after_s` and goes again
├── Rejected        the network refuses this content; the editor acts
├── NeedsReconnect  token or permission is gone; the admin reconnects the channel
├── Misconfigured   app keys, credits or set-up; the admin acts
└── OutcomeUnknown  timeout, 5xx, HTML or reset on the write; reconcile looks, then a person

`reason` is a short code; `content/reasons.py` turns it into the sentence a librarian reads, in
Indonesian and English. `detail` is for the staff log and has its secrets redacted here.
"""

import re
from collections.abc import Mapping
from typing import Final

_SECRETS: Final = re.compile(
    r"""(?ix)
    (?P<name>access_token|client_secret|appsecret_proof|refresh_token|fb_exchange_token
        |input_token|oauth_[a-z_]+|code|sessionid)
    (?P<sep>["']?\s*[=:]\s*["']?)
    [^&\s"',}]+
    """
)
_BEARER: Final = re.compile(r"(?i)\b(bearer|oauth)\s+[\w.~+/=|-]{8,}")


def redact(text: str) -> str:
    """`text` without tokens, app secrets and codes: in URLs, JSON, form bodies and headers."""
    return _BEARER.sub(r"\1 [redacted]", _SECRETS.sub(r"\g<name>\g<sep>[redacted]", text))


class NetworkError(Exception):
    """Base of all; never raised itself."""

    def __init__(
        self, reason: str, *, detail: str = "", params: Mapping[str, str | int] | None = None
    ) -> None:
        self.reason = reason
        self.detail = redact(detail)[:2000]
        self.params = dict(params or {})
        super().__init__(f"{reason}: {self.detail}" if self.detail else reason)


class TryLater(NetworkError):
    """Certainly not written. `after_s`: seconds the network asked us to wait, None if it did not."""

    def __init__(
        self,
        reason: str,
        *,
        after_s: float | None = None,
        detail: str = "",
        params: Mapping[str, str | int] | None = None,
    ) -> None:
        super().__init__(reason, detail=detail, params=params)
        self.after_s = after_s


class Rejected(NetworkError):
    """The network refuses this content; sending it again changes nothing.

    `duplicate` is True when the network says the same post is already there: after an unknown
    outcome that is a hint that the first attempt succeeded.
    """

    def __init__(
        self,
        reason: str,
        *,
        duplicate: bool = False,
        detail: str = "",
        params: Mapping[str, str | int] | None = None,
    ) -> None:
        super().__init__(reason, detail=detail, params=params)
        self.duplicate = duplicate


class NeedsReconnect(NetworkError):
    """Token or permission is gone."""


class Misconfigured(NetworkError):
    """App keys, credits or set-up are wrong."""


class OutcomeUnknown(NetworkError):
    """The write may or may not have happened."""
