"""One way to talk HTTP to any network: no retries, no redirects, bounded time and size.

Whatever the transport does becomes a `NetworkError` here: what was certainly not sent is
`TryLater`, what may have been written is `OutcomeUnknown` on the irreversible call.
"""

import logging
import ssl
import time
from collections.abc import Iterable, Iterator
from typing import Any, Final

import requests
import urllib3.exceptions
from requests.adapters import HTTPAdapter

from workers.networks.errors import Misconfigured, NetworkError, OutcomeUnknown, TryLater, redact
from workers.networks.reasons import Reason

MAX_ANSWER_BYTES: Final = 8 * 1024 * 1024
_CONNECT_S: Final = 10.0

_UNSENDABLE: Final = (
    requests.exceptions.InvalidURL,
    requests.exceptions.MissingSchema,
    requests.exceptions.InvalidSchema,
    requests.exceptions.InvalidHeader,
)
_NEVER_SENT: Final = (
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
    urllib3.exceptions.ProxyError,
    ssl.SSLCertVerificationError,
)
# TLS faults that only a handshake can have; any other may come after the request went out.
_HANDSHAKE: Final = frozenset(
    {
        "WRONG_VERSION_NUMBER",
        "UNSUPPORTED_PROTOCOL",
        "SSLV3_ALERT_HANDSHAKE_FAILURE",
        "TLSV1_ALERT_PROTOCOL_VERSION",
        "TLSV1_UNRECOGNIZED_NAME",
        "NO_PROTOCOLS_AVAILABLE",
    }
)


class _RedactUrls(logging.Filter):
    """urllib3 logs every address at DEBUG, and Graph wants its token in the address of a GET."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redact(record.getMessage()), ()
        return True


logging.getLogger("urllib3.connectionpool").addFilter(_RedactUrls())
# These print keys and Authorization headers at DEBUG, in shapes too many to redact.
for _name in ("tweepy", "oauthlib", "requests_oauthlib"):
    logging.getLogger(_name).setLevel(logging.INFO)


class AnswerTooLong(requests.RequestException):
    """The answer is longer or slower than any real one."""


class Session(requests.Session):
    """A requests session for one adapter."""

    def __init__(self, *, timeout_s: float) -> None:
        super().__init__()
        self.timeout_s = timeout_s
        # Without this a .netrc entry for the host would replace our Authorization header.
        self.auth = _unchanged
        for scheme in ("https://", "http://"):
            self.mount(scheme, HTTPAdapter(max_retries=0))

    def request(
        self, method: str | bytes, url: str | bytes, *args: Any, **options: Any
    ) -> requests.Response:
        options |= {
            "timeout": (min(_CONNECT_S, self.timeout_s), self.timeout_s),
            "allow_redirects": False,
            "stream": True,
        }
        deadline = time.monotonic() + 2 * self.timeout_s
        response = super().request(method, url, *args, **options)
        with response:
            # requests offers no public way to hand over a body that was read in pieces.
            response._content = _read(response, deadline=deadline)  # noqa: SLF001
        return response


def _unchanged(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _read(response: requests.Response, *, deadline: float) -> bytes:
    """The body, in whatever pieces come: waiting for full ones would let a slow drip go on."""
    body = bytearray()
    try:
        while piece := response.raw.read1(64 * 1024, decode_content=True):
            body += piece
            if len(body) > MAX_ANSWER_BYTES or time.monotonic() > deadline:
                raise AnswerTooLong(f"stopped reading after {len(body)} bytes", response=response)
    except urllib3.exceptions.HTTPError as error:
        raise requests.exceptions.ConnectionError(error, response=response) from error
    return bytes(body)


def send(
    session: requests.Session,
    method: str,
    url: str,
    *,
    irreversible: bool,
    secrets: Iterable[str],
    **options: Any,
) -> requests.Response:
    """One request, whatever its status. Raises only `NetworkError`."""
    try:
        return session.request(method, url, **options)
    except requests.RequestException as error:
        failure = _from_transport(error, irreversible=irreversible, secrets=secrets)
    # Raised outside `except`: the requests error has the address, and so the token, in its text.
    raise failure


def _from_transport(
    error: requests.RequestException, *, irreversible: bool, secrets: Iterable[str]
) -> NetworkError:
    detail = redact(f"{type(error).__name__}: {error}", secrets=secrets)
    if isinstance(error, _UNSENDABLE):
        return Misconfigured(Reason.WRONG_ADDRESS, detail=detail)
    if any(_is_before_sending(cause) for cause in _causes(error)):
        return TryLater(Reason.NETWORK_UNREACHABLE, detail=detail)
    if irreversible:
        return OutcomeUnknown(Reason.NO_ANSWER, detail=detail)
    return TryLater(Reason.NO_ANSWER, detail=detail)


def _is_before_sending(error: BaseException) -> bool:
    if isinstance(error, ssl.SSLError) and getattr(error, "reason", "") in _HANDSHAKE:
        return True
    return isinstance(error, _NEVER_SENT)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it wraps. Not `__context__`: that may be an earlier, unrelated one."""
    waiting, seen = [error], set[int]()
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        inner = (*current.args, getattr(current, "reason", None), current.__cause__)
        waiting += [one for one in inner if isinstance(one, BaseException)]


def json_object(response: requests.Response) -> dict[str, Any] | None:
    """The answer as a JSON object; None for anything else (HTML of a proxy, an empty body)."""
    try:
        answer = response.json()
    except requests.exceptions.JSONDecodeError:
        return None
    return answer if isinstance(answer, dict) else None


def no_real_answer(
    response: requests.Response, *, irreversible: bool, secrets: Iterable[str]
) -> NetworkError:
    """The error for an answer that says nothing about what happened: HTML, empty, 5xx."""
    kind = response.headers.get("Content-Type", "no content type")
    detail = redact(f"HTTP {response.status_code}, {kind}: {response.text[:300]}", secrets=secrets)
    if irreversible:
        return OutcomeUnknown(Reason.SERVER_ERROR, detail=detail)
    return TryLater(Reason.SERVER_ERROR, detail=detail)
