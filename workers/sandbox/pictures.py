"""What a sent picture really is: decoded, not believed."""

import asyncio
import io
import warnings
from dataclasses import dataclass

from PIL import Image

_MAX_PIXELS = 120_000_000
_MIMES = {
    "JPEG": "image/jpeg",
    "MPO": "image/mpo",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "BMP": "image/bmp",
    "TIFF": "image/tiff",
}


class NotAPictureError(Exception):
    """The bytes cannot be decoded as a picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    mime: str
    width_px: int
    height_px: int
    frames: int
    size_bytes: int

    @property
    def ratio(self) -> float:
        return self.width_px / self.height_px


def decode(data: bytes) -> Picture:
    """Decode every row of the first frame, so that a cut-off file is found out."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                if image.width * image.height > _MAX_PIXELS:
                    raise NotAPictureError(f"{image.width}x{image.height} is too many pixels")
                image.load()
                return Picture(
                    mime=_MIMES.get(image.format or "", "application/octet-stream"),
                    width_px=image.width,
                    height_px=image.height,
                    frames=int(getattr(image, "n_frames", 1)),
                    size_bytes=len(data),
                )
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotAPictureError(str(error)) from error


async def decode_aside(data: bytes) -> Picture:
    """`decode` in a thread, so that other requests go on meanwhile."""
    return await asyncio.to_thread(decode, data)
