"""Orders to fail are carried out exactly as often and where they were meant."""

import time
from collections.abc import Callable

import pytest
import requests
import tweepy

from tests.practice import token_of
from tests.workers.sandbox.conftest import PAGE, USER, Graph, Instagram, graph_error, picture
from workers.sandbox.client import PracticeNetworks, PracticeNetworksError


def test_dropped_before_is_not_accepted(graph: Graph, practice_networks: PracticeNetworks) -> None:
    practice_networks.fault("drop_before", path="/*/feed", method="POST")
    with pytest.raises(requests.ConnectionError):
        graph.put_object(PAGE, "feed", message="x")
    assert practice_networks.journal() == []
    assert graph.put_object(PAGE, "feed", message="x")["id"]


def test_dropped_after_is_accepted(graph: Graph, practice_networks: PracticeNetworks) -> None:
    practice_networks.fault("drop_after", path="/*/feed", method="POST")
    with pytest.raises(requests.ConnectionError):
        graph.put_object(PAGE, "feed", message="x")
    assert [entry.text for entry in practice_networks.journal(kind="post")] == ["x"]
    assert graph_error(lambda: graph.put_object(PAGE, "feed", message="x"))["code"] == 506


def test_delay_comes_before_or_after_accepting(
    graph: Graph, practice_networks: PracticeNetworks
) -> None:
    graph.timeout = 0.3
    practice_networks.fault("delay", seconds=0.8, network="facebook", after=True)
    with pytest.raises(requests.Timeout):
        graph.put_object(PAGE, "feed", message="late answer")
    assert len(practice_networks.journal(kind="post")) == 1
    practice_networks.fault("delay", seconds=0.8, network="facebook")
    with pytest.raises(requests.Timeout):
        graph.put_object(PAGE, "feed", message="late start")
    assert len(practice_networks.journal(kind="post")) == 1


def test_server_error_after_accepting(
    x: tweepy.Client, practice_networks: PracticeNetworks
) -> None:
    practice_networks.fault("status", preset="server_error", after=True, network="twitter")
    with pytest.raises(tweepy.TwitterServerError):
        x.create_tweet(text="x", user_auth=False)
    assert len(practice_networks.journal(kind="post")) == 1


def test_html_page_in_place_of_json(graph: Graph, practice_networks: PracticeNetworks) -> None:
    practice_networks.fault("status", preset="server_error_html")
    url = f"{practice_networks.base_url}/v25.0/me"
    answer = requests.get(url, params={"access_token": token_of("facebook")}, timeout=5)
    assert answer.status_code == 502
    assert answer.headers["Content-Type"].startswith("text/html")
    practice_networks.fault("status", preset="server_error_html")
    with pytest.raises(Exception, match="Maintype"):
        graph.get_object("me")


@pytest.mark.parametrize(
    ("preset", "code", "subcode"),
    [
        ("rate_limited", 80001, 2446079),
        ("token_expired", 190, 463),
        ("permission_missing", 200, None),
        ("duplicate", 506, None),
        ("blocked", 368, 1390008),
        ("transient", 2, None),
        ("server_error", 1, None),
    ],
)
def test_presets_of_graph(
    graph: Graph, practice_networks: PracticeNetworks, preset: str, code: int, subcode: int | None
) -> None:
    practice_networks.fault("status", preset=preset)
    error = graph_error(lambda: graph.put_object(PAGE, "feed", message="x"))
    assert (error["code"], error.get("error_subcode")) == (code, subcode)
    assert practice_networks.journal() == []


@pytest.mark.parametrize(
    ("preset", "status", "title"),
    [
        ("rate_limited", 429, "Too Many Requests"),
        ("usage_cap", 429, "UsageCapExceeded"),
        ("token_expired", 401, "Unauthorized"),
        ("out_of_credits", 402, "CreditsDepleted"),
        ("duplicate", 403, "Forbidden"),
        ("permission_missing", 403, "Forbidden"),
        ("transient", 503, "Service Unavailable"),
    ],
)
def test_presets_of_x(
    x_call: Callable[..., requests.Response],
    practice_networks: PracticeNetworks,
    preset: str,
    status: int,
    title: str,
) -> None:
    practice_networks.fault("status", preset=preset, network="twitter")
    answer = x_call("POST", "/2/tweets", json={"text": "x"})
    assert (answer.status_code, answer.json()["title"]) == (status, title)
    assert ("x-rate-limit-reset" in answer.headers) == (preset == "rate_limited")
    assert practice_networks.journal() == []


