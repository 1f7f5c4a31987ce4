"""The flyer for a screen (16:9): what, when and where on a coloured page at the left; who, and
the way to register, on paper at the right."""

from PIL import Image

from content.studio import (
    flyer_facts,
    flyer_head,
    flyer_people,
    flyer_registration,
    frame,
    illustration,
    shapes,
)
from content.studio.brand import Brand, Palette, palette
from content.studio.canvas import LANDSCAPE, Box
from content.studio.event import Event

_CODE_PX = 190
_LARGE_CODE_PX = 300
_HEAD_TOP = 124


def draw(event: Event, brand: Brand) -> Image.Image:
    colours, safe = palette(brand), LANDSCAPE.safe
    field_px = 880 if len(event.speakers) <= 3 else 820
    image = ground(brand, field_px=field_px)
    left = safe.from_left(field_px - safe.x - 52)
    frame.masthead(image, brand, left, colours=colours)
    _what(image, event, left.below(left.y + _HEAD_TOP), colours=colours)
    _who(image, event, brand, safe.right_of(field_px + 52), colours=colours)
    return image


def ground(brand: Brand, *, field_px: int) -> Image.Image:
    """Everything that may reach the edge of the picture."""
    colours, page = palette(brand), LANDSCAPE.page
    image = Image.new("RGB", (page.width, page.height), colours.paper)
    shapes.rectangle(image, page.from_left(field_px), fill=colours.field)
    for radius, lifted in ((460, True), (350, False), (240, True), (130, False)):
        circle = Box(field_px - radius, page.bottom - radius, 2 * radius, 2 * radius)
        fill = colours.field_lifted if lifted else colours.field
        shapes.pie(image, circle, start_deg=180, end_deg=270, fill=fill)
    shapes.rectangle(image, page.right_of(field_px), fill=colours.paper)
    return image


def _what(image: Image.Image, event: Event, box: Box, *, colours: Palette) -> None:
    """Title from the top, when and where on the bottom; what room is left lies between."""
    facts = box.below(box.bottom - flyer_facts.height_px(event) + 20)
    look = flyer_facts.on_field(colours, size_px=25)
    flyer_facts.draw(image, event, facts, look=look, gap_px=20)
    room = box.above(facts.y - 30)
    head = flyer_head.fit(
        event,
        width_px=room.width,
        height_px=room.height,
        colours=colours,
        title_px=84,
        max_lines=5,
    )
    flyer_head.draw(image, head, room, colours=colours)


def _who(image: Image.Image, event: Event, brand: Brand, box: Box, *, colours: Palette) -> None:
    """Speakers from the top, registration and the last lines on the bottom. Without speakers a
    large code stands in the middle; without a code a drawn reading room fills the paper."""
    words = (event.host_line, event.contact or brand.contact)
    foot = frame.fit_footer(words, width_px=box.width, colours=colours)
    frame.draw_footer(image, foot, box, colours=colours)
    room = box.above(box.bottom - foot.height_px - 28)
    code_px = _CODE_PX if event.speakers else _LARGE_CODE_PX
    height = flyer_registration.height_px(event, at_most_px=code_px)
    block = Box(room.x, room.bottom - height, room.width, height)
    if not event.speakers and event.registration_url:
        block = Box(room.x, room.y + (room.height - height) // 2, room.width, height)
    elif not event.speakers:
        view = room.above(block.y - 34)
        scene = illustration.draw(width_px=view.width, height_px=view.height, brand=brand)
        shapes.picture(image, view, of=scene, radius_px=22)
    flyer_registration.draw(image, event, block, colours=colours)
    flyer_people.draw(
        image,
        event,
        room.above(block.y - 34),
        colours=colours,
        columns=2 if len(event.speakers) > 3 else 1,
    )
