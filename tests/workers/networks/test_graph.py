import hashlib
import hmac
import json

import pytest

from tests.workers.networks.conftest import TOKEN
from tests.workers.networks.remote import Answer, Remote, graph_error
from workers.networks.errors import NeedsReconnect, OutcomeUnknown, TryLater
from workers.networks.graph import Graph, Usage, usage_from


@pytest.fixture
def graph(remote: Remote) -> Graph:
    return Graph(TOKEN, base_url=remote.url, version="v25.0", timeout_s=1.0)


def test_a_version_the_package_does_not_know_is_called(graph: Graph, remote: Remote) -> None:
    remote.answer(Answer({"id": "1"}))
    assert graph.get_object("1", fields="id") == {"id": "1"}
    assert remote.seen[0].path == "/v25.0/1"
    assert remote.seen[0].query == {"fields": "id", "access_token": TOKEN}


def test_nested_values_and_booleans_arrive_as_json(graph: Graph, remote: Remote) -> None:
    remote.answer(Answer({"id": "1"}))
    fields = {"attached_media": [{"media_fbid": "7"}], "published": False}
    graph.write("page", "feed", fields=fields, irreversible=True)
    sent = remote.seen[0]
    assert json.loads(sent.fields["attached_media"]) == [{"media_fbid": "7"}]
    assert sent.fields["published"] == "false"


def test_the_token_of_a_post_is_in_the_body_alone(graph: Graph, remote: Remote) -> None:
    remote.answer(Answer({"id": "1"}))
    graph.write("page", "feed", fields={"message": "Halo"}, irreversible=True)
    assert remote.seen[0].query == {}
    assert remote.seen[0].fields == {"message": "Halo", "access_token": TOKEN}


def test_an_app_secret_signs_every_call(remote: Remote) -> None:
    graph = Graph(TOKEN, base_url=remote.url, version="25.0", timeout_s=1, app_secret="app-secret")
    proof = hmac.new(b"app-secret", TOKEN.encode(), hashlib.sha256).hexdigest()
    remote.answer(Answer({"id": "1"}), Answer({"id": "1"}))
    graph.get_object("1")
    graph.write("1", "feed", fields={}, irreversible=True)
    assert remote.seen[0].query["appsecret_proof"] == proof
    assert remote.seen[1].fields["appsecret_proof"] == proof


def test_a_channel_without_token_makes_no_call(remote: Remote) -> None:
    graph = Graph("", base_url=remote.url, version="v25.0", timeout_s=1)
    with pytest.raises(NeedsReconnect):
        graph.get_object("1")
    assert remote.seen == []


@pytest.mark.parametrize(
    "answer",
    [
        Answer(html="<h1>Bad gateway</h1>", status=502),
        Answer(html="", status=200),
        Answer(html="<h1>Sign in to the hotel network</h1>", status=200),
        Answer({"oops": 1}, status=500),
        Answer({}, status=302, headers={"Location": "/login"}, html=""),
        Answer(html="", headers={"Content-Type": "application/json"}),
    ],
)
def test_what_is_no_answer_leaves_the_outcome_open(
    graph: Graph, remote: Remote, answer: Answer
) -> None:
    remote.answer(answer, answer)
    with pytest.raises(OutcomeUnknown):
        graph.write("page", "feed", fields={"message": "Halo"}, irreversible=True)
    with pytest.raises(TryLater):
        graph.get_object("page")


def test_the_wait_comes_from_the_usage_header(graph: Graph, remote: Remote) -> None:
    usage = {"9": [{"type": "pages", "call_count": 100, "estimated_time_to_regain_access": 7}]}
    refused = graph_error(80001)
    headers = {"X-Business-Use-Case-Usage": json.dumps(usage)}
    remote.answer(Answer(refused.body, status=400, headers=headers))
    with pytest.raises(TryLater) as caught:
        graph.write("page", "feed", fields={"message": "Halo"}, irreversible=True)
    assert caught.value.after_s == 420.0


def test_reading_stops_before_the_limit_and_posting_does_not(graph: Graph, remote: Remote) -> None:
    nearly = {"X-App-Usage": json.dumps({"call_count": 12, "total_time": 95})}
    remote.answer(Answer({"id": "1"}, headers=nearly), Answer({"id": "2"}, headers=nearly))
    graph.get_object("1")
    with pytest.raises(TryLater):
        graph.get_object("1")
    assert graph.write("page", "feed", fields={}, irreversible=True) == {"id": "2"}


def test_unreadable_usage_headers_say_nothing() -> None:
    assert usage_from({"X-App-Usage": "soon", "X-Business-Use-Case-Usage": "[1]"}) == Usage()


def test_an_error_that_is_no_object_is_still_an_error(graph: Graph, remote: Remote) -> None:
    remote.answer(Answer({"error": "boom"}, status=500))
    with pytest.raises(OutcomeUnknown):
        graph.write("page", "feed", fields={"message": "Halo"}, irreversible=True)