def test_own_status_body_and_headers(practice_networks: PracticeNetworks) -> None:
    practice_networks.fault(
        "status", code=418, body={"tea": True}, headers={"Retry-After": "7"}, path="/v25.0/me"
    )
    answer = requests.get(f"{practice_networks.base_url}/v25.0/me", timeout=5)
    assert (answer.status_code, answer.json()) == (418, {"tea": True})
    assert answer.headers["Retry-After"] == "7"


def test_filters_and_times(graph: Graph, practice_networks: PracticeNetworks) -> None:
    practice_networks.save_account("facebook", "7", token="seven")
    other = Graph("seven", practice_networks.base_url)
    fault = practice_networks.fault("status", preset="transient", account=PAGE, times=2)
    assert other.put_object("7", "feed", message="not hit")["id"]
    for _ in range(2):
        assert graph_error(lambda: graph.put_object(PAGE, "feed", message="hit"))["code"] == 2
    assert graph.put_object(PAGE, "feed", message="through")["id"]
    (listed,) = practice_networks.faults()
    assert (listed["id"], listed["used"], listed["times"]) == (fault, 2, 0)
    practice_networks.fault("status", preset="transient", times=-1)
    for _ in range(3):
        assert graph_error(lambda: graph.get_object("me"))["code"] == 2
    practice_networks.clear_faults()
    assert graph.get_object("me")["id"] == PAGE
    other.session.close()


def test_stuck_and_failed_containers(
    instagram: Instagram, hosted: Callable[..., str], practice_networks: PracticeNetworks
) -> None:
    url = hosted(picture())
    practice_networks.fault("container_stuck")
    stuck = instagram.container(image_url=url)
    practice_networks.fault("container_error")
    failed = instagram.container(image_url=url)
    good = instagram.container(image_url=url)
    instagram.wait(good)
    instagram.wait(failed)
    assert [instagram.status(one) for one in (stuck, failed, good)] == [
        "IN_PROGRESS",
        "ERROR",
        "FINISHED",
    ]
    status = instagram.json("GET", failed, fields="status")["status"]
    assert "2207" in status


def test_listing_lag_hides_a_new_post_from_lists_only(
    x: tweepy.Client, practice_networks: PracticeNetworks
) -> None:
    practice_networks.fault("listing_lag", seconds=60, path="/2/tweets")
    post_id = x.create_tweet(text="x", user_auth=False).json()["data"]["id"]
    assert x.get_users_tweets(USER).json()["meta"]["result_count"] == 0
    assert x.get_tweets([post_id]).json()["data"][0]["id"] == post_id
    practice_networks.advance_clock(seconds=61)
    assert x.get_users_tweets(USER).json()["meta"]["result_count"] == 1


@pytest.mark.parametrize(
    "order",
    [
        {"what": "explode"},
        {"what": "status", "preset": "unknown"},
        {"what": "delay", "second": 3},
        {"what": "delay", "seconds": "long"},
        {"what": "drop_after", "times": 0},
        {"what": "drop_after", "network": "x"},
    ],
)
def test_wrong_orders_are_told(
    practice_networks: PracticeNetworks, order: dict[str, object]
) -> None:
    with pytest.raises(PracticeNetworksError):
        practice_networks.fault(**order)  # type: ignore[arg-type]
    assert practice_networks.faults() == []


def test_latency_of_all_calls_is_not_added_to_control(
    practice_networks: PracticeNetworks,
) -> None:
    practice_networks.fault("delay", seconds=0.5, times=-1)
    started = time.monotonic()
    practice_networks.health()
    assert time.monotonic() - started < 0.4
