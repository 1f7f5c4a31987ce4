import pytest
import zxingcpp
from PIL import Image

from content.studio import qr
from content.studio.errors import DoesNotFit
from tests.content.studio.samples import pixel


@pytest.mark.parametrize("at_most_px", [170, 226, 300])
@pytest.mark.parametrize(
    "words", ["https://s.id/buku", "https://perpus.example.ac.id/daftar?kode=ABC-123"]
)
def test_code_is_read_back_from_a_coloured_ground(words: str, at_most_px: int) -> None:
    image = Image.new("RGB", (400, 400), (11, 110, 79))
    side_px = qr.side_px(words, at_most_px=at_most_px)
    image.paste((255, 255, 255), (20, 20, 20 + side_px, 20 + side_px))

    qr.draw(image, words, x=20, y=20, side_px=side_px, ink=(10, 40, 30))

    assert side_px <= at_most_px
    assert [code.text for code in zxingcpp.read_barcodes(image)] == [words]


def test_quiet_zone_of_four_modules_stays_white() -> None:
    side_px = qr.side_px("https://s.id/buku", at_most_px=300)
    image = Image.new("RGB", (side_px, side_px), "white")

    qr.draw(image, "https://s.id/buku", x=0, y=0, side_px=side_px, ink=(0, 0, 0))

    module_px = side_px // (25 + 8)
    assert pixel(image, 4 * module_px - 1, 4 * module_px + 1) == (255, 255, 255)
    assert pixel(image, 4 * module_px, 4 * module_px) == (0, 0, 0)


def test_modules_under_four_pixels_are_refused() -> None:
    with pytest.raises(DoesNotFit, match="more than 100 px"):
        qr.side_px("https://s.id/buku", at_most_px=100)
