"""A collection highlight: one book as a card, or up to six on shelves."""

from PIL import Image

from content.studio import highlight_card, highlight_shelf
from content.studio.brand import Brand
from content.studio.canvas import LANDSCAPE, PORTRAIT, size_named
from content.studio.errors import DoesNotFit
from content.studio.selection import MAX_BOOKS, Selection

SIZES = (PORTRAIT, LANDSCAPE)


def draw(selection: Selection, *, brand: Brand, size: str) -> Image.Image:
    """Draw in the size named `portrait` or `landscape`; each has a composition of its own.

    Raises StudioError: MissingGlyph, ShapingMissing, FontsMissing, or DoesNotFit for no book or
    more than MAX_BOOKS. Raises BadImage for a cover or logo that is not a picture.
    """
    chosen = size_named(size, offered=SIZES)
    count = len(selection.books)
    if not 1 <= count <= MAX_BOOKS:
        raise DoesNotFit(f"{count} books; a highlight shows 1 to {MAX_BOOKS}.")
    if count == 1:
        card = {PORTRAIT: highlight_card.portrait, LANDSCAPE: highlight_card.landscape}
        return card[chosen](selection, brand)
    shelf = {PORTRAIT: highlight_shelf.portrait, LANDSCAPE: highlight_shelf.landscape}
    return shelf[chosen](selection, brand)
