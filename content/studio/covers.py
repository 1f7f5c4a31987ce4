"""A cover for a book that has no picture: its own pattern and colours, always the same ones."""

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from content.studio import contrast, shapes, text
from content.studio.brand import Palette
from content.studio.canvas import Box
from content.studio.colour import Colour, from_oklch, lighter, to_oklch
from content.studio.text import Style


@dataclass(frozen=True, slots=True)
class _Inks:
    ground: Colour
    first: Colour
    second: Colour
    third: Colour


_Pattern = Callable[[Image.Image, _Inks, int], None]


def draw(
    title: str, *, responsibility: str, width_px: int, height_px: int, colours: Palette
) -> Image.Image:
    """A cover with the title on it. Raises MissingGlyph and ShapingMissing."""
    seed = int.from_bytes(hashlib.sha256(title.encode()).digest()[:8])
    inks = _inks(colours, seed)
    image = Image.new("RGB", (width_px, height_px), inks.ground)
    page = Box(0, 0, width_px, height_px)
    words_px = round(height_px * 0.45)
    if seed >> 8 & 1:
        words, art = page.above(words_px), page.below(words_px)
    else:
        words, art = page.below(height_px - words_px), page.above(height_px - words_px)
    picture = Image.new("RGB", (art.width, art.height), inks.first)
    _PATTERNS[(seed >> 16) % len(_PATTERNS)](picture, inks, seed >> 24)
    image.paste(picture, (art.x, art.y))
    _lettering(image, title, responsibility, words, ground=inks.ground, colours=colours)
    _spine(image)
    return image


def _lettering(
    image: Image.Image,
    title: str,
    responsibility: str,
    box: Box,
    *,
    ground: Colour,
    colours: Palette,
) -> None:
    inner = box.inset(round(image.width * 0.1), round(image.width * 0.09))
    ink = contrast.ink_on(ground, dark=colours.ink)
    small_px = max(11, round(image.width * 0.052))
    author = text.fit(
        responsibility,
        style=Style(small_px, ink, weight=600, leading=1.2),
        width_px=inner.width,
        max_lines=1,
        min_size_px=max(10, small_px - 3),
    )
    heading = text.fit(
        title,
        style=Style(round(image.width * 0.118), ink, weight=700, family="serif", leading=1.12),
        width_px=inner.width,
        height_px=inner.height - author.height_px - small_px,
        max_lines=5,
        min_size_px=max(12, round(image.width * 0.06)),
        balanced=True,
    )
    text.draw(image, heading, x=inner.x, y=inner.y)
    text.draw(image, author, x=inner.x, y=inner.bottom - author.height_px)


