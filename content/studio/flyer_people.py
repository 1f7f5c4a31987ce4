"""The people on a flyer: a label, the speakers in cells, the moderator on a line of his or her
own."""

from dataclasses import replace

from PIL import Image

from content.studio import people, shapes, text
from content.studio.brand import Palette
from content.studio.canvas import Box
from content.studio.event import Event
from content.studio.people import Person
from content.studio.text import Style

_MODERATOR_PX = 46
_GAP_PX = 22
_MAX_ROW_PX = 200


def draw(image: Image.Image, event: Event, box: Box, *, colours: Palette, columns: int) -> None:
    """Fill `box` from the top; without speakers nothing is drawn."""
    if not event.speakers:
        return
    area = box.below(_label(image, event.labels.speakers, box, colours=colours) + 26)
    seats = _seats(event, columns=columns)
    if event.moderator and len(seats) == len(event.speakers):
        line = area.below(area.bottom - _MODERATOR_PX)
        _moderator(image, event.moderator, event.labels.moderator, line, colours=colours)
        area = area.above(line.y - _GAP_PX)
    rows = -(-len(seats) // columns)
    cells = area.cells(columns=columns, rows=rows, gap_x=32, gap_y=_GAP_PX)
    for turn, (person, cell) in enumerate(zip(seats, cells, strict=False)):
        _speaker(image, person, cell, colours=colours, turn=turn)


def _seats(event: Event, *, columns: int) -> list[Person]:
    """The speakers, and the moderator too where the grid has a place free."""
    seats = list(event.speakers)
    if event.moderator and len(seats) % columns:
        role = " · ".join(filter(None, (event.labels.moderator, event.moderator.role)))
        seats.append(replace(event.moderator, role=role))
    return seats


def _speaker(image: Image.Image, person: Person, cell: Box, *, colours: Palette, turn: int) -> None:
    height = min(cell.height, _MAX_ROW_PX)
    middle = Box(cell.x, cell.y + (cell.height - height) // 2, cell.width, height)
    name_px = max(21, min(40, round(height * 0.235), cell.width // 15))
    side = min(height, cell.width // 4)
    people.row(image, person, middle, colours=colours, turn=turn, name_px=name_px, portrait_px=side)


def _label(image: Image.Image, words: str, box: Box, *, colours: Palette) -> int:
    """A small heading with a hairline to the end of `box`; returns the y of its bottom."""
    style = Style(22, colours.primary_on_paper, weight=700)
    block = text.fit(words, style=style, width_px=box.width, max_lines=1)
    text.draw(image, block, x=box.x, y=box.y)
    start = box.x + block.width_px + 18
    rule = Box(start, box.y + block.baselines_px[0] // 2, max(0, box.right - start), 2)
    shapes.rectangle(image, rule, fill=colours.hairline)
    return box.y + block.height_px


def _moderator(
    image: Image.Image, person: Person, label: str, line: Box, *, colours: Palette
) -> None:
    side = line.height
    people.portrait(image, person, Box(line.x, line.y, side, side), colours=colours, turn=2)
    x = line.x + side + 16
    middle = line.y + side // 2
    institution = f" · {person.institution}" if person.institution else ""
    for words, weight, ink, width in (
        (label, 500, colours.ink_soft, line.width // 3),
        (f"{person.name}{institution}", 700, colours.ink, None),
    ):
        block = text.fit(
            words,
            style=Style(21, ink, weight=weight),
            width_px=width or line.right - x,
            max_lines=1,
            min_size_px=17,
        )
        text.draw(image, block, x=x, y=middle - block.baselines_px[0] // 2)
        x += block.width_px + 14
