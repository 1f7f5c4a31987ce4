"""`etalase demo`: the main job end to end on practice networks, checked against their journal."""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from backend.commands import agreement, services, temporary
from workers.sandbox.client import PracticeNetworks

if TYPE_CHECKING:
    from content.models import Publication

PUBLISH_WITHIN_S: Final = 60
COLLECT_WITHIN_S: Final = 40
SHOWN: Final = ("likes", "comments", "shares", "views")


class DemoFailed(Exception):
    """The main job did not do what it promises; the text says what."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One publication beside what the practice network says of it. `lateness_ms` is from the
    due second to the arrival of the publishing call."""

    publication: "Publication"
    lateness_ms: float


def demo(*, keep: bool, stack: str) -> int:
    """Run it in a folder of its own; 0 only when everything agrees."""
    folder = Path(tempfile.mkdtemp(prefix="etalase-demo-"))
    try:
        with ExitStack() as held:
            _show(_run(folder, stack=stack, held=held))
    except DemoFailed as error:
        click.secho(f"The demo failed: {error}", fg="red", err=True)
        click.echo(temporary.last_lines(folder), err=True)
        return 1
    finally:
        if keep:
            click.echo(f"Everything is left in {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    click.secho("All of it agrees with the practice networks' own journal.", fg="green")
    return 0


def _run(folder: Path, *, stack: str, held: ExitStack) -> list[Outcome]:
    """Start everything, publish, collect and check."""
    progress = held.enter_context(
        Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
        )
    )
    step = progress.add_task(f"Setting up ({stack})")
    house = held.enter_context(temporary.house(stack, folder=folder))
    processes = (house.practice(speed=3600), house.web(), services.worker(), services.aside())
    held.enter_context(house.running(processes))
    networks = house.networks()
    progress.update(step, description="Drafting and scheduling")
    publications = _schedule(networks)
    progress.update(step, description="Publishing to three networks")
    _wait(lambda: _all_published(publications), within_s=PUBLISH_WITHIN_S, what="publishing")
    progress.update(step, description="Collecting the numbers")
    time.sleep(2)  # so that the first visitors have been there
    _collect(publications)
    progress.update(step, description="Checking against the practice networks")
    return _check(publications, networks)


def _schedule(networks: PracticeNetworks) -> "list[Publication]":
    """The sample library drafts a post, a highlight and a flyer; its admin schedules them."""
    from backend.sample import library as sample_library  # noqa: PLC0415
    from backend.sample import week  # noqa: PLC0415
    from content import posts  # noqa: PLC0415
    from content.models import Publication  # noqa: PLC0415
    from content.permissions import Role  # noqa: PLC0415

    now = datetime.now(UTC)
    library = sample_library.create(now=now)
    sample_library.add_people(library, password=sample_library.new_password())
    channels = sample_library.connect_practice_channels(library, networks=networks, now=now)
    drafted = week.first_posts(library, channels=channels, due=[now] * 3, now=now)
    admin = sample_library.actor(library, Role.ADMIN)
    for number, post in enumerate(drafted):
        due = datetime.now(UTC) + timedelta(seconds=8 + 4 * number)
        week.move(post, library=library, due_at=due)
        posts.schedule(post, actor=admin, now=datetime.now(UTC))
    return list(Publication.objects.select_related("post", "channel").order_by("due_at", "pk"))


def _all_published(publications: "Sequence[Publication]") -> bool:
    from content.models.publication import PublicationState as State  # noqa: PLC0415

    for publication in publications:
        publication.refresh_from_db()
    stopped = [p for p in publications if p.state in {State.FAILED, State.BLOCKED, State.HELD}]
    if stopped:
        raise DemoFailed("; ".join(f"{p} {p.reason} {p.detail}" for p in stopped))
    return all(publication.state == State.PUBLISHED for publication in publications)


def _collect(publications: "Sequence[Publication]") -> None:
    from content import metrics  # noqa: PLC0415

    for publication in publications:
        metrics.refresh(publication, now=datetime.now(UTC))

    def collected() -> bool:
        for publication in publications:
            publication.refresh_from_db()
        return all(publication.latest_snapshot_id for publication in publications)

    _wait(collected, within_s=COLLECT_WITHIN_S, what="collecting the numbers")


def _wait(condition: Callable[[], bool], *, within_s: float, what: str) -> None:
    end = time.monotonic() + within_s
    while not condition():
        if time.monotonic() > end:
            raise DemoFailed(f"{what} was not done within {within_s:g} s")
        time.sleep(0.2)


def _check(publications: "Sequence[Publication]", networks: PracticeNetworks) -> list[Outcome]:
    """Each post exactly once in the journal, nothing else there, and equal numbers."""
    journal = networks.journal(kind="post")
    if found := agreement.disagreements(publications, journal=journal):
        raise DemoFailed("; ".join(found))
    arrived = {(entry.network, entry.remote_id): entry.arrived_ms for entry in journal}
    for publication in publications:
        _check_numbers(publication, networks)
    return [
        Outcome(p, arrived[p.channel.network, p.remote_id] - p.due_at.timestamp() * 1000)
        for p in publications
    ]


def _check_numbers(publication: "Publication", networks: PracticeNetworks) -> None:
    snapshot = publication.latest_snapshot
    readings = networks.numbers(publication.channel.network, publication.remote_id).readings
    if not readings:
        raise DemoFailed(f"the network never gave numbers of {publication}")
    for metric, reading in readings.items():
        ours = getattr(snapshot, metric)
        if ours != reading.value:
            raise DemoFailed(
                f"{publication}: {metric} is {ours} here, {reading.value} on the network"
            )


def _show(outcomes: Sequence[Outcome]) -> None:
    table = Table(title="Published and counted")
    for heading in ("kind", "network", "permalink"):
        table.add_column(heading, overflow="fold")
    for heading in ("lateness ms", *SHOWN):
        table.add_column(heading, justify="right")
    for outcome in outcomes:
        publication = outcome.publication
        table.add_row(
            publication.post.kind,
            publication.channel.network,
            publication.permalink,
            f"{outcome.lateness_ms:.0f}",
            *(_cell(publication, metric) for metric in SHOWN),
        )
    Console(width=max(Console().width, 120) if not sys.stdout.isatty() else None).print(table)


def _cell(publication: "Publication", metric: str) -> str:
    snapshot = publication.latest_snapshot
    if snapshot is None:
        return "not collected"
    value = getattr(snapshot, metric)
    if value is not None:
        return str(value)
    return "not given" if metric in snapshot.unavailable else "not collected"
