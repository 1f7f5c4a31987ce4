"""What every visitor sees under an Instagram post, where the library allowed reading it."""

import logging
from functools import cache
from threading import Lock
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from content.metrics import Metric
from content.models import Channel, Publication
from workers.networks.base import Endpoints, Numbers
from workers.networks.public_counts import NotAvailable, PublicCounts

_log = logging.getLogger(__name__)

_VISIBLE: Final = (Metric.LIKES, Metric.COMMENTS)
# The reader counts its own requests and is no friend of threads.
_one_at_a_time = Lock()


@cache
def _reader(endpoints: Endpoints) -> PublicCounts:
    return PublicCounts(endpoints)


def missing(channel: Channel, publication: Publication, numbers: Numbers) -> dict[str, int]:
    """Likes and comments that the network's interface did not give and its page shows.

    Nothing when the library did not allow it or the page cannot be read: both are usual.
    """
    wanted = [metric for metric in _VISIBLE if metric.value not in numbers.values]
    shortcode = _shortcode(publication.permalink)
    if not (channel.public_counts and channel.network == "instagram" and wanted and shortcode):
        return {}
    try:
        with _one_at_a_time:
            post = _reader(settings.NETWORK_ENDPOINTS).post(shortcode)
    except NotAvailable as error:
        _log.info("publication %d shows no public counts: %s", publication.pk, error)
        return {}
    shown = {Metric.LIKES: post.likes, Metric.COMMENTS: post.comments}
    return {metric.value: count for metric in wanted if (count := shown[metric]) is not None}


def _shortcode(permalink: str) -> str:
    """`DExample` of `https://www.instagram.com/p/DExample/`; a reel's address has it too."""
    kind, _, rest = urlsplit(permalink).path.strip("/").partition("/")
    return rest.partition("/")[0] if kind in {"p", "reel"} else ""
