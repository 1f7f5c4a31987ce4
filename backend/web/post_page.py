"""What the page of one post shows: how it looks on each network, how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from content import captions, reasons, validation
from content.captions import Caption
from content.metrics import Metric
from content.models import Activity, Channel, Post, PostMedia, Publication, PublicationLog, Snapshot
from content.models.channel import ChannelHealth
from content.models.post import PostState
from content.models.publication import PublicationState as State
from content.networks import LIMITS
from content.permissions import Actor, Permission
from content.reasons import Sentence

# This long before the due second the page begins to look by itself.
_WATCH_BEFORE: Final = timedelta(minutes=2)
# A wake-up set further away than this is left to a reload.
_WATCH_WITHIN: Final = timedelta(hours=12)
# Numbers that a person asked for are read within this time.
_NUMBERS_WITHIN: Final = timedelta(seconds=30)
_MOST_ACTIVITY: Final = 300
# A page that is to look again this soon goes on looking; else it looks once, later.
POLL_S: Final = 5


@dataclass(frozen=True, slots=True)
class Preview:
    """The post as one network shows it. `channel` is the one it is shown for."""

    network: str
    name: str
    channel: Channel
    caption: Caption
    pictures: list[PostMedia]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. `state` is "known", "not_given" (this network has no such number) or
    "not_collected"."""

    metric: str
    state: str
    value: int | None


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of a publication's story and its reason in words."""

    line: PublicationLog
    reason: Sentence | None


@dataclass(frozen=True, slots=True)
class Row:
    """One publication on the page and what this person may do with it now."""

    publication: Publication
    reason: Sentence | None
    figures: list[Figure]
    log: list[LogLine]
    may_send_again: bool
    may_hold: bool
    may_resolve: bool
    may_refresh: bool
    may_reconnect: bool

    @property
    def cut_off(self) -> bool:
        """It waits until the channel is connected again; sending it before would be in vain."""
        return _cut_off(self.publication)

    @property
    def looking(self) -> bool:
        """Etalase is still finding out by itself whether it went out."""
        return self.publication.state == State.UNKNOWN and bool(self.publication.wake_at)


def _cut_off(publication: Publication) -> bool:
    healthy = publication.channel.health != ChannelHealth.BLOCKED
    return publication.state == State.BLOCKED and not healthy


def previews(post: Post) -> list[Preview]:
    """One a network that the post goes to, in the usual order; before a channel is chosen none."""
    chosen = [item.channel for item in post.publications.all() if item.state != State.CANCELLED]
    first: dict[str, Channel] = {}
    for channel in [*post.channels.all(), *chosen]:
        first.setdefault(channel.network, channel)
    return [
        Preview(
            network=network,
            name=validation.NETWORK_NAMES[network],
            channel=first[network],
            caption=captions.for_network(post, network),
            pictures=validation.shown_on(post, network),
        )
        for network in LIMITS
        if network in first
    ]


def rows(post: Post, *, actor: Actor) -> list[Row]:
    """Every publication of the post with its story and numbers."""
    publications = (
        Publication.objects.filter(post=post)
        .select_related("channel", "latest_snapshot")
        .prefetch_related("log__actor")
        .order_by("due_at", "channel__network", "pk")
    )
    return [_row(publication, post=post, actor=actor) for publication in publications]


def _row(publication: Publication, *, post: Post, actor: Actor) -> Row:
    schedules = actor.may(Permission.SCHEDULE)
    state = publication.state
    approved = post.state == PostState.APPROVED and publication.revision == post.revision
    stopped = state in {State.FAILED, State.BLOCKED, State.HELD}
    return Row(
        publication=publication,
        reason=reasons.why(publication),
        figures=figures(publication.latest_snapshot) if state == State.PUBLISHED else [],
        log=_log(publication),
        may_send_again=schedules and approved and stopped and not _cut_off(publication),
        may_hold=schedules and state == State.SCHEDULED,
        may_resolve=schedules and state == State.UNKNOWN,
        may_refresh=state == State.PUBLISHED and actor.may(Permission.DRAFT),
        may_reconnect=_cut_off(publication) and actor.may(Permission.CONNECT),
    )


def _log(publication: Publication) -> list[LogLine]:
    lines = publication.log.all()
    return [LogLine(line, _sentence(line.reason, line.reason_params)) for line in lines]


def _sentence(code: str, params: dict[str, object]) -> Sentence | None:
    return reasons.sentence(code, params) if code else None


def figures(snapshot: Snapshot | None) -> list[Figure]:
    """Every number in the usual order, saying which are zero, not given and not collected."""
    return [_figure(snapshot, metric) for metric in Metric]


def _figure(snapshot: Snapshot | None, metric: Metric) -> Figure:
    value = getattr(snapshot, metric.value) if snapshot else None
    if value is not None:
        state = "known"
    elif snapshot and metric.value in snapshot.unavailable:
        state = "not_given"
    else:
        state = "not_collected"
    return Figure(metric.value, state, value)


def activity(post: Post) -> list[Activity]:
    """Who did what, newest first. A draft is saved again and again while one types: that is
    told once."""
    entries = post.activity.select_related("actor")[:_MOST_ACTIVITY]
    told = groupby(entries, key=lambda entry: (entry.actor_id, entry.verb, entry.note))
    return [next(group) for _key, group in told]


def signature(shown: Sequence[Row]) -> str:
    """Changes whenever the publications would look different."""
    return "-".join(
        f"{row.publication.pk}.{len(row.log)}.{row.publication.latest_snapshot_id or 0}"
        for row in shown
    )


def look_again_s(shown: Sequence[Row], *, now: datetime) -> int | None:
    """Seconds until the page is to look by itself: few while something moves, the time to the
    next due second when that is near, None when nothing is to come soon."""
    waits = [wait for row in shown if (wait := _wait_s(row.publication, now=now)) is not None]
    return min(waits, default=None)


def _wait_s(publication: Publication, *, now: datetime) -> int | None:
    if publication.state == State.SENDING:
        return 2
    if publication.state == State.UNKNOWN:
        return 5 if publication.wake_at else None
    if publication.state == State.PUBLISHED:
        asked = publication.collect_at and publication.collect_at <= now + _NUMBERS_WITHIN
        return 5 if asked else None
    if publication.state != State.SCHEDULED or publication.wake_at is None:
        return None
    ahead = publication.wake_at - now
    if ahead > _WATCH_WITHIN:
        return None
    return 3 if ahead <= _WATCH_BEFORE else int((ahead - _WATCH_BEFORE).total_seconds()) + 1
