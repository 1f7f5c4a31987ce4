"""What each network accepts, as data: the composer warns and the sender renders from one table.

Sizes are bytes, widths pixels, ratios width divided by height. None means the network sets no
limit that we know of. Sources: the networks' own developer pages, read in November 2026.
"""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class ImageLimits:
    """What one picture may be. `target_bytes` is what our own renditions stay under."""

    mimes: tuple[str, ...]
    max_bytes: int
    target_bytes: int
    min_ratio: float | None = None
    max_ratio: float | None = None
    min_width_px: int | None = None
    max_width_px: int | None = None


@dataclass(frozen=True, slots=True)
class NetworkLimits:
    """What one post may be.

    `weighted` text is counted by twitter-text: a link is `url_weight` whatever its length, an
    emoji two. Otherwise `max_chars` counts characters.
    """

    name: str
    max_chars: int
    weighted: bool
    url_weight: int | None
    max_media: int
    media_required: bool
    text_required_without_media: bool
    max_hashtags: int | None
    max_mentions: int | None
    alt_text_max: int | None
    image: ImageLimits


FACEBOOK = NetworkLimits(
    name="facebook",
    max_chars=63_206,
    weighted=False,
    url_weight=None,
    max_media=10,
    media_required=False,
    text_required_without_media=True,
    max_hashtags=None,
    max_mentions=None,
    alt_text_max=None,
    # Facebook takes 10 MB; above 4 MB some of its servers still answer "less than 4 MB".
    image=ImageLimits(
        mimes=("image/jpeg", "image/png", "image/gif", "image/bmp", "image/tiff"),
        max_bytes=10_000_000,
        target_bytes=4_000_000,
        min_width_px=200,
        max_width_px=2048,
    ),
)

INSTAGRAM = NetworkLimits(
    name="instagram",
    max_chars=2_200,
    weighted=False,
    url_weight=None,
    max_media=10,
    media_required=True,
    text_required_without_media=False,
    max_hashtags=30,
    max_mentions=20,
    alt_text_max=1_000,
    image=ImageLimits(
        mimes=("image/jpeg",),
        max_bytes=8_000_000,
        target_bytes=8_000_000,
        min_ratio=0.8,
        max_ratio=1.91,
        min_width_px=320,
        max_width_px=1440,
    ),
)

TWITTER = NetworkLimits(
    name="twitter",
    max_chars=280,
    weighted=True,
    url_weight=23,
    max_media=4,
    media_required=False,
    text_required_without_media=True,
    max_hashtags=None,
    max_mentions=None,
    alt_text_max=1_000,
    image=ImageLimits(
        mimes=("image/jpeg", "image/png", "image/webp"),
        max_bytes=5_000_000,
        target_bytes=5_000_000,
        max_width_px=4096,
    ),
)

LIMITS = MappingProxyType({limits.name: limits for limits in (FACEBOOK, INSTAGRAM, TWITTER)})
