"""The lines in docs/api.md do what they say: run as they stand, over HTTP, beside a worker."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from PIL import Image
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from backend.accounts.models import User
from backend.api.v1 import api
from content.models import Channel, Post
from tests.backend.api.conftest import secret_of
from tests.practice import ACCOUNTS
from tests.workers.conftest import endpoints_at, practice_channel
from workers import collect, dispatch, publish
from workers.sandbox.client import PracticeNetworks

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def clock() -> None:
    """Here the clock goes on."""


@contextmanager
def _worker() -> Iterator[None]:
    """A thread that does what the worker process does: publish what is due, read what is due."""
    ended = threading.Event()

    def work() -> None:
        while not ended.wait(0.1):
            for wake_up in dispatch.take(now=timezone.now()):
                _publish(wake_up.publication_id)
            for batch in collect.take(now=timezone.now()):
                collect.collect(batch.channel_id, batch.publication_ids)
        connection.close()

    def _publish(publication_id: int) -> None:
        while not ended.wait(0.2):
            if publish.publish(publication_id) is None and _is_done(publication_id):
                return

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _is_done(publication_id: int) -> bool:
    return not Post.objects.filter(
        publications=publication_id, publications__state__in=("scheduled", "sending")
    ).exists()


def _lines() -> str:
    [block] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    return str(block)


def test_the_lines_are_twenty() -> None:
    assert len([line for line in _lines().splitlines() if line.strip()]) == 20


@pytest.fixture
def networks(
    practice_networks: PracticeNetworks,
    live_server: LiveServer,
    channel_factory: Callable[..., Channel],
    settings: Settings,
) -> PracticeNetworks:
    """The library's three channels are practice accounts; pictures come from the real server."""
    settings.NETWORK_ENDPOINTS = endpoints_at(practice_networks.base_url)
    settings.MEDIA_PUBLIC_URL = f"{live_server.url}/media"
    for network in ACCOUNTS:
        practice_channel(channel_factory, network)
    return practice_networks


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_the_lines_publish_on_every_channel_and_read_the_numbers(
    networks: PracticeNetworks, live_server: LiveServer, admin: User, tmp_path: Path
) -> None:
    Image.new("RGB", (1080, 1350), "teal").save(tmp_path / "rak-buku-baru.jpg")

    with _worker():
        run = subprocess.run(
            [sys.executable, "-c", _lines()],
            cwd=tmp_path,
            env=os.environ | {"ETALASE_URL": live_server.url, "ETALASE_API_KEY": secret_of(admin)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    assert run.returncode == 0, run.stdout + run.stderr
    printed = sorted(line.split() for line in run.stdout.splitlines())
    assert [line[0] for line in printed] == ["facebook", "instagram", "twitter"]
    for network, permalink, likes, _word in printed:
        assert permalink.startswith("http"), network
        assert likes.isdigit(), network
    journal = networks.journal(kind="post")
    assert sorted(entry.network for entry in journal) == sorted(ACCOUNTS)


def test_page_names_every_operation() -> None:
    paths = api.get_openapi_schema(path_prefix="")["paths"]

    for path in paths:
        if path.startswith("/thumbnails"):
            continue
        last = path.rpartition("/")[2]
        assert (last if not last.startswith("{") else path.split("/")[1]) in PAGE, path
