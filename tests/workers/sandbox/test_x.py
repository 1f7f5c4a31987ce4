"""X, driven by tweepy where it can and by plain calls where it has no method."""

import base64
import io
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
import tweepy
from PIL import Image
from requests_oauthlib import OAuth1

from tests.practice import add_accounts, running_server, token_of
from tests.workers.sandbox.conftest import USER, ToPractice, picture
from workers.sandbox.client import PracticeNetworks

Calls = Callable[..., requests.Response]


def test_post_with_pictures_and_alt_texts(
    x: tweepy.Client,
    x_call: Calls,
    upload: Callable[..., str],
    practice_networks: PracticeNetworks,
) -> None:
    ids = [upload(picture(colour=c)) for c in ("red", "green", "blue", "teal")]
    alt = {"id": ids[0], "metadata": {"alt_text": {"text": "Rak merah"}}}
    assert x_call("POST", "/2/media/metadata", json=alt).status_code == 200
    answer = x.create_tweet(text="Empat rak", media_ids=ids, user_auth=False)
    assert answer.status_code == 201
    (entry,) = practice_networks.journal(kind="post")
    assert (entry.remote_id, entry.text) == (answer.json()["data"]["id"], "Empat rak")
    assert [one["id"] for one in entry.media] == ids
    assert entry.media[0]["alt_text"] == "Rak merah"
    assert requests.get(entry.permalink, timeout=5).status_code == 200


def test_texts_come_back_escaped_with_short_addresses(x: tweepy.Client) -> None:
    text = "A & B <c> https://perpus.example.org/a?x=1&y=2 selesai"
    post_id = x.create_tweet(text=text, user_auth=False).json()["data"]["id"]
    found = x.get_tweets([post_id], tweet_fields=["entities", "created_at"]).json()["data"][0]
    (url,) = found["entities"]["urls"]
    assert found["text"] == f"A &amp; B &lt;c&gt; {url['url']} selesai"
    assert found["text"][url["start"] : url["end"]] == url["url"]
    assert url["url"].startswith("https://t.co/")
    assert url["expanded_url"] == "https://perpus.example.org/a?x=1&y=2"
    assert found["created_at"].endswith("Z")


def test_limit_is_280_weighted(x: tweepy.Client) -> None:
    x.create_tweet(text="x" * 256 + " https://perpus.example.org/" + "y" * 400, user_auth=False)
    x.create_tweet(text="書" * 140, user_auth=False)
    x.create_tweet(text="📚" * 140, user_auth=False)
    for text in ("x" * 281, "書" * 141, "x" * 257 + " https://perpus.example.org/a"):
        with pytest.raises(tweepy.Forbidden, match="too long"):
            x.create_tweet(text=text, user_auth=False)


def test_premium_account_may_write_25000(
    x: tweepy.Client, practice_networks: PracticeNetworks
) -> None:
    practice_networks.save_account("twitter", USER, options={"premium": True})
    assert x.create_tweet(text="x" * 25_000, user_auth=False).status_code == 201
    with pytest.raises(tweepy.Forbidden):
        x.create_tweet(text="x" * 25_001, user_auth=False)


def test_duplicate_text_is_forbidden(x: tweepy.Client, practice_networks: PracticeNetworks) -> None:
    x.create_tweet(text="Sama saja", user_auth=False)
    with pytest.raises(tweepy.Forbidden, match="duplicate content"):
        x.create_tweet(text="Sama saja", user_auth=False)
    assert len(practice_networks.journal(kind="post")) == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "x", "colour": "red"},
        {"text": 5},
        {"text": "x", "media": {"media_ids": ["123"]}},
        {"text": "x", "media": {"media_ids": []}},
        {"text": "x", "media": {"media_ids": ["1", "2", "3", "4", "5"]}},
    ],
)
def test_wrong_body_is_an_invalid_request(
    x_call: Calls, practice_networks: PracticeNetworks, body: dict[str, object]
) -> None:
    answer = x_call("POST", "/2/tweets", json=body)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.json()["title"] == "Invalid Request"
    assert answer.json()["errors"][0]["message"]
    assert practice_networks.journal() == []


def test_media_of_another_account_or_of_yesterday_is_refused(
    x_call: Calls, upload: Callable[..., str], practice_networks: PracticeNetworks
) -> None:
    media_id = upload(picture())
    practice_networks.save_account("twitter", "55", token="another")
    body = {"text": "x", "media": {"media_ids": [media_id]}}
    other = x_call("POST", "/2/tweets", json=body, headers={"Authorization": "Bearer another"})
    assert other.status_code == 400
    practice_networks.advance_clock(seconds=86_401)
    assert x_call("POST", "/2/tweets", json=body).status_code == 400


def test_upload_as_base64_json(x_call: Calls, practice_networks: PracticeNetworks) -> None:
    body = {"media": base64.b64encode(picture()).decode(), "media_category": "tweet_image"}
    data = x_call("POST", "/2/media/upload", json=body).json()["data"]
    assert data["media_key"] == f"3_{data['id']}"
    assert (data["expires_after_secs"], data["size"]) == (86_400, len(picture()))
    assert practice_networks.journal()[0].media[0]["mime"] == "image/jpeg"


def test_wrong_uploads_are_refused(x_call: Calls) -> None:
    good = {"media_category": "tweet_image"}
    out = io.BytesIO()
    Image.frombytes("RGB", (1350, 1350), os.urandom(1350 * 1350 * 3)).save(out, "PNG")
    for data, form in (
        (b"not a picture", good),
        (picture()[:-500], good),
        (out.getvalue(), good),
        (picture(width_px=8200, height_px=20), good),
        (picture(form="BMP"), good),
        (picture(), {}),
        (picture(), {"media_category": "postcard"}),
        (picture(), {**good, "command": "INIT"}),
    ):
        answer = x_call("POST", "/2/media/upload", files={"media": ("a", data)}, data=form)
        assert answer.status_code == 400, form


