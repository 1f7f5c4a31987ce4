"""Small line drawings that need no translation."""

from PIL import Image

from content.studio import shapes
from content.studio.canvas import Box
from content.studio.colour import Colour


def calendar(image: Image.Image, box: Box, *, ink: Colour, ground: Colour) -> None:
    s = box.width / 24
    _frame(image, box, top=5, ink=ink, ground=ground)
    shapes.rectangle(image, _part(box, 3, 8, 18, 3), fill=ink)
    for x in (7, 15):
        top, foot = (box.x + (x + 1) * s, box.y + 3 * s), (box.x + (x + 1) * s, box.y + 6 * s)
        shapes.line(image, [top, foot], width_px=2 * s, fill=ink)
    for x in (7, 11, 15):
        shapes.rectangle(image, _part(box, x, 14, 2.2, 2.2), fill=ink, radius_px=s * 0.5)


def clock(image: Image.Image, box: Box, *, ink: Colour, ground: Colour) -> None:
    s = box.width / 24
    shapes.ellipse(image, _part(box, 3, 3, 18, 18), fill=ink)
    shapes.ellipse(image, _part(box, 5, 5, 14, 14), fill=ground)
    hands = [(12, 7.5), (12, 12), (15.5, 14)]
    shapes.line(image, [(box.x + x * s, box.y + y * s) for x, y in hands], width_px=2 * s, fill=ink)


def place(image: Image.Image, box: Box, *, ink: Colour, ground: Colour) -> None:
    s = box.width / 24
    shapes.ellipse(image, _part(box, 5, 2.5, 14, 14), fill=ink)
    drop = [(5.9, 13), (12, 22), (18.1, 13)]
    shapes.polygon(image, [(box.x + x * s, box.y + y * s) for x, y in drop], fill=ink)
    shapes.ellipse(image, _part(box, 9.2, 6.7, 5.6, 5.6), fill=ground)


def book(image: Image.Image, box: Box, *, ink: Colour, ground: Colour) -> None:
    """An open book; stands in for a library's logo."""
    s = box.width / 24
    for side in (1, -1):
        page = [(12, 7), (4, 4.6), (2.5, 5), (2.5, 17), (4, 17.6), (12, 20)]
        points = [(box.x + (12 + side * (12 - x)) * s, box.y + y * s) for x, y in page]
        shapes.polygon(image, points, fill=ink)
        for y in (9, 12.2, 15.4):
            near, far = box.x + (12 + side * 2.4) * s, box.x + (12 + side * 6.8) * s
            row = [(near, box.y + y * s), (far, box.y + (y - 1.3) * s)]
            shapes.line(image, row, width_px=1.1 * s, fill=ground)
    spine = [(box.x + 12 * s, box.y + 7 * s), (box.x + 12 * s, box.y + 20 * s)]
    shapes.line(image, spine, width_px=1.1 * s, fill=ground)


def _frame(image: Image.Image, box: Box, *, top: float, ink: Colour, ground: Colour) -> None:
    s = box.width / 24
    shapes.rectangle(image, _part(box, 3, top, 18, 21 - top), fill=ink, radius_px=3 * s)
    inner = _part(box, 5, top + 2, 14, 17 - top)
    shapes.rectangle(image, inner, fill=ground, radius_px=1.2 * s)


def _part(box: Box, x: float, y: float, width: float, height: float) -> Box:
    """A box given on a 24 by 24 grid."""
    s = box.width / 24
    return Box(
        round(box.x + x * s),
        round(box.y + y * s),
        max(1, round(width * s)),
        max(1, round(height * s)),
    )
