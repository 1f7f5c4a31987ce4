"""Promises kept by real worker processes, whatever dies and whenever."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
import redis

from tests.faults.conftest import Desk, Worker
from tests.processes import wait_until
from workers.sandbox.client import PracticeNetworks

pytestmark = pytest.mark.processes

FEED = "/v25.0/*/feed"


def kill(process: subprocess.Popen[bytes]) -> None:
    """End the worker and its beat at once, as a power cut does."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def empty_broker(environment: dict[str, str]) -> None:
    if "BROKER_URL" in environment:
        with redis.Redis.from_url(environment["BROKER_URL"]) as connection:
            connection.flushdb()
    else:
        shutil.rmtree(Path(environment["ETALASE_DATA_DIR"]) / "broker" / "messages")


def test_posts_leave_on_their_second_on_every_network(
    worker: Worker, desk: Desk, practice_networks: PracticeNetworks
) -> None:
    channel_ids = desk.connect("facebook", "instagram", "twitter")
    with worker.started():
        desk.ask("schedule", channel_ids=channel_ids, text="Bazar buku", in_s=6, picture_count=1)
        desk.wait_for("published", "published", "published")

    for network in ("facebook", "instagram", "twitter"):
        assert len(practice_networks.journal(kind="post", network=network)) == 1
        (late_ms,) = desk.ask("lateness_ms", network=network)
        assert 0 <= late_ms < 1000


def test_worker_killed_in_mid_publish_leaves_one_post_and_no_row_in_sending(
    worker: Worker, desk: Desk, practice_networks: PracticeNetworks
) -> None:
    practice_networks.fault("delay", path=FEED, seconds=2, after=True)
    channel_ids = desk.connect("facebook")
    with worker.started() as process:
        desk.ask("schedule", channel_ids=channel_ids, text="Bazar buku", in_s=1)
        desk.wait_for("sending")
        wait_until(lambda: practice_networks.faults()[0]["used"], timeout_s=5, what="the call")
        kill(process)
    assert desk.states() == ["sending"]

    desk.ask("pass_time", seconds=301)
    with worker.started():
        desk.wait_for("published")

    (row,) = desk.ask("rows")
    (post,) = practice_networks.journal(kind="post")
    assert (row["remote_id"], row["reason"]) == (post.remote_id, "found_on_network")


def test_worker_asked_to_stop_finishes_what_it_is_sending(
    worker: Worker, desk: Desk, practice_networks: PracticeNetworks
) -> None:
    practice_networks.fault("delay", path=FEED, seconds=2, after=True)
    channel_ids = desk.connect("facebook")
    with worker.started() as process:
        desk.ask("schedule", channel_ids=channel_ids, text="Bazar buku", in_s=1)
        desk.wait_for("sending")
        process.terminate()
        process.wait(timeout=20)

    assert desk.states() == ["published"]
    assert len(practice_networks.journal(kind="post")) == 1


def test_two_workers_and_doubled_wake_ups_publish_once(
    worker: Worker, desk: Desk, practice_networks: PracticeNetworks
) -> None:
    channel_ids = desk.connect("facebook", "twitter")
    with worker.started(), worker.started():
        ids = desk.ask("schedule", channel_ids=channel_ids, text="Bazar buku", in_s=3)
        for publication_id in ids * 2:
            desk.ask("wake", publication_id=publication_id)
        wait_until(lambda: "scheduled" not in desk.states(), timeout_s=20, what="the sending")
        for publication_id in ids * 2:
            desk.ask("wake", publication_id=publication_id)
        desk.wait_for("published", "published")

    assert [row["attempt"] for row in desk.ask("rows")] == [1, 1]
    assert len(practice_networks.journal(kind="post")) == 2


def test_emptied_broker_loses_nothing(
    worker: Worker,
    desk: Desk,
    practice_networks: PracticeNetworks,
    environment: dict[str, str],
) -> None:
    channel_ids = desk.connect("facebook")
    desk.ask("schedule", channel_ids=channel_ids, text="Bazar buku", in_s=5)
    desk.ask("dispatch")
    empty_broker(environment)
    desk.ask("pass_time", seconds=60)

    with worker.started():
        desk.wait_for("published")
    assert len(practice_networks.journal(kind="post")) == 1


def test_slow_channel_does_not_delay_another(
    worker: Worker, desk: Desk, practice_networks: PracticeNetworks
) -> None:
    practice_networks.fault("delay", path=FEED, seconds=3, times=-1)
    (facebook,) = desk.connect("facebook")
    (twitter,) = desk.connect("twitter")
    with worker.started():
        for number in range(8):
            desk.ask("schedule", channel_ids=[facebook], text=f"Pameran {number}", in_s=6)
        desk.ask("schedule", channel_ids=[twitter], text="Bazar buku", in_s=6)
        desk.wait_for(*["published"] * 9, timeout_s=30)

    (late_ms,) = desk.ask("lateness_ms", network="twitter")
    assert late_ms < 2500
    assert len(practice_networks.journal(kind="post", network="facebook")) == 8
