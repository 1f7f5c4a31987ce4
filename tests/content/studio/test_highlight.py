from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from content.studio import highlight, selection
from content.studio.books import Book
from content.studio.brand import Brand, palette
from content.studio.errors import DoesNotFit
from tests.content.studio.samples import BOOKS, BRAND, OTHER_BRANDS, dhash, distance, near, pixel
from tests.content.studio.samples import selection as sample

# dHash of the sample highlights; a new design gives new values.
LOOKS = {
    (1, "portrait"): 0x4D6C303E2C3C8080,
    (1, "landscape"): 0x4040282020202800,
    (3, "portrait"): 0x4D6CB0B0B0B03080,
    (3, "landscape"): 0x0A08080808080808,
}
SIZES = {"portrait": (1080, 1350), "landscape": (1600, 900)}


@cache
def drawn(count: int, size: str) -> Image.Image:
    return highlight.draw(sample(count), brand=BRAND, size=size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", range(1, 7))
def test_one_to_six_books_are_drawn_in_both_sizes(count: int, size: str) -> None:
    image = drawn(count, size)

    assert image.size == SIZES[size]
    if count > 1:
        fewer = drawn(count - 1, size)
        assert ImageChops.difference(image, fewer).getbbox() is not None


@pytest.mark.parametrize(("count", "size"), LOOKS)
def test_highlight_looks_as_it_was_approved(count: int, size: str) -> None:
    assert distance(dhash(drawn(count, size)), LOOKS[count, size]) <= 6


@pytest.mark.parametrize("brand", OTHER_BRANDS, ids=lambda brand: brand.primary)
def test_highlight_is_drawn_in_any_brand(brand: Brand) -> None:
    image = highlight.draw(sample(3), brand=brand, size="portrait")

    assert pixel(image, 4, 4) == palette(brand).field != palette(BRAND).field


@pytest.mark.parametrize("books", [(), (*BOOKS, BOOKS[0])], ids=["none", "seven"])
def test_no_book_or_a_seventh_is_refused(books: tuple[Book, ...]) -> None:
    with pytest.raises(DoesNotFit, match="1 to 6"):
        highlight.draw(replace(sample(1), books=books), brand=BRAND, size="portrait")


@pytest.mark.parametrize("shape", [(200, 320), (500, 300)], ids=["upright", "lying"])
def test_cover_picture_is_shown_whole(tmp_path: Path, shape: tuple[int, int]) -> None:
    cover = tmp_path / "cover.png"
    picture = Image.new("RGB", shape, (255, 0, 255))
    picture.paste((0, 255, 255), (shape[0] // 2, 0, *shape))
    picture.save(cover)
    chosen = replace(sample(1), books=(replace(BOOKS[0], cover=cover),))

    image = highlight.draw(chosen, brand=BRAND, size="portrait")

    left, right = near(image, (255, 0, 255)), near(image, (0, 255, 255))
    assert left > 20_000
    assert right == pytest.approx(left, rel=0.05)


def test_alt_text_names_every_book_with_its_call_number() -> None:
    words = selection.alt_text(sample(3))

    for book in BOOKS[:3]:
        assert f"{book.title}, {book.responsibility}, {book.call_number}" in words
    assert words.endswith("Tersedia per 24 Nov 2026.")
