"""The flyer for a phone held upright (4:5): a coloured head, a plate with when and where, the
people, and the way to register at the thumb."""

from PIL import Image

from content.studio import flyer_parts, frame, people, shapes
from content.studio.brand import Brand, Palette, palette
from content.studio.canvas import PORTRAIT, Box
from content.studio.colour import WHITE
from content.studio.event import Event

_CODE_PX = 190
_PLATE_PX = 132


def draw(event: Event, brand: Brand) -> Image.Image:
    colours, safe = palette(brand), PORTRAIT.safe
    field_px = _field_px(event)
    image = ground(brand, field_px=field_px)
    frame.masthead(image, brand, safe, colours=colours)
    head = Box(safe.x, safe.y + 122, safe.width, field_px - _PLATE_PX // 2 - safe.y - 122 - 36)
    if event.status:
        plate = Box(head.x, head.y - 18, head.width, flyer_parts.STATUS_PX)
        flyer_parts.status(image, event.status, plate, colours=colours)
        head = head.below(plate.bottom + 34)
    if event.series:
        bottom = frame.eyebrow(image, event.series, head, ink=colours.accent_on_field)
        head = head.below(bottom + 22)
    flyer_parts.title(image, event, head, colours=colours, size_px=84, max_lines=4)
    plate = Box(safe.x, field_px - _PLATE_PX // 2, safe.width, _PLATE_PX)
    _when_and_where(image, event, plate, colours=colours)
    foot = _foot(image, event, brand, safe, colours=colours)
    _people(image, event, safe.below(plate.bottom + 40).above(foot - 34), colours=colours)
    return image


def ground(brand: Brand, *, field_px: int) -> Image.Image:
    """Everything that may reach the edge of the picture."""
    colours, page = palette(brand), PORTRAIT.page
    image = Image.new("RGB", (page.width, page.height), colours.paper)
    shapes.rectangle(image, page.from_top(field_px), fill=colours.field)
    for radius, lifted in ((430, True), (330, False), (230, True), (130, False)):
        circle = Box(page.right - radius, field_px - radius, 2 * radius, 2 * radius)
        fill = colours.field_lifted if lifted else colours.field
        shapes.pie(image, circle, start_deg=180, end_deg=270, fill=fill)
    shapes.rectangle(image, page.below(field_px), fill=colours.paper)
    return image


def _field_px(event: Event) -> int:
    """The more speakers, the lower the head."""
    people_px = {0: 760, 1: 690, 2: 690, 3: 620, 4: 620}
    return people_px.get(len(event.speakers), 590)


def _when_and_where(image: Image.Image, event: Event, plate: Box, *, colours: Palette) -> None:
    shapes.shadow(
        image, plate, radius_px=22, blur_px=18, drop_px=10, fill=colours.ink, opacity=0.18
    )
    shapes.rectangle(image, plate, fill=WHITE, radius_px=22)
    facts = flyer_parts.when_and_where(event)
    cells = plate.inset(28, 14).cells(columns=len(facts), rows=1, gap_x=26, gap_y=0)
    for (icon, main, more), cell in zip(facts, cells, strict=True):
        flyer_parts.fact(image, icon, main, more, cell, colours=colours, on_field=False, size_px=27)


def _people(image: Image.Image, event: Event, box: Box, *, colours: Palette) -> None:
    if not event.speakers:
        return
    top = flyer_parts.label(image, event.labels.speakers, box, colours=colours) + 24
    area = box.below(top)
    if event.moderator:
        line = Box(area.x, area.bottom - 48, area.width, 48)
        flyer_parts.moderator(image, event, line, colours=colours)
        area = area.above(line.y - 22)
    count = len(event.speakers)
    columns = {1: 1, 3: 3}.get(count, 2)
    rows = -(-count // columns)
    cells = area.cells(columns=columns, rows=rows, gap_x=32, gap_y=20)
    for turn, (person, cell) in enumerate(zip(event.speakers, cells, strict=False)):
        if count == 3:
            people.column(
                image, person, cell, colours=colours, turn=turn, name_px=25, portrait_px=110
            )
        else:
            name_px, portrait_px = {1: (40, 190), 2: (28, 132)}.get(count, (23, 92))
            people.row(
                image,
                person,
                cell,
                colours=colours,
                turn=turn,
                name_px=name_px,
                portrait_px=portrait_px,
            )


def _foot(image: Image.Image, event: Event, brand: Brand, safe: Box, *, colours: Palette) -> int:
    """Registration and the last line; returns the y of its top."""
    words = "  ·  ".join(part for part in (event.host_line, event.contact or brand.contact) if part)
    frame.footer(image, words, safe, ink=colours.ink_soft)
    rule = Box(safe.x, safe.bottom - 46, safe.width, 2)
    shapes.rectangle(image, rule, fill=colours.hairline)
    block = Box(safe.x, rule.y - 28 - _CODE_PX, safe.width, _CODE_PX)
    flyer_parts.registration(image, event, block, colours=colours, code_px=_CODE_PX)
    return block.y
