import io
import random
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from content import imaging
from content.imaging import BadImage
from content.networks import LIMITS

RED = (200, 30, 30)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def plain(width: int, height: int, kind: str = "JPEG", **options: object) -> bytes:
    return encoded(Image.new("RGB", (width, height), RED), kind, **options)


def noise(width: int, height: int) -> bytes:
    """The hardest picture there is for JPEG, as PNG."""
    data = random.Random(7).randbytes(width * height * 3)
    return encoded(Image.frombytes("RGB", (width, height), data), "PNG", compress_level=1)


def png_claiming(width: int, height: int) -> bytes:
    """A few bytes that say they are a huge picture."""
    header = width.to_bytes(4) + height.to_bytes(4) + bytes((8, 2, 0, 0, 0))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)

    pixels = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    )


def with_place_and_turn() -> bytes:
    """What a phone writes: lying pixels to be turned upright, and where it was."""
    image = Image.new("RGB", (600, 400), RED)
    image.paste((0, 0, 255), (0, 0, 300, 400))
    exif = image.getexif()
    exif[0x0112] = 6
    exif[0x010F] = "Telepon"
    exif.get_ifd(0x8825)[2] = (6.0, 10.0, 30.0)
    return encoded(image, "JPEG", exif=exif, comment=b"rahasia", quality=95)


@pytest.mark.parametrize(
    ("kind", "mime"),
    [
        ("JPEG", "image/jpeg"),
        ("PNG", "image/png"),
        ("WEBP", "image/webp"),
        ("GIF", "image/gif"),
        ("BMP", "image/bmp"),
        ("TIFF", "image/tiff"),
    ],
)
def test_type_is_read_from_content_not_from_the_name(kind: str, mime: str, tmp_path: Path) -> None:
    path = tmp_path / "foto.xyz"
    path.write_bytes(plain(64, 48, kind))

    facts = imaging.inspect(path)

    assert (facts.mime, facts.width_px, facts.height_px) == (mime, 64, 48)
    assert facts.size_bytes == path.stat().st_size
    assert not facts.animated


def test_animation_is_noticed() -> None:
    frames = [Image.new("RGB", (20, 20), (90 * step, 0, 0)) for step in range(3)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])

    assert imaging.inspect(data).animated


def test_size_is_that_of_the_upright_picture() -> None:
    facts = imaging.inspect(with_place_and_turn())

    assert (facts.width_px, facts.height_px) == (400, 600)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<html>bukan gambar</html>", "not_an_image"),
        (b"%PDF-1.7 " + bytes(500), "not_an_image"),
        (plain(600, 600, quality=95)[:900], "broken"),
        (plain(600, 600, "PNG")[:200], "broken"),
        (b"\x89PNG\r\n\x1a\n", "not_an_image"),
        (png_claiming(1000, 1000), "broken"),
    ],
)
def test_what_is_no_whole_picture_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(BadImage) as caught:
        imaging.inspect(data)

    assert caught.value.reason == reason


@pytest.mark.parametrize("side_px", [8_000, 20_000, 60_000])
def test_bomb_is_refused_by_its_header(side_px: int) -> None:
    with pytest.raises(BadImage) as caught:
        imaging.inspect(png_claiming(side_px, side_px))

    assert caught.value.reason == "too_many_pixels"
    assert caught.value.params["max_pixels"] == imaging.MAX_PIXELS


def test_file_over_the_limit_is_refused_unopened() -> None:
    data = plain(100, 100)

    with pytest.raises(BadImage) as caught:
        imaging.inspect(data, max_bytes=len(data) - 1)

    assert caught.value.reason == "too_many_bytes"
    assert caught.value.params == {"size_bytes": len(data), "max_bytes": len(data) - 1}


SHAPES = [(1080, 1350), (1600, 900), (4000, 3000), (50, 50), (500, 5000), (6000, 500), (1, 3000)]


@pytest.mark.parametrize("network", LIMITS)
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: f"{shape[0]}x{shape[1]}")
def test_rendition_keeps_every_limit_of_its_network(
    network: str, shape: tuple[int, int], tmp_path: Path
) -> None:
    limits, target = LIMITS[network].image, tmp_path / "media" / "r.jpg"

    facts = imaging.fit_for(network, source=plain(*shape, "PNG"), target=target)

    assert imaging.inspect(target) == facts
    assert facts.mime in limits.mimes
    assert facts.size_bytes <= limits.target_bytes
    ratio = facts.width_px / facts.height_px
    assert (limits.min_ratio or 0.25) <= ratio <= (limits.max_ratio or 10)
    assert (limits.min_width_px or 0) <= facts.width_px <= (limits.max_width_px or 1e9)


