"""Publishing to Instagram: containers, limits, numbers."""

from collections.abc import Callable

import pytest
import requests

from tests.practice import token_of
from tests.workers.sandbox.conftest import PROFILE, Instagram, picture
from workers.sandbox.client import PracticeNetworks

Hosted = Callable[..., str]


def test_image_passes_through_its_states_and_is_published_once(
    instagram: Instagram, hosted: Hosted, practice_networks: PracticeNetworks
) -> None:
    container = instagram.container(
        image_url=hosted(picture()), caption="Halo #buku", alt_text="Sampul"
    )
    assert instagram.status(container) == "IN_PROGRESS"
    early = instagram.error("POST", f"{PROFILE}/media_publish", creation_id=container)
    assert (early["code"], early["error_subcode"]) == (9007, 2207027)
    media_id = instagram.publish(container)
    assert instagram.status(container) == "PUBLISHED"
    again = instagram.error("POST", f"{PROFILE}/media_publish", creation_id=container)
    assert (again["code"], again["error_subcode"]) == (24, 2207006)
    (entry,) = practice_networks.journal(kind="post", network="instagram")
    assert (entry.remote_id, entry.text, entry.form) == (media_id, "Halo #buku", "image")
    assert entry.media[0]["alt_text"] == "Sampul"
    node = instagram.json("GET", media_id, fields="permalink,media_type,caption,alt_text")
    assert node["permalink"] == entry.permalink
    assert (node["media_type"], node["caption"], node["alt_text"]) == (
        "IMAGE",
        "Halo #buku",
        "Sampul",
    )


def test_the_server_fetches_exactly_the_given_bytes(
    instagram: Instagram, hosted: Hosted, practice_networks: PracticeNetworks
) -> None:
    url = hosted(picture(colour="olive"))
    instagram.publish(instagram.container(image_url=url))
    (entry,) = practice_networks.journal(kind="post", network="instagram")
    assert url.endswith(str(entry.media[0]["sha256"]))


def test_carousel_of_ten_keeps_order(
    instagram: Instagram, hosted: Hosted, practice_networks: PracticeNetworks
) -> None:
    urls = [hosted(picture(colour=f"#{n:02x}4060")) for n in range(0, 200, 20)]
    children = [
        instagram.container(image_url=url, is_carousel_item="true", alt_text=f"Hal {n}")
        for n, url in enumerate(urls)
    ]
    parent = instagram.container(media_type="CAROUSEL", children=",".join(children), caption="c")
    media_id = instagram.publish(parent)
    (entry,) = practice_networks.journal(kind="post", network="instagram")
    assert [one["alt_text"] for one in entry.media] == [f"Hal {n}" for n in range(10)]
    node = instagram.json("GET", media_id, fields="media_type,children{id,media_url,alt_text}")
    assert node["media_type"] == "CAROUSEL_ALBUM"
    assert [one["media_url"] for one in node["children"]["data"]] == urls
    child = instagram.error("POST", f"{PROFILE}/media_publish", creation_id=children[0])
    assert child["code"] == 24


@pytest.mark.parametrize("count", [1, 11])
def test_carousel_of_one_or_eleven_is_refused(instagram: Instagram, count: int) -> None:
    error = instagram.error(
        "POST",
        f"{PROFILE}/media",
        media_type="CAROUSEL",
        children=",".join(str(n) for n in range(count)),
    )
    assert (error["code"], error["error_subcode"]) == (100, 2207028)


@pytest.mark.parametrize(
    ("data", "code", "subcode"),
    [
        (picture(form="PNG"), 36001, 2207005),
        (picture(width_px=400, height_px=600), 36003, 2207009),
        (picture(width_px=800, height_px=400), 36003, 2207009),
    ],
)
def test_wrong_picture_is_refused(
    instagram: Instagram, hosted: Hosted, data: bytes, code: int, subcode: int
) -> None:
    error = instagram.error("POST", f"{PROFILE}/media", image_url=hosted(data))
    assert (error["code"], error["error_subcode"]) == (code, subcode)


@pytest.mark.parametrize(("width_px", "height_px"), [(1080, 1350), (1080, 566), (1080, 1080)])
def test_shapes_at_the_limits_are_accepted(
    instagram: Instagram, hosted: Hosted, width_px: int, height_px: int
) -> None:
    url = hosted(picture(width_px=width_px, height_px=height_px))
    assert instagram.container(image_url=url)


def test_address_that_is_no_picture_is_refused(
    instagram: Instagram, practice_networks: PracticeNetworks
) -> None:
    page = f"{practice_networks.base_url}/feeds/"
    missing = f"{practice_networks.base_url}/feeds/media/{'0' * 64}"
    for url in (page, missing, "http://127.0.0.1:9/nobody.jpg", "ftp://x/a.jpg", "http://a/é.jpg"):
        error = instagram.error("POST", f"{PROFILE}/media", image_url=url)
        assert (error["code"], error["error_subcode"]) == (9004, 2207052), url


@pytest.mark.parametrize(
    "caption", ["x" * 2201, "📚" * 1101, " ".join(f"#t{n}" for n in range(31)), "@abc " * 21]
)
def test_caption_beyond_its_limits_is_refused(
    instagram: Instagram, hosted: Hosted, caption: str
) -> None:
    error = instagram.error(
        "POST", f"{PROFILE}/media", image_url=hosted(picture()), caption=caption
    )
    assert (error["code"], error["error_subcode"]) == (36004, 2207010)


