"""The final words for each network, how long they count, and how they are recognised again."""

import hashlib
import re
import unicodedata
import warnings
from dataclasses import dataclass
from typing import Final

from content.models import Post

with warnings.catch_warnings():  # it reads its emoji table through pkg_resources
    warnings.simplefilter("ignore", UserWarning)
    from twitter_text import parse_tweet

_HASHTAG: Final = re.compile(r"#\w+")
_MENTION: Final = re.compile(r"@[A-Za-z0-9_.]+")


@dataclass(frozen=True, slots=True)
class Caption:
    """What one network is given. `link` is empty where it is part of `text` or not used."""

    text: str
    link: str = ""


def for_network(post: Post, network: str) -> Caption:
    """The network's own words where there are any, else the post's.

    Facebook takes the link beside the text, X inside it; Instagram makes no link of it, so there
    it stands as text for people to read.
    """
    own = next((item.text for item in post.texts.all() if item.network == network), "")
    text = (own or post.text).strip()
    if network == "facebook":
        return Caption(text=text, link=post.link)
    return Caption(text=with_link(text, post.link))


def with_link(text: str, link: str) -> str:
    """`text` with the link on a line of its own, unless it is already there."""
    return "\n".join(part for part in (text, link if link not in text else "") if part)


def length(text: str, *, network: str) -> int:
    """How long the network counts `text`: weighted on X; elsewhere the longer of code points and
    UTF-16 units, because Meta does not say which it counts."""
    if network == "twitter":
        return int(parse_tweet(text).weightedLength) if text else 0
    return max(len(text), len(text.encode("utf-16-le")) // 2)


def hashtag_count(text: str) -> int:
    return len(_HASHTAG.findall(text))


def mention_count(text: str) -> int:
    return len(_MENTION.findall(text))


def fingerprint(text: str, *, media_count: int) -> str:
    """The same for a post and for its copy read back from the network: NFC, white space folded."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(f"{media_count}\n{words}".encode()).hexdigest()
