import time

import pytest

from tests.practice import ACCOUNTS, token_of
from tests.workers.networks.remote import Answer, Choose, Remote, Seen
from workers.networks.base import Endpoints
from workers.networks.public_counts import NotAvailable, PublicCounts, PublicPost
from workers.sandbox.client import PracticeNetworks

START = (
    '<script type="application/json">["LSD",[],{"token":"abc"},1]'
    ',{"IG_USER_EIMU":"0"},"DTSGInitialData"</script>'
)


@pytest.fixture
def counts(endpoints: Endpoints) -> PublicCounts:
    return PublicCounts(endpoints)


def _item(**counts: int | None) -> Answer:
    item = {"pk": "1", "code": "Cabc", "media_type": 1, "taken_at": 1, "user": {"pk": "9"}}
    item["user"] = {"pk": "9", "username": "perpus"}
    info = {"items": [item | counts]}
    return Answer({"data": {"xdt_api__v1__media__shortcode__web_info": info}})


def _with_post(answer: Answer) -> Choose:
    def choose(seen: Seen) -> Answer:
        if seen.path == "/":
            return Answer(html=START, headers={"Set-Cookie": "csrftoken=t; Path=/"})
        return answer

    return choose


def test_likes_and_comments_are_read_without_signing_in(
    counts: PublicCounts, remote: Remote
) -> None:
    remote.choose = _with_post(_item(like_count=12, comment_count=0))
    assert counts.post("Cabc") == PublicPost("Cabc", likes=12, comments=0)
    assert {one.headers["Host"] for one in remote.seen} == {remote.url.removeprefix("http://")}
    assert "sessionid=;" in remote.seen[0].headers["Cookie"].replace('""', "") + ";"


@pytest.mark.parametrize("hidden", [None, -1])
def test_hidden_likes_are_none_rather_than_zero(
    counts: PublicCounts, remote: Remote, hidden: int | None
) -> None:
    remote.choose = _with_post(_item(like_count=hidden, comment_count=2))
    assert counts.post("Cabc") == PublicPost("Cabc", likes=None, comments=2)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer({"data": {}}), "changed"),
        (Answer({"message": "checkpoint_required"}, status=400), "refused"),
        (
            Answer({"message": "Please wait a few minutes", "status": "fail"}, status=401),
            "rate_limited",
        ),
        (Answer({}, status=429), "rate_limited"),
        (Answer({}, status=404), "gone"),
        (
            Answer(
                {}, status=302, headers={"Location": "https://www.instagram.com/accounts/login/"}
            ),
            "refused",
        ),
        (Answer(html="<h1>oops</h1>", status=200), "changed"),
        (Answer(cut=True), "unreachable"),
    ],
)
def test_every_failure_is_a_clear_not_available(
    counts: PublicCounts, remote: Remote, answer: Answer, reason: str
) -> None:
    remote.choose = _with_post(answer)
    with pytest.raises(NotAvailable) as caught:
        counts.post("Cabc")
    assert caught.value.reason == reason


def test_nobody_answering_is_unreachable() -> None:
    counts = PublicCounts(Endpoints(instagram_web_url="http://127.0.0.1:1", timeout_s=0.5))
    for read in (lambda: counts.post("Cabc"), lambda: counts.profile("perpus")):
        with pytest.raises(NotAvailable) as caught:
            read()
        assert caught.value.reason == "unreachable"


def test_too_many_requests_of_our_own_are_told_instead_of_slept_through(
    counts: PublicCounts, remote: Remote
) -> None:
    remote.choose = lambda _seen: Answer(html="<html></html>", status=404)
    began = time.monotonic()
    reasons = set()
    wait_s = None
    for _ in range(80):
        with pytest.raises(NotAvailable) as caught:
            counts.profile("perpus")
        reasons.add(caught.value.reason)
        wait_s = caught.value.retry_after_s
    assert reasons == {"gone", "rate_limited"}
    assert wait_s
    assert wait_s > 60
    assert time.monotonic() - began < 20


def test_the_practice_network_shows_a_profile_and_a_post(
    practice_networks: PracticeNetworks,
) -> None:
    account = ACCOUNTS["instagram"]
    practice_networks.save_account("instagram", str(account["id"]), token=token_of("instagram"))
    counts = PublicCounts(Endpoints(instagram_web_url=practice_networks.base_url, timeout_s=2))
    profile = counts.profile(str(account["handle"]))
    assert profile.followers
    assert profile.followers >= int(str(account["followers"]))
    with pytest.raises(NotAvailable):
        counts.post("CzzzzzzzzzZ")
    with pytest.raises(NotAvailable) as caught:
        counts.profile("nobody_at_all")
    assert caught.value.reason == "gone"


def test_a_secret_in_a_failure_is_redacted() -> None:
    assert "s3cr3t" not in str(NotAvailable("refused", detail="sessionid=s3cr3tvalue"))
    assert str(NotAvailable("gone")) == "gone"
