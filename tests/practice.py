"""One practice-networks server for the whole test session, reset before each test that uses it.

Use it in a conftest.py: `from tests.practice import practice_networks, practice_server`, then ask
for `practice_networks` in a test. It starts with one account per network (`ACCOUNTS`).
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from workers.sandbox.client import PracticeNetworks

ACCOUNTS = {
    "facebook": {"id": "104857600010001", "handle": "perpuscempaka", "followers": 1830},
    "instagram": {"id": "17841400000010001", "handle": "perpuscempaka", "followers": 2410},
    "twitter": {"id": "1450000000000010001", "handle": "perpuscempaka", "followers": 912},
}


def token_of(network: str) -> str:
    return f"practice-token-{network}"


@contextmanager
def running_server(data_dir: Path, *arguments: str) -> Iterator[PracticeNetworks]:
    """A server process on a free port, gone when the block ends."""
    command = [sys.executable, "-m", "workers.sandbox", "--port", "0", "--data-dir", str(data_dir)]
    with subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().split()[-1].removesuffix("/feeds/")
            networks = PracticeNetworks(address)
            networks.wait_until_up()
            yield networks
            networks.close()
        finally:
            process.terminate()
            process.wait(timeout=10)


def add_accounts(networks: PracticeNetworks) -> None:
    for network, account in ACCOUNTS.items():
        networks.save_account(
            network,
            str(account["id"]),
            name="Perpustakaan Cempaka",
            handle=account["handle"],
            token=token_of(network),
            followers=account["followers"],
        )


@pytest.fixture(scope="session")
def practice_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeNetworks]:
    with running_server(tmp_path_factory.mktemp("practice"), "--container-s", "0.2") as networks:
        yield networks


@pytest.fixture
def practice_networks(practice_server: PracticeNetworks) -> PracticeNetworks:
    practice_server.reset()
    add_accounts(practice_server)
    return practice_server
