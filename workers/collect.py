"""Read the numbers of published posts, many in one call and each channel on its own."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from content import channels, metrics, publishing
from content.models import Channel, Publication
from content.models.channel import ChannelHealth
from content.models.publication import PublicationState
from content.models.snapshot import SnapshotSource
from workers import accounts, permalinks, public_numbers
from workers.networks.base import Network, Numbers
from workers.networks.errors import NeedsReconnect, NetworkError, TryLater
from workers.networks.reasons import Reason
from workers.seats import Seats

_log = logging.getLogger(__name__)

_DUE_AT_ONCE: Final = 1000
# One task of one channel; a task that dies leaves its rows to be read after `_READ_WITHIN`.
_IN_ONE_TASK: Final = 200
_READ_WITHIN: Final = timedelta(minutes=10)
# Collecting never takes more threads than this, so that publishing always finds one.
_SEATS: Final = Seats(4)
_ALL_CHANNELS: Final = 0
_NO_SEAT_S: Final = 3.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Publications of one channel to be read together."""

    channel_id: int
    publication_ids: list[int]


def take(*, now: datetime) -> list[Batch]:
    """What is due, by channel, marked so that no second look takes it again."""
    by_channel: dict[int, list[int]] = defaultdict(list)
    for publication in metrics.due(now=now, limit=_DUE_AT_ONCE):
        by_channel[publication.channel_id].append(publication.pk)
    batches = [
        Batch(channel_id, ids[start : start + _IN_ONE_TASK])
        for channel_id, ids in by_channel.items()
        for start in range(0, len(ids), _IN_ONE_TASK)
    ]
    until = now + _READ_WITHIN
    return [
        batch for batch in batches if metrics.claim(batch.publication_ids, now=now, until=until)
    ]


def collect(channel_id: int, publication_ids: Sequence[int]) -> float | None:
    """Read and keep. Seconds after which to come back when too many channels are being read."""
    with _SEATS.take(_ALL_CHANNELS) as seated:
        if not seated:
            return _NO_SEAT_S
        channel = Channel.objects.get(pk=channel_id)
        publications = list(
            Publication.objects.filter(
                pk__in=publication_ids, channel_id=channel_id, state=PublicationState.PUBLISHED
            ).order_by("pk")
        )
        try:
            network = accounts.adapter(channel)
        except NetworkError as error:
            _not_read(channel, publications, error)
            return None
        for start in range(0, len(publications), network.numbers_per_call):
            part = publications[start : start + network.numbers_per_call]
            _read(channel, part, network=network)
    return None


def _read(channel: Channel, publications: Sequence[Publication], *, network: Network) -> None:
    try:
        readings = network.numbers([publication.remote_id for publication in publications])
    except NetworkError as error:
        _not_read(channel, publications, error)
        return
    _clear_flag(channel)
    for publication in publications:
        _keep(channel, publication, readings.get(publication.remote_id))
        if not publication.permalink:
            permalinks.fill(publication.pk, network=network, remote_id=publication.remote_id)


def _keep(channel: Channel, publication: Publication, numbers: Numbers | None) -> None:
    now = timezone.now()
    if numbers is None:
        metrics.gone(publication, now=now)
        return
    public = public_numbers.missing(channel, publication, numbers)
    values = {metric.value: count for metric, count in numbers.values.items()}
    if not values and not public:
        metrics.skip(publication, now=now)
        return
    metrics.record(
        publication,
        values=values | public,
        unavailable=sorted({metric.value for metric in numbers.unavailable} - set(public)),
        raw={"api": numbers.raw, "public": public} if public else numbers.raw,
        now=now,
        source=SnapshotSource.PUBLIC if public else SnapshotSource.API,
    )


def _not_read(channel: Channel, publications: Sequence[Publication], error: NetworkError) -> None:
    """One channel's trouble stays its own: its posts are read later, or at the next rung."""
    now = timezone.now()
    _log.info("numbers of channel %d cannot be read: %s", channel.pk, error)
    until = None
    if isinstance(error, TryLater) and error.after_s is not None:
        until = now + timedelta(seconds=error.after_s)
    for publication in publications:
        metrics.skip(publication, now=now, until=until)
    # The right to read numbers may be missing where the right to post is not.
    if isinstance(error, NeedsReconnect) and error.reason != Reason.PERMISSION_MISSING:
        publishing.block_channel(channel.pk, reason=error.reason, now=now)


def _clear_flag(channel: Channel) -> None:
    """What was read shows that the token works again."""
    if channel.health == ChannelHealth.BLOCKED and channel.reason != Reason.PERMISSION_MISSING:
        channels.healthy(channel.pk, now=timezone.now())
