"""The public address of a post, where the network gives it only after publishing."""

import logging

from content import publishing
from workers.networks.base import Network
from workers.networks.errors import NetworkError

_log = logging.getLogger(__name__)


def fill(publication_id: int, *, network: Network, remote_id: str) -> None:
    """Read and keep it. Failing is no failure of the post: collecting tries again."""
    try:
        permalink = network.permalink(remote_id)
    except NetworkError as error:
        _log.info("publication %d has no permalink yet: %s", publication_id, error)
        return
    if permalink:
        publishing.keep_permalink(publication_id, permalink=permalink)
