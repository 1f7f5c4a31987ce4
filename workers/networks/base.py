"""The one interface all networks share, and the values that cross it.

A network is used in two steps so that a post leaves on its second: `prepare` does everything that
can be repeated or thrown away (uploads, containers), `publish` makes the one irreversible call.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit


class Metric(StrEnum):
    """What a visitor did with a post; the same word in table, API and page."""

    LIKES = "likes"
    COMMENTS = "comments"
    SHARES = "shares"
    SAVES = "saves"
    VIEWS = "views"
    REACH = "reach"
    CLICKS = "clicks"


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the networks answer; addresses without a trailing slash, paths as on the real ones."""

    facebook_graph_url: str = "https://graph.facebook.com"
    instagram_graph_url: str = "https://graph.facebook.com"
    meta_upload_url: str = "https://rupload.facebook.com"
    x_api_url: str = "https://api.x.com"
    instagram_web_url: str = "https://www.instagram.com"
    graph_version: str = "v25.0"
    timeout_s: float = 30.0

    def facebook_web_url(self) -> str:
        """Where people see a Page's posts: www.facebook.com for the real Graph address."""
        return _web_url(self.facebook_graph_url, api="graph.facebook.com", web="www.facebook.com")

    def x_web_url(self) -> str:
        """Where people see posts on X: x.com for the real API address."""
        return _web_url(self.x_api_url, api="api.x.com", web="x.com")


def _web_url(address: str, *, api: str, web: str) -> str:
    return f"https://{web}" if urlsplit(address).hostname == api else address


@dataclass(frozen=True, slots=True)
class Account:
    """A connected page or profile and the secrets to act for it.

    `credentials` keys: facebook `access_token` (Page token); instagram `access_token` and optional
    `user_token` (single objects are read with the user token where there is one); twitter either
    `access_token` (OAuth 2 user token) or the four of OAuth 1.0a: `consumer_key`,
    `consumer_secret`, `access_token`, `access_token_secret`. Meta accounts may add `app_secret`
    (sent as appsecret_proof).
    """

    external_id: str
    handle: str = ""
    credentials: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class MediaItem:
    """One picture ready for this network. `url` is its public address (Instagram fetches it)."""

    path: Path
    mime: str
    width_px: int
    height_px: int
    size_bytes: int
    url: str
    alt_text: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What is to be posted: final text for this network, at most one link, pictures in order.

    `text` is sent as it is; adapters never shorten it. What becomes of `link`: Facebook sends it
    as the link of a post without pictures; a Facebook post with pictures and every post on X
    carries it on a line of its own after the text, unless the text has it already; Instagram,
    where links in captions are dead, leaves it out.
    """

    text: str
    link: str = ""
    media: tuple[MediaItem, ...] = ()

    def text_with_link(self) -> str:
        """The text, and the link on a new line after it unless it is in there already."""
        if not self.link or self.link in self.text:
            return self.text
        return f"{self.text}\n{self.link}" if self.text else self.link


@dataclass(frozen=True, slots=True)
class Prepared:
    """What `prepare` has done so far, as JSON so that it can be stored with the publication.

    `look_again_s` is None when all is ready; else the network is still processing and `prepare`
    is to be called again, with this value, after so many seconds. `expires_at` (UTC) is when the
    pieces die on the network.
    """

    data: Mapping[str, object] = field(default_factory=dict)
    look_again_s: float | None = None
    expires_at: datetime | None = None

    @property
    def ready(self) -> bool:
        return self.look_again_s is None


@dataclass(frozen=True, slots=True)
class Published:
    """A post now live. `permalink` is empty when it must be read later."""

    remote_id: str
    permalink: str = ""


@dataclass(frozen=True, slots=True)
class RemotePost:
    """One of the account's own posts as the network lists it; `text` is unescaped and expanded."""

    remote_id: str
    text: str
    created_at: datetime
    permalink: str
    media_count: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """One reading of a post.

    A metric is in `values` (a true 0 included), or in `unavailable` (this network does not give
    it for this post), or in neither (not collected this time: lagging, no permission yet).
    """

    values: Mapping[Metric, int]
    unavailable: frozenset[Metric] = frozenset()
    raw: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """The page or profile behind an account. `followers` is None when the network hides it."""

    external_id: str
    name: str
    handle: str
    avatar_url: str = ""
    followers: int | None = None


class Network(Protocol):
    """One account on one network. Methods raise only `NetworkError` for what the network does."""

    name: str
    numbers_per_call: int

    def profile(self) -> Profile:
        """Who this account is; the cheapest proof that the token works."""

    def prepare(self, content: Content, so_far: Prepared | None = None) -> Prepared:
        """Do every step before the irreversible one; may be repeated. Never sleeps."""

    def publish(self, content: Content, prepared: Prepared) -> Published:
        """Make the irreversible call, once. Raises OutcomeUnknown when it may have happened."""

    def permalink(self, remote_id: str) -> str:
        """Public address of a post."""

    def find_prepared(self, prepared: Prepared) -> bool | None:
        """Did this very preparation become a post? None where the network cannot tell."""

    def newest(self, *, limit: int) -> list[RemotePost]:
        """The account's own newest posts, newest first."""

    def numbers(self, remote_ids: Sequence[str]) -> dict[str, Numbers | None]:
        """Numbers of up to `numbers_per_call` posts; None for one that is gone or not visible."""
