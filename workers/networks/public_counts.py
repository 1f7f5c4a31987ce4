"""Public counts of Instagram posts and profiles through instaloader: opt-in, anonymous only.

Instagram's terms forbid collecting without permission, servers are turned away soon, and the
package breaks every few months: use it where there is no API access, and expect `NotAvailable`.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit, urlunsplit

import instaloader
import requests
from instaloader.exceptions import (
    AbortDownloadException,
    InstaloaderException,
    LoginRequiredException,
    PrivateProfileNotFollowedException,
    ProfileNotExistsException,
    QueryReturnedNotFoundException,
)
from instaloader.instaloadercontext import InstaloaderContext, RateController
from requests.adapters import HTTPAdapter

from workers.networks.base import Endpoints
from workers.networks.errors import redact

_log = logging.getLogger(__name__)
_HOST: Final = "https://www.instagram.com/"
_Result = TypeVar("_Result")


class NotAvailable(Exception):
    """No count this time. `reason` is one of `gone`, `private`, `refused`, `rate_limited`,
    `changed` (Instagram's pages are not what the package expects) and `unreachable`."""

    def __init__(
        self, reason: str, *, detail: str = "", retry_after_s: float | None = None
    ) -> None:
        self.reason = reason
        self.detail = redact(detail)[:2000]
        self.retry_after_s = retry_after_s
        super().__init__(f"{reason}: {self.detail}" if self.detail else reason)


@dataclass(frozen=True, slots=True)
class PublicPost:
    """What anybody sees under a post. `likes` is None when the owner hides them."""

    shortcode: str
    likes: int | None
    comments: int | None


@dataclass(frozen=True, slots=True)
class PublicProfile:
    """What anybody sees on top of a profile."""

    username: str
    followers: int | None


class PublicCounts:
    """Reads without signing in. Keep one for a process: it counts its own requests and, rather
    than sleep, raises `NotAvailable` with `retry_after_s`."""

    def __init__(self, endpoints: Endpoints) -> None:
        self._context = _Context(endpoints)

    def post(self, shortcode: str) -> PublicPost:
        """Likes and comments of the post at instagram.com/p/<shortcode>/."""
        return _or_not_available(lambda: self._post(shortcode))

    def _post(self, shortcode: str) -> PublicPost:
        post = instaloader.Post.from_shortcode(self._context, shortcode)
        # instaloader turns a hidden count into 0, so absence is read from the answer itself.
        shown = self._context.item
        return PublicPost(
            shortcode=post.shortcode,
            likes=_shown(post.likes, shown.get("like_count")),
            comments=_shown(post.comments, shown.get("comment_count")),
        )

    def profile(self, username: str) -> PublicProfile:
        """Followers of a public profile."""
        return _or_not_available(lambda: self._profile(username))

    def _profile(self, username: str) -> PublicProfile:
        profile = instaloader.Profile.from_username(self._context, username)
        return PublicProfile(username=str(profile.username), followers=profile.followers)


class _OtherHost(HTTPAdapter):
    """Sends what is meant for www.instagram.com to the endpoint in its place."""

    def __init__(self, address: str) -> None:
        self._address = urlsplit(address)
        super().__init__(max_retries=0)

    def send(
        self, request: requests.PreparedRequest, *args: Any, **options: Any
    ) -> requests.Response:
        wanted = urlsplit(request.url or "")
        sent = request.copy()
        sent.url = urlunsplit(
            (self._address.scheme, self._address.netloc, str(wanted.path), str(wanted.query), "")
        )
        sent.headers.pop("Host", None)
        response = super().send(sent, *args, **options)
        # Cookies and redirects go on as if the real host had answered.
        response.url, response.request = str(request.url), request
        return response


class _NoSleep(RateController):  # type: ignore[misc, unused-ignore]  # no types
    def sleep(self, secs: float) -> None:
        raise NotAvailable("rate_limited", retry_after_s=secs)


class _Context(InstaloaderContext):  # type: ignore[misc, unused-ignore]  # no types
    """Opens every session of the package on the endpoint's host, one attempt each, quietly."""

    def __init__(self, endpoints: Endpoints) -> None:
        self._adapter = _OtherHost(endpoints.instagram_web_url)
        self.item: dict[str, Any] = {}
        super().__init__(
            sleep=False,
            quiet=True,
            max_connection_attempts=1,
            request_timeout=endpoints.timeout_s,
            rate_controller=_NoSleep,
            iphone_support=False,
        )

    def get_anonymous_session(self) -> requests.Session:
        session: requests.Session = super().get_anonymous_session()
        session.mount(_HOST, self._adapter)
        return session

    @contextmanager
    def _graphql_session(self, *args: Any, **options: Any) -> Iterator[requests.Session]:
        with super()._graphql_session(*args, **options) as session:
            session.mount(_HOST, self._adapter)
            yield session

    def doc_id_graphql_query(self, *args: Any, **options: Any) -> dict[str, Any]:
        answer: dict[str, Any] = super().doc_id_graphql_query(*args, **options)
        data = (answer.get("data") or {}).get("xdt_api__v1__media__shortcode__web_info") or {}
        self.item = next(iter(data.get("items") or []), {})
        return answer

    def error(self, msg: str, repeat_at_end: bool = True) -> None:  # noqa: ARG002 - its signature
        _log.info("instaloader: %s", redact(str(msg)))


# First match counts: most are subclasses of a later one.
_REASONS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (QueryReturnedNotFoundException, "gone"),
    (ProfileNotExistsException, "gone"),
    (PrivateProfileNotFollowedException, "private"),
    (LoginRequiredException, "refused"),
    (AbortDownloadException, "refused"),
    (requests.RequestException, "unreachable"),
    (instaloader.exceptions.ConnectionException, "refused"),
    (InstaloaderException, "changed"),
    (KeyError, "changed"),
    (TypeError, "changed"),
)


def _or_not_available(read: Callable[[], _Result]) -> _Result:
    try:
        return read()
    except (
        InstaloaderException,
        AbortDownloadException,
        requests.RequestException,
        KeyError,
        TypeError,
    ) as error:
        failure = _not_available(error)
    raise failure


def _not_available(error: Exception) -> NotAvailable:
    reason = next(reason for kind, reason in _REASONS if isinstance(error, kind))
    detail = f"{type(error).__name__}: {error}"
    if "429" in detail or "Please wait a few minutes" in detail:
        return NotAvailable("rate_limited", detail=detail)
    cause = error.__cause__
    if isinstance(cause, requests.exceptions.JSONDecodeError):
        return NotAvailable("changed", detail=detail)
    if isinstance(cause, requests.RequestException):
        return NotAvailable("unreachable", detail=detail)
    return NotAvailable(reason, detail=detail)


def _shown(count: object, in_answer: object) -> int | None:
    visible = isinstance(in_answer, int) and in_answer >= 0
    return count if visible and isinstance(count, int) else None
