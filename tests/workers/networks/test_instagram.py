from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.workers.networks.conftest import TOKEN, Picture
from tests.workers.networks.remote import Answer, Remote, Seen, graph_error
from workers.networks.base import Account, Content, Endpoints, Metric, Prepared
from workers.networks.errors import (
    Misconfigured,
    NetworkError,
    OutcomeUnknown,
    Rejected,
    TryLater,
)
from workers.networks.instagram import Instagram
from workers.networks.reasons import Reason

USER_TOKEN = "EAAuserTokenOfRini1234567890abc"
FINISHED = Answer({"c1": {"id": "c1", "status_code": "FINISHED"}})


@pytest.fixture
def profile(endpoints: Endpoints) -> Instagram:
    return Instagram(Account("178", credentials={"access_token": TOKEN}), endpoints)


@pytest.fixture
def with_user_token(endpoints: Endpoints) -> Instagram:
    credentials = {"access_token": TOKEN, "user_token": USER_TOKEN}
    return Instagram(Account("178", credentials=credentials), endpoints)


@pytest.fixture
def content(picture: Picture) -> Content:
    return Content("Rak baru", media=(picture(alt_text="Rak"),))


def _status(code: str, said: str = "") -> Answer:
    return Answer({"c1": {"id": "c1", "status_code": code, "status": said}})


def _ready(container: str = "c1") -> Prepared:
    return Prepared({"container": container}, expires_at=datetime.now(UTC) + timedelta(hours=23))


def test_one_picture_is_one_container_and_ready_when_finished(
    profile: Instagram, remote: Remote, content: Content
) -> None:
    remote.answer(Answer({"id": "c1"}), FINISHED)
    prepared = profile.prepare(content)
    assert prepared.ready
    assert remote.seen[0].path == "/v25.0/178/media"
    fields = remote.seen[0].fields
    assert fields["image_url"] == content.media[0].url
    assert (fields["caption"], fields["alt_text"]) == ("Rak baru", "Rak")
    assert prepared.expires_at is not None
    left = prepared.expires_at - datetime.now(UTC)
    assert timedelta(hours=23, minutes=59) < left <= timedelta(hours=24)


def test_a_container_in_progress_is_looked_at_again_and_not_made_again(
    profile: Instagram, remote: Remote, content: Content
) -> None:
    remote.answer(Answer({"id": "c1"}), _status("IN_PROGRESS"))
    waiting = profile.prepare(content)
    assert waiting.look_again_s
    remote.answer(FINISHED)
    assert profile.prepare(content, waiting).ready
    assert [one.method for one in remote.seen] == ["POST", "GET", "GET"]


def test_a_carousel_makes_its_parent_after_all_children_are_finished(
    profile: Instagram, remote: Remote, content: Content, picture: Picture
) -> None:
    content = replace(content, media=(*content.media, picture("b.jpg")))
    child = {"id": "x", "status_code": "FINISHED"}
    remote.answer(Answer({"id": "c1"}), Answer({"id": "c2"}))
    remote.answer(Answer({"c1": child, "c2": child | {"status_code": "IN_PROGRESS"}}))
    waiting = profile.prepare(content)
    assert (waiting.data["children"], waiting.data["container"]) == (["c1", "c2"], "")
    remote.answer(Answer({"c1": child, "c2": child}), Answer({"id": "p1"}))
    remote.answer(Answer({"p1": child}))
    assert profile.prepare(content, waiting).data["container"] == "p1"
    parent = remote.seen[4].fields
    assert (parent["media_type"], parent["children"]) == ("CAROUSEL", "c1,c2")
    assert parent["caption"] == "Rak baru"
    assert "caption" not in remote.seen[0].fields
    assert remote.seen[0].fields["is_carousel_item"] == "true"


def test_a_picture_only_this_machine_reaches_is_refused_before_any_call(
    endpoints: Endpoints, content: Content, picture: Picture, remote: Remote
) -> None:
    real = replace(endpoints, instagram_graph_url="https://graph.facebook.com")
    profile = Instagram(Account("178", credentials={"access_token": TOKEN}), real)
    inside = replace(content, media=(picture(url="http://192.168.1.20/media/rak.jpg"),))
    with pytest.raises(Misconfigured) as caught:
        profile.prepare(inside)
    assert caught.value.reason == Reason.MEDIA_NOT_PUBLIC


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        ((36003, 2207009), Reason.MEDIA_REFUSED),
        ((36004, 2207010), Reason.TEXT_TOO_LONG),
        ((9, 2207042), Reason.DAILY_LIMIT),
    ],
)
def test_a_container_refused_for_good_is_not_tried_again(
    profile: Instagram, remote: Remote, content: Content, refusal: tuple[int, int], reason: Reason
) -> None:
    remote.answer(graph_error(*refusal))
    with pytest.raises(NetworkError) as caught:
        profile.prepare(content)
    assert caught.value.reason == reason


