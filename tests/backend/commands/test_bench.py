"""The bench, quickly, on the stack of this run; its figures depend on the machine and are not
judged here."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from backend.commands import agreement, bench, bench_lateness, bench_table, stacks
from backend.commands.bench_counts import KINDS
from content.models import Channel, Publication
from content.models.publication import PublicationState
from tests import stack
from tests.processes import run
from workers.sandbox.rows import JournalEntry

DUE = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
DUE_MS = DUE.timestamp() * 1000


@pytest.mark.processes
def test_quick_bench_is_whole(tmp_path: Path) -> None:
    """One run takes most of a minute, so all that is to be said of it is said at once."""
    found = _measure(tmp_path)
    _measures_every_round(found)
    _agrees_with_the_journal(found)
    _counts_queries_and_calls(found)
    _weighs_every_process(found)
    _tables_show_each_stack_and_its_verdict(found)


def _measure(folder: Path) -> dict[str, Any]:
    # An operator's settings, which the bench must not even look at.
    theirs = {"DATABASE_URL": "mysql://nowhere", "X_API_URL": "nonsense", "SITE_URL": "nonsense"}
    environment = {**stacks.bare_environment(), **theirs, "PYTHONWARNINGS": "ignore"}
    command = (
        "-m",
        "backend.commands.bench_stack",
        stack.STACK,
        "--quick",
        "--folder",
        str(folder),
    )
    found: dict[str, Any] = json.loads(run(environment, *command, timeout_s=240))
    return found


def _measures_every_round(measured: dict[str, Any]) -> None:
    spread, at_once = measured["random_seconds"], measured["same_second"]
    # Three posts in words on two networks, three with a picture on three; then one a channel.
    assert (spread["posts"], spread["publications"], spread["channels"]) == (6, 15, 9)
    assert (at_once["posts"], at_once["publications"], at_once["channels"]) == (10, 10, 10)
    for found in (spread, at_once):
        assert set(found["by_network"]) == {"facebook", "instagram", "twitter"}
        late = found["lateness_ms"]
        assert found["call_began_ms"]["median"] >= 0
        assert 0 <= late["median"] <= late["p95"] <= late["p99"] <= late["max"]


def _agrees_with_the_journal(measured: dict[str, Any]) -> None:
    # One of each kind, one to warm up, and the two rounds.
    posts = len(KINDS) + 1 + 15 + 10
    assert measured["journal"] == {"posts": posts, "agrees": True, "problems": []}


def _counts_queries_and_calls(measured: dict[str, Any]) -> None:
    kinds = measured["publishing"]["kinds"]
    assert measured["publishing"]["dispatch_queries_a_look"] > 0
    assert set(kinds) == set(KINDS)
    assert all(count["queries_by_step"]["publish"] > 0 for count in kinds.values())
    assert {kind for kind in kinds if "prepare" in kinds[kind]["queries_by_step"]} == {
        kind for kind, (_network, picture) in KINDS.items() if picture
    }
    # One call publishes words; a picture on X is uploaded and described before.
    assert [kinds[kind]["http_calls"] for kind in ("facebook text", "x text")] == [1, 1]
    assert kinds["x one image with alt text"]["http_calls"] == 3
    assert measured["collecting"]["facebook"]["posts"] == 10
    # Posts of a channel are read together.
    assert all(0 < one["http_calls"] < one["posts"] for one in measured["collecting"].values())


def _weighs_every_process(measured: dict[str, Any]) -> None:
    memory = measured["memory_mb"]
    assert set(memory) == {"practice", "web", "worker", "aside"}
    assert all(10 < size < 2000 for one in memory.values() for size in one.values())


def _tables_show_each_stack_and_its_verdict(measured: dict[str, Any]) -> None:
    console = Console(width=140, file=io.StringIO(), record=True)
    machine = {"cores": 2, "load_1min": 0.5, "python": "3.11.7"}
    found = {"machine": machine, "delay_ms": 0.0, "stacks": {"sqlite": measured, "other": None}}
    bench_table.show(found, console=console)
    shown = console.export_text()
    for words in (
        "6 at random seconds",
        "x one image with alt text",
        "aside",
        "sqlite: nothing twice, nothing missing: the journal has each of 31 posts once",
        "other: not measured",
    ):
        assert words in shown


def _row(remote_id: str, *, called_ms: float = 0) -> Publication:
    state = PublicationState.PUBLISHED if remote_id else PublicationState.SCHEDULED
    called_at = datetime.fromtimestamp((DUE_MS + called_ms) / 1000, tz=UTC)
    return Publication(
        channel=Channel(id=1, network="facebook"),
        state=state,
        remote_id=remote_id,
        due_at=DUE,
        called_at=called_at,
    )


def _entry(remote_id: str, *, late_ms: float = 0) -> JournalEntry:
    return JournalEntry(
        arrived_ms=DUE_MS + late_ms,
        accepted_ms=DUE_MS + late_ms,
        network="facebook",
        account_id="1",
        kind="post",
        remote_id=remote_id,
    )


@pytest.mark.parametrize(
    ("rows", "journal", "said"),
    [
        (["a", "b"], ["a", "b"], []),
        (["a", ""], ["a"], ["1 not published"]),
        (["a", "b"], ["a"], ["1 missing on the network: ('facebook', 'b')"]),
        (["a"], ["a", "a"], ["1 twice on the network: ('facebook', 'a')"]),
        (["a"], ["a", "b"], ["1 not of the calendar: ('facebook', 'b')"]),
    ],
)
def test_disagreements_name_what_is_missing_twice_or_foreign(
    rows: list[str], journal: list[str], said: list[str]
) -> None:
    found = agreement.disagreements(
        [_row(remote_id) for remote_id in rows], journal=[_entry(one) for one in journal]
    )
    assert len(found) == len(said)
    assert all(one.startswith(beginning) for one, beginning in zip(found, said, strict=True))


def test_lateness_is_from_the_due_instant_to_the_arrival() -> None:
    rows = [_row(str(number), called_ms=number - 1) for number in range(1, 101)]
    journal = [_entry(str(number), late_ms=number) for number in range(1, 101)]
    found = bench_lateness.figures(rows, journal=journal)
    assert found["lateness_ms"] == {"median": 50, "p95": 95, "p99": 99, "max": 100}
    assert found["call_began_ms"] == {"median": 49, "p95": 94, "p99": 98, "max": 99}
    assert found["by_network"] == {"facebook": found["lateness_ms"]}


def test_what_never_arrived_has_no_lateness() -> None:
    found = bench_lateness.figures([_row("1")], journal=[])
    assert found["publications"] == 1
    assert set(found["lateness_ms"].values()) == {None}


def test_a_stack_that_cannot_be_measured_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    assert bench.measured("mysql", quick=True, delay_ms=0) is None
    assert "The bench on mysql failed." in capfd.readouterr().err


def test_status_is_0_only_when_every_journal_agrees() -> None:
    agrees, differs = ({"journal": {"agrees": agrees}} for agrees in (True, False))
    assert bench.status({"sqlite": agrees, "postgresql": agrees}) == 0
    assert bench.status({"sqlite": agrees, "postgresql": differs}) == 1
    assert bench.status({"sqlite": agrees, "postgresql": None}) == 1
