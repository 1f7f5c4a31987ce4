"""Flat shapes with smooth edges: painted four times as large into a mask, then reduced."""

import math
from collections.abc import Callable, Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from content.studio.canvas import Box
from content.studio.colour import Colour

Point = tuple[float, float]
_Paint = Callable[[ImageDraw.ImageDraw, Callable[[float, float], Point]], None]


def rectangle(
    image: Image.Image, box: Box, *, fill: Colour, radius_px: float = 0, opacity: float = 1.0
) -> None:
    def paint(pen: ImageDraw.ImageDraw, at: Callable[[float, float], Point]) -> None:
        scale = at(1, 0)[0] - at(0, 0)[0]
        corners = (*at(box.x, box.y), *_inner(at(box.right, box.bottom)))
        pen.rounded_rectangle(corners, radius_px * scale, fill=255)

    _stamp(image, box.corners, paint, fill=fill, opacity=opacity)


def ellipse(image: Image.Image, box: Box, *, fill: Colour, opacity: float = 1.0) -> None:
    def paint(pen: ImageDraw.ImageDraw, at: Callable[[float, float], Point]) -> None:
        pen.ellipse((*at(box.x, box.y), *_inner(at(box.right, box.bottom))), fill=255)

    _stamp(image, box.corners, paint, fill=fill, opacity=opacity)


def pie(
    image: Image.Image,
    box: Box,
    *,
    start_deg: float,
    end_deg: float,
    fill: Colour,
    opacity: float = 1.0,
) -> None:
    """A slice, clockwise from three o'clock."""

    def paint(pen: ImageDraw.ImageDraw, at: Callable[[float, float], Point]) -> None:
        corners = (*at(box.x, box.y), *_inner(at(box.right, box.bottom)))
        pen.pieslice(corners, start_deg, end_deg, fill=255)

    _stamp(image, box.corners, paint, fill=fill, opacity=opacity)


def arc(
    image: Image.Image,
    box: Box,
    *,
    start_deg: float,
    end_deg: float,
    width_px: float,
    fill: Colour,
    opacity: float = 1.0,
) -> None:
    """A stroke inside the edge of the ellipse, clockwise from three o'clock."""

    def paint(pen: ImageDraw.ImageDraw, at: Callable[[float, float], Point]) -> None:
        scale = at(1, 0)[0] - at(0, 0)[0]
        corners = (*at(box.x, box.y), *_inner(at(box.right, box.bottom)))
        pen.arc(corners, start_deg, end_deg, fill=255, width=max(1, round(width_px * scale)))

    _stamp(image, box.corners, paint, fill=fill, opacity=opacity)


def polygon(
    image: Image.Image, points: Sequence[Point], *, fill: Colour, opacity: float = 1.0
) -> None:
    def paint(pen: ImageDraw.ImageDraw, at: Callable[[float, float], Point]) -> None:
        pen.polygon([at(x, y) for x, y in points], fill=255)

    _stamp(image, _around(points, 0), paint, fill=fill, opacity=opacity)


def line(
    image: Image.Image,
    points: Sequence[Point],
    *,
    width_px: float,
    fill: Colour,
    opacity: float = 1.0,
) -> None:
    """A stroke with round ends and joints."""

    def paint(pen: ImageDraw.ImageDraw, at: Callable[[float, float], Point]) -> None:
        scale = at(1, 0)[0] - at(0, 0)[0]
        moved = [at(x, y) for x, y in points]
        half = width_px * scale / 2
        pen.line(moved, fill=255, width=max(1, round(width_px * scale)), joint="curve")
        for x, y in (moved[0], moved[-1]):
            pen.ellipse((x - half, y - half, x + half, y + half), fill=255)

    _stamp(image, _around(points, width_px), paint, fill=fill, opacity=opacity)


def shadow(
    image: Image.Image,
    box: Box,
    *,
    radius_px: float,
    blur_px: int,
    drop_px: int,
    fill: Colour,
    opacity: float,
) -> None:
    """A soft shadow of `box`, fallen `drop_px` down. Draw it before the thing itself."""
    around = box.inset(-3 * blur_px)
    mask = Image.new("L", (around.width, around.height), 0)
    inner = (3 * blur_px, 3 * blur_px, 3 * blur_px + box.width, 3 * blur_px + box.height)
    ImageDraw.Draw(mask).rounded_rectangle(inner, radius_px, fill=round(255 * opacity))
    image.paste(
        fill, (around.x, around.y + drop_px), mask.filter(ImageFilter.GaussianBlur(blur_px))
    )


def picture(
    image: Image.Image, box: Box, *, of: Image.Image, radius_px: float = 0, upper: float = 0.5
) -> None:
    """`of`, cropped to fill `box`, corners rounded. `upper` 0 keeps the top, 1 the bottom."""
    cropped = ImageOps.fit(
        of.convert("RGB"), (box.width, box.height), Image.Resampling.LANCZOS, centering=(0.5, upper)
    )
    mask = Image.new("L", (box.width * 4, box.height * 4), 0)
    full = (0, 0, mask.width - 1, mask.height - 1)
    ImageDraw.Draw(mask).rounded_rectangle(full, radius_px * 4, fill=255)
    image.paste(cropped, (box.x, box.y), mask.reduce(4))


def leaf(
    image: Image.Image,
    foot: Point,
    *,
    length_px: float,
    breadth_px: float,
    angle_deg: float,
    fill: Colour,
) -> None:
    """A pointed leaf growing from `foot`; 0 degrees is to the right, 90 down."""
    cos, sin = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    steps = [step / 24 for step in range(25)]
    edge = [(length_px * t, breadth_px / 2 * math.sin(math.pi * t) ** 0.8) for t in steps]
    outline = [*edge, *((along, -across) for along, across in reversed(edge))]
    points = [
        (foot[0] + along * cos - across * sin, foot[1] + along * sin + across * cos)
        for along, across in outline
    ]
    polygon(image, points, fill=fill)


def wave(
    *, left: float, right: float, y: float, height_px: float, cycles: float, phase: float = 0.0
) -> list[Point]:
    """Points of a sine wave, to be closed into a polygon or drawn as a line."""
    steps = 64
    return [
        (
            left + (right - left) * step / steps,
            y + height_px * math.sin(2 * math.pi * (cycles * step / steps + phase)),
        )
        for step in range(steps + 1)
    ]


def _around(points: Sequence[Point], reach: float) -> tuple[int, int, int, int]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (
        math.floor(min(xs) - reach),
        math.floor(min(ys) - reach),
        math.ceil(max(xs) + reach),
        math.ceil(max(ys) + reach),
    )


def _inner(corner: Point) -> Point:
    """Pillow counts the last pixel in, a box does not."""
    return corner[0] - 1, corner[1] - 1


def _stamp(
    image: Image.Image,
    bounds: tuple[int, int, int, int],
    paint: _Paint,
    *,
    fill: Colour,
    opacity: float,
) -> None:
    left, top = max(0, bounds[0]), max(0, bounds[1])
    right, bottom = min(image.width, bounds[2]), min(image.height, bounds[3])
    if right <= left or bottom <= top:
        return
    # A big shape shows its steps less and would need a big mask.
    scale = 4 if (right - left) * (bottom - top) < 250_000 else 2
    mask = Image.new("L", ((right - left) * scale, (bottom - top) * scale), 0)
    paint(ImageDraw.Draw(mask), lambda x, y: ((x - left) * scale, (y - top) * scale))
    small = mask.reduce(scale)
    if opacity < 1:
        small = ImageChops.multiply(small, Image.new("L", small.size, round(255 * opacity)))
    image.paste(fill, (left, top), small)
