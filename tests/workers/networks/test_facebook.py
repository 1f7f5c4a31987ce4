import json

import pytest

from tests.workers.networks.conftest import TOKEN, Picture
from tests.workers.networks.remote import Answer, Choose, Remote, Seen, graph_error
from workers.networks.base import Account, Content, Endpoints, Metric, Prepared
from workers.networks.errors import NeedsReconnect, OutcomeUnknown, Rejected, TryLater
from workers.networks.facebook import Facebook
from workers.networks.reasons import Reason

INVALID_METRIC = graph_error(100, message="(#100) The value must be a valid insights metric")


@pytest.fixture
def page(endpoints: Endpoints) -> Facebook:
    return Facebook(Account("900", credentials={"access_token": TOKEN}), endpoints)


def _node(one: str, **insights: int) -> dict[str, object]:
    data = [{"name": name, "values": [{"value": value}]} for name, value in insights.items()]
    return {
        "id": one,
        "reactions": {"data": [], "summary": {"total_count": 7}},
        "comments": {"data": [], "summary": {"total_count": 0}},
        "insights": {"data": data},
    }


def test_a_text_with_a_link_sends_both_as_fields(page: Facebook, remote: Remote) -> None:
    remote.answer(Answer({"id": "900_1"}))
    published = page.publish(Content("Halo", link="https://opac.example.org"), Prepared())
    sent = remote.seen[0]
    assert sent.path == "/v25.0/900/feed"
    assert (sent.fields["message"], sent.fields["link"]) == ("Halo", "https://opac.example.org")
    assert published.permalink == f"{remote.url}/900_1"


def test_one_photo_is_published_by_its_upload(
    page: Facebook, remote: Remote, picture: Picture
) -> None:
    content = Content("Rak baru", link="https://opac.example.org", media=(picture(alt_text="Rak"),))
    prepared = page.prepare(content)
    assert remote.seen == []
    remote.answer(Answer({"id": "55", "post_id": "900_55"}))
    assert page.publish(content, prepared).remote_id == "900_55"
    sent = remote.seen[0]
    assert sent.path == "/v25.0/900/photos"
    assert sent.fields["alt_text_custom"] == "Rak"
    assert sent.fields["message"] == "Rak baru\nhttps://opac.example.org"
    assert "published" not in sent.fields
    assert sent.files["source"] == ("rak.jpg", "image/jpeg", content.media[0].path.read_bytes())


def test_several_photos_go_up_unpublished_and_are_attached(
    page: Facebook, remote: Remote, picture: Picture
) -> None:
    content = Content("Dua rak", media=(picture("a.jpg", alt_text="A"), picture("b.jpg")))
    remote.answer(Answer({"id": "1"}), Answer({"id": "2"}), Answer({"id": "900_3"}))
    prepared = page.prepare(content)
    page.publish(content, prepared)
    first, second, feed = remote.seen
    assert first.fields["published"] == second.fields["published"] == "false"
    assert (first.fields["alt_text_custom"], "alt_text_custom" in second.fields) == ("A", False)
    attached = json.loads(feed.fields["attached_media"])
    assert attached == [{"media_fbid": "1"}, {"media_fbid": "2"}]


def test_an_upload_that_breaks_in_the_middle_goes_on_with_the_next_photo(
    page: Facebook, remote: Remote, picture: Picture
) -> None:
    content = Content("Tiga", media=tuple(picture(f"{n}.jpg") for n in range(3)))
    remote.answer(Answer({"id": "1"}), Answer(html="busy", status=503))
    partly = page.prepare(content)
    assert not partly.ready
    assert partly.data == {"photos": ["1"]}
    remote.answer(Answer({"id": "2"}), Answer({"id": "3"}))
    assert page.prepare(content, partly).data == {"photos": ["1", "2", "3"]}
    assert [one.files["source"][0] for one in remote.seen[2:]] == ["1.jpg", "2.jpg"]


def test_an_upload_that_gets_nowhere_raises(
    page: Facebook, remote: Remote, picture: Picture
) -> None:
    content = Content("Dua", media=(picture("a.jpg"), picture("b.jpg")))
    remote.answer(Answer(html="busy", status=503))
    with pytest.raises(TryLater):
        page.prepare(content, Prepared({"photos": ["1"]}))


def test_a_picture_gone_from_disk_is_said_so(
    page: Facebook, remote: Remote, picture: Picture
) -> None:
    content = Content("Satu", media=(picture(),))
    content.media[0].path.unlink()
    with pytest.raises(Rejected) as caught:
        page.publish(content, Prepared())
    assert caught.value.reason == Reason.MEDIA_MISSING
    assert remote.seen == []


def test_an_answer_without_id_leaves_the_outcome_open(page: Facebook, remote: Remote) -> None:
    remote.answer(Answer({"success": True}))
    with pytest.raises(OutcomeUnknown):
        page.publish(Content("Halo"), Prepared())