def test_a_picture_instagram_cannot_fetch_is_tried_three_times_then_a_matter_of_setup(
    profile: Instagram, remote: Remote, content: Content
) -> None:
    remote.answer(*[graph_error(9004, 2207052)] * 3)
    first = profile.prepare(content)
    second = profile.prepare(content, first)
    assert first.look_again_s == second.look_again_s == 30.0
    with pytest.raises(Misconfigured) as caught:
        profile.prepare(content, second)
    assert caught.value.reason == Reason.MEDIA_UNREACHABLE


def test_a_failed_container_is_dropped_and_made_again(
    profile: Instagram, remote: Remote, content: Content
) -> None:
    remote.answer(Answer({"id": "c1"}), _status("ERROR", "Error: failed with code 2207082"))
    dropped = profile.prepare(content)
    assert dropped.data["container"] == ""
    remote.answer(Answer({"id": "c2"}), Answer({"c2": {"id": "c2", "status_code": "FINISHED"}}))
    assert profile.prepare(content, dropped).data["container"] == "c2"


def test_a_container_that_stays_unfinished_is_given_up_in_the_end(
    profile: Instagram, remote: Remote, content: Content
) -> None:
    soon = datetime.now(UTC) + timedelta(hours=20)
    tired = Prepared({"container": "c1", "polls": 100, "renewals": 2}, 3.0, soon)
    remote.answer(_status("IN_PROGRESS"))
    with pytest.raises(TryLater) as caught:
        profile.prepare(content, tired)
    assert caught.value.reason == Reason.NOT_READY
    remote.answer(_status("IN_PROGRESS"))
    renewed = profile.prepare(content, replace(tired, data={"container": "c1", "polls": 100}))
    assert (renewed.data["container"], renewed.data["renewals"]) == ("", 1)


def test_a_container_past_its_day_is_made_again(
    profile: Instagram, remote: Remote, content: Content
) -> None:
    old = Prepared({"container": "old"}, expires_at=datetime.now(UTC) - timedelta(minutes=1))
    remote.answer(Answer({"id": "c1"}), FINISHED)
    assert profile.prepare(content, old).data["container"] == "c1"


def test_preparing_what_is_in_a_post_already_never_leads_to_a_second(
    profile: Instagram, remote: Remote, content: Content
) -> None:
    remote.answer(_status("PUBLISHED"))
    with pytest.raises(OutcomeUnknown):
        profile.prepare(content, _ready())


def test_a_container_hidden_from_the_page_token_is_taken_as_finished(
    profile: Instagram, with_user_token: Instagram, remote: Remote, content: Content
) -> None:
    remote.answer(Answer({"id": "c1"}), graph_error(100, 33))
    assert profile.prepare(content).ready
    remote.answer(Answer({"id": "c1"}), graph_error(100, 33))
    assert not with_user_token.prepare(content).ready


def test_single_objects_are_read_with_the_user_token(
    with_user_token: Instagram, remote: Remote, content: Content
) -> None:
    remote.answer(Answer({"id": "m1"}), Answer({"permalink": "https://www.instagram.com/p/x/"}))
    published = with_user_token.publish(content, _ready())
    assert (published.remote_id, published.permalink) == ("m1", "")
    assert with_user_token.permalink("m1") == "https://www.instagram.com/p/x/"
    assert remote.seen[0].fields["access_token"] == TOKEN
    assert remote.seen[0].fields["creation_id"] == "c1"
    assert remote.seen[1].query["access_token"] == USER_TOKEN


@pytest.mark.parametrize(
    ("status", "kind"),
    [("EXPIRED", TryLater), ("PUBLISHED", OutcomeUnknown), ("FINISHED", OutcomeUnknown)],
)
def test_not_found_on_publishing_is_told_apart_by_the_container_s_state(
    profile: Instagram, remote: Remote, content: Content, status: str, kind: type[NetworkError]
) -> None:
    remote.answer(graph_error(24, 2207006), Answer({"id": "c1", "status_code": status}))
    with pytest.raises(kind) as caught:
        profile.publish(content, _ready())
    assert caught.value.reason == Reason.MEDIA_EXPIRED


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (Answer({"status_code": "PUBLISHED"}), True),
        (Answer({"status_code": "FINISHED"}), False),
        (graph_error(100, 33), None),
    ],
)
def test_the_container_tells_whether_it_became_a_post(
    profile: Instagram, remote: Remote, answer: Answer, found: bool | None
) -> None:
    remote.answer(answer)
    assert profile.find_prepared(_ready()) is found


