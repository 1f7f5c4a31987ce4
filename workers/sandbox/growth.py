"""How the numbers of a post grow: seeded, monotonic, quick in the first hours, then flattening.

A post's whole life follows from (seed, post id, form, follower count); its age picks the point on
the curve. Sizes are those of a small library: tens to hundreds.
"""

import hashlib
import math
from collections.abc import Mapping
from typing import Final

METRICS: Final = ("likes", "comments", "shares", "saves", "views", "reach", "clicks")

# Share of the reach that does it in the end, and hours until half of them have.
_HABITS: Final[Mapping[str, tuple[float, float, float]]] = {
    "likes": (0.035, 0.11, 3.5),
    "comments": (0.002, 0.014, 6.0),
    "shares": (0.003, 0.022, 8.0),
    "saves": (0.002, 0.03, 11.0),
    "clicks": (0.01, 0.06, 5.0),
}
# How the form of a post changes a habit; pictures are liked, links are clicked.
_FORMS: Final[Mapping[str, Mapping[str, float]]] = {
    "text": {"reach": 0.7, "likes": 0.8, "clicks": 0.3},
    "link": {"reach": 0.8, "likes": 0.7, "clicks": 2.2},
    "album": {"reach": 1.15, "likes": 1.1, "saves": 1.3},
    "carousel": {"reach": 1.2, "likes": 1.1, "saves": 1.9},
}
_STEEPNESS: Final = 1.35
_END_H: Final = 1e6
_REACH_HALF_TIME_H: Final = 4.0


def _chance(seed: int, post_id: str, metric: str) -> float:
    """Even in 0..1, the same for ever."""
    digest = hashlib.blake2b(f"{seed}:{post_id}:{metric}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def _grown(age_h: float, *, half_time_h: float) -> float:
    """S-shaped share of the final number after `age_h`: 0 at first, half at `half_time_h`."""
    step = math.pow(min(max(age_h, 0.0), _END_H) / half_time_h, _STEEPNESS)
    return step / (1 + step)


def numbers(*, seed: int, post_id: str, form: str, followers: int, age_s: float) -> dict[str, int]:
    """Every metric after `age_s` seconds. Never falls as `age_s` grows; 0 of everything at 0."""
    age_h = age_s / 3600
    factors = _FORMS.get(form, {})
    appeal = 0.14 + 0.4 * _chance(seed, post_id, "appeal") ** 2
    people = (followers * appeal + 12) * factors.get("reach", 1.0)
    reach = people * _grown(age_h, half_time_h=_REACH_HALF_TIME_H)
    found = {"reach": int(reach), "views": int(reach * (1.18 + 0.5 * _chance(seed, post_id, "v")))}
    for metric, (low, high, half_time_h) in _HABITS.items():
        share = low + (high - low) * _chance(seed, post_id, metric)
        final = people * share * factors.get(metric, 1.0)
        found[metric] = int(final * _grown(age_h, half_time_h=half_time_h) + 0.35)
    return found
