"""Two to six books on shelves, each over its caption."""

from PIL import Image

from content.studio import books, frame, shapes, text
from content.studio.books import Book
from content.studio.brand import Brand, Palette, palette
from content.studio.canvas import LANDSCAPE, PORTRAIT, Box
from content.studio.selection import Selection
from content.studio.text import Style

_HEAD_PX = 330
_BOARD_PX = 10


def portrait(selection: Selection, brand: Brand) -> Image.Image:
    """A coloured head over one or two shelves."""
    colours, safe = palette(brand), PORTRAIT.safe
    image = portrait_ground(brand)
    frame.masthead(image, brand, safe, colours=colours)
    _heading(image, selection, Box(safe.x, safe.y + 108, safe.width, 130), colours=colours)
    foot = frame.fit_footer(_last_words(selection, brand), width_px=safe.width, colours=colours)
    frame.draw_footer(image, foot, safe, colours=colours)
    room = safe.below(_HEAD_PX + 48).above(safe.bottom - foot.height_px - 30)
    count = len(selection.books)
    columns = {2: 2, 4: 2}.get(count, 3)
    rows = -(-count // columns)
    for number, shelf in enumerate(room.cells(columns=1, rows=rows, gap_x=0, gap_y=36)):
        on_it = selection.books[number * columns : (number + 1) * columns]
        if count == 4:
            _shelf_with_side_captions(image, on_it, shelf, colours=colours)
        else:
            _shelf(image, on_it, shelf, colours=colours, columns=columns)
    return image


def landscape(selection: Selection, brand: Brand) -> Image.Image:
    """A coloured column with the heading beside one or two shelves."""
    colours, safe = palette(brand), LANDSCAPE.safe
    count = len(selection.books)
    field_px = 500 if count <= 4 else 450
    image = landscape_ground(brand, field_px=field_px)
    left = safe.from_left(field_px - safe.x - 44)
    frame.masthead(image, brand, left, colours=colours)
    _heading(image, selection, left.below(left.y + 150).above(left.bottom - 150), colours=colours)
    _note(image, selection, brand, left, colours=colours)
    room = safe.right_of(field_px + 60)
    if count <= 4:
        _shelf(image, selection.books, room, colours=colours, columns=count)
        return image
    for number, shelf in enumerate(room.inset(0, 24).cells(columns=1, rows=2, gap_x=0, gap_y=64)):
        on_it = selection.books[number * 3 : (number + 1) * 3]
        _shelf_with_side_captions(image, on_it, shelf, colours=colours, columns=3)
    return image


def portrait_ground(brand: Brand) -> Image.Image:
    colours, page = palette(brand), PORTRAIT.page
    image = Image.new("RGB", (page.width, page.height), colours.paper)
    shapes.rectangle(image, page.from_top(_HEAD_PX), fill=colours.field)
    for radius, lifted in ((290, True), (215, False), (140, True)):
        circle = Box(page.right - radius, _HEAD_PX - radius, 2 * radius, 2 * radius)
        fill = colours.field_lifted if lifted else colours.field
        shapes.pie(image, circle, start_deg=180, end_deg=270, fill=fill)
    return image


def landscape_ground(brand: Brand, *, field_px: int) -> Image.Image:
    colours, page = palette(brand), LANDSCAPE.page
    image = Image.new("RGB", (page.width, page.height), colours.paper)
    shapes.rectangle(image, page.from_left(field_px), fill=colours.field)
    for radius, lifted in ((400, True), (300, False), (200, True)):
        circle = Box(field_px - radius, page.bottom - radius, 2 * radius, 2 * radius)
        fill = colours.field_lifted if lifted else colours.field
        shapes.pie(image, circle, start_deg=180, end_deg=270, fill=fill)
    return image


def _last_words(selection: Selection, brand: Brand) -> tuple[str, ...]:
    return selection.note, selection.contact or brand.contact


def _heading(image: Image.Image, selection: Selection, box: Box, *, colours: Palette) -> None:
    if selection.series:
        bottom = frame.eyebrow(image, selection.series, box, ink=colours.accent_on_field)
        box = box.below(bottom + 26)
    block = text.fit(
        selection.heading,
        style=Style(62, colours.on_field, weight=800, leading=1.14, tracking=-0.012),
        width_px=box.width,
        height_px=box.height,
        max_lines=5,
        min_size_px=30,
        balanced=True,
    )
    text.draw(image, block, x=box.x, y=box.y)


def _note(
    image: Image.Image, selection: Selection, brand: Brand, box: Box, *, colours: Palette
) -> None:
    """Note and contact on the bottom of the coloured column."""
    y = box.bottom
    words = ((selection.contact or brand.contact, 500), (selection.note, 700))
    for line, weight in words:
        if line:
            block = text.fit(
                line,
                style=Style(22, colours.on_field, weight=weight, leading=1.3),
                width_px=box.width,
                max_lines=2,
                min_size_px=17,
            )
            y -= block.height_px
            text.draw(image, block, x=box.x, y=y)
            y -= 14


def _shelf(
    image: Image.Image,
    on_it: tuple[Book, ...],
    box: Box,
    *,
    colours: Palette,
    columns: int,
) -> None:
    """Covers on a board, captions under it."""
    cells = box.cells(columns=columns, rows=1, gap_x=36, gap_y=0)
    # A caption needs room for about six lines; the cover takes the rest, up to its own shape.
    cover_px = min(round(cells[0].width * 1.5), box.height - (200 if box.height > 600 else 164))
    spare = max(0, box.height - cover_px - 210)
    board = Box(box.x, box.y + spare // 2 + cover_px, box.width, _BOARD_PX)
    _board(image, board, colours=colours)
    title_px = max(22, min(34, cells[0].width // 11))
    for book, cell in zip(on_it, cells, strict=False):
        place = Box(cell.x, board.y - cover_px, cell.width, cover_px)
        books.stand(image, book, place, colours=colours, align="left")
        books.caption(
            image, book, cell.below(board.bottom + 28), colours=colours, title_px=title_px
        )


def _shelf_with_side_captions(
    image: Image.Image,
    on_it: tuple[Book, ...],
    box: Box,
    *,
    colours: Palette,
    columns: int = 2,
) -> None:
    """Covers on a board, each with its caption at its side."""
    board = Box(box.x, box.bottom - _BOARD_PX, box.width, _BOARD_PX)
    _board(image, board, colours=colours)
    for book, cell in zip(
        on_it, box.cells(columns=columns, rows=1, gap_x=30, gap_y=0), strict=False
    ):
        room = Box(cell.x, cell.y, round(cell.width * 0.53), cell.height - _BOARD_PX)
        place = books.stand(image, book, room, colours=colours, align="left")
        words = cell.right_of(place.right + 20)
        words = Box(words.x, place.y + 8, words.width, board.y - place.y - 24)
        books.caption(image, book, words, colours=colours, title_px=max(21, cell.width // 17))


def _board(image: Image.Image, board: Box, *, colours: Palette) -> None:
    shapes.rectangle(image, board, fill=colours.hairline, radius_px=3)
    shade = Box(board.x, board.bottom - 3, board.width, 3)
    shapes.rectangle(image, shade, fill=colours.ink_soft, radius_px=1, opacity=0.35)
