"""`etalase run`: everything on one machine, kept alive until Ctrl-C."""

import os
import socket
import sys
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import click
import django
from django.core.management import call_command

from backend.commands import environment, services
from backend.commands.process_tree import ProcessTree, Service

_COLOURS = {"web": "cyan", "worker": "green", "aside": "blue", "practice": "magenta"}


def run(*, port: int, practice_port: int, practice: bool) -> None:
    """Set up what is missing, then start web, workers and (unless told otherwise) the practice
    networks. The first start with practice networks fills in a sample library."""
    site_url = os.environ.get("SITE_URL") or f"http://127.0.0.1:{port}"
    practice_url = f"http://127.0.0.1:{practice_port}"
    _refuse_taken_ports([port, practice_port] if practice else [port])
    if practice:
        os.environ.update(environment.for_practice(site_url=site_url, practice_url=practice_url))
    os.environ.update(environment.quiet(os.environ))
    django.setup()
    _set_up()
    tree = ProcessTree(
        _services(port=port, practice_port=practice_port, practice=practice),
        environment=os.environ,
        say=_say,
    )
    tree.run(started=lambda: _started(site_url, practice_url if practice else ""))
    click.echo("Etalase has stopped.")


def _services(*, port: int, practice_port: int, practice: bool) -> list[Service]:
    from django.conf import settings  # noqa: PLC0415  (not before the environment is complete)

    found = [services.web(host="127.0.0.1", port=port), services.worker(), services.aside()]
    if practice:
        data_dir = str(settings.DATA_DIR / "practice")
        # A minute here is half a day there, so that a first look already has something to show.
        found.insert(
            0, services.practice_networks(port=practice_port, data_dir=data_dir, speed=720)
        )
    return found


def _refuse_taken_ports(ports: list[int]) -> None:
    for port in ports:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                sys.exit(
                    f"etalase: port {port} is taken. Stop what uses it, or choose others: "
                    "etalase run --port 8001 --practice-port 8091"
                )


def _set_up() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def _say(name: str, line: str) -> None:
    click.echo(f"{click.style(f'{name:<9}', fg=_COLOURS.get(name))}{line}")


def _started(site_url: str, practice_url: str) -> None:
    threading.Thread(target=_welcome, args=(site_url, practice_url), daemon=True).start()


def _welcome(site_url: str, practice_url: str) -> None:
    from backend.sample import first_start  # noqa: PLC0415

    _wait_for(site_url)
    sample = first_start.sample_sign_ins(practice_url=practice_url) if practice_url else {}
    click.echo(_where_to_look(site_url, practice_url, sample))
    if practice_url:
        first_start.read_first_numbers(until=datetime.now(UTC) + timedelta(minutes=3))


def _wait_for(site_url: str) -> None:
    host, _, port = site_url.partition("//")[2].partition(":")
    for _attempt in range(200):
        with socket.socket() as probe:
            probe.settimeout(0.5)
            if probe.connect_ex((host, int(port.strip("/") or 80))) == 0:
                return
        time.sleep(0.1)


def _where_to_look(site_url: str, practice_url: str, sign_ins: Mapping[str, str]) -> str:
    lines = ["", click.style("  Etalase is open.", bold=True), "", f"  Calendar   {site_url}"]
    if practice_url:
        lines.append(f"  Practice   {practice_url}/feeds/  what visitors would see")
    lines += [f"  {role:<10} {text}" for role, text in sign_ins.items()]
    return "\n".join([*lines, "", "  Ctrl-C ends it.", ""])
