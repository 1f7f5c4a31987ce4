import time
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops

from content.studio import contrast, flyer, flyer_landscape, flyer_portrait
from content.studio import event as events
from content.studio.brand import Brand, palette
from content.studio.canvas import LANDSCAPE, PORTRAIT, Size
from content.studio.errors import DoesNotFit, MissingGlyph
from content.studio.people import Person
from tests.content.studio.samples import (
    BRAND,
    EVENT,
    LONG_EVENT,
    OPEN_EVENT,
    OTHER_BRANDS,
    REGISTRATION_URL,
    SCRIPTS_EVENT,
    SPEAKERS,
    colours_of,
    dhash,
    distance,
    near,
    pixel,
)

EVENTS = [
    EVENT,
    LONG_EVENT,
    SCRIPTS_EVENT,
    OPEN_EVENT,
    *(replace(EVENT, speakers=SPEAKERS[:count]) for count in range(7)),
]
# dHash of the sample flyer; a new design gives new values.
LOOKS = {
    "portrait": 0x4D395A1B98988880,
    "landscape": 0x4060603024700020,
}


@cache
def drawn(event: events.Event, size: str) -> Image.Image:
    """One drawing for several checks: drawing is most of these tests' time."""
    return flyer.draw(event, brand=BRAND, size=size)


def margin_of(image: Image.Image, size: Size) -> Image.Image:
    """The picture with its safe area blanked out."""
    outside = image.copy()
    outside.paste((0, 0, 0), size.safe.corners)
    return outside


def widest_difference(one: Image.Image, other: Image.Image) -> int:
    return max(ImageChops.difference(one, other).tobytes())


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=lambda size: size.name)
@pytest.mark.parametrize("event", EVENTS)
def test_flyer_has_its_size_and_is_not_blank(event: events.Event, size: Size) -> None:
    image = drawn(event, size.name)

    assert image.size == (size.width_px, size.height_px)
    assert image.mode == "RGB"
    assert len(colours_of(image.resize((64, 64)))) > 50


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=lambda size: size.name)
@pytest.mark.parametrize("event", EVENTS)
def test_code_on_flyer_is_read_back_as_registration_link(event: events.Event, size: Size) -> None:
    found = zxingcpp.read_barcodes(drawn(event, size.name))

    assert [code.text for code in found] == ([REGISTRATION_URL] if event.registration_url else [])


@pytest.mark.parametrize("brand", OTHER_BRANDS, ids=lambda brand: brand.primary)
def test_code_is_read_in_every_brand_and_at_half_size(brand: Brand) -> None:
    image = flyer.draw(EVENT, brand=brand, size="portrait")

    found = zxingcpp.read_barcodes(image.reduce(2))

    assert [code.text for code in found] == [REGISTRATION_URL]


@pytest.mark.parametrize("event", EVENTS)
def test_nothing_but_the_ground_reaches_into_the_margin_of_landscape(
    event: events.Event,
) -> None:
    field_px = 880 if len(event.speakers) <= 3 else 820
    bare = flyer_landscape.ground(BRAND, field_px=field_px)

    image = drawn(event, "landscape")

    assert widest_difference(margin_of(image, LANDSCAPE), margin_of(bare, LANDSCAPE)) == 0


@pytest.mark.parametrize("event", EVENTS)
def test_nothing_but_ground_and_shadow_reaches_into_the_margin_of_portrait(
    event: events.Event,
) -> None:
    image = drawn(event, "portrait")

    field_px = next(y for y in range(300, 1300) if pixel(image, 4, y) == palette(BRAND).paper)
    bare = flyer_portrait.ground(BRAND, field_px=field_px)
    # The plate's soft shadow is meant to fall over the margin; letters would be far darker.
    assert widest_difference(margin_of(image, PORTRAIT), margin_of(bare, PORTRAIT)) <= 40


@pytest.mark.parametrize("size", ["portrait", "landscape"])
def test_same_data_gives_the_same_picture_every_time(size: str) -> None:
    first = drawn(LONG_EVENT, size)
    second = flyer.draw(LONG_EVENT, brand=BRAND, size=size)

    assert first.tobytes() == second.tobytes()


@pytest.mark.parametrize("size", ["portrait", "landscape"])
def test_flyer_looks_as_it_was_approved(size: str) -> None:
    assert distance(dhash(drawn(EVENT, size)), LOOKS[size]) <= 6


@pytest.mark.parametrize("size", ["portrait", "landscape"])
@pytest.mark.parametrize("brand", [BRAND, *OTHER_BRANDS[::2]], ids=lambda brand: brand.primary)
def test_status_plate_stands_out_from_any_ground(brand: Brand, size: str) -> None:
    plain = flyer.draw(EVENT, brand=brand, size=size)
    full = flyer.draw(replace(EVENT, status="KUOTA PENUH"), brand=brand, size=size)

    plate = pixel(full, 100, 230)
    assert plate != pixel(plain, 100, 230)
    assert contrast.ratio(plate, palette(brand).field) >= 1.8
    assert contrast.ratio(contrast.ink_on(plate, dark=palette(brand).ink), plate) >= 4.5


def test_photo_of_a_speaker_takes_the_place_of_the_initials(tmp_path: Path) -> None:
    photo = tmp_path / "rahmat.jpg"
    Image.new("RGB", (300, 500), (255, 0, 255)).save(photo)
    event = replace(EVENT, speakers=(Person("Rahmat", photo=photo),))

    image = flyer.draw(event, brand=BRAND, size="portrait")

    assert near(image, (255, 0, 255)) > 5_000


def test_logo_is_drawn_instead_of_the_book(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    Image.new("RGBA", (400, 200), (0, 0, 255, 255)).save(logo)

    image = flyer.draw(EVENT, brand=replace(BRAND, logo=logo), size="portrait")

    assert pixel(image, 72 + 40, 72 + 32) == (0, 0, 255)


def test_seventh_speaker_is_refused() -> None:
    event = replace(EVENT, speakers=(*SPEAKERS, Person("Ketujuh")))

    with pytest.raises(DoesNotFit, match="7 speakers"):
        flyer.draw(event, brand=BRAND, size="portrait")


def test_size_without_a_composition_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(DoesNotFit, match="portrait, landscape"):
        flyer.draw(EVENT, brand=BRAND, size="square")


def test_link_too_long_to_scan_is_refused() -> None:
    event = replace(EVENT, registration_url="https://example.org/" + "daftar/" * 60)

    with pytest.raises(DoesNotFit, match="QR"):
        flyer.draw(event, brand=BRAND, size="landscape")


def test_emoji_in_a_name_is_refused_by_name() -> None:
    event = replace(EVENT, title="Belajar SLiMS 📚")

    with pytest.raises(MissingGlyph, match="BOOKS"):
        flyer.draw(event, brand=BRAND, size="portrait")


def test_flyer_is_drawn_within_a_second() -> None:
    flyer.draw(LONG_EVENT, brand=BRAND, size="portrait")
    started = time.process_time()

    flyer.draw(LONG_EVENT, brand=BRAND, size="portrait")

    assert time.process_time() - started < 1


def test_alt_text_says_what_when_where_who_and_how_to_register() -> None:
    words = events.alt_text(EVENT)

    for fact in (EVENT.title, EVENT.date, *EVENT.times, EVENT.place, "s.id/layanan-digital"):
        assert fact in words
    assert "Dr. Eng. Rahmat Hidayat, S.T., M.T." in words
    assert ".." not in words
