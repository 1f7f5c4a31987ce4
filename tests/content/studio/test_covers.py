from PIL import Image

from content.studio import covers
from content.studio.brand import Brand, palette
from tests.content.studio.samples import BRAND, OTHER_BRANDS, colours_of


def draw(title: str, brand: Brand = BRAND) -> Image.Image:
    return covers.draw(
        title, responsibility="Anonim", width_px=240, height_px=360, colours=palette(brand)
    )


def test_a_title_always_gets_the_same_cover() -> None:
    assert draw("Bumi Manusia").tobytes() == draw("Bumi Manusia").tobytes()


def test_covers_differ_from_title_to_title_in_more_than_lettering() -> None:
    titles = ["Laut Bercerita", "Bumi Manusia", "Madilog", "Filosofi Teras", "Ronggeng"]

    common = {colours_of(draw(title)).most_common(1)[0][0] for title in titles}

    assert len(common) >= 3


def test_cover_takes_its_colours_from_the_brand() -> None:
    covers_by_brand = {draw("Madilog", brand).tobytes() for brand in (BRAND, *OTHER_BRANDS)}

    assert len(covers_by_brand) == 1 + len(OTHER_BRANDS)


def test_very_long_title_stays_on_its_cover() -> None:
    cover = draw("Pengantar " + "Ilmu Perpustakaan dan Informasi " * 12)

    assert cover.size == (240, 360)
    words = colours_of(cover.crop((16, 0, 240, 360)))
    edge = colours_of(cover.crop((232, 0, 240, 360)))
    assert len(edge) < len(words) / 4
