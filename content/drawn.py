"""Pictures the studio draws, kept in the media library for the networks they are for."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PIL import Image

from content import imaging, media
from content.drafts import PictureChoice
from content.models import Library
from content.studio import canvas

# The upright picture fills a phone; X shows a wide one whole in its feed.
SIZE_FOR: Final = {
    canvas.PORTRAIT.name: ("facebook", "instagram"),
    canvas.LANDSCAPE.name: ("twitter",),
}


def in_each_size(
    library: Library,
    *,
    draw: Callable[[str], Image.Image],
    name: str,
    alt_text: str,
    now: datetime,
) -> list[PictureChoice]:
    """`draw` is called with each size's name; the pictures come back chosen for their networks."""
    kept = {
        size: media.keep(
            library,
            data=imaging.jpeg(draw(size), quality=92),
            name=f"{name}-{size}.jpeg",
            now=now,
            alt_text=alt_text,
            credit=library.name,
        )
        for size in SIZE_FOR
    }
    return [
        PictureChoice(picture.pk, alt_text=picture.alt_text, networks=SIZE_FOR[size])
        for size, picture in kept.items()
    ]
