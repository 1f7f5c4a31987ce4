"""One book: its cover stands on the edge between the coloured page and the paper."""

from PIL import Image

from content.studio import books, frame, shapes, text
from content.studio.books import Book
from content.studio.brand import Brand, Palette, palette
from content.studio.canvas import LANDSCAPE, PORTRAIT, Box
from content.studio.colour import Colour, lighter
from content.studio.selection import Selection
from content.studio.text import Block, Style

_SHELF_Y = 920
_BOARD_PX = 16
_FIELD_PX = 660
_BY_GAP = 28


def portrait(selection: Selection, brand: Brand) -> Image.Image:
    colours, safe, book = palette(brand), PORTRAIT.safe, selection.books[0]
    image = portrait_ground(brand)
    frame.masthead(image, brand, safe, colours=colours)
    head = Box(safe.x, safe.y + 118, safe.width, 150)
    top = _heading(image, selection, head, colours=colours, ink=colours.on_field)
    cover = books.stand(
        image,
        book,
        Box(safe.x, top + 48, 372, _SHELF_Y - top - 48),
        colours=colours,
        align="left",
    )
    beside = Box(cover.right + 48, cover.y, safe.right - cover.right - 48, cover.height)
    _label_beside(image, book, beside, colours=colours)
    foot = frame.fit_footer(_last_words(selection, brand), width_px=safe.width, colours=colours)
    frame.draw_footer(image, foot, safe, colours=colours)
    words = safe.below(_SHELF_Y + 64).above(safe.bottom - foot.height_px - 34)
    _draw_title(image, _title(book, words, colours=colours, title_px=62), words)
    return image


def landscape(selection: Selection, brand: Brand) -> Image.Image:
    colours, safe, book = palette(brand), LANDSCAPE.safe, selection.books[0]
    image = landscape_ground(brand)
    left = safe.from_left(_FIELD_PX - safe.x - 56)
    frame.masthead(image, brand, left, colours=colours)
    shelf = safe.bottom - _BOARD_PX
    books.stand(
        image,
        book,
        Box(left.x, left.y + 136, left.width, shelf - left.y - 136),
        colours=colours,
        align="centre",
    )
    right = safe.right_of(_FIELD_PX + 72)
    foot = frame.fit_footer(_last_words(selection, brand), width_px=right.width, colours=colours)
    frame.draw_footer(image, foot, right, colours=colours)
    top = _heading(image, selection, right, colours=colours, ink=colours.primary_on_paper)
    words = right.below(top + 40).above(right.bottom - foot.height_px - 40)
    label = books.SpineLabel.fit(book.call_number, colours=colours, size_px=26)
    label_px = label.height_px + 48 if label else 0
    blocks = _title(book, words.above(words.bottom - label_px), colours=colours, title_px=84)
    height = sum(block.height_px for block in blocks) + _BY_GAP + label_px
    bottom = _draw_title(image, blocks, words.below(words.y + (words.height - height) // 2))
    if label:
        label.draw(image, x=words.x, y=bottom + 48, colours=colours)
    return image


def portrait_ground(brand: Brand) -> Image.Image:
    colours, page = palette(brand), PORTRAIT.page
    image = Image.new("RGB", (page.width, page.height), colours.paper)
    shapes.rectangle(image, page.above(_SHELF_Y), fill=colours.field)
    for radius, lifted in ((560, True), (440, False), (320, True)):
        circle = Box(page.right - radius, _SHELF_Y - radius, 2 * radius, 2 * radius)
        fill = colours.field_lifted if lifted else colours.field
        shapes.pie(image, circle, start_deg=180, end_deg=270, fill=fill)
    shapes.rectangle(image, Box(0, _SHELF_Y, page.width, _BOARD_PX), fill=_board(colours))
    return image


def landscape_ground(brand: Brand) -> Image.Image:
    colours, page = palette(brand), LANDSCAPE.page
    image = Image.new("RGB", (page.width, page.height), colours.paper)
    shapes.rectangle(image, page.from_left(_FIELD_PX), fill=colours.field)
    shelf = LANDSCAPE.safe.bottom - _BOARD_PX
    for radius, lifted in ((480, True), (380, False), (280, True)):
        circle = Box(_FIELD_PX - radius, shelf - radius, 2 * radius, 2 * radius)
        fill = colours.field_lifted if lifted else colours.field
        shapes.pie(image, circle, start_deg=180, end_deg=270, fill=fill)
    shapes.rectangle(image, Box(0, shelf, _FIELD_PX, _BOARD_PX), fill=_board(colours))
    return image


def _board(colours: Palette) -> Colour:
    return lighter(colours.field, -0.10)


def _last_words(selection: Selection, brand: Brand) -> tuple[str, ...]:
    return selection.note, selection.contact or brand.contact


def _heading(
    image: Image.Image, selection: Selection, box: Box, *, colours: Palette, ink: Colour
) -> int:
    """Series and heading; returns the y of the bottom."""
    on_field = ink == colours.on_field
    if selection.series:
        mark = colours.accent_on_field if on_field else ink
        box = box.below(frame.eyebrow(image, selection.series, box, ink=mark) + 26)
    block = text.fit(
        selection.heading,
        style=Style(58 if on_field else 34, ink, weight=800, leading=1.14, tracking=-0.012),
        width_px=box.width,
        max_lines=2,
        min_size_px=28,
        balanced=True,
    )
    return text.draw(image, block, x=box.x, y=box.y)


def _label_beside(image: Image.Image, book: Book, box: Box, *, colours: Palette) -> None:
    label = books.SpineLabel.fit(book.call_number, colours=colours, size_px=40)
    if label:
        label.draw(image, x=box.x, y=box.bottom - label.height_px - 56, colours=colours)


def _title(book: Book, box: Box, *, colours: Palette, title_px: int) -> list[Block]:
    by = text.fit(
        book.responsibility,
        style=Style(29, colours.ink_soft, weight=500, leading=1.3),
        width_px=box.width,
        max_lines=2,
        min_size_px=20,
    )
    title = text.fit(
        book.title,
        style=Style(title_px, colours.ink, weight=700, family="serif", leading=1.16),
        width_px=box.width,
        height_px=box.height - by.height_px - _BY_GAP,
        max_lines=5,
        min_size_px=28,
        balanced=True,
    )
    return [title, by]


def _draw_title(image: Image.Image, blocks: list[Block], box: Box) -> int:
    """Title and responsibility from the top of `box`; returns the y of the bottom."""
    title, by = blocks
    y = text.draw(image, title, x=box.x, y=box.y)
    return text.draw(image, by, x=box.x, y=y + _BY_GAP)
