"""The flyer of an event, drawn."""

from PIL import Image

from content.studio import flyer_landscape, flyer_portrait
from content.studio.brand import Brand
from content.studio.canvas import LANDSCAPE, PORTRAIT, size_named
from content.studio.errors import DoesNotFit
from content.studio.event import MAX_SPEAKERS, Event

SIZES = (PORTRAIT, LANDSCAPE)


def draw(event: Event, *, brand: Brand, size: str) -> Image.Image:
    """Draw in the size named `portrait` or `landscape`; each has a composition of its own.

    Raises StudioError: MissingGlyph, ShapingMissing, FontsMissing, or DoesNotFit for more than
    MAX_SPEAKERS speakers or a registration link too long for a QR code. Raises BadImage for a
    logo or photo that is not a picture.
    """
    if len(event.speakers) > MAX_SPEAKERS:
        raise DoesNotFit(f"{len(event.speakers)} speakers; the flyer has room for {MAX_SPEAKERS}.")
    compositions = {PORTRAIT: flyer_portrait.draw, LANDSCAPE: flyer_landscape.draw}
    return compositions[size_named(size, offered=SIZES)](event, brand)
