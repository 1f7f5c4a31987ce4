import time

import pytest

from tests.workers.networks.conftest import Picture
from tests.workers.networks.remote import Answer, Remote
from workers.networks.base import Account, Content, Endpoints, Metric, Prepared
from workers.networks.errors import (
    Misconfigured,
    NeedsReconnect,
    NetworkError,
    OutcomeUnknown,
    Rejected,
    TryLater,
)
from workers.networks.reasons import Reason
from workers.networks.twitter import Twitter, written_text

TOKEN = "b2F1dGgyLXVzZXItdG9rZW4tMTIzNDU2"
POSTED = Answer({"data": {"id": "11", "text": "Halo"}}, status=201)


@pytest.fixture
def account(endpoints: Endpoints) -> Twitter:
    return Twitter(Account("77", "@perpus", {"access_token": TOKEN}), endpoints)


def test_pictures_go_up_with_their_alt_text_before_the_post(
    account: Twitter, remote: Remote, picture: Picture
) -> None:
    content = Content("Rak", media=(picture("a.jpg", alt_text="Rak A"), picture("b.jpg")))
    remote.answer(Answer({"data": {"id": "m1"}}), Answer({"data": {"id": "m1"}}))
    remote.answer(Answer({"data": {"id": "m2"}}), POSTED)
    published = account.publish(content, account.prepare(content))
    upload, metadata, second, post = remote.seen
    assert [one.path for one in remote.seen] == [
        "/2/media/upload",
        "/2/media/metadata",
        "/2/media/upload",
        "/2/tweets",
    ]
    assert upload.fields == {"media_category": "tweet_image"}
    assert upload.files["media"] == ("a.jpg", "image/jpeg", content.media[0].path.read_bytes())
    assert metadata.json == {"id": "m1", "metadata": {"alt_text": {"text": "Rak A"}}}
    assert second.files["media"][0] == "b.jpg"
    assert post.json == {"text": "Rak", "media": {"media_ids": ["m1", "m2"]}}
    assert published.permalink == f"{remote.url}/perpus/status/11"


def test_the_link_stands_after_the_text_unless_it_is_in_it(
    account: Twitter, remote: Remote
) -> None:
    link = "https://opac.example.org/17"
    remote.answer(POSTED, POSTED)
    account.publish(Content("Baca", link=link), Prepared())
    account.publish(Content(f"Baca {link} ya", link=link), Prepared())
    assert [one.json["text"] for one in remote.seen] == [f"Baca\n{link}", f"Baca {link} ya"]


def test_an_oauth_2_token_is_a_bearer_and_four_keys_sign(
    account: Twitter, endpoints: Endpoints, remote: Remote, picture: Picture
) -> None:
    keys = {
        "consumer_key": "ck",
        "consumer_secret": "cs",
        "access_token": "at",
        "access_token_secret": "ats",
    }
    remote.answer(POSTED, POSTED, Answer({"data": {"id": "m1"}}))
    account.publish(Content("Halo"), Prepared())
    signing = Twitter(Account("77", credentials=keys), endpoints)
    signing.publish(Content("Halo"), Prepared())
    signing.prepare(Content("Rak", media=(picture(),)))
    assert remote.seen[0].headers["Authorization"] == f"Bearer {TOKEN}"
    for signed in remote.seen[1:]:
        assert signed.headers["Authorization"].startswith("OAuth ")
        assert 'oauth_token="at"' in signed.headers["Authorization"]
    assert remote.seen[2].files["media"][0] == "rak.jpg"


@pytest.mark.parametrize("token", ["", "two words", "“quoted”", "line\nbreak"])
def test_a_token_that_cannot_be_one_makes_no_call(
    endpoints: Endpoints, remote: Remote, token: str
) -> None:
    account = Twitter(Account("77", credentials={"access_token": token}), endpoints)
    with pytest.raises(NeedsReconnect):
        account.publish(Content("Halo"), Prepared())
    assert remote.seen == []


def _problem(status: int, detail: str = "", **more: object) -> Answer:
    return Answer({"title": "Forbidden", "detail": detail, "status": status} | more, status=status)


@pytest.mark.parametrize(
    ("answer", "kind", "reason"),
    [
        (_problem(401, "Unauthorized"), NeedsReconnect, Reason.TOKEN_EXPIRED),
        (_problem(402, title="CreditsDepleted"), Misconfigured, Reason.OUT_OF_CREDITS),
        (
            _problem(403, "You are not allowed to create a Tweet with duplicate content."),
            Rejected,
            Reason.DUPLICATE,
        ),
        (
            _problem(403, "Your Tweet text is too long. For more information…"),
            Rejected,
            Reason.TEXT_TOO_LONG,
        ),
        (
            _problem(403, "You are not permitted to perform this action."),
            Misconfigured,
            Reason.APP_NOT_ALLOWED,
        ),
        (_problem(403, "Your account is suspended"), NeedsReconnect, Reason.ACCOUNT_RESTRICTED),
        (
            _problem(403, errors=[{"code": 326, "message": "To protect our users…"}]),
            NeedsReconnect,
            Reason.ACCOUNT_RESTRICTED,
        ),
        (_problem(403, "Reply is not allowed"), Rejected, Reason.CONTENT_REFUSED),
        (_problem(400, errors=[{"message": "bad"}]), Rejected, Reason.UNKNOWN_REFUSAL),
        (_problem(404), Misconfigured, Reason.WRONG_ADDRESS),
        (_problem(429, title="UsageCapExceeded"), Misconfigured, Reason.OUT_OF_CREDITS),
        (Answer(html="Too many requests", status=429), TryLater, Reason.RATE_LIMITED),
        (_problem(503), OutcomeUnknown, Reason.SERVER_ERROR),
        (Answer(html="<h1>Bad gateway</h1>", status=502), OutcomeUnknown, Reason.SERVER_ERROR),
        (Answer(html="<h1>Blocked</h1>", status=403), OutcomeUnknown, Reason.SERVER_ERROR),
        (Answer({"data": {}}, status=201), OutcomeUnknown, Reason.SERVER_ERROR),
        (Answer(html="", status=200), OutcomeUnknown, Reason.SERVER_ERROR),
    ],
)
def test_refusals_of_a_post(
    account: Twitter, remote: Remote, answer: Answer, kind: type[NetworkError], reason: Reason
) -> None:
    remote.answer(answer)
    with pytest.raises(NetworkError) as caught:
        account.publish(Content("Halo"), Prepared())
    assert (type(caught.value), caught.value.reason) == (kind, reason)
    if isinstance(caught.value, Rejected):
        assert caught.value.duplicate == (reason == Reason.DUPLICATE)


