"""The control interface, and what survives a restart."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from tests.practice import add_accounts, running_server, token_of
from tests.workers.sandbox.conftest import PAGE, Graph
from workers.sandbox.client import PracticeNetworks, PracticeNetworksError


def test_accounts_are_made_and_changed(practice_networks: PracticeNetworks) -> None:
    practice_networks.save_account("twitter", "77", name="Satu", token="t77", followers=10)
    practice_networks.save_account("twitter", "77", followers=11, options={"premium": True})
    found = {one["id"]: one for one in practice_networks.accounts()}["77"]
    assert (found["name"], found["token"], found["followers"]) == ("Satu", "t77", 11)
    assert found["options"] == {"premium": True}


@pytest.mark.parametrize(
    ("network", "values"),
    [("mastodon", {}), ("twitter", {"shoe": 1}), ("twitter", {"standing": "sleepy"})],
)
def test_wrong_accounts_are_refused(
    practice_networks: PracticeNetworks, network: str, values: dict[str, object]
) -> None:
    before = practice_networks.accounts()
    with pytest.raises(PracticeNetworksError):
        practice_networks.save_account(network, "1", **values)
    assert practice_networks.accounts() == before


def test_journal_goes_on_from_a_number(graph: Graph, practice_networks: PracticeNetworks) -> None:
    for n in range(3):
        graph.put_object(PAGE, "feed", message=f"n{n}")
    first = practice_networks.journal()[0]
    assert [entry.text for entry in practice_networks.journal(since=first.seq)] == ["n1", "n2"]
    assert practice_networks.journal(network="twitter") == []


def test_requests_are_counted_by_account_and_template(
    graph: Graph, practice_networks: PracticeNetworks
) -> None:
    practice_networks.forget_requests()
    post_id = graph.put_object(PAGE, "feed", message="x")["id"]
    graph.put_object(PAGE, "feed", message="y")
    graph.get_object(post_id)
    counts = {(c.account, c.method, c.template): c.count for c in practice_networks.requests()}
    assert counts == {
        (PAGE, "POST", "/{version}/{page-id}/feed"): 2,
        (PAGE, "GET", "/{version}/{post-id}"): 1,
    }
    practice_networks.forget_requests()
    assert practice_networks.requests() == []


def test_numbers_grow_with_the_clock_and_readings_stay(
    graph: Graph, practice_networks: PracticeNetworks
) -> None:
    post_id = graph.put_object(PAGE, "feed", message="x")["id"]
    assert practice_networks.numbers("facebook", post_id).readings == {}
    practice_networks.advance_clock(seconds=6 * 3600)
    graph.get_object(post_id, fields="insights.metric(post_media_view)")
    read = practice_networks.numbers("facebook", post_id).readings["views"]
    practice_networks.advance_clock(seconds=6 * 86400)
    later = practice_networks.numbers("facebook", post_id)
    assert later.readings["views"] == read
    assert later.now["views"] > read.value > 0
    with pytest.raises(PracticeNetworksError):
        practice_networks.numbers("facebook", "1_2")


def test_clock_only_goes_forward(practice_networks: PracticeNetworks) -> None:
    with pytest.raises(PracticeNetworksError):
        practice_networks.advance_clock(seconds=-1)
    practice_networks.advance_clock(seconds=90)
    assert practice_networks.health()["clock_offset_s"] == 90


def test_orders_need_json(practice_networks: PracticeNetworks) -> None:
    """So that no page in a browser can give them."""
    url = f"{practice_networks.base_url}/_sandbox/reset"
    headers = {"Content-Type": "text/plain"}
    assert requests.post(url, data="{}", headers=headers, timeout=5).status_code == 400
    assert practice_networks.accounts()


def test_reset_forgets_everything(graph: Graph, practice_networks: PracticeNetworks) -> None:
    graph.put_object(PAGE, "feed", message="x")
    practice_networks.fault("drop_after", times=-1)
    practice_networks.advance_clock(seconds=90)
    practice_networks.reset()
    assert practice_networks.accounts() == []
    assert practice_networks.journal() == []
    assert practice_networks.faults() == []
    assert practice_networks.requests() == []
    assert practice_networks.health()["clock_offset_s"] == 0


def test_killed_server_knows_everything_it_accepted(tmp_path: Path) -> None:
    with running_server(tmp_path) as networks:
        add_accounts(networks)
        graph = Graph(token_of("facebook"), networks.base_url)
        ids = [graph.put_object(PAGE, "feed", message=f"n{n}")["id"] for n in range(20)]
        networks.advance_clock(seconds=3600)
        numbers = networks.numbers("facebook", ids[0]).now
        os.kill(networks.health()["pid"], signal.SIGKILL)
        graph.session.close()
    with running_server(tmp_path) as networks:
        assert [entry.remote_id for entry in networks.journal(kind="post")] == ids
        assert networks.health()["clock_offset_s"] == 3600
        after = networks.numbers("facebook", ids[0]).now
        assert all(after[metric] >= value for metric, value in numbers.items())
        graph = Graph(token_of("facebook"), networks.base_url)
        new = graph.put_object(PAGE, "feed", message="later")["id"]
        assert new not in ids
        assert len(networks.posts("facebook", PAGE)) == 21
        graph.session.close()


def test_too_large_a_body_is_refused(practice_networks: PracticeNetworks) -> None:
    url = f"{practice_networks.base_url}/v25.0/{PAGE}/photos"
    form = {"access_token": token_of("facebook")}
    big = bytes(13 * 1024 * 1024)
    answer = requests.post(url, data=form, files={"source": ("a.jpg", big)}, timeout=20)
    assert answer.status_code == 413


def test_stops_at_once_though_an_answer_is_delayed(tmp_path: Path) -> None:
    with running_server(tmp_path) as networks, ThreadPoolExecutor(1) as pool:
        networks.fault("delay", seconds=30)
        url = f"{networks.base_url}/v25.0/me"
        waiting = pool.submit(requests.get, url, timeout=20)
        while not networks.faults()[0]["used"]:
            time.sleep(0.02)
        started = time.monotonic()
        os.kill(networks.health()["pid"], signal.SIGTERM)
        with pytest.raises(requests.ConnectionError):
            waiting.result()
        assert time.monotonic() - started < 5


def test_taken_port_is_said_in_one_line(
    practice_networks: PracticeNetworks, tmp_path: Path
) -> None:
    port = practice_networks.base_url.rpartition(":")[2]
    command = [sys.executable, "-m", "workers.sandbox", "--port", port, "--data-dir", str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith("The practice networks cannot start on 127.0.0.1")
    assert len(ended.stderr.splitlines()) == 1
