"""Database queries and HTTP calls of one publication of each kind, and of collecting.

Queries are counted by `workers.probe` in a process of its own, calls by the practice networks.
"""

import json
import os
import subprocess
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from backend.commands.bench_posts import Desk, whole_second
from backend.commands.process_tree import python
from content import metrics
from content.models import Channel, Publication
from workers.sandbox.client import RequestCount

KINDS: Final = {
    "facebook text": ("facebook", False),
    "facebook one photo": ("facebook", True),
    "x text": ("twitter", False),
    "x one image with alt text": ("twitter", True),
    "instagram one image": ("instagram", True),
}
# Longer than the probe needs to start on a busy machine, so that there is time to prepare.
_DUE_AFTER_S: Final = 14
_PROBE_WITHIN_S: Final = 120


def publications(desk: Desk) -> dict[str, Any]:
    """Queries and calls by kind, each kind on a channel of its own."""
    drafts = {
        kind: desk.draft([desk.connect(network)], picture=picture)
        for kind, (network, picture) in KINDS.items()
    }
    due_at = whole_second(datetime.now(UTC), after_s=_DUE_AFTER_S)
    rows = {
        kind: row for kind, post in drafts.items() for row in desk.schedule(post, due_at=due_at)
    }
    desk.networks.forget_requests()
    counted = _probe("publish", *(str(row.pk) for row in rows.values()))
    calls = _by_account(desk.networks.requests())
    return {
        "dispatch_queries_a_look": counted["dispatch"],
        "kinds": {
            kind: _kind(counted["publications"][str(row.pk)], calls[row.channel.external_id])
            for kind, row in rows.items()
        },
    }


def _kind(queries: dict[str, int], calls: list[RequestCount]) -> dict[str, Any]:
    return {
        "queries": sum(queries.values()),
        "queries_by_step": queries,
        "http_calls": sum(call.count for call in calls),
        "http_calls_by_path": {f"{call.method} {call.template}": call.count for call in calls},
    }


def collecting(desk: Desk, rows: Sequence[Publication]) -> dict[str, Any]:
    """Read the numbers of these published posts once; queries and calls by network."""
    now = datetime.now(UTC)
    for row in rows:
        metrics.refresh(row, now=now)
    desk.networks.forget_requests()
    counted = _probe("collect")
    calls = _by_account(desk.networks.requests())
    return {
        network: _network(
            channels,
            posts=sum(row.channel.network == network for row in rows),
            queries=counted["channels"],
            calls=calls,
        )
        for network, channels in sorted(_channels(rows).items())
    }


def _channels(rows: Sequence[Publication]) -> dict[str, set[Channel]]:
    found: dict[str, set[Channel]] = defaultdict(set)
    for row in rows:
        found[row.channel.network].add(row.channel)
    return found


def _network(
    channels: set[Channel],
    *,
    posts: int,
    queries: dict[str, int],
    calls: dict[str, list[RequestCount]],
) -> dict[str, Any]:
    call_count = sum(call.count for one in channels for call in calls[one.external_id])
    query_count = sum(queries.get(str(one.pk), 0) for one in channels)
    return {
        "posts": posts,
        "channels": len(channels),
        "http_calls": call_count,
        "http_calls_a_post": round(call_count / posts, 2),
        "queries": query_count,
        "queries_a_post": round(query_count / posts, 2),
    }


def _by_account(requests: Sequence[RequestCount]) -> dict[str, list[RequestCount]]:
    found: dict[str, list[RequestCount]] = defaultdict(list)
    for request in requests:
        found[request.account].append(request)
    return found


def _probe(*order: str) -> Any:
    done = subprocess.run(  # noqa: S603  (our own command)
        python("-m", "workers.probe", *order),
        env=dict(os.environ),
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        timeout=_PROBE_WITHIN_S,
        check=True,
    )
    return json.loads(done.stdout)
