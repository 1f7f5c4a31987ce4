"""Reading counters and insights of many posts in few Graph calls.

One id that is gone, one metric Meta has retired or one that does not fit a kind of post fails a
whole call; here such a call is taken apart until what can be read has been read.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from workers.networks.base import Metric
from workers.networks.errors import NeedsReconnect
from workers.networks.graph import Graph
from workers.networks.graph_errors import MetricRefused, NotVisible
from workers.networks.reasons import Reason

# Metrics Meta has retired, by address and version: learnt once by a process, not by every call.
_DEAD: Final[dict[tuple[str, str], set[str]]] = {}
# Instagram's words, under the code of a missing permission, for a post few people have seen.
_TOO_FEW_VIEWERS: Final = "Not enough viewers"


@dataclass(frozen=True, slots=True)
class Reading:
    """What Graph told of one post; `refused` are insights metrics it does not give for it."""

    node: Mapping[str, Any]
    refused: frozenset[str] = frozenset()

    def counted(self, wanted: Mapping[Metric, str]) -> dict[Metric, int]:
        """Values of those `wanted` insights that have one; data may lag or lack permission."""
        given = {str(one.get("name")): _value(one) for one in _insights(self.node)}
        values = {metric: given.get(name) for metric, name in wanted.items()}
        return {metric: value for metric, value in values.items() if value is not None}

    def unavailable(self, wanted: Mapping[Metric, str]) -> frozenset[Metric]:
        """Those of `wanted` that the network refuses for this post."""
        return frozenset(metric for metric, name in wanted.items() if name in self.refused)


@dataclass(slots=True)
class InsightsReader:
    """Reads posts through one Graph client: `fields` of each and the insights `metrics`."""

    graph: Graph
    fields: str
    metrics: Sequence[str]
    dead: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.dead = _DEAD.setdefault((self.graph.base_url, self.graph.version), set())

    def read(self, ids: Sequence[str]) -> dict[str, Reading | None]:
        """By id; None for a post that is gone or not visible."""
        return self._read(ids, self.metrics) if ids else {}

    def _read(self, ids: Sequence[str], metrics: Sequence[str]) -> dict[str, Reading | None]:
        alive = [metric for metric in metrics if metric not in self.dead]
        try:
            nodes = self.graph.get_objects(ids, fields=self._fields(alive))
        except NotVisible as error:
            return self._without_missing(ids, metrics, said=error.detail)
        except MetricRefused:
            return self._without_refused(ids, alive)
        except NeedsReconnect as error:
            if error.reason != Reason.PERMISSION_MISSING or not alive:
                raise
            if _TOO_FEW_VIEWERS in error.detail and len(ids) > 1:
                return self._halves(ids, metrics)
            # Likes and comments may be read where insights may not, or not yet.
            return _unrefused(self._read(ids, ()))
        refused = frozenset(self.metrics) - frozenset(alive)
        return {one: _reading(nodes.get(one), refused) for one in ids}

    def _fields(self, metrics: Sequence[str]) -> str:
        return f"{self.fields},insights.metric({','.join(metrics)})" if metrics else self.fields

    def _without_missing(
        self, ids: Sequence[str], metrics: Sequence[str], *, said: str
    ) -> dict[str, Reading | None]:
        if len(ids) == 1:
            return {ids[0]: None}
        # Graph often names the ids it does not find; else halves narrow it down.
        words = set(re.findall(r"\w+", said))
        rest = [one for one in ids if one not in words]
        if len(rest) == len(ids):
            return self._halves(ids, metrics)
        found = self._read(rest, metrics) if rest else {}
        return found | dict.fromkeys(words.intersection(ids))

    def _without_refused(
        self, ids: Sequence[str], metrics: Sequence[str]
    ) -> dict[str, Reading | None]:
        """Find the metric by asking for each alone: a retired one is remembered, one that does
        not fit is left out for the post it does not fit."""
        unfit = [metric for metric in metrics if self._is_refused(ids, metric)]
        if set(unfit) <= self.dead:
            # None refused alone: Graph contradicts itself, so do without insights this time.
            return self._read(ids, metrics) if unfit else _unrefused(self._read(ids, ()))
        if len(ids) == 1:
            return self._read(ids, [metric for metric in metrics if metric not in unfit])
        return self._halves(ids, metrics)

    def _is_refused(self, ids: Sequence[str], metric: str) -> bool:
        try:
            self.graph.get_objects(ids, fields=f"insights.metric({metric})")
        except MetricRefused as error:
            if error.everywhere:
                self.dead.add(metric)
            return True
        except NotVisible:
            return False
        return False

    def _halves(self, ids: Sequence[str], metrics: Sequence[str]) -> dict[str, Reading | None]:
        middle = len(ids) // 2
        return self._read(ids[:middle], metrics) | self._read(ids[middle:], metrics)


def _reading(node: object, refused: frozenset[str]) -> Reading | None:
    return Reading(node, refused) if isinstance(node, dict) else None


def _unrefused(readings: Mapping[str, Reading | None]) -> dict[str, Reading | None]:
    return {one: Reading(reading.node) if reading else None for one, reading in readings.items()}


def _insights(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    data = (node.get("insights") or {}).get("data") or []
    return [one for one in data if isinstance(one, dict)]


def _value(insight: Mapping[str, Any]) -> int | None:
    values = insight.get("values") or []
    latest = values[-1].get("value") if values else (insight.get("total_value") or {}).get("value")
    if isinstance(latest, dict):  # some come broken down, for example by paid and unpaid
        latest = sum(part for part in latest.values() if isinstance(part, int))
    return latest if isinstance(latest, int) else None


def total(node: Mapping[str, Any], edge: str) -> int | None:
    """`total_count` of an edge read with `.summary(total_count)`; None when Graph left it out."""
    count = ((node.get(edge) or {}).get("summary") or {}).get("total_count")
    return count if isinstance(count, int) else None
