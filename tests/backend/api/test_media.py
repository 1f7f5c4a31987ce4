from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from content.models import Media
from tests.backend.api.conftest import Program


@pytest.fixture
def picture() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (900, 600), "teal").save(buffer, "PNG")
    return buffer.getvalue()


def test_picture_is_taken_in_with_its_words(bagas: Program, picture: bytes) -> None:
    answer = bagas.upload(picture, alt_text="Rak buku baru", credit="Foto: Dewi")

    assert answer.status == 201
    body = answer.body
    assert (body["alt_text"], body["credit"]) == ("Rak buku baru", "Foto: Dewi")
    assert (body["width_px"], body["height_px"], body["mime"]) == (900, 600, "image/png")
    assert (body["name"], body["size_bytes"]) == ("rak.png", len(picture))
    assert bagas.get(f"/media/{body['id']}").body == body


def test_thumbnail_opens_without_a_key(bagas: Program, picture: bytes, settings: Any) -> None:
    settings.SITE_URL = "https://etalase.example.org"

    address = bagas.upload(picture).body["thumbnail_url"]
    path = address.removeprefix("https://etalase.example.org/api/v1")
    answer = Program("").get(path)

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert Image.open(BytesIO(answer.body)).size == (480, 320)


def test_thumbnail_that_is_gone_is_404(bagas: Program, picture: bytes) -> None:
    path = bagas.upload(picture).body["thumbnail_url"].partition("/api/v1")[2]
    Path(Media.objects.get().thumbnail.path).unlink()

    assert Program("").get(path).codes == ["does_not_exist"]
    for guess in ("guessed", "%00", "a%00b"):
        assert Program("").get(f"/thumbnails/{guess}.jpg").codes == ["does_not_exist"]


def test_same_picture_again_is_the_same_row(bagas: Program, picture: bytes) -> None:
    first = bagas.upload(picture)

    assert bagas.upload(picture, name="lain.png").body["id"] == first.body["id"]
    assert Media.objects.count() == 1


def test_same_picture_gets_the_alt_text_it_lacked(bagas: Program, picture: bytes) -> None:
    bagas.upload(picture)

    assert bagas.upload(picture, alt_text="Rak buku").body["alt_text"] == "Rak buku"
    assert bagas.upload(picture, alt_text="Lain").body["alt_text"] == "Rak buku"


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty"), (b"<svg/>", "not_an_image"), (b"%PDF-1.7", "not_an_image")]
)
def test_file_that_is_no_picture_is_refused(bagas: Program, data: bytes, code: str) -> None:
    answer = bagas.upload(data, name="../../rak.png")

    assert (answer.status, answer.codes, answer.fields) == (422, [code], ["file"])
    assert not Media.objects.exists()


def test_half_a_picture_is_refused(bagas: Program, picture: bytes) -> None:
    answer = bagas.upload(picture[: len(picture) // 2])

    assert (answer.status, answer.fields) == (422, ["file"])


def test_unknown_words_beside_a_picture_are_refused(bagas: Program, picture: bytes) -> None:
    answer = bagas.upload(picture, alt="Rak")

    assert (answer.status, answer.codes, answer.fields) == (422, ["extra_forbidden"], ["alt"])
    assert bagas.upload(picture, alt_text="a\x00").codes == ["string_pattern_mismatch"]
    assert not Media.objects.exists()


def test_alt_text_is_changed(bagas: Program, media_factory: Callable[..., Media]) -> None:
    item = media_factory(alt_text="Rak")

    answer = bagas.patch(f"/media/{item.pk}", {"alt_text": "Rak buku anak"})

    assert answer.body["alt_text"] == "Rak buku anak"
    item.refresh_from_db()
    assert item.alt_text == "Rak buku anak"


def test_list_is_the_newest_first_in_constant_queries(
    wulan: Program, media_factory: Callable[..., Media]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            wulan.get("/media")
        return len(captured)

    made = [media_factory().pk]
    wulan.get("/library")  # notes the use of the key
    one = queries()
    made += [media_factory().pk for _ in range(19)]

    assert queries() == one
    body = wulan.get("/media", limit=3).body
    assert [item["id"] for item in body["items"]] == made[:-4:-1]
    assert body["count"] == 20
