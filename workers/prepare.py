"""Everything that can be done before the irreversible call: uploads, containers."""

import logging
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from content import publishing
from content.models import Publication
from content.models.channel import ChannelHealth
from content.models.publication import PublicationState
from workers import accounts, sendable
from workers.networks.base import Content, Network, Prepared
from workers.networks.errors import NetworkError
from workers.seats import Seats

_log = logging.getLogger(__name__)

# What dies on the network within this time is made anew rather than used.
_LIFE_LEFT: Final = timedelta(minutes=1)
_SEATS: Final = Seats(3)
_NO_SEAT_S: Final = 2.0


def prepare(publication_id: int) -> float | None:
    """Prepare a publication that waits for its time. Seconds after which to go on, if not done.

    A failure is only noted: at the due time the publishing meets it again and records it.
    """
    publication = sendable.load(publication_id)
    if publication is None or not _waits(publication):
        return None
    with _SEATS.take(publication.channel_id) as seated:
        if not seated:
            return _NO_SEAT_S
        try:
            network = accounts.adapter(publication.channel)
            content = sendable.content(publication, now=timezone.now())
            return advance(publication, network=network, content=content).look_again_s
        except NetworkError as error:
            _log.info("publication %d cannot be prepared yet: %s", publication_id, error)
            return None


def _waits(publication: Publication) -> bool:
    return (
        publication.state == PublicationState.SCHEDULED
        and publication.wake_at is not None
        and publication.wake_at > timezone.now()
        and publication.channel.health != ChannelHealth.BLOCKED
    )


def advance(publication: Publication, *, network: Network, content: Content) -> Prepared:
    """What is ready for this revision, or one step further, kept with the row."""
    so_far = stored(publication, now=timezone.now())
    if so_far is not None and so_far.ready:
        return so_far
    prepared = network.prepare(content, so_far)
    if prepared.data or not prepared.ready:
        publishing.keep_prepared(
            publication,
            prepared={"data": dict(prepared.data), "look_again_s": prepared.look_again_s},
            until=prepared.expires_at,
            now=timezone.now(),
        )
    return prepared


def stored(publication: Publication, *, now: datetime) -> Prepared | None:
    """What was done ahead, if it is for the revision that may be sent and still alive."""
    if not publication.prepared or publication.prepared_revision != publication.revision:
        return None
    until = publication.prepared_until
    if until is not None and until < now + _LIFE_LEFT:
        return None
    return Prepared(
        data=publication.prepared["data"],
        look_again_s=publication.prepared["look_again_s"],
        expires_at=until,
    )
