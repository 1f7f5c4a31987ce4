"""Pictures people upload: looked at by content, and made fit for each network.

Every rendition is sRGB, upright, without transparency and without metadata: a phone's picture
says where it was taken, and that is nobody's business.
"""

import io
import math
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image, ImageCms, ImageStat, UnidentifiedImageError

from content.networks import LIMITS, ImageLimits

MAX_BYTES = 30_000_000
MAX_PIXELS = 60_000_000

# MPO is what many phones call a JPEG that carries a second, smaller picture.
_MIMES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "BMP": "image/bmp",
    "TIFF": "image/tiff",
}
# An MPO is opened by the JPEG reader; Pillow has no reader of that name.
_READ = tuple(name for name in _MIMES if name != "MPO")
# What Pillow's readers raise on damaged files differs by format; these are all of them.
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, OverflowError)
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_MAX_WIDTH_PX = 2048
# Where a network sets none: a long infographic and a panorama still pass, a sliver does not.
_NARROWEST_RATIO, _WIDEST_RATIO = 0.25, 10.0
_QUALITIES = (93, 90, 85, 78, 70)


class BadImage(ValueError):
    """A file that cannot be used as a picture.

    `reason` is one of `empty`, `too_many_bytes` (size_bytes, max_bytes), `not_an_image`,
    `too_many_pixels` (width_px, height_px, max_pixels), `broken`.
    """

    def __init__(self, reason: str, **params: int) -> None:
        super().__init__(f"{reason} {params}" if params else reason)
        self.reason = reason
        self.params = params


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """A picture as people see it: width and height after turning it upright."""

    mime: str
    width_px: int
    height_px: int
    size_bytes: int
    animated: bool = False


def inspect(
    source: Path | bytes, *, max_bytes: int = MAX_BYTES, max_pixels: int = MAX_PIXELS
) -> ImageFacts:
    """Type and size by content, whatever the file is called. Decodes it all; raises BadImage."""
    with _opened(source, max_bytes=max_bytes, max_pixels=max_pixels) as image:
        # load() turns an animation's later reads into other sizes, so the facts come first.
        mime, animated = _MIMES[str(image.format)], bool(getattr(image, "is_animated", False))
        upright = _upright(image)
        return ImageFacts(mime, upright.width, upright.height, _size_bytes(source), animated)


def upright_rgb(source: Path | bytes) -> Image.Image:
    """The picture in sRGB, turned upright, flattened on white. Raises BadImage."""
    with _opened(source, max_bytes=MAX_BYTES, max_pixels=MAX_PIXELS) as image:
        return _flattened(_in_srgb(_upright(image)))


def fit_for(network: str, *, source: Path | bytes, target: Path) -> ImageFacts:
    """Write the JPEG rendition of `source` that `network` accepts to `target`.

    Too tall or too wide a picture is never cropped: it gets borders in the colour of its own
    edges. Raises BadImage.
    """
    limits = LIMITS[network].image
    # Made small first: borders around a 1-pixel sliver as it came could fill the memory.
    picture = _not_larger(upright_rgb(source), limits=limits)
    picture = _not_narrower(_within_ratio(picture, limits=limits), limits=limits)
    data, picture = _jpeg_under(picture, max_bytes=limits.target_bytes)
    _write_whole(target, data)
    return ImageFacts("image/jpeg", picture.width, picture.height, len(data))


def jpeg(picture: Image.Image, *, quality: int = 93) -> bytes:
    """Encode without any metadata, with full colour resolution so that lettering stays sharp."""
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    buffer = io.BytesIO()
    # Without optimize: it needs the whole file in one buffer, which rich pictures overflow.
    clean.save(buffer, "JPEG", quality=quality, subsampling=0)
    return buffer.getvalue()


@contextmanager
def _opened(source: Path | bytes, *, max_bytes: int, max_pixels: int) -> Iterator[Image.Image]:
    _refuse_size(_size_bytes(source), max_bytes=max_bytes)
    try:
        with Image.open(_readable(source), formats=_READ) as image:
            _refuse_pixels(image, max_pixels=max_pixels)
            image.load()
            yield image
    except UnidentifiedImageError as error:
        raise BadImage("not_an_image") from error
    except _BOMB as error:
        raise BadImage("too_many_pixels", max_pixels=max_pixels) from error
    except BadImage:
        raise
    except _BROKEN as error:
        raise BadImage("broken") from error


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera says. Pillow's own writes the metadata again and fails on odd ones."""
    turn = _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    return image if turn is None else image.transpose(turn)


