"""The flyer for a phone held upright (4:5): a coloured head, a plate with when and where, the
people, and the way to register at the thumb."""

from PIL import Image

from content.studio import (
    flyer_facts,
    flyer_head,
    flyer_people,
    flyer_registration,
    frame,
    shapes,
)
from content.studio.brand import Brand, Palette, palette
from content.studio.canvas import PORTRAIT, Box
from content.studio.colour import WHITE
from content.studio.event import Event

_CODE_PX = 226
_SMALL_CODE_PX = 190
_HEAD_TOP = 118
_ABOVE_PLATE = 46
_ABOVE_FOOT = 40
# The more speakers, the less of the page the head may take.
_MAX_FIELD_PX = {1: 700, 2: 690, 3: 590, 4: 570, 5: 560, 6: 500}


def draw(event: Event, brand: Brand) -> Image.Image:
    colours, safe = palette(brand), PORTRAIT.safe
    plate_px = flyer_facts.height_px(event)
    foot = frame.fit_footer(_last_words(event, brand), width_px=safe.width, colours=colours)
    block = _registration_box(event, safe.above(safe.bottom - foot.height_px))
    max_field_px = block.y - _ABOVE_FOOT - plate_px // 2
    if event.speakers:
        max_field_px = min(max_field_px, _MAX_FIELD_PX[len(event.speakers)] - (plate_px - 136) // 2)
    above, below = safe.y + _HEAD_TOP, _ABOVE_PLATE + plate_px // 2
    head = flyer_head.fit(
        event,
        width_px=safe.width,
        height_px=max_field_px - above - below,
        colours=colours,
        title_px=86 if event.speakers else 112,
        max_lines=5,
    )
    field_px = above + head.height_px + below if event.speakers else max_field_px
    image = ground(brand, field_px=field_px)
    frame.masthead(image, brand, safe, colours=colours)
    spare = field_px - above - below - head.height_px
    flyer_head.draw(image, head, safe.below(above + spare // 2), colours=colours)
    plate = Box(safe.x, field_px - plate_px // 2, safe.width, plate_px)
    _when_and_where(image, event, plate, colours=colours)
    flyer_people.draw(
        image,
        event,
        safe.below(plate.bottom + 44).above(block.y - _ABOVE_FOOT),
        colours=colours,
        columns=1 if len(event.speakers) == 1 else 2,
    )
    flyer_registration.draw(image, event, block, colours=colours)
    frame.draw_footer(image, foot, safe, colours=colours)
    return image


def ground(brand: Brand, *, field_px: int) -> Image.Image:
    """Everything that may reach the edge of the picture."""
    colours, page = palette(brand), PORTRAIT.page
    image = Image.new("RGB", (page.width, page.height), colours.paper)
    shapes.rectangle(image, page.from_top(field_px), fill=colours.field)
    for radius, lifted in ((430, True), (330, False), (230, True)):
        circle = Box(page.right - radius, field_px - radius, 2 * radius, 2 * radius)
        fill = colours.field_lifted if lifted else colours.field
        shapes.pie(image, circle, start_deg=180, end_deg=270, fill=fill)
    return image


def _when_and_where(image: Image.Image, event: Event, plate: Box, *, colours: Palette) -> None:
    shapes.shadow(
        image, plate, radius_px=22, blur_px=18, drop_px=10, fill=colours.ink, opacity=0.18
    )
    shapes.rectangle(image, plate, fill=WHITE, radius_px=22)
    look = flyer_facts.on_paper(colours, size_px=27)
    flyer_facts.draw(image, event, plate.inset(28, 14), look=look, gap_px=24)


def _last_words(event: Event, brand: Brand) -> tuple[str, ...]:
    return event.host_line, event.contact or brand.contact


def _registration_box(event: Event, room: Box) -> Box:
    """The block standing on the bottom of `room`."""
    code_px = _CODE_PX if len(event.speakers) < 3 else _SMALL_CODE_PX
    height = flyer_registration.height_px(event, at_most_px=code_px)
    return Box(room.x, room.bottom - 30 - height, room.width, height)
