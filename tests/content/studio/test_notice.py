from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from content.studio import illustration, notice
from content.studio.canvas import LANDSCAPE, PORTRAIT, SQUARE, Size
from content.studio.errors import DoesNotFit
from content.studio.notice import Row
from tests.content.studio.samples import BRAND, NOTICE, dhash, distance, near

# dHash of the sample notice; a new design gives new values.
LOOKS = {
    "portrait": 0xA091BAD46D2DC560,
    "square": 0xE8A9484D2C7DC560,
    "landscape": 0x406839418B0B0244,
}


@pytest.mark.parametrize("size", [PORTRAIT, SQUARE, LANDSCAPE], ids=lambda size: size.name)
def test_words_of_a_notice_stay_inside_the_safe_area(size: Size) -> None:
    crowded = replace(NOTICE, rows=tuple(Row(f"Ruang {n}", "08.00–16.00 WIB") for n in range(8)))

    image = notice.draw(crowded, brand=BRAND, size=size.name)

    assert image.size == (size.width_px, size.height_px)
    bare = notice.ground(crowded, brand=BRAND, size=size)
    left, top, right, bottom = ImageChops.difference(image, bare).getbbox() or size.page.corners
    assert left >= size.safe.x
    assert top >= size.safe.y
    assert right <= size.safe.right
    assert bottom <= size.safe.bottom


def test_more_lines_than_there_is_room_for_are_refused() -> None:
    endless = replace(NOTICE, rows=tuple(Row(f"Ruang {n}", "Tutup") for n in range(40)))

    with pytest.raises(DoesNotFit, match="40 lines"):
        notice.draw(endless, brand=BRAND, size="square")


@pytest.mark.parametrize("size", LOOKS)
def test_notice_looks_as_it_was_approved(size: str) -> None:
    assert distance(dhash(notice.draw(NOTICE, brand=BRAND, size=size)), LOOKS[size]) <= 6


def test_own_photo_takes_the_place_of_the_drawn_room(tmp_path: Path) -> None:
    photo = tmp_path / "gedung.jpg"
    Image.new("RGB", (1200, 800), (255, 0, 255)).save(photo, quality=100)

    image = notice.draw(replace(NOTICE, photo=photo), brand=BRAND, size="portrait")

    assert near(image.crop((0, 0, 1080, 500)), (255, 0, 255)) == 1080 * 500


def test_alt_text_keeps_days_and_hours_together() -> None:
    words = notice.alt_text(NOTICE)

    assert words.startswith(NOTICE.heading)
    assert "Jumat: 08.00–11.30 · 13.00–16.30 WIB" in words


@pytest.mark.parametrize("shape", [(1080, 1350), (1600, 900), (400, 400), (640, 200)])
def test_room_is_drawn_at_any_size_and_the_same_each_time(shape: tuple[int, int]) -> None:
    width_px, height_px = shape

    one = illustration.draw(width_px=width_px, height_px=height_px, brand=BRAND, seed=3)
    again = illustration.draw(width_px=width_px, height_px=height_px, brand=BRAND, seed=3)
    other = illustration.draw(width_px=width_px, height_px=height_px, brand=BRAND, seed=4)

    assert one.size == shape
    assert one.tobytes() == again.tobytes()
    assert one.tobytes() != other.tobytes()
