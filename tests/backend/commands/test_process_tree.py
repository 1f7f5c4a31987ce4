"""Processes that live and die together, with real ones."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from backend.commands.process_tree import ProcessTree, Service, python
from backend.environment import PROJECT_DIR
from tests.processes import wait_until

pytestmark = pytest.mark.processes


class Heard:
    """What a tree says."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []

    def __call__(self, name: str, line: str) -> None:
        self.lines.append((name, line))

    def __contains__(self, part: str) -> bool:
        return any(part in line for _name, line in list(self.lines))


def _tree(heard: Heard, **code: str) -> ProcessTree:
    services = [Service(name, python("-u", "-c", text)) for name, text in code.items()]
    return ProcessTree(services, environment=os.environ, say=heard)


def test_lines_carry_the_services_name() -> None:
    heard = Heard()
    with _tree(heard, web="print('halo'); import time; time.sleep(60)").running():
        wait_until(lambda: ("web", "halo") in heard.lines, timeout_s=10, what="the line")


def test_dead_service_is_started_again_and_said() -> None:
    heard = Heard()
    with _tree(heard, worker="import os; print('start'); os._exit(3)").running():
        wait_until(
            lambda: heard.lines.count(("worker", "start")) >= 2, timeout_s=15, what="a restart"
        )
    assert "ended (exit code 3); starts again in 1 s" in heard


def test_killed_service_is_named_by_its_signal() -> None:
    heard = Heard()
    code = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    with _tree(heard, worker=code).running():
        wait_until(lambda: "signal SIGKILL" in heard, timeout_s=10, what="the signal's name")


def test_end_takes_children_of_services_along() -> None:
    heard = Heard()
    code = (
        "import subprocess, sys, time;"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
        "print(child.pid); time.sleep(60)"
    )
    with _tree(heard, worker=code).running():
        wait_until(lambda: heard.lines, timeout_s=10, what="the child's number")
    child = int(heard.lines[0][1])
    wait_until(lambda: not _alive(child), timeout_s=5, what="the child's end")


def _alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def test_ctrl_c_ends_all_of_it(tmp_path: Path) -> None:
    code = (
        "import os, sys\n"
        "from backend.commands.process_tree import ProcessTree, Service, python\n"
        "tree = ProcessTree([Service('a', python('-c', 'import time; time.sleep(60)'))],"
        " environment=os.environ, say=print)\n"
        "tree.run(started=lambda: print('up', flush=True))\n"
        "print('down', flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=PROJECT_DIR, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        children = psutil.Process(process.pid).children()
        threading.Timer(0.2, process.send_signal, [signal.SIGINT]).start()
        start = time.monotonic()
        assert process.stdout.readline() == "down\n"
        assert process.wait(timeout=10) == 0
    assert time.monotonic() - start < 10
    assert children
    assert not any(child.is_running() for child in children)