def _spine(image: Image.Image) -> None:
    """The fold along the left edge that makes a rectangle a book."""
    width = max(3, image.width // 40)
    shapes.rectangle(image, Box(0, 0, width, image.height), fill=(0, 0, 0), opacity=0.10)
    fold = Box(width, 0, max(1, width // 4), image.height)
    shapes.rectangle(image, fold, fill=(255, 255, 255), opacity=0.16)


def _inks(colours: Palette, seed: int) -> _Inks:
    """Four colours around the brand's two: dark, middle or light ground by turns."""
    brand, accent = to_oklch(colours.primary_on_paper), to_oklch(colours.accent)
    hue = (brand.hue + (0, 0, 28, -28, 150)[seed % 5]) % 360
    chroma = max(0.035, min(0.11, brand.chroma))
    if brand.chroma < 0.02:  # a grey brand stays grey but for its accent
        chroma = 0.01
    tones = (
        (0.36, 0.50, 0.64),
        (0.93, 0.80, 0.55),
        (0.50, 0.64, 0.38),
    )[(seed >> 4) % 3]
    ground, first, second = (from_oklch(tone, chroma * _damp(tone), hue) for tone in tones)
    third = from_oklch(min(0.84, max(0.62, accent.lightness)), min(0.14, accent.chroma), accent.hue)
    return _Inks(ground, first, second, third)


def _damp(lightness: float) -> float:
    return 0.45 if lightness > 0.9 else 1.0


def _kawung(image: Image.Image, inks: _Inks, turn: int) -> None:
    """Four petals around each point, as on Javanese batik."""
    count = 3 + turn % 2
    cell = image.width / count
    for row in range(math.ceil(image.height / cell) + 1):
        for column in range(count):
            x, y = (column + 0.5) * cell, (row + 0.5) * cell
            fill = inks.third if (row + column) % 3 == turn % 3 else inks.second
            for quarter in range(4):
                _petal(image, (x, y), cell, 45 + 90 * quarter, fill)


def _petal(
    image: Image.Image, centre: shapes.Point, cell: float, angle_deg: float, fill: Colour
) -> None:
    apart = cell * 0.06
    foot = (
        centre[0] + apart * math.cos(math.radians(angle_deg)),
        centre[1] + apart * math.sin(math.radians(angle_deg)),
    )
    shapes.leaf(
        image, foot, length_px=cell * 0.64, breadth_px=cell * 0.36, angle_deg=angle_deg, fill=fill
    )


def _quarters(image: Image.Image, inks: _Inks, turn: int) -> None:
    """Quarter circles, each turned its own way."""
    count = 3 + turn % 2
    cell = math.ceil(image.width / count)
    for index in range(count * math.ceil(image.height / cell)):
        left, top = index % count * cell, index // count * cell
        way = (turn >> (index % 16)) + index
        dx, dy = ((0, 0), (1, 0), (1, 1), (0, 1))[way % 4]
        circle = Box(left - dx * cell, top - dy * cell, 2 * cell, 2 * cell)
        fill = (inks.second, inks.ground, inks.third, inks.second, inks.ground)[way % 5]
        start = (0, 90, 180, 270)[way % 4]
        shapes.pie(image, circle, start_deg=start, end_deg=start + 90, fill=fill)


def _rising(image: Image.Image, inks: _Inks, turn: int) -> None:
    """A sun in rings over a far line."""
    middle, foot = image.width * (0.32 + turn % 4 * 0.12), image.height
    for share, fill in ((0.62, inks.second), (0.46, inks.ground), (0.30, inks.third)):
        radius = image.width * share
        shapes.pie(
            image,
            Box(round(middle - radius), round(foot - radius), round(2 * radius), round(2 * radius)),
            start_deg=180,
            end_deg=360,
            fill=fill,
        )


def _waves(image: Image.Image, inks: _Inks, turn: int) -> None:
    fills = (inks.second, inks.third, inks.ground, inks.second)
    for index, fill in enumerate(fills):
        level = image.height * (0.28 + 0.19 * index)
        crest = shapes.wave(
            left=0,
            right=image.width,
            y=level,
            height_px=image.height * 0.07,
            cycles=1 + turn % 2 * 0.5,
            phase=index * 0.31 + turn % 7 / 7,
        )
        closed = [*crest, (image.width, image.height), (0, image.height)]
        shapes.polygon(image, closed, fill=fill)


def _bands(image: Image.Image, inks: _Inks, turn: int) -> None:
    """Upright bands like spines on a shelf."""
    fills = (inks.second, inks.ground, inks.third, lighter(inks.second, 0.06))
    x, index = image.width * 0.1, 0
    while x < image.width - image.width * 0.14:
        width = image.width * (0.07 + (turn >> index) % 4 * 0.022)
        height = image.height * (0.52 + (turn >> (index + 3)) % 5 * 0.08)
        spine = Box(round(x), round(image.height - height), round(width), math.ceil(height))
        shapes.rectangle(image, spine, fill=fills[(index + turn) % 4])
        x += width + image.width * 0.012
        index += 1


def _dots(image: Image.Image, inks: _Inks, turn: int) -> None:
    """Dots that grow along a diagonal."""
    count = 6
    cell = image.width / count
    rows = math.ceil(image.height / cell)
    for row in range(rows):
        for column in range(count):
            along = column if turn % 2 else count - 1 - column
            radius = cell * (0.10 + 0.34 * (along + row) / (count + rows - 2))
            x, y = (column + 0.5) * cell, (row + 0.5) * cell
            if y + radius > image.height:
                continue
            fill = inks.third if (row * count + column + turn) % 7 == 0 else inks.second
            dot = Box(round(x - radius), round(y - radius), round(2 * radius), round(2 * radius))
            shapes.ellipse(image, dot, fill=fill)


_PATTERNS: tuple[_Pattern, ...] = (_kawung, _quarters, _rising, _waves, _bands, _dots)
