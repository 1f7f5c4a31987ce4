"""Pictures taken in and made fit."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import pytest
from PIL import Image
from pytest_django import Settings

from content import media
from content.errors import InvalidPost, NotAllowed
from content.models import Library, Media, Rendition
from content.permissions import Actor


def _png(*, width_px: int = 300, height_px: int = 200) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (width_px, height_px), "teal").save(buffer, "PNG")
    return buffer.getvalue()


def test_type_is_read_from_the_content(
    library: Library, librarian_actor: Actor, now: datetime
) -> None:
    kept = media.upload(
        library, actor=librarian_actor, file=BytesIO(_png()), name="../../evil.exe", now=now
    )
    assert (kept.mime, kept.original_name) == ("image/png", "evil.exe")
    assert (kept.width_px, kept.height_px) == (300, 200)


def test_same_picture_twice_is_one_row(
    library: Library, librarian_actor: Actor, now: datetime
) -> None:
    first, second = (
        media.upload(library, actor=librarian_actor, file=BytesIO(_png()), name=name, now=now)
        for name in ("a.png", "b.png")
    )
    assert first == second
    assert Media.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"<svg onload=alert(1)>", "not_an_image"),
        (_png()[:120], "broken"),
    ],
)
def test_bad_file_says_what_is_wrong_and_what_to_do(
    library: Library, librarian_actor: Actor, now: datetime, data: bytes, code: str
) -> None:
    with pytest.raises(InvalidPost) as refused:
        media.upload(library, actor=librarian_actor, file=BytesIO(data), name="poster.jpg", now=now)
    problem = refused.value.problems[0]
    assert problem.code == code
    assert "poster.jpg" in problem.message
    assert problem.hint
    assert not Media.objects.exists()


def test_huge_file_is_refused_before_it_is_read_whole(
    library: Library, librarian_actor: Actor, now: datetime, settings: Settings
) -> None:
    settings.MAX_UPLOAD_BYTES = 500
    with pytest.raises(InvalidPost) as refused:
        media.upload(
            library, actor=librarian_actor, file=BytesIO(_png() * 50), name="a.png", now=now
        )
    assert refused.value.problems[0].code == "too_many_bytes"


def test_manager_may_not_upload(library: Library, manager_actor: Actor, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        media.upload(library, actor=manager_actor, file=BytesIO(_png()), name="a.png", now=now)


def test_rendition_is_made_once_and_fits(
    media_factory: Callable[..., Media], now: datetime
) -> None:
    picture = media_factory(width_px=3000, height_px=900)
    first = media.rendition(picture, network="instagram", now=now)
    assert media.rendition(picture, network="instagram", now=now) == first
    assert Rendition.objects.count() == 1
    with Image.open(first.file.path) as image:
        assert image.format == "JPEG"
        assert image.width <= 1440
        assert image.width / image.height <= 1.92


def test_public_address_does_not_tell_the_name(
    media_factory: Callable[..., Media], now: datetime, settings: Settings
) -> None:
    settings.MEDIA_PUBLIC_URL = "https://media.example.org"
    rendition = media.rendition(media_factory(), network="facebook", now=now)
    assert media.public_url(rendition) == f"https://media.example.org/{rendition.token}.jpg"
    assert len(rendition.token) >= 24
