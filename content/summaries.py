"""Figures for a manager: what was published in a period and what people did with it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, F, Min, QuerySet, Sum
from django.db.models.functions import TruncDate

from content.metrics import INTERACTIONS, Metric
from content.models import Publication
from content.models.publication import PublicationState
from content.times import zone_info

_NEEDS_A_PERSON: Final = (
    PublicationState.FAILED,
    PublicationState.BLOCKED,
    PublicationState.UNKNOWN,
    PublicationState.HELD,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum over posts: None when none of them gave the number. `posts` gave it, of `of`; of
    `not_given` the network said that it does not give it, the rest was not collected."""

    value: int | None
    posts: int
    of: int
    not_given: int = 0


@dataclass(frozen=True, slots=True)
class NetworkSummary:
    """One network's part of a summary."""

    network: str
    published: int
    figures: dict[str, Figure]
    interactions: Figure
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class DaySummary:
    """One local day of the chart."""

    day: str
    published: int
    interactions: int | None


@dataclass(frozen=True, slots=True)
class Summary:
    """A period of one library. `as_of` is when the oldest of the numbers was read."""

    start: datetime
    end: datetime
    published: int
    needs_a_person: int
    networks: list[NetworkSummary]
    days: list[DaySummary]
    reach: Figure
    views: Figure
    interactions: Figure
    as_of: datetime | None


def summary(library_id: int, *, start: datetime, end: datetime, zone: str) -> Summary:
    """What was published from `start` up to `end` (UTC), with each post's newest numbers."""
    published = Publication.objects.filter(
        library_id=library_id,
        state=PublicationState.PUBLISHED,
        published_at__gte=start,
        published_at__lt=end,
    )
    networks = _networks(published)
    return Summary(
        start=start,
        end=end,
        published=sum(network.published for network in networks),
        needs_a_person=Publication.objects.filter(
            library_id=library_id, state__in=_NEEDS_A_PERSON
        ).count(),
        networks=networks,
        days=_days(published, zone),
        reach=_total([network.figures[Metric.REACH] for network in networks]),
        views=_total([network.figures[Metric.VIEWS] for network in networks]),
        interactions=_total([network.interactions for network in networks]),
        as_of=min((network.as_of for network in networks if network.as_of), default=None),
    )


def needing_a_person(library_id: int, *, limit: int = 20) -> list[Publication]:
    """Publications that will not go on by themselves, the longest due first."""
    waiting = Publication.objects.filter(library_id=library_id, state__in=_NEEDS_A_PERSON)
    return list(waiting.select_related("post", "channel").order_by("due_at", "pk")[:limit])


def _networks(published: QuerySet[Publication]) -> list[NetworkSummary]:
    column = {metric: F(f"latest_snapshot__{metric.value}") for metric in Metric}
    rows = (
        published.values("channel__network")
        .annotate(
            published=Count("pk"),
            with_numbers=Count("latest_snapshot"),
            as_of=Min("latest_snapshot__taken_at"),
            **{f"sum_{metric.value}": Sum(column[metric]) for metric in Metric},
            **{f"count_{metric.value}": Count(column[metric]) for metric in Metric},
        )
        .order_by("channel__network")
    )
    not_given = _not_given(published)
    return [_network(dict(row), not_given) for row in rows]


def _not_given(published: QuerySet[Publication]) -> Counter[tuple[str, str]]:
    """How many posts of a network say of a metric that the network does not give it."""
    rows = (
        published.exclude(latest_snapshot=None)
        .values_list("channel__network", "latest_snapshot__unavailable")
        .annotate(posts=Count("pk"))
        .order_by()
    )
    found: Counter[tuple[str, str]] = Counter()
    for network, metrics, posts in rows:
        for metric in metrics:
            found[network, metric] += posts
    return found


def _network(row: dict[str, object], not_given: Counter[tuple[str, str]]) -> NetworkSummary:
    published, name = int(str(row["published"])), str(row["channel__network"])
    figures = {
        metric.value: Figure(
            value=_number(row[f"sum_{metric.value}"]),
            posts=int(str(row[f"count_{metric.value}"])),
            of=published,
            not_given=not_given[name, metric.value],
        )
        for metric in Metric
    }
    as_of = row["as_of"]
    return NetworkSummary(
        network=name,
        published=published,
        figures=figures,
        interactions=_interactions(figures, published, int(str(row["with_numbers"]))),
        as_of=as_of if isinstance(as_of, datetime) else None,
    )


def _number(value: object) -> int | None:
    return None if value is None else int(str(value))


def _interactions(figures: dict[str, Figure], published: int, with_numbers: int) -> Figure:
    known = [
        figures[metric.value].value
        for metric in INTERACTIONS
        if figures[metric.value].value is not None
    ]
    value = sum(count for count in known if count is not None) if known else None
    return Figure(value=value, posts=with_numbers, of=published)


def _total(figures: list[Figure]) -> Figure:
    known = [figure.value for figure in figures if figure.value is not None]
    return Figure(
        value=sum(known) if known else None,
        posts=sum(figure.posts for figure in figures),
        of=sum(figure.of for figure in figures),
        not_given=sum(figure.not_given for figure in figures),
    )


def _days(published: QuerySet[Publication], zone: str) -> list[DaySummary]:
    parts = {metric.value: Sum(f"latest_snapshot__{metric.value}") for metric in INTERACTIONS}
    rows = (
        published.annotate(day=TruncDate("published_at", tzinfo=zone_info(zone)))
        .values("day")
        .annotate(published=Count("pk"), **parts)
        .order_by("day")
    )
    return [_day(dict(row)) for row in rows]


def _day(row: dict[str, object]) -> DaySummary:
    known = [int(str(row[m.value])) for m in INTERACTIONS if row[m.value] is not None]
    return DaySummary(
        day=str(row["day"]),
        published=int(str(row["published"])),
        interactions=sum(known) if known else None,
    )
