"""The picture behind an `image_url`: fetched, then judged by header, size, bytes and shape."""

from typing import Final

from workers.sandbox.fetching import CannotFetchError, Fetched, fetch
from workers.sandbox.graph import errors
from workers.sandbox.graph.errors import GraphError
from workers.sandbox.pictures import NotAPictureError, Picture, decode_aside

MAX_IMAGE_BYTES: Final = 8 * 1024 * 1024
MIN_RATIO: Final = 0.8
MAX_RATIO: Final = 1.91
# Whole pixels cannot hit 1.91 exactly: 1080x565 is meant to be as good as 1080x566.
RATIO_SLACK: Final = 0.005


async def fetched_image(url: str) -> tuple[Fetched, Picture]:
    """Raises GraphError 9004, 36000, 36001 or 36003."""
    try:
        fetched = await fetch(url)
    except CannotFetchError as error:
        raise _not_fetched(str(error)) from None
    if not fetched.content_type.startswith("image/"):
        raise _not_fetched(f"the answer is {fetched.content_type}")
    if fetched.content_type != "image/jpeg":
        raise _bad_format()
    if len(fetched.data) > MAX_IMAGE_BYTES:
        raise errors.instagram(
            36000, 2207004, "The image is too large to download. It should be less than 8 MiB."
        )
    try:
        picture = await decode_aside(fetched.data)
    except NotAPictureError:
        raise _bad_format() from None
    if picture.mime != "image/jpeg":
        raise _bad_format()
    if not MIN_RATIO - RATIO_SLACK <= picture.ratio <= MAX_RATIO + RATIO_SLACK:
        raise errors.instagram(
            36003,
            2207009,
            "The submitted image with aspect ratio "
            f"({picture.width_px}/{picture.height_px}) cannot be published. Please submit an "
            "image with a valid aspect ratio (4:5 to 1.91:1).",
        )
    return fetched, picture


def _not_fetched(why: str) -> GraphError:
    return errors.instagram(
        9004,
        2207052,
        "The media could not be fetched from this URI. Only photo or video can be accepted as "
        f"media type ({why}).",
    )


def _bad_format() -> GraphError:
    return errors.instagram(
        36001, 2207005, "The image format is not supported. Supported formats are: JPEG."
    )
