"""The bench on one stack, in a process of its own: one JSON object on standard output."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from backend.commands import agreement, bench_memory, services, stacks, temporary


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m backend.commands.bench_stack")
    parser.add_argument("stack", choices=stacks.STACKS)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--delay-ms", type=float, default=0.0)
    given = parser.parse_args()

    def say(doing: str) -> None:
        click.echo(f"{given.stack}: {doing}", err=True)

    say("setting up")
    with temporary.house(given.stack, folder=given.folder) as house:
        found = _measure(house, quick=given.quick, delay_ms=given.delay_ms, say=say)
    json.dump(found, sys.stdout)


def _measure(
    house: temporary.House, *, quick: bool, delay_ms: float, say: Callable[[str], None]
) -> dict[str, Any]:
    """Counts first and last, with no worker but the probe; lateness and memory in between."""
    # Only now are there settings to import these with.
    from backend.commands import bench_counts, bench_lateness, bench_posts  # noqa: PLC0415
    from content.models import Publication  # noqa: PLC0415

    spread = bench_lateness.Round(posts=6 if quick else 60, over_s=4 if quick else 40)
    at_once = bench_lateness.Round(posts=10 if quick else 60, over_s=0)
    with house.running([house.practice(delay_ms=delay_ms), house.web()]) as standing:
        desk = bench_posts.open_desk(house.networks())
        say("one publication of each kind, counted")
        counts = bench_counts.publications(desk)
        desk.channels.clear()
        desk.connect_all()
        with house.running([services.worker(), services.aside()]) as workers:
            bench_lateness.warm_up(desk)
            before = bench_memory.of({**standing.pids(), **workers.pids()})
            say(f"{spread.posts} posts at random seconds within {spread.over_s} s")
            random_seconds = bench_lateness.random_seconds(desk, spread)
            say(f"{at_once.posts} posts at the same second")
            same_second = bench_lateness.same_second(desk, at_once)
            after = bench_memory.of({**standing.pids(), **workers.pids()})
        say("collecting, counted")
        collecting = bench_counts.collecting(desk, [*random_seconds, *same_second])
        journal = desk.networks.journal(kind="post")
    everything = Publication.objects.select_related("post", "channel")
    problems = agreement.disagreements(everything, journal=journal)
    return {
        "random_seconds": {
            "posts": spread.posts,
            "over_s": spread.over_s,
            **bench_lateness.figures(random_seconds, journal=journal),
        },
        "same_second": {
            "posts": at_once.posts,
            **bench_lateness.figures(same_second, journal=journal),
        },
        "publishing": counts,
        "collecting": collecting,
        "memory_mb": {name: {"before": before[name], "after": after[name]} for name in before},
        "journal": {"posts": len(journal), "agrees": not problems, "problems": problems},
    }


if __name__ == "__main__":
    main()
