"""Real worker processes, practice networks and a person at a desk, all apart from the tests."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from backend.environment import PROJECT_DIR
from tests.practice import ACCOUNTS, token_of
from tests.processes import running, wait_until
from tests.workers import pictures
from workers.sandbox.client import PracticeNetworks


class Desk:
    """The orders of `tests.faults.desk`, given to its process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, order: str, **values: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps({"order": order, **values}), file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline())
        assert "answer" in answer, answer
        return answer["answer"]

    def connect(self, *names: str) -> list[int]:
        """The practice accounts of these networks as channels of the library."""
        return [
            self.ask(
                "connect",
                network=name,
                external_id=str(ACCOUNTS[name]["id"]),
                handle=str(ACCOUNTS[name]["handle"]),
                token=token_of(name),
            )
            for name in names
        ]

    def states(self) -> list[str]:
        return [row["state"] for row in self.ask("rows")]

    def wait_for(self, *states: str, timeout_s: float = 20) -> None:
        wait_until(
            lambda: self.states() == list(states),
            timeout_s=timeout_s,
            what=f"{states}, not {self.ask('rows')}",
        )


@pytest.fixture
def environment(
    stack_environment: dict[str, str], practice_networks: PracticeNetworks
) -> Iterator[dict[str, str]]:
    """Of a worker whose networks are the practice ones."""
    address = practice_networks.base_url
    with pictures.served(Path(stack_environment["ETALASE_DATA_DIR"]) / "media") as media_address:
        yield stack_environment | {
            "FACEBOOK_GRAPH_URL": address,
            "INSTAGRAM_GRAPH_URL": address,
            "META_UPLOAD_URL": address,
            "X_API_URL": address,
            "INSTAGRAM_WEB_URL": address,
            "MEDIA_PUBLIC_URL": media_address,
        }


@pytest.fixture
def desk(environment: dict[str, str]) -> Iterator[Desk]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.desk"],
        env=environment,
        cwd=PROJECT_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Desk(process)
        process.terminate()


class Worker:
    """Starts worker processes with beat inside; what they print is shown when a test fails."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self._environment = environment
        self.log = log

    @contextmanager
    def started(self) -> Iterator[subprocess.Popen[bytes]]:
        """A worker that is ready for work."""
        command = ("-m", "celery", "-A", "workers.app", "worker", "-B")
        quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat")
        ready_before = self._ready_count()
        with running(self._environment, *command, *quiet, log=self.log) as process:
            wait_until(
                lambda: self._ready_count() > ready_before, timeout_s=30, what="a ready worker"
            )
            yield process

    def _ready_count(self) -> int:
        return self.log.read_text(encoding="utf-8").count(" ready.") if self.log.exists() else 0


@pytest.fixture
def worker(environment: dict[str, str], tmp_path: Path) -> Iterator[Worker]:
    log = tmp_path / "worker.log"
    yield Worker(environment, log)
    print(log.read_text(encoding="utf-8"))
