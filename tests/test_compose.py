"""The compose file and the image: what their schema cannot say, and their commands for real.

No Docker engine is needed. `tests/test_project.py` holds the compose file against the published
schema; here each of Etalase's services runs as a plain process and its own health check asks it.
"""

import fnmatch
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from backend.commands import stacks
from tests import processes, stack

ROOT = Path(__file__).resolve().parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
RUNNING = sorted(name for name, service in OURS.items() if "healthcheck" in service)


def test_services_wait_only_for_what_can_come_true() -> None:
    for name, service in SERVICES.items():
        for other, wait in service.get("depends_on", {}).items():
            condition = wait["condition"]
            assert other in SERVICES, (name, other)
            if condition == "service_healthy":
                assert "healthcheck" in SERVICES[other], (name, other)
            if condition == "service_completed_successfully":
                assert SERVICES[other]["restart"] == "no", (name, other)


def test_every_lasting_service_has_a_health_check() -> None:
    lasting = {name for name, service in SERVICES.items() if service["restart"] != "no"}
    assert lasting == {name for name, service in SERVICES.items() if "healthcheck" in service}


def test_named_volumes_are_declared_and_used() -> None:
    mounts = [mount for service in SERVICES.values() for mount in service.get("volumes", [])]
    named = {mount.partition(":")[0] for mount in mounts if not mount.startswith((".", "/"))}
    assert named == set(COMPOSE["volumes"])


def test_variables_of_the_file_are_in_the_example() -> None:
    used = re.findall(r"(?<!\$)\$\{(\w+)", (ROOT / "docker-compose.yml").read_text("utf-8"))
    example = (ROOT / ".env.example").read_text("utf-8")
    assert used
    assert [name for name in used if not re.search(rf"^{name}=", example, re.MULTILINE)] == []


def _queues(service: dict[str, Any]) -> list[str]:
    command = service.get("command", [])
    return command[command.index("--queues") + 1].split(",") if "--queues" in command else []


def test_every_queue_has_one_worker_and_publishing_has_its_own() -> None:
    from workers.app import app  # noqa: PLC0415 - configures Celery

    served = [queue for service in SERVICES.values() for queue in _queues(service)]
    assert sorted(served) == sorted(queue.name for queue in app.conf.task_queues)
    assert ["publish"] in [_queues(service) for service in SERVICES.values()]


def test_etalase_runs_without_root_and_without_rights() -> None:
    users = re.findall(r"^USER (\S+)", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    assert users[-1] not in {"root", "0"}
    for service in OURS.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "user" not in service


def test_image_copies_only_what_is_there_and_sent_to_the_build() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    sent = [line[1:] for line in lines if line.startswith("!")]
    kept_back = [line for line in lines if line and line[0] not in "!#*"]
    copies = re.findall(
        r"^COPY (?!--from)(.+)$", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE
    )
    sources = [source for copy in copies for source in copy.split()[:-1]]
    assert len(sources) > 8
    for source in sources:
        assert (ROOT / source).exists(), source
        assert source.split("/")[0] in sent, source
        assert not any(fnmatch.fnmatch(source, pattern) for pattern in kept_back), source


# --- The commands, as plain processes ---

if stack.STACK == "postgresql":  # the file names no other database and broker

    @pytest.fixture(scope="module")
    def environment(tmp_path_factory: pytest.TempPathFactory) -> Any:
        data_dir = tmp_path_factory.mktemp("compose") / "data"
        with processes.fresh_stack(data_dir) as fresh:
            programs = str(Path(sys.executable).parent)
            yield fresh | {"PATH": f"{programs}{os.pathsep}{fresh['PATH']}"}

    def _as_plain(words: list[str], *, port: int, folder: Path) -> list[str]:
        """The container's port, folder and doubled dollars, as a process on this machine."""
        swaps = (("8000", str(port)), ("0.0.0.0", "127.0.0.1"), ("/tmp", str(folder)), ("$$", "$"))  # noqa: S104
        for old, new in swaps:
            words = [word.replace(old, new) for word in words]
        return words

    def _health_command(service: dict[str, Any]) -> list[str]:
        kind, *words = service["healthcheck"]["test"]
        return words if kind == "CMD" else ["sh", "-c", *words]

    @pytest.mark.processes
    @pytest.mark.xdist_group("compose")
    def test_migrate_prepares_database_and_static_files(environment: dict[str, str]) -> None:
        subprocess.run(SERVICES["migrate"]["command"], env=environment, cwd=ROOT, check=True)
        assert (Path(environment["ETALASE_DATA_DIR"]) / "static").is_dir()

    @pytest.mark.processes
    @pytest.mark.xdist_group("compose")
    @pytest.mark.parametrize("name", RUNNING)
    def test_service_starts_and_its_own_health_check_passes(
        environment: dict[str, str], tmp_path: Path, name: str
    ) -> None:
        port = stacks.free_port()
        command = _as_plain(SERVICES[name]["command"], port=port, folder=tmp_path)
        health = _as_plain(_health_command(SERVICES[name]), port=port, folder=tmp_path)
        pulse = SERVICES[name]["environment"]["ETALASE_PULSE_FILE"]
        environment = environment | {
            "ETALASE_PULSE_FILE": _as_plain([pulse], port=port, folder=tmp_path)[0]
        }

        def is_healthy() -> bool:
            asked = subprocess.run(
                health, env=environment, cwd=ROOT, capture_output=True, check=False
            )
            return asked.returncode == 0

        assert not is_healthy(), "the health check passes while nothing runs"
        with (tmp_path / "log").open("wb") as log:
            service = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
            try:
                processes.wait_until(is_healthy, timeout_s=60, what=f"health of {name}")
                assert service.poll() is None
            finally:
                service.terminate()
                service.wait(timeout=30)
