"""The flyer for a screen (16:9): what, when and where on a coloured page at the left; who, and
the way to register, on paper at the right."""

from PIL import Image

from content.studio import flyer_parts, frame, people, shapes
from content.studio.brand import Brand, Palette, palette
from content.studio.canvas import LANDSCAPE, Box
from content.studio.event import Event

_FIELD_PX = 900
_CODE_PX = 178
_FACTS_PX = 112


def draw(event: Event, brand: Brand) -> Image.Image:
    colours, safe = palette(brand), LANDSCAPE.safe
    image = ground(brand)
    left = safe.from_left(_FIELD_PX - safe.x - 60)
    frame.masthead(image, brand, left, colours=colours)
    _what(image, event, left.below(left.y + 126), colours=colours)
    right = safe.right_of(_FIELD_PX + 56)
    foot = _foot(image, event, brand, right, colours=colours)
    _people(image, event, right.above(foot - 30), colours=colours)
    return image


def ground(brand: Brand) -> Image.Image:
    """Everything that may reach the edge of the picture."""
    colours, page = palette(brand), LANDSCAPE.page
    image = Image.new("RGB", (page.width, page.height), colours.paper)
    shapes.rectangle(image, page.from_left(_FIELD_PX), fill=colours.field)
    for radius, lifted in ((460, True), (350, False), (240, True), (130, False)):
        circle = Box(_FIELD_PX - radius, page.bottom - radius, 2 * radius, 2 * radius)
        fill = colours.field_lifted if lifted else colours.field
        shapes.pie(image, circle, start_deg=180, end_deg=270, fill=fill)
    shapes.rectangle(image, page.right_of(_FIELD_PX), fill=colours.paper)
    return image


def _what(image: Image.Image, event: Event, box: Box, *, colours: Palette) -> None:
    facts = flyer_parts.when_and_where(event)
    rows = box.below(box.bottom - _FACTS_PX)
    cells = rows.cells(columns=len(facts), rows=1, gap_x=22, gap_y=0)
    for (icon, main, more), cell in zip(facts, cells, strict=True):
        flyer_parts.fact(image, icon, main, more, cell, colours=colours, on_field=True, size_px=25)
    head = box.above(rows.y - 36)
    if event.status:
        plate = head.from_top(flyer_parts.STATUS_PX)
        flyer_parts.status(image, event.status, plate, colours=colours)
        head = head.below(plate.bottom + 34)
    if event.series:
        bottom = frame.eyebrow(image, event.series, head, ink=colours.accent_on_field)
        head = head.below(bottom + 22)
    flyer_parts.title(image, event, head, colours=colours, size_px=82, max_lines=4)


def _people(image: Image.Image, event: Event, box: Box, *, colours: Palette) -> None:
    if not event.speakers:
        return
    area = box.below(flyer_parts.label(image, event.labels.speakers, box, colours=colours) + 22)
    if event.moderator:
        line = Box(area.x, area.bottom - 46, area.width, 46)
        flyer_parts.moderator(image, event, line, colours=colours)
        area = area.above(line.y - 20)
    count = len(event.speakers)
    columns = 2 if count > 3 else 1
    cells = area.cells(columns=columns, rows=-(-count // columns), gap_x=24, gap_y=16)
    name_px, portrait_px = {1: (36, 180), 2: (28, 132), 3: (24, 100)}.get(count, (21, 72))
    for turn, (person, cell) in enumerate(zip(event.speakers, cells, strict=False)):
        people.row(
            image,
            person,
            cell,
            colours=colours,
            turn=turn,
            name_px=name_px,
            portrait_px=portrait_px,
        )


def _foot(image: Image.Image, event: Event, brand: Brand, box: Box, *, colours: Palette) -> int:
    """Registration and the last line; returns the y of its top."""
    words = "  ·  ".join(part for part in (event.host_line, event.contact or brand.contact) if part)
    frame.footer(image, words, box, ink=colours.ink_soft)
    rule = Box(box.x, box.bottom - 44, box.width, 2)
    shapes.rectangle(image, rule, fill=colours.hairline)
    block = Box(box.x, rule.y - 26 - _CODE_PX, box.width, _CODE_PX)
    flyer_parts.registration(image, event, block, colours=colours, code_px=_CODE_PX)
    return block.y