def _readable(source: Path | bytes) -> Path | io.BytesIO:
    return io.BytesIO(source) if isinstance(source, bytes) else source


def _size_bytes(source: Path | bytes) -> int:
    return len(source) if isinstance(source, bytes) else source.stat().st_size


def _refuse_size(size_bytes: int, *, max_bytes: int) -> None:
    if size_bytes == 0:
        raise BadImage("empty")
    if size_bytes > max_bytes:
        raise BadImage("too_many_bytes", size_bytes=size_bytes, max_bytes=max_bytes)


def _refuse_pixels(image: Image.Image, *, max_pixels: int) -> None:
    """Runs on the header alone, before a single pixel is unpacked into memory."""
    if image.width * image.height > max_pixels:
        raise BadImage(
            "too_many_pixels",
            width_px=image.width,
            height_px=image.height,
            max_pixels=max_pixels,
        )


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return image
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        converted = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode=mode,
        )
    except (ImageCms.PyCMSError, OSError):
        return image  # a damaged profile says nothing; the numbers are then taken as sRGB
    return converted or image


def _flattened(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    ground = Image.new("RGB", layer.size, "white")
    ground.paste(layer, mask=layer.getchannel("A"))
    return ground


def _within_ratio(picture: Image.Image, *, limits: ImageLimits) -> Image.Image:
    narrowest, widest = limits.min_ratio or _NARROWEST_RATIO, limits.max_ratio or _WIDEST_RATIO
    width, height = picture.size
    if width < narrowest * height:
        edges = ((0, 0, 1, height), (width - 1, 0, width, height))
        canvas = (math.ceil(narrowest * height), height)
    elif width > widest * height:
        edges = ((0, 0, width, 1), (0, height - 1, width, height))
        canvas = (width, math.ceil(width / widest))
    else:
        return picture
    bordered = Image.new("RGB", canvas, _average(picture, areas=edges))
    bordered.paste(picture, ((canvas[0] - width) // 2, (canvas[1] - height) // 2))
    return bordered


def _average(
    picture: Image.Image, *, areas: tuple[tuple[int, int, int, int], ...]
) -> tuple[int, int, int]:
    means = [ImageStat.Stat(picture.crop(area)).mean for area in areas]
    red, green, blue = (round(sum(channel) / len(means)) for channel in zip(*means, strict=True))
    return red, green, blue


def _not_larger(picture: Image.Image, *, limits: ImageLimits) -> Image.Image:
    max_width_px = limits.max_width_px or _MAX_WIDTH_PX
    max_height_px = int(max_width_px / (limits.min_ratio or _NARROWEST_RATIO))
    picture.thumbnail((max_width_px, max_height_px), Image.Resampling.LANCZOS)
    return picture


def _not_narrower(picture: Image.Image, *, limits: ImageLimits) -> Image.Image:
    width = limits.min_width_px or 1
    if picture.width >= width:
        return picture
    # Rounded down, so that a picture at the narrowest ratio stays within it.
    height = picture.height * width // picture.width
    height = max(height, math.ceil(width / (limits.max_ratio or _WIDEST_RATIO)))
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _jpeg_under(picture: Image.Image, *, max_bytes: int) -> tuple[bytes, Image.Image]:
    """The best quality that fits; a picture too rich even for the lowest is made smaller."""
    for quality in _QUALITIES:
        data = jpeg(picture, quality=quality)
        if len(data) <= max_bytes:
            return data, picture
    smaller = (picture.width * 4 // 5, picture.height * 4 // 5)
    return _jpeg_under(picture.resize(smaller, Image.Resampling.LANCZOS), max_bytes=max_bytes)


def _write_whole(target: Path, data: bytes) -> None:
    """Readers see the old file or the new one, never half: Instagram fetches while we work."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as part:
        part.write(data)
    os.chmod(part.name, 0o644)  # noqa: PTH101
    Path(part.name).replace(target)
