"""What the practice networks remember, one class per table. Times are epoch milliseconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FACEBOOK = "facebook"
INSTAGRAM = "instagram"
TWITTER = "twitter"
NETWORKS = (FACEBOOK, INSTAGRAM, TWITTER)
STANDINGS = ("ok", "expired", "revoked", "password_changed", "checkpoint")


@dataclass(slots=True)
class Account:
    """A Page, a professional profile or an X user.

    `standing`: of the tokens, one of STANDINGS. `options`: `quota_total`
    (Instagram posts a day), `premium` (25,000 characters on X), `rate_limits` (false: none),
    `consumer_key`, `consumer_secret`, `token_secret` (given: OAuth 1.0a signatures are checked),
    `credits` (false: X answers 402), `verified` (false: 50 posts a day on X),
    `reads_need_user_token` (Instagram objects hide from the Page token), `page_id` (the Page
    an Instagram profile belongs to).
    """

    network: str
    id: str
    name: str
    handle: str
    token: str
    followers: int
    user_token: str = ""
    standing: str = "ok"
    created_ms: float = 0.0
    options: dict[str, Any] = field(default_factory=dict)

    def opens_with(self, token: str) -> bool:
        return bool(token) and token in (self.token, self.user_token)


@dataclass(slots=True)
class Media:
    """A picture somebody gave a network; the bytes lie in the media folder under their hash."""

    id: str
    network: str
    account_id: str
    sha256: str
    mime: str
    width_px: int
    height_px: int
    size_bytes: int
    created_ms: float
    clock_ms: float
    alt_text: str = ""
    caption: str = ""
    source_url: str = ""
    post_id: str = ""

    def for_journal(self) -> dict[str, object]:
        return {
            "id": self.id,
            "sha256": self.sha256,
            "mime": self.mime,
            "width_px": self.width_px,
            "height_px": self.height_px,
            "size_bytes": self.size_bytes,
            "alt_text": self.alt_text,
        }


@dataclass(slots=True)
class Container:
    """An Instagram container. `order` is empty, or the fault it was created under."""

    id: str
    account_id: str
    form: str
    caption: str
    media_id: str
    children: list[str]
    created_ms: float
    clock_ms: float
    ready_ms: float
    order: str = ""
    post_id: str = ""


@dataclass(slots=True)
class Post:
    """`form`: text, link, photo, album, image, carousel. `clock_ms`, `listed_ms` and `visible_ms`
    are on the practice clock; `visible_ms` is None for what visitors cannot see."""

    id: str
    network: str
    account_id: str
    form: str
    text: str
    link: str
    created_ms: float
    clock_ms: float
    visible_ms: float | None
    listed_ms: float
    permalink: str
    shortcode: str = ""
    deleted: bool = False
    media_ids: list[str] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Comment:
    id: str
    post_id: str
    account_id: str
    text: str
    created_ms: float


@dataclass(slots=True)
class JournalEntry:
    """One accepted write. `kind`: post, media, container, alt_text, comment, delete."""

    arrived_ms: float
    accepted_ms: float
    network: str
    account_id: str
    kind: str
    form: str = ""
    text: str = ""
    link: str = ""
    media: list[dict[str, object]] = field(default_factory=list)
    remote_id: str = ""
    permalink: str = ""
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """One number as last given out: practice networks answer `value` at `at_ms` (real time)."""

    value: int
    at_ms: float


Readings = Mapping[str, Reading]