def test_missing_posts_are_told_beside_the_found(
    x: tweepy.Client, practice_networks: PracticeNetworks
) -> None:
    kept = x.create_tweet(text="tetap", user_auth=False).json()["data"]["id"]
    gone = x.create_tweet(text="pergi", user_auth=False).json()["data"]["id"]
    assert x.delete_tweet(gone, user_auth=False).json() == {"data": {"deleted": True}}
    answer = x.get_tweets([kept, gone]).json()
    assert [one["id"] for one in answer["data"]] == [kept]
    assert answer["errors"][0]["resource_id"] == gone
    assert answer["errors"][0]["type"].endswith("/resource-not-found")


def test_numbers_agree_with_readings(x: tweepy.Client, practice_networks: PracticeNetworks) -> None:
    post_id = x.create_tweet(text="Kabar https://perpus.example.org", user_auth=False)
    one = post_id.json()["data"]["id"]
    practice_networks.advance_clock(seconds=4 * 86400)
    fields = ["public_metrics", "non_public_metrics"]
    found = x.get_tweets([one], tweet_fields=fields).json()["data"][0]
    readings = practice_networks.numbers("twitter", one).readings
    public = found["public_metrics"]
    assert public["like_count"] == readings["likes"].value > 0
    assert public["retweet_count"] + public["quote_count"] == readings["shares"].value
    assert public["impression_count"] == readings["views"].value
    assert found["non_public_metrics"]["url_link_clicks"] == readings["clicks"].value
    practice_networks.advance_clock(seconds=30 * 86400)
    answer = x.get_tweets([one], tweet_fields=fields).json()
    assert "data" not in answer
    assert answer["errors"][0]["title"] == "Field Authorization Error"


def test_own_list_is_newest_first_and_knows_since(x: tweepy.Client) -> None:
    ids = [x.create_tweet(text=f"n {n}", user_auth=False).json()["data"]["id"] for n in range(7)]
    answer = x.get_users_tweets(USER, max_results=5).json()
    assert [one["id"] for one in answer["data"]] == ids[:1:-1]
    later = x.get_users_tweets(USER, since_id=ids[4]).json()
    assert [one["id"] for one in later["data"]] == [ids[6], ids[5]]
    with pytest.raises(tweepy.BadRequest):
        x.get_users_tweets(USER, max_results=4)


def test_unknown_query_parameter_is_refused(x_call: Calls) -> None:
    answer = x_call("GET", "/2/tweets", params={"ids": "1", "colour": "red"})
    assert answer.status_code == 400
    assert "[colour]" in answer.json()["errors"][0]["message"]
    wrong = x_call("GET", "/2/tweets", params={"ids": "1", "tweet.fields": "shoe_size"})
    assert wrong.status_code == 400


def test_token_credit_and_rate_answers(
    x: tweepy.Client, x_call: Calls, practice_networks: PracticeNetworks
) -> None:
    with pytest.raises(tweepy.Unauthorized):
        tweepy_with(practice_networks, "wrong").get_me(user_auth=False)
    practice_networks.save_account("twitter", USER, options={"credits": False})
    poor = x_call("POST", "/2/tweets", json={"text": "x"})
    assert (poor.status_code, poor.json()["title"]) == (402, "CreditsDepleted")
    practice_networks.save_account("twitter", USER, options={"credits": True})
    for _ in range(75):
        last = x.get_me(user_auth=False)
    assert last.headers["x-rate-limit-limit"] == "75"
    assert last.headers["x-rate-limit-remaining"] == "0"
    with pytest.raises(tweepy.TooManyRequests) as caught:
        x.get_me(user_auth=False)
    reset = int(caught.value.response.headers["x-rate-limit-reset"])
    assert 0 < reset - time.time() <= 901
    practice_networks.advance_clock(seconds=901)
    assert x.get_me(user_auth=False).json()["data"]["id"] == USER


def tweepy_with(networks: PracticeNetworks, token: str) -> tweepy.Client:
    client = tweepy.Client(bearer_token=token)
    client.session.mount("https://api.twitter.com/", ToPractice(networks.base_url))
    return client


def test_oauth1_signature_is_checked_when_the_secrets_are_known(
    practice_networks: PracticeNetworks,
) -> None:
    practice_networks.save_account(
        "twitter", USER, options={"consumer_secret": "cs", "token_secret": "ts"}
    )
    url = f"{practice_networks.base_url}/2/users/me"
    params = {"user.fields": "public_metrics,verified"}
    for secret, status in (("ts", 200), ("wrong", 401)):
        auth = OAuth1("ck", "cs", token_of("twitter"), secret)
        assert requests.get(url, params=params, auth=auth, timeout=5).status_code == status


def test_new_field_names_when_asked_for(tmp_path: Path) -> None:
    with running_server(tmp_path, "--x-fields", "new") as networks:
        add_accounts(networks)
        headers = {"Authorization": f"Bearer {token_of('twitter')}"}
        url = f"{networks.base_url}/2/tweets"
        made = requests.post(url, json={"text": "baru"}, headers=headers, timeout=5).json()["data"]
        assert "edit_history_post_ids" in made
        params = {"ids": made["id"], "post.fields": "public_metrics"}
        found = requests.get(url, params=params, headers=headers, timeout=5).json()["data"][0]
        assert "repost_count" in found["public_metrics"]
        assert "retweet_count" not in found["public_metrics"]
