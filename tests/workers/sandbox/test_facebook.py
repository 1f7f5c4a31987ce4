"""The Page side of Graph, driven by facebook-sdk."""

import io
import json
import time

import pytest
import requests

from tests.practice import token_of
from tests.workers.sandbox.conftest import PAGE, Graph, attached, graph_error, picture
from workers.sandbox.client import PracticeNetworks


def upload(graph: Graph, *, colour: str = "teal", alt_text: str = "Rak buku") -> str:
    answer = graph.put_photo(
        io.BytesIO(picture(colour=colour)),
        album_path=f"{PAGE}/photos",
        published="false",
        alt_text_custom=alt_text,
    )
    assert set(answer) == {"id"}
    return str(answer["id"])


def test_text_post_is_journaled_listed_and_has_a_page(
    graph: Graph, practice_networks: PracticeNetworks
) -> None:
    before_ms = time.time() * 1000
    post_id = graph.put_object(PAGE, "feed", message="Buku baru pekan ini")["id"]
    (entry,) = practice_networks.journal(kind="post")
    assert (entry.network, entry.account_id, entry.form) == ("facebook", PAGE, "text")
    assert (entry.text, entry.remote_id) == ("Buku baru pekan ini", post_id)
    assert before_ms <= entry.arrived_ms <= entry.accepted_ms <= time.time() * 1000
    listed = graph.get_connections(PAGE, "published_posts", fields="id,message,permalink_url")
    assert [one["id"] for one in listed["data"]] == [post_id]
    permalink = listed["data"][0]["permalink_url"]
    assert permalink == entry.permalink == f"{practice_networks.base_url}/{post_id}"
    assert "Buku baru pekan ini" in requests.get(permalink, timeout=5).text


def test_album_keeps_order_and_alt_text(graph: Graph, practice_networks: PracticeNetworks) -> None:
    photos = [upload(graph, colour=c, alt_text=f"Gambar {c}") for c in ("red", "green", "blue")]
    post_id = graph.put_object(PAGE, "feed", message="Tiga buku", attached_media=attached(*photos))[
        "id"
    ]
    entry = practice_networks.journal(kind="post")[0]
    assert entry.form == "album"
    assert [one["alt_text"] for one in entry.media] == ["Gambar red", "Gambar green", "Gambar blue"]
    post = graph.get_object(post_id, fields="attachments{media_type,subattachments,target}")
    (album,) = post["attachments"]["data"]
    assert album["media_type"] == "album"
    assert [one["target"]["id"] for one in album["subattachments"]["data"]] == photos


def test_one_photo_post_answers_both_ids(graph: Graph) -> None:
    answer = graph.put_photo(
        io.BytesIO(picture()), album_path=f"{PAGE}/photos", message="Foto", alt_text_custom="Rak"
    )
    assert answer["post_id"].startswith(f"{PAGE}_")
    photo = graph.get_object(answer["id"], fields="alt_text_custom,page_story_id")
    assert photo == {
        "alt_text_custom": "Rak",
        "page_story_id": answer["post_id"],
        "id": answer["id"],
    }


def test_photo_already_posted_is_refused(graph: Graph) -> None:
    photo = upload(graph)
    graph.put_object(PAGE, "feed", message="a", attached_media=attached(photo))
    error = graph_error(
        lambda: graph.put_object(PAGE, "feed", message="b", attached_media=attached(photo))
    )
    assert (error["code"], error["error_subcode"]) == (100, 1366051)


def test_same_text_again_is_a_duplicate_until_a_day_later(
    graph: Graph, practice_networks: PracticeNetworks
) -> None:
    graph.put_object(PAGE, "feed", message="Sama")
    assert graph_error(lambda: graph.put_object(PAGE, "feed", message="Sama"))["code"] == 506
    assert len(practice_networks.journal(kind="post")) == 1
    practice_networks.advance_clock(seconds=25 * 3600)
    assert graph.put_object(PAGE, "feed", message="Sama")["id"]