@pytest.mark.parametrize(
    ("headers", "reason", "wait_s"),
    [
        ({"x-rate-limit-reset": "+120"}, Reason.RATE_LIMITED, 120),
        ({"x-rate-limit-reset": "-9"}, Reason.RATE_LIMITED, 1),
        ({}, Reason.RATE_LIMITED, 900),
        (
            {"x-user-limit-24hour-remaining": "0", "x-user-limit-24hour-reset": "+7200"},
            Reason.DAILY_LIMIT,
            7200,
        ),
    ],
)
def test_a_full_window_says_when_it_opens(
    account: Twitter, remote: Remote, headers: dict[str, str], reason: Reason, wait_s: int
) -> None:
    now = int(time.time())
    sent = {
        name: str(now + int(value)) if value[0] in "+-" else value
        for name, value in headers.items()
    }
    remote.answer(Answer({"title": "Too Many Requests"}, status=429, headers=sent))
    with pytest.raises(TryLater) as caught:
        account.publish(Content("Halo"), Prepared())
    assert caught.value.reason == reason
    assert caught.value.after_s == pytest.approx(wait_s, abs=3)


def test_a_refused_picture_is_said_of_the_picture(
    account: Twitter, remote: Remote, picture: Picture
) -> None:
    remote.answer(_problem(400, "media type unrecognized"))
    with pytest.raises(Rejected) as caught:
        account.prepare(Content("Rak", media=(picture(),)))
    assert caught.value.reason == Reason.MEDIA_REFUSED


def test_a_server_fault_while_uploading_is_no_unknown_outcome(
    account: Twitter, remote: Remote, picture: Picture
) -> None:
    remote.answer(_problem(503))
    with pytest.raises(TryLater):
        account.prepare(Content("Rak", media=(picture(),)))


def test_uploads_resume_and_keep_their_first_end_of_life(
    account: Twitter, remote: Remote, picture: Picture
) -> None:
    content = Content("Rak", media=(picture("a.jpg"), picture("b.jpg")))
    remote.answer(Answer({"data": {"id": "m1"}}), _problem(503))
    partly = account.prepare(content)
    remote.answer(Answer({"data": {"id": "m2"}}))
    whole = account.prepare(content, partly)
    assert (partly.data, whole.data) == ({"media": ["m1"]}, {"media": ["m1", "m2"]})
    assert (partly.ready, whole.ready) == (False, True)
    assert whole.expires_at == partly.expires_at


@pytest.mark.parametrize("name", ["retweet_count", "repost_count"])
def test_numbers_under_old_and_new_names(account: Twitter, remote: Remote, name: str) -> None:
    metrics = {
        name: 3,
        "quote_count": 2,
        "reply_count": 0,
        "like_count": 9,
        "bookmark_count": 4,
        "impression_count": 120,
    }
    gone = {"resource_id": "2", "type": "https://api.x.com/2/problems/resource-not-found"}
    remote.answer(Answer({"data": [{"id": "1", "public_metrics": metrics}], "errors": [gone]}))
    numbers = account.numbers(["1", "2", "3"])
    assert numbers["1"] is not None
    assert numbers["1"].values == {
        Metric.LIKES: 9,
        Metric.COMMENTS: 0,
        Metric.SHARES: 5,
        Metric.SAVES: 4,
        Metric.VIEWS: 120,
    }
    assert numbers["1"].unavailable == {Metric.REACH, Metric.CLICKS}
    assert numbers["2"] is None
    assert numbers["3"] is not None
    assert numbers["3"].values == {}


def test_a_hundred_posts_are_one_call(account: Twitter, remote: Remote) -> None:
    remote.answer(Answer({"data": []}))
    account.numbers([str(n) for n in range(100)])
    assert len(remote.seen[0].query["ids"].split(",")) == 100


def test_a_listed_text_is_what_was_written() -> None:
    post = {
        "text": "Ani &amp; Budi &lt;baru&gt; https://t.co/abc1234567 https://t.co/xyz7654321",
        "entities": {
            "urls": [
                {"url": "https://t.co/abc1234567", "expanded_url": "https://o.id/?a=1&copy=2"},
                {
                    "url": "https://t.co/xyz7654321",
                    "display_url": "pic.x.com/q",
                    "expanded_url": "x",
                },
            ]
        },
    }
    assert written_text(post) == "Ani & Budi <baru> https://o.id/?a=1&copy=2"


def test_an_account_without_posts_has_no_newest(account: Twitter, remote: Remote) -> None:
    remote.answer(Answer({"meta": {"result_count": 0}}))
    assert account.newest(limit=2) == []
    assert remote.seen[0].query["max_results"] == "5"
