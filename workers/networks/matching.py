"""Is a post in the account's own list the one we tried to send?"""

import re
import unicodedata
from datetime import datetime, timedelta
from typing import Final

from workers.networks.base import Content, RemotePost

# Clocks differ a little; the network may date a post before we noted the attempt.
_CLOCK_DRIFT: Final = timedelta(seconds=60)


def is_same_post(content: Content, remote: RemotePost, *, attempted_at: datetime) -> bool:
    """Text, number of pictures and time agree; `attempted_at` is when the call began (UTC).

    Never true for an older post of the same text, so a weekly reminder is not taken for its
    predecessor.
    """
    if remote.created_at < attempted_at - _CLOCK_DRIFT:
        return False
    sent = {_folded(content.text), _folded(content.text_with_link())}
    return remote.media_count == len(content.media) and _folded(remote.text) in sent


def _folded(text: str) -> str:
    """Networks trim, change line ends, and write `perpus.id` as `http://perpus.id/`."""
    plain = re.sub(r"https?://", "", unicodedata.normalize("NFC", text))
    return " ".join(re.sub(r"/(?=\s|$)", "", plain).split())