@pytest.mark.parametrize(
    ("params", "code", "subcode"),
    [
        ({"message": "x", "mesage": "y"}, 100, None),
        ({"place": ""}, 197, None),
        ({"message": "x", "link": "not an address"}, 100, 1609005),
        ({"message": "x", "link": "https://www.facebook.com/x"}, 100, 1609008),
        ({"message": "x" * 63_207}, 100, None),
        ({"message": "x", "attached_media": '[{"media_fbid":"1"}]'}, 100, 33),
        ({"message": "x", "attached_media": "media_fbid"}, 100, None),
        ({"message": "x", "published": "false", "scheduled_publish_time": "5"}, 100, 1363041),
    ],
)
def test_wrong_post_is_refused(
    graph: Graph,
    practice_networks: PracticeNetworks,
    params: dict[str, str],
    code: int,
    subcode: int | None,
) -> None:
    error = graph_error(lambda: graph.put_object(PAGE, "feed", **params))
    assert (error["code"], error.get("error_subcode")) == (code, subcode)
    assert practice_networks.journal() == []


def test_unknown_parameter_names_the_allowed_ones(graph: Graph) -> None:
    error = graph_error(lambda: graph.put_object(PAGE, "feed", message="x", colour="red"))
    assert error["message"].startswith("(#100) param colour is not allowed")
    assert "attached_media" in error["message"]


@pytest.mark.parametrize("data", [b"", b"not a picture", picture()[:-400]])
def test_broken_photo_is_refused(graph: Graph, data: bytes) -> None:
    error = graph_error(lambda: graph.put_photo(io.BytesIO(data), album_path=f"{PAGE}/photos"))
    assert error["code"] == 324


def test_photo_over_ten_megabytes_is_refused(graph: Graph) -> None:
    data = picture(width_px=1850, height_px=1850, form="BMP")
    error = graph_error(lambda: graph.put_photo(io.BytesIO(data), album_path=f"{PAGE}/photos"))
    assert (error["code"], error["error_subcode"]) == (100, 1366046)


@pytest.mark.parametrize(
    ("version", "code", "message"),
    [
        ("2.8", 2500, "Unknown path components: /me"),
        ("27.0", 2500, "Unknown path components: /me"),
        ("20.0", 2635, "(#2635)"),
    ],
)
def test_version_is_checked_before_the_token(
    practice_networks: PracticeNetworks, version: str, code: int, message: str
) -> None:
    graph = Graph("no token at all", practice_networks.base_url, version=version)
    error = graph_error(lambda: graph.get_object("me"))
    assert error["code"] == code
    assert error["message"].startswith(message)
    graph.session.close()


def test_path_without_version_is_refused(practice_networks: PracticeNetworks) -> None:
    answer = requests.post(
        f"{practice_networks.base_url}/{PAGE}/feed",
        data={"message": "x", "access_token": token_of("facebook")},
        timeout=5,
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 2500)


@pytest.mark.parametrize(
    ("standing", "subcode"),
    [("expired", 463), ("revoked", 458), ("password_changed", 460), ("checkpoint", 459)],
)
def test_dead_token_is_code_190_with_http_400(
    graph: Graph, practice_networks: PracticeNetworks, standing: str, subcode: int
) -> None:
    practice_networks.save_account("facebook", PAGE, standing=standing)
    answer = requests.post(
        f"{practice_networks.base_url}/v25.0/{PAGE}/feed",
        data={"message": "x", "access_token": token_of("facebook")},
        timeout=5,
    )
    assert answer.status_code == 400
    assert "invalid_token" in answer.headers["WWW-Authenticate"]
    error = answer.json()["error"]
    assert (error["code"], error["error_subcode"]) == (190, subcode)
    assert practice_networks.journal() == []


def test_token_of_another_page_sees_nothing(
    graph: Graph, practice_networks: PracticeNetworks
) -> None:
    practice_networks.save_account("facebook", "777", name="Lain", token="other-token")
    post_id = graph.put_object(PAGE, "feed", message="x")["id"]
    other = Graph("other-token", practice_networks.base_url)
    for call in (
        lambda: other.get_object(post_id),
        lambda: other.put_object(PAGE, "feed", message="y"),
        lambda: other.delete_object(post_id),
    ):
        error = graph_error(call)
        assert (error["code"], error["error_subcode"]) == (100, 33)
    other.session.close()


