"""Real processes for tests: their environment, their start, their end."""

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis

from backend.commands import stacks
from backend.environment import PROJECT_DIR
from tests import stack


@contextmanager
def fresh_stack(data_dir: Path) -> Iterator[dict[str, str]]:
    """The environment of processes with a migrated database and a broker nobody else uses."""
    data_dir.mkdir(parents=True, exist_ok=True)
    environment = stacks.bare_environment()
    environment |= {
        "ETALASE_DATA_DIR": str(data_dir),
        "DJANGO_SETTINGS_MODULE": "backend.settings",
        "PYTHONWARNINGS": "ignore",
    }
    if stack.STACK != "postgresql":
        run(environment, "-m", "django", "migrate", "--verbosity", "0")
        yield environment
        return
    with _database() as database_url, _redis_database() as broker_url:
        environment |= {"DATABASE_URL": database_url, "BROKER_URL": broker_url}
        run(environment, "-m", "django", "migrate", "--verbosity", "0")
        yield environment


@contextmanager
def _database() -> Iterator[str]:
    server = os.environ["DATABASE_URL"]
    name = f"etalase_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    parts = urlsplit(server)
    yield server.replace(f"{parts.netloc}{parts.path}", f"{parts.netloc}/{name}", 1)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _redis_database() -> Iterator[str]:
    """One of Redis's numbered databases by process of pytest-xdist, emptied before and after."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    url = os.environ["BROKER_URL"].removesuffix("/0") + f"/{int(worker) + 1}"
    with redis.Redis.from_url(url) as connection:
        connection.flushdb()
        yield url
        connection.flushdb()


def run(environment: Mapping[str, str], *arguments: str, timeout_s: float = 120) -> str:
    """Run Python to its end; its output, or an error that shows it."""
    done = subprocess.run(
        [sys.executable, *arguments],
        env=dict(environment),
        cwd=PROJECT_DIR,
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )
    if done.returncode != 0:
        raise AssertionError(
            f"{arguments} ended with {done.returncode}\n{done.stdout}{done.stderr}"
        )
    return done.stdout


@contextmanager
def running(
    environment: Mapping[str, str], *arguments: str, log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A Python process that runs until the block ends; what it prints goes to `log`."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            env=dict(environment),
            cwd=PROJECT_DIR,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_until(condition: Callable[[], object], *, timeout_s: float, what: str) -> None:
    """Poll until `condition` is true; an AssertionError names what never came."""
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError(f"{what} did not happen within {timeout_s} s")
