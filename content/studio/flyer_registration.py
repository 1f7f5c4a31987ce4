"""How to register: the QR code with its address, deadline and the short facts."""

from PIL import Image

from content.studio import qr, shapes, text
from content.studio.brand import Palette
from content.studio.canvas import Box
from content.studio.colour import WHITE
from content.studio.event import Event
from content.studio.text import Block, Style

_CHIP_PX = 44
_CHIP_GAP = 10
_GAP_PX = 16


def height_px(event: Event, *, at_most_px: int) -> int:
    """Height the block wants. Raises DoesNotFit for a link too long to be scanned."""
    if event.registration_url:
        return qr.side_px(event.registration_url, at_most_px=at_most_px)
    return 150 if event.deadline else 60 if event.badges else 0


def draw(image: Image.Image, event: Event, box: Box, *, colours: Palette) -> None:
    """Fill `box`, whose height is `height_px()`."""
    words = box
    if event.registration_url:
        plate = Box(box.x, box.y, box.height, box.height)
        shapes.rectangle(image, plate.inset(-2), fill=colours.hairline, radius_px=16)
        shapes.rectangle(image, plate, fill=WHITE, radius_px=14)
        qr.draw(
            image,
            event.registration_url,
            x=plate.x,
            y=plate.y,
            side_px=plate.width,
            ink=colours.ink,
        )
        words = box.right_of(plate.right + 32)
    _draw_words(image, event, words, colours=colours)


def _draw_words(image: Image.Image, event: Event, box: Box, *, colours: Palette) -> None:
    blocks = _blocks(event, box, colours=colours)
    left = box.height - sum(block.height_px + _GAP_PX for block in blocks)
    chips = _chips(event.badges, width_px=box.width, colours=colours)
    chips_px = len(chips) * (_CHIP_PX + _CHIP_GAP) - _CHIP_GAP
    if event.badges and chips_px > left:
        chips, chips_px = [], 0
        blocks.append(_badges_as_line(event.badges, box, left, colours=colours))
    height = sum(block.height_px + _GAP_PX for block in blocks) - _GAP_PX
    height += chips_px + _GAP_PX if chips else 0
    y = box.y + max(0, box.height - height) // 2
    for block in blocks:
        y = text.draw(image, block, x=box.x, y=y) + _GAP_PX
    for row in chips:
        _draw_chips(image, row, x=box.x, y=y, colours=colours)
        y += _CHIP_PX + _CHIP_GAP


def _blocks(event: Event, box: Box, *, colours: Palette) -> list[Block]:
    wanted = [
        (event.labels.register if event.registration_url else "", 22, 500, colours.ink_soft, 1),
        (event.address, 36, 800, colours.primary_on_paper, 2),
        (event.deadline, 21, 500, colours.ink_soft, 2),
    ]
    return [
        text.fit(
            words,
            style=Style(size_px, ink, weight=weight, leading=1.28),
            width_px=box.width,
            max_lines=lines,
            height_px=round(size_px * 1.5) if lines == 2 and size_px > 30 else None,
            min_size_px=17,
        )
        for words, size_px, weight, ink, lines in wanted
        if words
    ]


def _badges_as_line(
    badges: tuple[str, ...], box: Box, height_px: int, *, colours: Palette
) -> Block:
    return text.fit(
        " · ".join(badges),
        style=Style(21, colours.ink, weight=700, leading=1.3),
        width_px=box.width,
        height_px=max(24, height_px),
        max_lines=2,
        min_size_px=16,
    )


def _chips(
    badges: tuple[str, ...], *, width_px: int, colours: Palette
) -> list[list[tuple[Block, int]]]:
    """Rows of chips with their widths, as many a row as there is room for."""
    rows: list[list[tuple[Block, int]]] = []
    left = 0
    for words in badges:
        block = text.fit(
            words,
            style=Style(21, colours.ink, weight=600),
            width_px=width_px - 40,
            max_lines=1,
            min_size_px=15,
        )
        width = block.width_px + 40
        if not rows or width > left:
            rows.append([])
            left = width_px
        rows[-1].append((block, width))
        left -= width + _CHIP_GAP
    return rows


def _draw_chips(
    image: Image.Image, chips: list[tuple[Block, int]], *, x: int, y: int, colours: Palette
) -> None:
    for block, width in chips:
        shapes.rectangle(
            image, Box(x, y, width, _CHIP_PX), fill=colours.tint, radius_px=_CHIP_PX / 2
        )
        text.draw(image, block, x=x + 20, y=y + (_CHIP_PX - block.baselines_px[0]) // 2)
        x += width + _CHIP_GAP