def test_photos_already_in_a_post_hint_at_our_own(page: Facebook, remote: Remote) -> None:
    remote.answer(graph_error(100, 1366051))
    with pytest.raises(Rejected) as caught:
        page.publish(Content("Halo"), Prepared({"photos": ["1", "2"]}))
    assert caught.value.duplicate


def test_numbers_of_fifty_posts_are_one_call(page: Facebook, remote: Remote) -> None:
    ids = [f"900_{n}" for n in range(50)]
    remote.answer(Answer({one: _node(one, post_media_view=12, post_clicks=0) for one in ids}))
    numbers = page.numbers(ids)
    reading = numbers["900_49"]
    assert reading is not None
    assert reading.values == {
        Metric.LIKES: 7,
        Metric.COMMENTS: 0,
        Metric.SHARES: 0,
        Metric.VIEWS: 12,
        Metric.CLICKS: 0,
    }
    assert reading.unavailable == {Metric.SAVES}
    assert len(remote.seen) == 1


def _without(*gone: str, names_them: bool) -> Choose:
    def choose(seen: Seen) -> Answer:
        ids = seen.query["ids"].split(",")
        missing = [one for one in ids if one in gone]
        if not missing:
            return Answer({one: _node(one) for one in ids})
        told = ",".join(missing) if names_them else "one of them"
        return graph_error(803, message=f"(#803) Some of the aliases do not exist: {told}")

    return choose


@pytest.mark.parametrize(("names_them", "calls"), [(True, 2), (False, 7)])
def test_gone_posts_do_not_cost_the_numbers_of_the_others(
    page: Facebook, remote: Remote, names_them: bool, calls: int
) -> None:
    ids = [f"900_{n}" for n in range(8)]
    remote.choose = _without("900_5", names_them=names_them)
    numbers = page.numbers(ids)
    assert numbers["900_5"] is None
    assert all(numbers[one] for one in ids if one != "900_5")
    assert len(remote.seen) == calls


def _with_dead(dead: str) -> Choose:
    def choose(seen: Seen) -> Answer:
        if dead in seen.query["fields"]:
            return INVALID_METRIC
        return Answer({one: _node(one, post_clicks=3) for one in seen.query["ids"].split(",")})

    return choose


def test_a_retired_metric_is_found_remembered_and_said_to_be_unavailable(
    page: Facebook, endpoints: Endpoints, remote: Remote
) -> None:
    remote.choose = _with_dead("post_media_view")
    reading = page.numbers(["900_1", "900_2"])["900_2"]
    assert reading is not None
    assert reading.unavailable == {Metric.VIEWS, Metric.SAVES}
    assert reading.values[Metric.CLICKS] == 3
    assert Metric.REACH not in reading.values
    first = len(remote.seen)
    again = Facebook(Account("901", credentials={"access_token": TOKEN}), endpoints)
    assert again.numbers(["901_1"])["901_1"] is not None
    assert len(remote.seen) == first + 1


def test_insights_without_data_are_not_collected_rather_than_zero(
    page: Facebook, remote: Remote
) -> None:
    remote.answer(Answer({"900_1": _node("900_1")}))
    reading = page.numbers(["900_1"])["900_1"]
    assert reading is not None
    assert Metric.REACH not in reading.values
    assert Metric.REACH not in reading.unavailable


def test_without_the_permission_for_insights_likes_are_still_read(
    page: Facebook, remote: Remote
) -> None:
    refused = graph_error(10, message="(#10) This endpoint requires the 'read_insights' permission")
    remote.answer(refused, Answer({"900_1": _node("900_1")}))
    reading = page.numbers(["900_1"])["900_1"]
    assert reading is not None
    assert reading.values[Metric.LIKES] == 7
    assert reading.unavailable == {Metric.SAVES}


def test_a_dead_token_is_not_taken_for_a_missing_insight(page: Facebook, remote: Remote) -> None:
    remote.answer(graph_error(190, 463))
    with pytest.raises(NeedsReconnect):
        page.numbers(["900_1"])


def test_newest_counts_the_pictures_of_each_post(page: Facebook, remote: Remote) -> None:
    album = {"media_type": "album", "subattachments": {"data": [{}, {}, {}]}}
    nodes = [
        {"id": "900_3", "message": "Tiga", "attachments": {"data": [album]}},
        {"id": "900_2", "message": "Satu", "attachments": {"data": [{"media_type": "photo"}]}},
        {"id": "900_1", "attachments": {"data": [{"media_type": "link"}]}},
    ]
    remote.answer(
        Answer({"data": [node | {"created_time": "2026-11-23T05:00:00+0000"} for node in nodes]})
    )
    newest = page.newest(limit=3)
    assert [post.media_count for post in newest] == [3, 1, 0]
    assert newest[0].created_at.isoformat() == "2026-11-23T05:00:00+00:00"
    assert remote.seen[0].query["limit"] == "3"
