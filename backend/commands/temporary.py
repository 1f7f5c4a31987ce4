"""A whole Etalase in a folder of its own, for the demo and the bench.

Nothing of an operator's is seen or touched. Django is set up once in a process, so a process
holds one such house in its life.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from backend.commands import environment, services, stacks
from backend.commands.process_tree import ProcessTree, Service
from backend.environment import SECRETS, Environment
from workers.sandbox.client import PracticeNetworks


@dataclass(frozen=True, slots=True)
class House:
    """A set-up database and broker, and the addresses where its processes will answer."""

    folder: Path
    web_port: int
    practice_port: int

    def web(self) -> Service:
        return services.web(host="127.0.0.1", port=self.web_port)

    def practice(self, *, speed: float = 1.0, delay_ms: float = 0.0) -> Service:
        return services.practice_networks(
            port=self.practice_port,
            data_dir=str(self.folder / "practice"),
            speed=speed,
            delay_ms=delay_ms,
        )

    def networks(self) -> PracticeNetworks:
        """The practice networks once they answer."""
        networks = PracticeNetworks(_address(self.practice_port))
        networks.wait_until_up()
        return networks

    @contextmanager
    def running(self, wanted: Sequence[Service]) -> Iterator[ProcessTree]:
        """These processes until the block ends; what they print goes to the log."""
        with log_of(self.folder).open("a", encoding="utf-8") as output:
            tree = ProcessTree(
                wanted,
                environment=os.environ,
                say=lambda name, line: print(f"{name}: {line}", file=output, flush=True),
            )
            with tree.running():
                yield tree


@contextmanager
def house(stack: str, *, folder: Path) -> Iterator[House]:
    """Set up a stack in `folder`, this process included; database and broker end with the block."""
    made = House(folder, web_port=stacks.free_port(), practice_port=stacks.free_port())
    with stacks.running(stack, folder=folder) as addresses:
        _set_environment(
            {
                **addresses,
                **environment.practice_addresses(_address(made.practice_port)),
                "ETALASE_DATA_DIR": str(folder),
                "SITE_URL": _address(made.web_port),
            }
        )
        _migrate()
        yield made


def _address(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def _set_environment(values: Mapping[str, str]) -> None:
    """For this process and its children. What is not given is set empty, which hides what a
    `.env` file says of it too."""
    names = [name.upper() for name in Environment.model_fields]
    os.environ.update(dict.fromkeys((*names, *(f"{secret}_FILE" for secret in SECRETS)), ""))
    os.environ.update(environment.quiet({**stacks.bare_environment(), **values}))


def _migrate() -> None:
    import django  # noqa: PLC0415  (not before the environment is complete)
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def log_of(folder: Path) -> Path:
    """Where the processes of the house in `folder` print to."""
    return folder / "processes.log"


def last_lines(folder: Path) -> str:
    """The end of that log, to show when something went wrong."""
    log = log_of(folder)
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return "\n".join(lines[-30:])