def test_the_permalink_of_a_deleted_post_is_no_matter_of_the_connection(
    profile: Instagram, remote: Remote
) -> None:
    remote.answer(graph_error(100, 33))
    with pytest.raises(Rejected) as caught:
        profile.permalink("m1")
    assert caught.value.reason == Reason.POST_GONE


def test_hidden_likes_are_not_zero_likes(with_user_token: Instagram, remote: Remote) -> None:
    views = {"data": [{"name": "views", "values": [{"value": 30}]}]}
    remote.answer(Answer({"m1": {"id": "m1", "comments_count": 0, "insights": views}}))
    reading = with_user_token.numbers(["m1"])["m1"]
    assert reading is not None
    assert reading.values == {Metric.COMMENTS: 0, Metric.VIEWS: 30}
    assert reading.unavailable == {Metric.CLICKS}


def test_a_metric_that_does_not_fit_one_post_is_left_out_for_that_post_alone(
    with_user_token: Instagram, remote: Remote
) -> None:
    def choose(seen: Seen) -> Answer:
        ids, fields = seen.query["ids"].split(","), seen.query["fields"]
        if "story" in ids and "saved" in fields:
            return graph_error(100, 2207086)
        saved = {"data": [{"name": "saved", "values": [{"value": 2}]}]}
        return Answer({one: {"id": one, "like_count": 1, "insights": saved} for one in ids})

    remote.choose = choose
    numbers = with_user_token.numbers(["image", "story"])
    assert numbers["image"] is not None
    assert numbers["story"] is not None
    assert numbers["image"].values[Metric.SAVES] == 2
    assert numbers["story"].unavailable == {Metric.SAVES, Metric.CLICKS}


def test_what_a_page_token_may_not_see_is_looked_up_in_the_account_s_list(
    profile: Instagram, remote: Remote
) -> None:
    listed = {"data": [{"id": "m1", "like_count": 4, "comments_count": 1}]}
    remote.answer(graph_error(100, 33, "Object with ID 'm1' does not exist"))
    remote.answer(graph_error(100, 33, "Object with ID 'm2' does not exist"), Answer(listed))
    numbers = profile.numbers(["m1", "m2"])
    assert numbers["m1"] is not None
    assert numbers["m1"].values == {Metric.LIKES: 4, Metric.COMMENTS: 1}
    assert numbers["m2"] is None


def test_a_post_below_the_end_of_the_list_is_not_collected_rather_than_gone(
    profile: Instagram, remote: Remote
) -> None:
    page = {"data": [], "paging": {"next": "https://graph.facebook.com/next"}}
    remote.answer(graph_error(100, 33), Answer(page))
    reading = profile.numbers(["m1"])["m1"]
    assert reading is not None
    assert reading.values == {}


def test_a_status_that_cannot_be_read_does_not_cost_the_container(
    profile: Instagram, remote: Remote, content: Content
) -> None:
    remote.answer(Answer({"id": "c1"}), Answer(html="busy", status=502))
    waiting = profile.prepare(content)
    assert (waiting.data["container"], waiting.ready) == ("c1", False)


def test_a_parent_that_must_wait_keeps_its_new_children_and_then_says_why(
    profile: Instagram, remote: Remote, content: Content, picture: Picture
) -> None:
    content = replace(content, media=(*content.media, picture("b.jpg")))
    child = {"id": "x", "status_code": "FINISHED"}
    remote.answer(Answer({"id": "c1"}), Answer({"id": "c2"}))
    remote.answer(Answer({"c1": child, "c2": child}), graph_error(80002))
    waiting = profile.prepare(content)
    assert waiting.data["children"] == ["c1", "c2"]
    assert waiting.look_again_s == 60.0
    remote.answer(Answer({"c1": child, "c2": child}), graph_error(80002))
    with pytest.raises(TryLater) as caught:
        profile.prepare(content, waiting)
    assert (caught.value.reason, caught.value.after_s) == (Reason.RATE_LIMITED, 3600.0)
