"""How late publishing calls arrive at the networks, counted from the due instant."""

import math
import random
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from backend.commands.bench_posts import Desk, whole_second
from content.models import Channel, Post, Publication
from content.models.publication import PublicationState as State
from workers.sandbox.rows import JournalEntry

# Everything scheduled late would measure the person, not the workers.
_SCHEDULING_S: Final = 0.1
_DONE_WITHIN_S: Final = 60
_STOPPED: Final = (State.FAILED, State.BLOCKED, State.HELD, State.UNKNOWN)
SEED: Final = 17


@dataclass(frozen=True, slots=True)
class Round:
    """`over_s` is the time within which posts fall due; 0 means all at the same second."""

    posts: int
    over_s: int


def warm_up(desk: Desk) -> None:
    """Return when a worker has prepared and published a first post."""
    picture = desk.draft([desk.channels["instagram"][0]], picture=True)
    _publish(desk, [picture], over_s=[0])


def random_seconds(desk: Desk, wanted: Round) -> list[Publication]:
    """Words to Facebook and X in turn with a picture to all three networks, each post due at a
    random whole second, over all channels."""
    drafts = [
        desk.draft(_channels(desk, number, picture=picture), picture=picture)
        for number in range(wanted.posts)
        for picture in (number % 2 == 1,)
    ]
    chance = random.Random(SEED)  # noqa: S311  (the same bench every time)
    return _publish(desk, drafts, over_s=[chance.randrange(wanted.over_s) for _ in drafts])


def _channels(desk: Desk, number: int, *, picture: bool) -> list[Channel]:
    names = ("facebook", "instagram", "twitter") if picture else ("facebook", "twitter")
    return [desk.channels[name][number // 2 % len(desk.channels[name])] for name in names]


def same_second(desk: Desk, wanted: Round) -> list[Publication]:
    """Each post on one channel, the channels in turn, all due at the same second. Instagram's
    have a picture."""
    channels = [channel for name in sorted(desk.channels) for channel in desk.channels[name]]
    drafts = [
        desk.draft([channel], picture=channel.network == "instagram")
        for number in range(wanted.posts)
        for channel in (channels[number % len(channels)],)
    ]
    return _publish(desk, drafts, over_s=[0] * len(drafts))


def _publish(desk: Desk, drafts: Sequence[Post], *, over_s: Sequence[int]) -> list[Publication]:
    """Schedule, wait until nothing is on its way any more; the rows as they are then."""
    first = whole_second(datetime.now(UTC), after_s=5 + _SCHEDULING_S * len(drafts))
    ids = [
        publication.pk
        for post, offset_s in sorted(zip(drafts, over_s, strict=True), key=lambda one: one[1])
        for publication in desk.schedule(post, due_at=first + timedelta(seconds=offset_s))
    ]
    last = first + timedelta(seconds=max(over_s))
    time.sleep(max((last - datetime.now(UTC)).total_seconds(), 0))
    rows = Publication.objects.filter(pk__in=ids)
    end = time.monotonic() + _DONE_WITHIN_S
    while time.monotonic() < end and _on_their_way(rows.values_list("state", flat=True)):
        time.sleep(0.5)
    return list(rows.select_related("post", "channel"))


def _on_their_way(states: Iterable[str]) -> bool:
    return any(state != State.PUBLISHED and state not in _STOPPED for state in states)


def figures(
    publications: Sequence[Publication], *, journal: Sequence[JournalEntry]
) -> dict[str, Any]:
    """Lateness of those that arrived, in ms; by network too. `call_began_ms` is when the worker
    began the call: what lies between the two is the way to the network."""
    arrived = {(entry.network, entry.remote_id): entry.arrived_ms for entry in journal}
    late: dict[str, list[float]] = defaultdict(list)
    for row in publications:
        at_ms = arrived.get((row.channel.network, row.remote_id))
        if at_ms is not None:
            late[row.channel.network].append(at_ms - row.due_at.timestamp() * 1000)
    began = [
        (row.called_at - row.due_at).total_seconds() * 1000
        for row in publications
        if row.called_at is not None
    ]
    return {
        "publications": len(publications),
        "channels": len({row.channel_id for row in publications}),
        "lateness_ms": _spread([ms for found in late.values() for ms in found]),
        "call_began_ms": _spread(began),
        "by_network": {name: _spread(found) for name, found in sorted(late.items())},
    }


def _spread(values: Sequence[float]) -> dict[str, float | None]:
    """Median, 95th and 99th percentile (nearest rank) and the worst."""
    ordered = sorted(values)
    shares = {"median": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    if not ordered:
        return dict.fromkeys(shares)
    return {
        name: round(ordered[math.ceil(share * len(ordered)) - 1], 1)
        for name, share in shares.items()
    }