def test_numbers_of_many_posts_in_one_call_agree_with_readings(
    graph: Graph, practice_networks: PracticeNetworks
) -> None:
    ids = [graph.put_object(PAGE, "feed", message=f"Kabar {n}")["id"] for n in range(3)]
    practice_networks.advance_clock(seconds=3 * 86400)
    fields = (
        "id,shares,reactions.limit(0).summary(total_count),"
        "comments.limit(0).summary(total_count),"
        "insights.metric(post_media_view,post_total_media_view_unique,post_clicks)"
    )
    answer = graph.get_objects(ids, fields=fields)
    assert list(answer) == ids
    for one, node in answer.items():
        readings = practice_networks.numbers("facebook", one).readings
        insights = {e["name"]: e["values"][0]["value"] for e in node["insights"]["data"]}
        assert node["reactions"]["summary"]["total_count"] == readings["likes"].value > 0
        assert node["comments"]["summary"]["total_count"] == readings["comments"].value
        assert node.get("shares", {}).get("count", 0) == readings["shares"].value
        assert insights["post_media_view"] == readings["views"].value
        assert insights["post_total_media_view_unique"] == readings["reach"].value
        assert insights["post_clicks"] == readings["clicks"].value


def test_shares_are_absent_when_there_are_none(graph: Graph) -> None:
    post_id = graph.put_object(PAGE, "feed", message="x")["id"]
    assert graph.get_object(post_id, fields="shares") == {"id": post_id}


def test_one_missing_id_fails_the_whole_call(graph: Graph) -> None:
    post_id = graph.put_object(PAGE, "feed", message="x")["id"]
    assert graph_error(lambda: graph.get_objects([post_id, "1_2"]))["code"] == 803
    assert graph_error(lambda: graph.get_objects([str(n) for n in range(51)]))["code"] == 100


@pytest.mark.parametrize("metric", ["post_impressions", "post_engaged_users", "page_fans"])
def test_removed_metric_fails_the_whole_request(graph: Graph, metric: str) -> None:
    post_id = graph.put_object(PAGE, "feed", message="x")["id"]
    error = graph_error(
        lambda: graph.get_connections(post_id, "insights", metric=f"post_clicks,{metric}")
    )
    assert error["message"] == "(#100) The value must be a valid insights metric"


def test_insights_without_metric_have_their_own_error(graph: Graph) -> None:
    post_id = graph.put_object(PAGE, "feed", message="x")["id"]
    error = graph_error(lambda: graph.get_connections(post_id, "insights"))
    assert (error["code"], error["error_subcode"]) == (3001, 1504028)


def test_unknown_field_fails_the_request(graph: Graph) -> None:
    error = graph_error(lambda: graph.get_object(PAGE, fields="id,shoe_size"))
    assert "nonexisting field (shoe_size) on node type (Page)" in error["message"]


def test_deleted_post_is_gone(graph: Graph, practice_networks: PracticeNetworks) -> None:
    post_id = graph.put_object(PAGE, "feed", message="x")["id"]
    assert graph.delete_object(post_id) == {"success": True}
    assert graph_error(lambda: graph.get_object(post_id))["error_subcode"] == 33
    assert graph.get_connections(PAGE, "published_posts")["data"] == []
    assert requests.get(f"{practice_networks.base_url}/{post_id}", timeout=5).status_code == 404
    assert [entry.kind for entry in practice_networks.journal()] == ["post", "delete"]


def test_unpublished_and_scheduled_posts_are_hidden_until_their_time(
    graph: Graph, practice_networks: PracticeNetworks
) -> None:
    graph.put_object(PAGE, "feed", message="Draf", published="false")
    graph.put_object(
        PAGE,
        "feed",
        message="Besok",
        published="false",
        scheduled_publish_time=str(int(time.time()) + 3600),
    )
    assert graph.get_connections(PAGE, "published_posts")["data"] == []
    assert len(graph.get_connections(PAGE, "scheduled_posts")["data"]) == 1
    practice_networks.advance_clock(seconds=3700)
    listed = graph.get_connections(PAGE, "published_posts")["data"]
    assert [one["message"] for one in listed] == ["Besok"]


