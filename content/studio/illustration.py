"""A drawn reading room, for when a library has no photograph at hand.

Flat and layered: a wall with an arched window, full shelves, a lamp, an armchair, a plant, a
stack of books. The seed changes what stands on the shelves; the brand gives the colours. `u` is
a hundredth of the height throughout.
"""

import random
from dataclasses import dataclass

from PIL import Image

from content.studio import shapes
from content.studio.brand import Brand, palette
from content.studio.canvas import Box
from content.studio.colour import Colour, from_oklch, lighter, to_oklch

_FLOOR = 84
_WOOD_HUE = 62
_DAYLIGHT: Colour = (245, 190, 80)


@dataclass(frozen=True, slots=True)
class _Room:
    wall: Colour
    wall_shade: Colour
    floor: Colour
    wood: Colour
    wood_dark: Colour
    glass: Colour
    hill: Colour
    hill_far: Colour
    sun: Colour
    chair: Colour
    leaf: Colour
    light: Colour
    books: tuple[Colour, ...]


def draw(*, width_px: int, height_px: int, brand: Brand, seed: int = 1) -> Image.Image:
    """The room in any size; the wider, the longer its shelves."""
    room, u = _room(brand), height_px / 100
    chance = random.Random(seed)  # noqa: S311 - decoration, and it must be repeatable
    image = Image.new("RGB", (width_px, height_px), room.wall)
    floor = round(_FLOOR * u)
    shapes.rectangle(image, Box(0, floor, width_px, height_px - floor), fill=room.floor)
    shapes.rectangle(image, Box(0, floor - round(2 * u), width_px, round(2 * u)), fill=room.light)
    right = width_px - 46 * u  # what stands at the right keeps its size, the shelves take the rest
    _window(image, right + 2 * u, u, room)
    _shelves(
        image,
        Box(round(5 * u), round(10 * u), round(right - 9 * u), floor - round(10 * u)),
        u,
        room,
        chance,
    )
    _lamp(image, right + 12 * u, u, room)
    _armchair(image, right + 3 * u, u, room)
    _plant(image, right + 38 * u, u, room)
    _stack(image, right - 1.5 * u, u, room, chance)
    return image


def _room(brand: Brand) -> _Room:
    colours = palette(brand)
    main, accent = to_oklch(colours.primary_on_paper), to_oklch(colours.accent)
    chroma = min(main.chroma, 0.12)

    def tone(lightness: float, share: float = 1.0, turn: float = 0.0) -> Colour:
        return from_oklch(lightness, chroma * share, (main.hue + turn) % 360)

    glow = from_oklch(max(0.74, accent.lightness), min(accent.chroma, 0.14), accent.hue)
    if accent.chroma < 0.03:
        glow = _DAYLIGHT
    return _Room(
        wall=tone(0.90, 0.34),
        wall_shade=tone(0.86, 0.38),
        floor=from_oklch(0.70, 0.055, _WOOD_HUE),
        wood=from_oklch(0.56, 0.075, _WOOD_HUE - 8),
        wood_dark=from_oklch(0.40, 0.06, _WOOD_HUE - 12),
        glass=from_oklch(0.93, 0.03, 220),
        hill=from_oklch(0.62, 0.09, 150),
        hill_far=from_oklch(0.76, 0.06, 165),
        sun=glow,
        chair=tone(0.46),
        leaf=from_oklch(0.50, 0.10, 150),
        light=from_oklch(0.965, 0.012, 85),
        books=(
            tone(0.42),
            tone(0.58),
            tone(0.76, 0.7),
            tone(0.34, 0.8, 25),
            tone(0.66, 0.8, -30),
            glow,
            lighter(glow, 0.08),
            from_oklch(0.60, 0.13, 35),
            from_oklch(0.93, 0.02, 85),
            from_oklch(0.80, 0.05, 70),
            from_oklch(0.37, 0.03, 260),
        ),
    )


def _box(x: float, y: float, width: float, height: float) -> Box:
    return Box(round(x), round(y), max(1, round(width)), max(1, round(height)))


