"""The figures of a bench as tables for a person."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from rich.console import Console
from rich.table import Table

_SPREAD: Final = ("median", "p95", "p99", "max")

Figures = Mapping[str, Any]


def show(found: Figures, *, console: Console) -> None:
    """Print one table a subject, each stack beside the other, and what the journal says."""
    measured = {stack: one for stack, one in found["stacks"].items() if one is not None}
    machine = found["machine"]
    console.print(
        f"{machine['cores']} cores, load {machine['load_1min']} before, "
        f"Python {machine['python']}, networks answer after {found['delay_ms']:g} ms"
    )
    for table in (_lateness, _publishing, _collecting, _memory):
        console.print(table(measured))
    for stack, one in found["stacks"].items():
        console.print(f"{stack}: {_verdict(one)}")


def _lateness(measured: Mapping[str, Figures]) -> Table:
    table = _table("Lateness of the publishing call, ms", "stack", "posts due", "network", *_SPREAD)
    for stack, one in measured.items():
        for due, name in (
            ("at random seconds", "random_seconds"),
            ("at the same second", "same_second"),
        ):
            round_ = one[name]
            spreads = {"all": round_["lateness_ms"], **round_["by_network"]}
            for network, spread in spreads.items():
                title = f"{round_['posts']} {due}" if network == "all" else ""
                table.add_row(stack, title, network, *(_number(spread[key]) for key in _SPREAD))
    return table


def _publishing(measured: Mapping[str, Figures]) -> Table:
    table = _table("One publication until it is recorded", "stack", "of", "queries", "HTTP calls")
    for stack, one in measured.items():
        publishing = one["publishing"]
        for kind, count in publishing["kinds"].items():
            table.add_row(stack, kind, _number(count["queries"]), _number(count["http_calls"]))
        look = publishing["dispatch_queries_a_look"]
        table.add_row(stack, "each look for what is due, together", _number(look), "0")
    return table


def _collecting(measured: Mapping[str, Figures]) -> Table:
    return _by_stack(
        "Collecting the numbers once",
        measured,
        names=lambda one: list(one["collecting"]),
        cells={
            "posts": lambda one, network: one["collecting"][network]["posts"],
            "HTTP calls": lambda one, network: one["collecting"][network]["http_calls"],
            "calls a post": lambda one, network: one["collecting"][network]["http_calls_a_post"],
            "queries a post": lambda one, network: one["collecting"][network]["queries_a_post"],
        },
    )


def _memory(measured: Mapping[str, Figures]) -> Table:
    return _by_stack(
        "Memory, MB",
        measured,
        names=lambda one: list(one["memory_mb"]),
        cells={
            "before": lambda one, name: one["memory_mb"][name]["before"],
            "after": lambda one, name: one["memory_mb"][name]["after"],
        },
    )


def _by_stack(
    title: str,
    measured: Mapping[str, Figures],
    *,
    names: Callable[[Figures], list[str]],
    cells: Mapping[str, Callable[[Figures, str], Any]],
) -> Table:
    table = _table(title, "stack", "of", *cells)
    for stack, one in measured.items():
        for name in names(one):
            table.add_row(stack, name, *(_number(cell(one, name)) for cell in cells.values()))
    return table


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left")
    texts: Sequence[str] = ("stack", "of", "posts due", "network")
    for heading in headings:
        table.add_column(heading, justify="left" if heading in texts else "right")
    return table


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def _verdict(one: Figures | None) -> str:
    if one is None:
        return "not measured"
    journal = one["journal"]
    if journal["agrees"]:
        return (
            f"nothing twice, nothing missing: the journal has each of {journal['posts']} posts once"
        )
    return "; ".join(journal["problems"])
