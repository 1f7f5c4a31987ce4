"""A service notice (opening hours, a closure) or a quotation, under a picture of the library."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from content import imaging
from content.studio import frame, illustration, shapes, text
from content.studio.brand import Brand, Palette, palette
from content.studio.canvas import LANDSCAPE, PORTRAIT, SQUARE, Box, Size, size_named
from content.studio.errors import DoesNotFit
from content.studio.text import Block, Style

SIZES = (PORTRAIT, SQUARE, LANDSCAPE)

_MIN_ROW_PX = 16


@dataclass(frozen=True, slots=True)
class Row:
    """One line; with a `value` it is set in two columns ("Senin–Kamis", "08.00–16.00 WIB")."""

    words: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """`photo` is drawn above or beside the words; without one a reading room is drawn."""

    heading: str
    rows: tuple[Row, ...] = ()
    series: str = ""
    contact: str = ""
    photo: Path | None = None
    seed: int = 1


def draw(notice: Notice, *, brand: Brand, size: str) -> Image.Image:
    """Draw in the size named `portrait`, `square` or `landscape`.

    Raises StudioError (MissingGlyph, ShapingMissing, FontsMissing, DoesNotFit) and BadImage.
    """
    chosen, colours = size_named(size, offered=SIZES), palette(brand)
    image = ground(notice, brand=brand, size=chosen)
    inner = _inner(chosen)
    frame.masthead(image, brand, inner, colours=colours)
    foot = _fit_foot(notice.contact or brand.contact, inner, colours=colours)
    if foot:
        text.draw(image, foot, x=inner.x, y=inner.bottom - foot.height_px)
    words = inner.below(inner.y + frame.MASTHEAD_PX + 44)
    words = words.above(inner.bottom - (foot.height_px + 36 if foot else 0))
    _words(image, notice, words, colours=colours)
    return image


def alt_text(notice: Notice) -> str:
    """What the notice says, in its own words."""
    rows = [f"{row.words}: {row.value}" if row.value else row.words for row in notice.rows]
    return ". ".join(fact.rstrip(".") for fact in (notice.heading, *rows) if fact) + "."


def ground(notice: Notice, *, brand: Brand, size: Size) -> Image.Image:
    """The picture and the coloured panel: all that may reach the edge."""
    view = _view(size)
    image = Image.new("RGB", (size.width_px, size.height_px))
    scene = (
        imaging.upright_rgb(notice.photo)
        if notice.photo
        else illustration.draw(
            width_px=view.width, height_px=view.height, brand=brand, seed=notice.seed
        )
    )
    shapes.picture(image, view, of=scene)
    shapes.rectangle(image, _panel(size), fill=palette(brand).field)
    return image


def _view(size: Size) -> Box:
    if size is LANDSCAPE:
        return size.page.right_of(size.width_px * 52 // 100)
    return size.page.from_top(size.height_px * (44 if size is PORTRAIT else 36) // 100)


def _panel(size: Size) -> Box:
    view = _view(size)
    return size.page.from_left(view.x) if size is LANDSCAPE else size.page.below(view.bottom)


def _inner(size: Size) -> Box:
    """Where the words stand: on the panel and inside the safe area."""
    panel, safe = _panel(size), size.safe
    right = safe.right if panel.right == size.width_px else panel.right - 60
    top = max(safe.y, panel.y + 56)
    return Box(safe.x, top, right - safe.x, safe.bottom - top)


def _fit_foot(words: str, box: Box, *, colours: Palette) -> Block | None:
    if not words:
        return None
    style = Style(21, colours.on_field_soft, weight=500)
    return text.fit(words, style=style, width_px=box.width, max_lines=1, min_size_px=15)


def _words(image: Image.Image, notice: Notice, box: Box, *, colours: Palette) -> None:
    """Series and heading from the top, the rows under them, all made smaller until it fits."""
    if notice.series:
        bottom = frame.eyebrow(image, notice.series, box, ink=colours.accent_on_field)
        box = box.below(bottom + 26)
    rows_px = min(box.height * 62 // 100, 48 * len(notice.rows))
    heading = text.fit(
        notice.heading,
        style=Style(64, colours.on_field, weight=800, leading=1.14, tracking=-0.012),
        width_px=box.width,
        height_px=box.height - rows_px - 34,
        max_lines=4,
        min_size_px=30,
        balanced=True,
    )
    y = text.draw(image, heading, x=box.x, y=box.y) + 40
    _rows(image, notice.rows, box.below(y), colours=colours)


def _rows(image: Image.Image, rows: tuple[Row, ...], box: Box, *, colours: Palette) -> None:
    fitted, gap = _fit_rows(rows, box, colours=colours)
    y = box.y
    for index, (words, value) in enumerate(fitted):
        if index:
            rule = Box(box.x, y - gap // 2 - 1, box.width, 1)
            shapes.rectangle(image, rule, fill=colours.on_field, opacity=0.25)
        text.draw(image, words, x=box.x, y=y)
        if value:
            text.draw(image, value, x=box.right, y=y, align="right")
        y += _row_px(words, value) + gap


def _fit_rows(
    rows: tuple[Row, ...], box: Box, *, colours: Palette
) -> tuple[list[tuple[Block, Block | None]], int]:
    """All rows in one size, the largest in which they stand inside the box, and their gap."""
    for size_px in range(32, _MIN_ROW_PX - 1, -1):
        gap = round(size_px * 0.8)
        fitted = [_fit_row(row, box, colours=colours, size_px=size_px) for row in rows]
        height = sum(_row_px(words, value) + gap for words, value in fitted) - gap
        broken = any(value and len(value.lines) > 1 for _, value in fitted)
        if height <= box.height and not (broken and size_px > 24):
            return fitted, gap
    raise DoesNotFit(f"{len(rows)} lines are more than the notice has room for.")


def _row_px(words: Block, value: Block | None) -> int:
    return max(words.height_px, value.height_px if value else 0)


def _fit_row(row: Row, box: Box, *, colours: Palette, size_px: int) -> tuple[Block, Block | None]:
    style = Style(size_px, colours.on_field, weight=500, leading=1.34)
    if not row.value:
        return text.fit(row.words, style=style, width_px=box.width), None
    bold = Style(size_px, colours.on_field, weight=700, leading=1.34)
    value = text.fit(row.value, style=bold, width_px=box.width * 3 // 5)
    left = box.width - value.width_px - 32
    return text.fit(row.words, style=style, width_px=left), value
