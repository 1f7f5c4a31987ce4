"""Several processes kept alive as one: started together, restarted when one dies, ended together.

honcho ends the whole tree when one process dies; a library's desk must go on.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import IO, Final

STOP_WITHIN_S: Final = 20.0
# A process that dies at once is started again ever more slowly.
FIRST_WAIT_S: Final = 1.0
LONGEST_WAIT_S: Final = 30.0
HEALTHY_AFTER_S: Final = 60.0


@dataclass
class Service:
    """One process of the tree. `name` stands before every line it prints."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[str] | None = None
    reader: threading.Thread | None = None
    started: float = 0.0
    wait_s: float = FIRST_WAIT_S
    start_at: float = 0.0
    voice: threading.Thread | None = None


class ProcessTree:
    """Runs services until told to stop. `say` gets every line, with the service's name."""

    def __init__(
        self,
        services: Sequence[Service],
        *,
        environment: Mapping[str, str],
        say: Callable[[str, str], None],
    ) -> None:
        self._services = list(services)
        self._environment = dict(environment)
        self._say = say
        self._stopping = threading.Event()

    def pids(self) -> dict[str, int]:
        """The process of each service that runs now."""
        return {one.name: one.process.pid for one in self._services if one.process is not None}

    @contextmanager
    def running(self) -> Iterator[None]:
        """All services, looked after until the block ends; then all of it is ended."""
        for service in self._services:
            self._start(service)
        keeper = threading.Thread(target=self._keep, daemon=True)
        keeper.start()
        try:
            yield
        finally:
            self._stopping.set()
            keeper.join()
            self._stop_all()

    def run(self, *, started: Callable[[], None]) -> None:
        """Start all, call `started`, and return when SIGINT or SIGTERM has ended all of it."""
        before = {
            number: signal.signal(number, self._on_signal)
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            with self.running():
                started()
                self._stopping.wait()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping.set()

    def _keep(self) -> None:
        while not self._stopping.wait(0.2):
            for service in self._services:
                self._look_after(service)

    def _start(self, service: Service) -> None:
        service.process = subprocess.Popen(  # noqa: S603  (our own commands)
            list(service.command),
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            # Of its own group, so that a Ctrl-C in the terminal reaches it once, from us, and
            # its children end with it.
            start_new_session=True,
        )
        service.started = time.monotonic()
        service.start_at = 0.0
        assert service.process.stdout is not None  # noqa: S101
        service.voice = threading.Thread(
            target=self._pass_on, args=(service.name, service.process.stdout), daemon=True
        )
        service.voice.start()

    def _pass_on(self, name: str, lines: IO[str]) -> None:
        with lines:
            for line in lines:
                self._say(name, line.rstrip("\n"))

    def _look_after(self, service: Service) -> None:
        now = time.monotonic()
        if service.process is None:
            if now >= service.start_at:
                self._start(service)
            return
        code = service.process.poll()
        if code is None:
            return
        self._end_group(service, signal.SIGKILL)
        if now - service.started > HEALTHY_AFTER_S:
            service.wait_s = FIRST_WAIT_S
        self._say(service.name, f"ended ({_in_words(code)}); starts again in {service.wait_s:g} s")
        service.process = None
        service.start_at = now + service.wait_s
        service.wait_s = min(service.wait_s * 2, LONGEST_WAIT_S)

    def _stop_all(self) -> None:
        alive = [service for service in self._services if service.process is not None]
        for service in reversed(alive):
            self._end_group(service, signal.SIGTERM)
        end = time.monotonic() + STOP_WITHIN_S
        for service in alive:
            self._wait(service, until=end)
            self._end_group(service, signal.SIGKILL)
            if service.reader is not None:
                service.reader.join(timeout=1)  # its last words
            if service.voice is not None:
                service.voice.join(timeout=1)

    def _wait(self, service: Service, *, until: float) -> None:
        assert service.process is not None  # noqa: S101
        try:
            service.process.wait(timeout=max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            self._say(service.name, "did not end in time and is killed")

    def _end_group(self, service: Service, number: signal.Signals) -> None:
        if service.process is None:
            return
        try:
            os.killpg(service.process.pid, number)
        except ProcessLookupError:
            return


def _in_words(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def python(*arguments: str) -> list[str]:
    """The command that runs a module with the Python of this process."""
    return [sys.executable, *arguments]