def _window(image: Image.Image, x: float, u: float, room: _Room) -> None:
    """An arch with hills and a low sun behind it."""
    width, top, foot = 34 * u, 13 * u, 62 * u
    _arch(image, _box(x - 2 * u, top - 2 * u, width + 4 * u, foot - top + 4 * u), room.light)
    pane = Image.new("RGB", (round(width), round(foot - top)), room.glass)
    shapes.ellipse(pane, _box(19 * u, 19 * u, 11 * u, 11 * u), fill=room.sun)
    for level, rise, phase, fill in ((32, 4, 0.1, room.hill_far), (38, 3, 0.55, room.hill)):
        crest = shapes.wave(
            left=0, right=width, y=level * u, height_px=rise * u, cycles=0.9, phase=phase
        )
        shapes.polygon(pane, [*crest, (width, foot), (0, foot)], fill=fill)
    mask = Image.new("RGB", pane.size)
    _arch(mask, _box(0, 0, width, foot - top), (255, 255, 255))
    image.paste(pane, (round(x), round(top)), mask.convert("L"))
    for bar in (
        _box(x + width / 2 - 0.6 * u, top, 1.2 * u, foot - top),
        _box(x, top + 20 * u, width, 1.2 * u),
    ):
        shapes.rectangle(image, bar, fill=room.light)
    shapes.rectangle(image, _box(x - 4 * u, foot + 1 * u, width + 8 * u, 2 * u), fill=room.light)
    sill = _box(x - 4 * u, foot + 3 * u, width + 8 * u, 0.8 * u)
    shapes.rectangle(image, sill, fill=room.wall_shade)


def _arch(image: Image.Image, box: Box, fill: Colour) -> None:
    half = box.width // 2
    shapes.ellipse(image, box.from_top(box.width), fill=fill)
    shapes.rectangle(image, box.below(box.y + half), fill=fill)


def _shelves(image: Image.Image, case: Box, u: float, room: _Room, chance: random.Random) -> None:
    """A wall of shelves, in bays of about the same width."""
    shapes.rectangle(image, case, fill=room.wood, radius_px=u)
    bays = max(1, round(case.width / (34 * u)))
    edge = round(1.6 * u)
    rows = case.inset(edge, edge).cells(columns=bays, rows=4, gap_x=edge, gap_y=edge)
    for number, bay in enumerate(rows):
        shapes.rectangle(image, bay, fill=room.wood_dark)
        shapes.rectangle(image, bay.from_top(round(1.4 * u)), fill=(0, 0, 0), opacity=0.18)
        _row_of_books(
            image, bay, u, room, chance, vase_at=chance.random() if number % 3 == 1 else None
        )


def _row_of_books(
    image: Image.Image,
    bay: Box,
    u: float,
    room: _Room,
    chance: random.Random,
    *,
    vase_at: float | None,
) -> None:
    x, last = bay.x + 0.6 * u, None
    gap = bay.x + bay.width * (0.15 + 0.5 * vase_at) if vase_at is not None else None
    while x < bay.right - 2.4 * u:
        if gap is not None and x >= gap and bay.right - x > 9 * u:
            _vase(image, x + 4 * u, bay.bottom, u, room)
            x, gap = x + 8.5 * u, None
            continue
        width, height = chance.uniform(1.5, 3.1) * u, bay.height * chance.uniform(0.6, 0.86)
        fill = chance.choice([book for book in room.books if book != last])
        _book(image, _box(x, bay.bottom - height, width, height), fill, u, chance)
        x, last = x + round(width) + max(1, 0.12 * u), fill


def _book(image: Image.Image, spine: Box, fill: Colour, u: float, chance: random.Random) -> None:
    shapes.rectangle(image, spine, fill=fill, radius_px=0.25 * u)
    mark = lighter(fill, 0.16 if to_oklch(fill).lightness < 0.62 else -0.16)
    kind = chance.randrange(4)
    if kind == 0:
        for share in (0.14, 0.80):
            band = Box(
                spine.x, spine.y + round(spine.height * share), spine.width, max(1, round(0.5 * u))
            )
            shapes.rectangle(image, band, fill=mark)
    elif kind == 1:
        label = spine.inset(round(spine.width * 0.25), round(spine.height * 0.22))
        shapes.rectangle(image, label.from_top(round(spine.height * 0.28)), fill=mark)


