"""`etalase doctor`: each line ok, or what to do about it."""

import shutil
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import click
import requests
from django.conf import settings
from django.core.checks import run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error as DatabaseError
from kombu import Connection
from kombu.exceptions import OperationalError

from backend.commands.checks import Finding, bad, note, ok
from content import secrets as tokens
from content.models import Channel
from content.studio import typefaces
from content.studio.errors import StudioError

_MARKS: Final = {"ok": ("✓", "green"), "note": ("•", "yellow"), "bad": ("✗", "red")}
_CLOCK_OFF_S: Final = 5
_LOW_DISK_BYTES: Final = 500_000_000


def doctor() -> int:
    """Print every finding; 1 when something must be mended."""
    worst = 0
    for check in CHECKS:
        for finding in check():
            _say(finding)
            worst = max(worst, int(finding.level == "bad"))
    return worst


def _say(finding: Finding) -> None:
    mark, colour = _MARKS[finding.level]
    click.echo(f"{click.style(mark, fg=colour)} {finding.subject:<14}{finding.said}")
    if finding.todo:
        click.echo(f"  {'':<14}→ {finding.todo}")


def _settings() -> Iterator[Finding]:
    found = run_checks()
    for message in found:
        yield bad("settings", message.msg, todo=message.hint or f"See {message.id}.")
    if not found:
        yield ok("settings", f"read; data folder {settings.DATA_DIR}")


def _database() -> Iterator[Finding]:
    vendor = connection.vendor
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        yield bad("database", f"{vendor}: {error}", todo="Check DATABASE_URL and its server.")
        return
    if waiting:
        yield bad(
            "database",
            f"{vendor}: {len(waiting)} migrations wait",
            todo="Run: python -m django migrate",
        )
    else:
        yield ok("database", f"{vendor} answers, tables are up to date")


def _broker() -> Iterator[Finding]:
    url = settings.BROKER_URL
    kind = urlsplit(url).scheme
    if kind == "filesystem":
        yield _writable("broker", settings.BROKER_DIR)
        return
    try:
        with Connection(url, connect_timeout=3) as broker:
            broker.ensure_connection(max_retries=1, timeout=3)
    except (OperationalError, OSError) as error:
        yield bad("broker", f"{kind}: {error}", todo="Check BROKER_URL and its server.")
    else:
        yield ok("broker", f"{kind} answers")


def _media_folder() -> Iterator[Finding]:
    yield _writable("media folder", settings.MEDIA_ROOT)
    free = shutil.disk_usage(settings.MEDIA_ROOT).free
    if free < _LOW_DISK_BYTES:
        yield bad("disk", f"only {free // 1_000_000} MB free", todo="Make room on this disk.")
    else:
        yield ok("disk", f"{free // 1_000_000_000} GB free")


def _writable(subject: str, folder: Path) -> Finding:
    probe = Path(folder) / ".doctor"
    try:
        probe.parent.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        return bad(subject, f"{folder}: {error.strerror}", todo="Let this user write there.")
    return ok(subject, f"{folder} can be written")


def _fonts() -> Iterator[Finding]:
    try:
        typefaces.require()
    except StudioError as error:
        yield bad("fonts", str(error), todo="Run: make setup")
    else:
        yield ok("fonts", f"{len(typefaces.files())} font files")
    if typefaces.shaping_available():
        yield ok("shaping", "Arabic and Javanese letters join")
    else:
        yield note(
            "shaping",
            "Arabic and Javanese cannot be drawn",
            todo="Run: apt-get install libfribidi0",
        )


def _secrets() -> Iterator[Finding]:
    try:
        boxes = list(Channel.objects.exclude(credentials="").values_list("credentials", flat=True))
    except DatabaseError:
        return  # the database's own line says it
    closed = sum(not _opens(box) for box in boxes)
    if closed:
        yield bad(
            "tokens",
            f"{closed} channels cannot be opened with ENCRYPTION_KEYS",
            todo="Put the lost key back into ENCRYPTION_KEYS, or connect the channels again.",
        )
    else:
        yield ok("tokens", "every channel's secrets open")


def _opens(box: str) -> bool:
    try:
        tokens.decrypt(box)
    except tokens.CannotDecrypt:
        return False
    return True


def _addresses() -> Iterator[Finding]:
    endpoints = settings.NETWORK_ENDPOINTS
    named = {
        "Facebook": endpoints.facebook_graph_url,
        "Instagram": endpoints.instagram_graph_url,
        "Meta upload": endpoints.meta_upload_url,
        "X": endpoints.x_api_url,
    }
    for name, address in named.items():
        yield _address(name, address)
    yield from _public_media()


def _address(name: str, address: str) -> Finding:
    parts = urlsplit(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        with socket.create_connection((parts.hostname or "", port), timeout=5):
            return ok(name, f"{address} can be reached")
    except OSError as error:
        return bad(
            name,
            f"{address}: {error.strerror or error}",
            todo="Check the internet connection, or start the practice networks.",
        )


def _public_media() -> Iterator[Finding]:
    host = urlsplit(settings.MEDIA_PUBLIC_URL).hostname or ""
    real = urlsplit(settings.NETWORK_ENDPOINTS.instagram_graph_url).hostname not in _INSIDE
    if real and host in _INSIDE:
        yield note(
            "media address",
            f"{settings.MEDIA_PUBLIC_URL} is inside this machine; Instagram cannot fetch it",
            todo="Set MEDIA_PUBLIC_URL to an address that is open to the internet.",
        )
    else:
        yield ok("media address", settings.MEDIA_PUBLIC_URL)


_INSIDE: Final = ("127.0.0.1", "localhost", "::1")


def _clock() -> Iterator[Finding]:
    address = settings.NETWORK_ENDPOINTS.facebook_graph_url
    try:
        said = requests.head(address, timeout=5).headers["Date"]
    except (requests.RequestException, KeyError):
        yield note("clock", "no network said its time", todo="Look again when it can be reached.")
        return
    off_s = (datetime.now(UTC) - parsedate_to_datetime(said)).total_seconds()
    if abs(off_s) > _CLOCK_OFF_S:
        yield bad(
            "clock",
            f"this machine is {off_s:+.0f} s off",
            todo="Turn on time synchronisation, for example: timedatectl set-ntp true",
        )
    else:
        yield ok("clock", "agrees with the network")


CHECKS: Final[tuple[Callable[[], Iterator[Finding]], ...]] = (
    _settings,
    _database,
    _broker,
    _media_folder,
    _fonts,
    _secrets,
    _addresses,
    _clock,
)