def test_other_wrong_parameters_are_refused(instagram: Instagram, hosted: Hosted) -> None:
    url = hosted(picture())
    path = f"{PROFILE}/media"
    assert instagram.error("POST", path, image_url=url, alt_text="x" * 1001)["code"] == 100
    assert instagram.error("POST", path, image_url=url, colour="red")["code"] == 100
    assert instagram.error("POST", path, caption="no picture")["code"] == 100
    kind = instagram.error("POST", path, image_url=url, media_type="POSTCARD")
    assert (kind["code"], kind["error_subcode"]) == (100, 2207023)


def test_container_expires_after_a_day(
    instagram: Instagram, hosted: Hosted, practice_networks: PracticeNetworks
) -> None:
    container = instagram.container(image_url=hosted(picture()))
    practice_networks.advance_clock(seconds=24 * 3600 + 1)
    assert instagram.status(container) == "EXPIRED"
    error = instagram.error("POST", f"{PROFILE}/media_publish", creation_id=container)
    assert (error["code"], error["error_subcode"]) == (-2, 2207020)


def test_container_knows_only_its_status_fields(instagram: Instagram, hosted: Hosted) -> None:
    container = instagram.container(image_url=hosted(picture()))
    error = instagram.error("GET", container, fields="id,error_message")
    assert "nonexisting field (error_message)" in error["message"]


def test_quota_is_counted_and_refuses_the_next(
    instagram: Instagram, hosted: Hosted, practice_networks: PracticeNetworks
) -> None:
    practice_networks.save_account("instagram", PROFILE, options={"quota_total": 1})
    url = hosted(picture())
    instagram.publish(instagram.container(image_url=url))
    limit = instagram.json(
        "GET", f"{PROFILE}/content_publishing_limit", fields="quota_usage,config"
    )
    assert limit["data"] == [
        {"quota_usage": 1, "config": {"quota_total": 1, "quota_duration": 86400}}
    ]
    second = instagram.container(image_url=url)
    instagram.wait(second)
    error = instagram.error("POST", f"{PROFILE}/media_publish", creation_id=second)
    assert (error["code"], error["error_subcode"]) == (9, 2207042)


def test_insights_agree_with_readings_and_refuse_removed_metrics(
    instagram: Instagram, hosted: Hosted, practice_networks: PracticeNetworks
) -> None:
    media_id = instagram.publish(instagram.container(image_url=hosted(picture())))
    practice_networks.advance_clock(seconds=5 * 86400)
    fields = "like_count,comments_count,insights.metric(views,reach,saved,shares)"
    node = instagram.json("GET", "", ids=media_id, fields=fields)[media_id]
    readings = practice_networks.numbers("instagram", media_id).readings
    values = {one["name"]: one["values"][0]["value"] for one in node["insights"]["data"]}
    assert node["like_count"] == readings["likes"].value > 0
    assert values["views"] == readings["views"].value >= values["reach"] > 0
    assert values["saved"] == readings["saves"].value
    for metric in ("impressions", "plays", "engagement"):
        assert instagram.error("GET", f"{media_id}/insights", metric=metric)["code"] == 100


def test_metric_of_another_kind_of_media_is_refused(instagram: Instagram, hosted: Hosted) -> None:
    children = [
        instagram.container(image_url=hosted(picture(colour=c)), is_carousel_item="true")
        for c in ("red", "blue")
    ]
    parent = instagram.container(media_type="CAROUSEL", children=",".join(children))
    media_id = instagram.publish(parent)
    error = instagram.error("GET", f"{media_id}/insights", metric="views,profile_visits")
    assert (error["code"], error["error_subcode"]) == (100, 2207086)


def test_comment_with_fields_errors_after_having_been_made(
    instagram: Instagram, hosted: Hosted
) -> None:
    media_id = instagram.publish(instagram.container(image_url=hosted(picture())))
    error = instagram.error("POST", f"{media_id}/comments", message="Hai", fields="id")
    assert (error["code"], error["error_subcode"]) == (20, 1772107)
    listed = instagram.json("GET", f"{media_id}/comments", fields="text,username")
    assert [one["text"] for one in listed["data"]] == ["Hai"]


def test_single_reads_may_need_the_persons_token(
    instagram: Instagram, hosted: Hosted, practice_networks: PracticeNetworks
) -> None:
    media_id = instagram.publish(instagram.container(image_url=hosted(picture())))
    practice_networks.save_account(
        "instagram", PROFILE, user_token="the-person", options={"reads_need_user_token": True}
    )
    assert instagram.error("GET", media_id, fields="permalink")["error_subcode"] == 33
    found = instagram.json("GET", media_id, fields="permalink", access_token="the-person")
    assert found["permalink"]
    assert instagram.container(image_url=hosted(picture()))


def test_videos_are_refused_as_videos_of_a_wrong_format(
    instagram: Instagram, practice_networks: PracticeNetworks
) -> None:
    error = instagram.error(
        "POST", f"{PROFILE}/media", media_type="REELS", video_url="http://127.0.0.1:9/a.mp4"
    )
    assert (error["code"], error["error_subcode"]) == (352, 2207026)
    url = f"{practice_networks.base_url}/ig-api-upload/v25.0/123"
    for token, status in ((token_of("instagram"), 400), ("wrong", 401)):
        headers = {"Authorization": f"OAuth {token}", "offset": "0", "file_size": "3"}
        answer = requests.post(url, data=b"abc", headers=headers, timeout=5)
        assert answer.status_code == status
        assert answer.json()["debug_info"]["retriable"] is False