def test_picture_within_all_limits_keeps_its_pixels(tmp_path: Path) -> None:
    target = tmp_path / "r.jpg"

    facts = imaging.fit_for("instagram", source=plain(1080, 1350), target=target)

    assert (facts.width_px, facts.height_px) == (1080, 1350)
    with Image.open(target) as image:
        red, green, blue = image.convert("RGB").crop((500, 500, 501, 501)).tobytes()
    assert abs(red - 200) + abs(green - 30) + abs(blue - 30) <= 6


def test_tall_picture_gets_borders_in_its_edges_colour_and_is_not_cropped(
    tmp_path: Path,
) -> None:
    poster = Image.new("RGB", (500, 1000), (10, 120, 60))
    poster.paste((250, 250, 250), (20, 0, 480, 1000))
    target = tmp_path / "r.jpg"

    facts = imaging.fit_for("instagram", source=encoded(poster, "PNG"), target=target)

    assert (facts.width_px, facts.height_px) == (800, 1000)
    with Image.open(target) as image:
        border = image.convert("RGB").crop((5, 500, 6, 501)).tobytes()
        middle = image.convert("RGB").crop((400, 500, 401, 501)).tobytes()
    assert all(abs(a - b) <= 4 for a, b in zip(border, (10, 120, 60), strict=True))
    assert all(abs(a - b) <= 4 for a, b in zip(middle, (250, 250, 250), strict=True))


def test_rich_picture_is_made_to_fit_the_bytes(tmp_path: Path) -> None:
    target = tmp_path / "r.jpg"

    facts = imaging.fit_for("facebook", source=noise(2000, 2000), target=target)

    assert facts.size_bytes <= LIMITS["facebook"].image.target_bytes
    assert facts.width_px >= 1200


@pytest.mark.parametrize("network", LIMITS)
def test_rendition_says_nothing_about_place_or_phone(network: str, tmp_path: Path) -> None:
    source, target = with_place_and_turn(), tmp_path / "r.jpg"
    assert b"Telepon" in source

    imaging.fit_for(network, source=source, target=target)

    written = target.read_bytes()
    with Image.open(target) as image:
        assert dict(image.getexif()) == {}
        assert not {"comment", "exif", "icc_profile", "xmp"} & set(image.info)
    assert b"Exif" not in written
    assert b"rahasia" not in written


def test_rendition_is_upright(tmp_path: Path) -> None:
    target = tmp_path / "r.jpg"

    imaging.fit_for("twitter", source=with_place_and_turn(), target=target)

    with Image.open(target) as image:
        assert image.size == (400, 600)
        top = image.convert("RGB").crop((200, 50, 201, 51)).tobytes()
    assert top[2] > 200 > top[0]


def test_transparent_ground_becomes_white() -> None:
    logo = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    logo.paste((10, 120, 60, 255), (10, 10, 30, 30))

    picture = imaging.upright_rgb(encoded(logo, "PNG"))

    assert picture.crop((2, 2, 3, 3)).tobytes() == bytes((255, 255, 255))
    assert picture.crop((20, 20, 21, 21)).tobytes() == bytes((10, 120, 60))


def test_other_colour_space_is_brought_to_srgb() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    flat = Image.new("RGB", (10, 10), (120, 60, 30))
    tagged = encoded(flat, "PNG", icc_profile=lab.tobytes())
    broken = encoded(flat, "PNG", icc_profile=b"not a profile")

    for data in (tagged, broken):
        found = imaging.upright_rgb(data).crop((5, 5, 6, 6)).tobytes()
        assert all(abs(a - b) <= 2 for a, b in zip(found, (120, 60, 30), strict=True))


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1", "LA", "I;16"])
def test_every_kind_of_pixel_becomes_rgb(mode: str) -> None:
    kind = {"CMYK": "JPEG"}.get(mode, "PNG")
    image = Image.new(mode, (30, 30))

    picture = imaging.upright_rgb(encoded(image, kind))

    assert picture.mode == "RGB"
    assert picture.size == (30, 30)


def test_sixteen_bit_grey_keeps_its_middle() -> None:
    picture = imaging.upright_rgb(encoded(Image.new("I;16", (8, 8), 32_896), "PNG"))

    assert abs(picture.tobytes()[0] - 128) <= 1


def test_same_source_gives_the_same_file(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg"):
        imaging.fit_for("facebook", source=noise(300, 300), target=tmp_path / name)

    assert (tmp_path / "a.jpg").read_bytes() == (tmp_path / "b.jpg").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jpg", "b.jpg"]


def test_odd_words_of_a_camera_do_not_refuse_its_picture() -> None:
    """An entry of another type than its number asks for, which Pillow cannot write again."""
    described = Image.Exif()
    described[0x0112], described[0x010E] = 6, "hello"
    data = plain(40, 20, exif=described).replace(b"\x01\x0e\x00\x02", b"\x01\x00\x00\x02")

    facts = imaging.inspect(data)

    assert (facts.width_px, facts.height_px) == (20, 40)