def test_page_fields_and_token_pages(graph: Graph, practice_networks: PracticeNetworks) -> None:
    page = graph.get_object("me", fields="id,name,username,followers_count,fan_count,picture{url}")
    assert (page["id"], page["followers_count"]) == (PAGE, 1830)
    avatar = requests.get(page["picture"]["data"]["url"], timeout=5)
    assert avatar.headers["Content-Type"].startswith("image/svg")
    practice_networks.save_account("facebook", PAGE, user_token="the-person")
    person = Graph("the-person", practice_networks.base_url)
    (listed,) = person.get_connections("me", "accounts")["data"]
    assert (listed["id"], listed["access_token"]) == (PAGE, token_of("facebook"))
    assert "CREATE_CONTENT" in listed["tasks"]
    assert graph.debug_access_token(token_of("facebook"), "1", "s")["data"]["profile_id"] == PAGE
    person.session.close()


def test_batch_answers_each_with_code_and_body(graph: Graph) -> None:
    post_id = graph.put_object(PAGE, "feed", message="x")["id"]
    orders = [
        {"method": "GET", "relative_url": f"{post_id}?fields=message"},
        {"method": "GET", "relative_url": "1_2"},
    ]
    answers = graph.request("v25.0/", post_args={"batch": json.dumps(orders)})
    assert [one["code"] for one in answers] == [200, 400]
    assert json.loads(answers[0]["body"]) == {"message": "x", "id": post_id}
    too_many = json.dumps(orders * 26)
    error = graph_error(lambda: graph.request("v25.0/", post_args={"batch": too_many}))
    assert error["message"].endswith("Maximum batch size is 50")


def test_usage_headers_grow_until_the_limit_refuses(practice_networks: PracticeNetworks) -> None:
    practice_networks.save_account("facebook", "42", token="tiny", followers=0)
    url = f"{practice_networks.base_url}/v25.0/42"
    with requests.Session() as session:
        first = session.get(url, params={"access_token": "tiny"})
        orders = json.dumps([{"method": "GET", "relative_url": "42"}] * 50)
        form = {"batch": orders, "access_token": "tiny"}
        for _ in range(96):
            last = session.post(f"{practice_networks.base_url}/v25.0/", data=form)
    usage = json.loads(first.headers["X-Business-Use-Case-Usage"])["42"][0]
    assert (usage["type"], usage["call_count"]) == ("pages", 0)
    assert json.loads(last.headers["X-Business-Use-Case-Usage"])["42"][0]["call_count"] >= 90
    refused = requests.get(url, params={"access_token": "tiny"}, timeout=5)
    assert refused.json()["error"]["code"] == 80001
    wait = json.loads(refused.headers["X-Business-Use-Case-Usage"])["42"][0]
    assert wait["estimated_time_to_regain_access"] > 60
    practice_networks.advance_clock(seconds=25 * 3600)
    assert requests.get(url, params={"access_token": "tiny"}, timeout=5).status_code == 200


def test_json_body_is_taken_as_parameters(practice_networks: PracticeNetworks) -> None:
    url = f"{practice_networks.base_url}/v25.0/{PAGE}/feed"
    headers = {"Authorization": f"Bearer {token_of('facebook')}"}
    answer = requests.post(
        url, json={"message": "x", "published": False}, headers=headers, timeout=5
    )
    assert answer.status_code == 200
    assert [entry.kind for entry in practice_networks.journal()] == ["draft"]


@pytest.mark.parametrize(
    ("method", "path", "params"),
    [
        ("GET", f"{PAGE}/published_posts", {"limit": "many"}),
        ("POST", "", {"batch": "{}"}),
        ("POST", "", {"batch": "nonsense"}),
        ("GET", f"{PAGE}/nowhere", {}),
        ("GET", f"{PAGE}/feed/deeper", {}),
        ("GET", "", {}),
        ("DELETE", PAGE, {}),
    ],
)
def test_nonsense_is_answered_with_an_error_body(
    practice_networks: PracticeNetworks, method: str, path: str, params: dict[str, str]
) -> None:
    url = f"{practice_networks.base_url}/v25.0/{path}"
    given = {"access_token": token_of("facebook"), **params}
    place = {"data": given} if method == "POST" else {"params": given}
    answer = requests.request(method, url, timeout=5, **place)  # type: ignore[arg-type]
    assert answer.status_code == 400
    assert answer.json()["error"]["fbtrace_id"]
