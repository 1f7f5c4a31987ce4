"""`etalase bench`: lateness, queries, calls and memory on both stacks."""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from backend.commands import bench_table, environment, stacks, temporary
from backend.commands.process_tree import python


def bench(*, as_json: bool, quick: bool, delay_ms: float = 0.0) -> int:
    """Print what was measured; 1 when a stack failed or its journal shows a post twice, a
    missing one or a foreign one."""
    found: dict[str, Any] = {
        "machine": _machine(),
        "quick": quick,
        "delay_ms": delay_ms,
        "stacks": {
            stack: measured(stack, quick=quick, delay_ms=delay_ms) for stack in stacks.STACKS
        },
    }
    click.echo(json.dumps(found, indent=2))
    if not as_json:
        bench_table.show(found, console=_console())
    return status(found["stacks"])


def status(stacks_found: Mapping[str, Mapping[str, Any] | None]) -> int:
    """The exit status: 0 when every stack was measured and its journal agrees."""
    agree = [one is not None and one["journal"]["agrees"] for one in stacks_found.values()]
    return 0 if all(agree) else 1


def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else 110)


def _machine() -> dict[str, Any]:
    """`load_1min`: how busy the machine was before; lateness says little on a loaded one."""
    return {
        "cores": os.cpu_count(),
        "load_1min": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
    }


def measured(stack: str, *, quick: bool, delay_ms: float) -> dict[str, Any] | None:
    """What `bench_stack` found, or None with the reason on standard error."""
    with tempfile.TemporaryDirectory(prefix="etalase-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        options = ("--folder", name, "--delay-ms", str(delay_ms), *(["--quick"] if quick else []))
        printed = _output(python("-m", "backend.commands.bench_stack", stack, *options))
        if printed is None:
            click.secho(f"The bench on {stack} failed.", fg="red", err=True)
            click.echo(temporary.last_lines(folder), err=True)
            return None
    found: dict[str, Any] = json.loads(printed)
    return found


def _output(command: list[str]) -> str | None:
    """What a process printed, None when it failed. A Ctrl-C reaches it too, and it is waited for
    until it has ended all of its own."""
    with subprocess.Popen(  # noqa: S603  (our own command)
        command, env=environment.quiet(os.environ), stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            printed, _errors = process.communicate()
        except KeyboardInterrupt:
            process.wait()
            raise
    return printed if process.returncode == 0 else None
