"""What can go wrong while talking to a network, sorted by who must act.

NetworkError
├── TryLater        certainly not written; nobody acts, the row waits `after_s` and goes again
├── Rejected        the network refuses this content; the editor acts
├── NeedsReconnect  token or permission is gone; the admin reconnects the channel
├── Misconfigured   app keys, credits or set-up; the admin acts
└── OutcomeUnknown  timeout, 5xx, HTML or reset on the write; reconcile looks, then a person

`reason` is a short code of `reasons.py`; `content/reasons.py` turns it into the sentence a
librarian reads, in Indonesian and English. `detail` is for the staff log and has its secrets
redacted here.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import quote, quote_plus

_NAMED: Final = re.compile(
    r"""(?ix)
    (?P<name>access_token(?:_secret)?|bearer_token|consumer_(?:key|secret)|user_token
        |(?:client|app)_secret|appsecret_proof|refresh_token|fb_exchange_token|input_token
        |oauth_[a-z_]+|code_verifier|sessionid|csrftoken|[?&]code)
    (?P<sep>["']?\s*(?:[=:,]|%3D)\s*["']?)
    [^&\s"',})]+
    """
)
_HEADER: Final = re.compile(r"(?i)\b(bearer|basic|oauth)\s+[\w.~+/=|%-]{8,}")
# Meta's tokens have this shape; its error texts sometimes quote one without naming it.
_META_TOKEN: Final = re.compile(r"\bEA[A-Z][A-Za-z0-9]{20,}")
# No database keeps these, and networks cut texts in the middle of an emoji: what they said must
# not stop the state of a post from being written.
_UNKEEPABLE: Final = re.compile("[\x00\ud800-\udfff]")
_GONE: Final = "[redacted]"


def redact(text: str, *, secrets: Iterable[str] = ()) -> str:
    """`text` without tokens, app secrets and codes: in URLs, JSON, form bodies and headers.

    `secrets` are taken out wherever they stand, also in their percent-encoded form.
    """
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        for form in (secret, quote(secret, safe=""), quote_plus(secret)):
            text = text.replace(form, _GONE)
    text = _NAMED.sub(rf"\g<name>\g<sep>{_GONE}", text)
    return _META_TOKEN.sub(_GONE, _HEADER.sub(rf"\1 {_GONE}", text))


class NetworkError(Exception):
    """Base of all; never raised itself."""

    def __init__(
        self, reason: str, *, detail: str = "", params: Mapping[str, str | int] | None = None
    ) -> None:
        self.reason = reason
        self.detail = _UNKEEPABLE.sub("", redact(detail))[:2000]
        self.params = {
            name: _UNKEEPABLE.sub("", redact(value)) if isinstance(value, str) else value
            for name, value in (params or {}).items()
        }
        super().__init__(f"{reason}: {self.detail}" if self.detail else reason)


class TryLater(NetworkError):
    """Certainly not written. `after_s`: seconds the network asked us to wait, if it did."""

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
