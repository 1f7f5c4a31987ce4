"""Pictures in and out: by content, by token, by membership."""

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from content import media
from content.models import Media

UPLOAD = "/balai-literasi/media/upload/"
MakeMedia = Callable[..., Media]


def _file(name: str = "rak.png", image_format: str = "PNG") -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.new("RGB", (640, 800), "teal").save(data, image_format)
    return SimpleUploadedFile(name, data.getvalue())


# --- In ---


def test_upload_answers_with_the_row_the_composer_draws(as_librarian: Client) -> None:
    answer = as_librarian.post(UPLOAD, {"file": _file()})
    item = Media.objects.get()
    body = answer.json()
    assert (answer.status_code, body["id"], body["name"]) == (201, item.pk, "rak.png")
    assert f'name="picture" value="{item.pk}"' in body["row"]
    assert f"/balai-literasi/media/thumb/{item.token}.jpg" in body["row"]


def test_same_picture_twice_is_one_row(as_librarian: Client) -> None:
    answers = [as_librarian.post(UPLOAD, {"file": _file()}).json()["id"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert Media.objects.count() == 1


def test_upload_is_for_those_who_draft(
    as_manager: Client, as_stranger: Client, client: Client
) -> None:
    assert as_manager.post(UPLOAD, {"file": _file()}).status_code == 403
    assert as_stranger.post(UPLOAD, {"file": _file()}).status_code == 404
    assert client.post(UPLOAD, {"file": _file()}).status_code == 302
    assert as_manager.get(UPLOAD).status_code == 405
    assert not Media.objects.exists()


def test_type_is_known_by_content_not_by_name(as_librarian: Client) -> None:
    as_librarian.post(UPLOAD, {"file": _file("rak.exe", "JPEG")})
    item = Media.objects.get()
    assert item.mime == "image/jpeg"
    assert Path(item.file.path).suffix == ".jpeg"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rak.png", b""),
        ("rak.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("rak.jpg", b"<!doctype html><script>alert(1)</script>"),
        ("rak.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
    ],
)
def test_what_is_no_picture_is_refused_in_plain_words(
    as_librarian: Client, name: str, data: bytes
) -> None:
    answer = as_librarian.post(UPLOAD, {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 422
    assert name in answer.json()["message"]
    assert not Media.objects.exists()


def test_upload_without_a_file_is_said(as_librarian: Client) -> None:
    answer = as_librarian.post(UPLOAD)
    assert (answer.status_code, answer.json()["message"]) == (422, "No picture came along.")


@pytest.mark.parametrize(
    ("following", "status"),
    [("/balai-literasi/calendar/", 302), ("https://evil.example/", 201), ("//evil.example", 201)],
)
def test_plain_form_goes_back_but_never_elsewhere(
    as_librarian: Client, following: str, status: int
) -> None:
    answer = as_librarian.post(UPLOAD, {"file": _file(), "next": following})
    assert answer.status_code == status
    assert answer.get("Location", following) == following


def test_hostile_file_name_is_only_a_name(as_librarian: Client) -> None:
    name = '../../<img src=x onerror="alert(1)">.png'
    answer = as_librarian.post(UPLOAD, {"file": _file(name)})
    item = Media.objects.get()
    assert "<img src=x" not in answer.json()["row"]
    assert "/" not in item.original_name
    assert item.token in item.file.path


# --- Out ---


def test_rendition_is_given_to_whoever_has_its_token(
    media_factory: MakeMedia, client: Client, now: datetime
) -> None:
    rendition = media.rendition(media_factory(), network="instagram", now=now)
    answer = client.get(f"/media/{rendition.token}.jpg")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.getvalue() == Path(rendition.file.path).read_bytes()
    assert media.public_url(rendition).endswith(f"/media/{rendition.token}.jpg")


def test_original_is_never_public(media_factory: MakeMedia, client: Client) -> None:
    item = media_factory()
    for url in (
        f"/media/{item.token}.jpg",
        f"/balai-literasi/media/thumb/{item.token}.jpg",
        f"/balai-literasi/media/original/{item.token}",
    ):
        assert client.get(url).status_code in {302, 404}


@pytest.mark.parametrize("kind", ["thumb/{}.jpg", "original/{}"])
def test_members_see_pictures_of_their_own_library(
    media_factory: MakeMedia, as_manager: Client, as_stranger: Client, kind: str
) -> None:
    path = kind.format(media_factory().token)
    seen = as_manager.get(f"/balai-literasi/media/{path}")
    assert seen.status_code == 200
    assert seen["Content-Type"].startswith("image/")
    assert seen["Cache-Control"] == "private, max-age=31536000, immutable"
    assert Image.open(io.BytesIO(seen.getvalue())).size
    assert as_stranger.get(f"/balai-literasi/media/{path}").status_code == 404
    assert as_stranger.get(f"/kota-tetangga/media/{path}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/media/..%2f..%2fsecret_key.jpg",
        "/media/../../etalase.sqlite3.jpg",
        "/media/%2e%2e%2foriginals.jpg",
        "/media/unbekannt.jpg",
        "/media/%00.jpg",
    ],
)
def test_no_path_leads_out_of_the_folder(db: None, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_file_gone_from_the_disk_is_not_there(
    media_factory: MakeMedia, client: Client, now: datetime
) -> None:
    rendition = media.rendition(media_factory(), network="facebook", now=now)
    Path(rendition.file.path).unlink()
    assert client.get(f"/media/{rendition.token}.jpg").status_code == 404