def _vase(image: Image.Image, x: float, foot: float, u: float, room: _Room) -> None:
    for lean in (-50, -18, 14, 44):
        _leaf(image, (x, foot - 5 * u), 7 * u, lean, room.hill)
    shapes.rectangle(
        image,
        _box(x - 2.4 * u, foot - 5.4 * u, 4.8 * u, 5.4 * u),
        fill=room.light,
        radius_px=1.4 * u,
    )


def _lamp(image: Image.Image, x: float, u: float, room: _Room) -> None:
    shapes.line(image, [(x, 0), (x, 13 * u)], width_px=0.5 * u, fill=room.wood_dark)
    shapes.ellipse(image, _box(x - 2 * u, 18.2 * u, 4 * u, 4 * u), fill=room.light)
    dome = _box(x - 7 * u, 12.5 * u, 14 * u, 15 * u)
    shapes.pie(image, dome, start_deg=180, end_deg=360, fill=room.chair)


def _armchair(image: Image.Image, x: float, u: float, room: _Room) -> None:
    shade, bright = lighter(room.chair, -0.07), lighter(room.chair, 0.07)
    for leg in (3.5, 23.5):
        shapes.rectangle(image, _box(x + leg * u, 84 * u, 1.6 * u, 7 * u), fill=room.wood_dark)
    shapes.rectangle(
        image, _box(x + 2 * u, 55 * u, 24 * u, 30 * u), fill=room.chair, radius_px=7 * u
    )
    shapes.rectangle(image, _box(x + 5 * u, 71 * u, 18 * u, 9 * u), fill=bright, radius_px=2.5 * u)
    shapes.rectangle(image, _box(x + 3 * u, 78 * u, 22 * u, 9 * u), fill=shade, radius_px=2 * u)
    for arm in (-1, 22.5):
        shapes.rectangle(
            image, _box(x + arm * u, 68 * u, 6.5 * u, 19 * u), fill=room.chair, radius_px=3 * u
        )
        shapes.rectangle(
            image, _box(x + arm * u, 68 * u, 6.5 * u, 5 * u), fill=bright, radius_px=2.5 * u
        )
    cushion = [(14, 58), (21.5, 64.5), (14, 71), (6.5, 64.5)]
    shapes.polygon(image, [(x + cx * u, cy * u) for cx, cy in cushion], fill=room.sun)


def _plant(image: Image.Image, x: float, u: float, room: _Room) -> None:
    for lean, reach in ((-38, 24), (-14, 31), (9, 33), (31, 26), (-58, 17), (54, 18)):
        fill = room.leaf if reach % 2 else lighter(room.leaf, 0.07)
        _leaf(image, (x, 77 * u), reach * u, lean, fill)
    pot = [(x - 5 * u, 76 * u), (x + 5 * u, 76 * u), (x + 3.8 * u, 91 * u), (x - 3.8 * u, 91 * u)]
    shapes.polygon(image, pot, fill=room.light)
    shapes.rectangle(
        image, _box(x - 5.6 * u, 75 * u, 11.2 * u, 3 * u), fill=room.light, radius_px=u
    )
    shapes.polygon(
        image,
        [(x + 2 * u, 78 * u), (x + 4.8 * u, 78 * u), (x + 3.8 * u, 91 * u), (x + 2.4 * u, 91 * u)],
        fill=room.wall_shade,
    )


def _leaf(image: Image.Image, foot: shapes.Point, length: float, lean: float, fill: Colour) -> None:
    shapes.leaf(
        image, foot, length_px=length, breadth_px=length * 0.27, angle_deg=lean - 90, fill=fill
    )


def _stack(image: Image.Image, x: float, u: float, room: _Room, chance: random.Random) -> None:
    """Books lying on the floor beside the chair."""
    y = 94 * u
    for _ in range(5):
        height, width = chance.uniform(1.9, 2.8) * u, chance.uniform(11, 15) * u
        y -= height
        left = x - width / 2 + chance.uniform(-1, 1) * u
        fill = chance.choice(room.books)
        shapes.rectangle(image, _box(left, y, width, height), fill=fill, radius_px=0.4 * u)
        pages = _box(left + width - 1.2 * u, y + 0.5 * u, 1.2 * u, height - u)
        shapes.rectangle(image, pages, fill=room.light)
