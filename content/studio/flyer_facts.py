"""When and where: an icon and a few words each, side by side, each as wide as it needs."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PIL import Image

from content.studio import contrast, icons, shapes, text
from content.studio.brand import Palette
from content.studio.canvas import Box
from content.studio.colour import Colour, mix
from content.studio.event import Event
from content.studio.text import Block, Style

_LINE_GAP = 11
_ICON_GAP = 16
_MIN_PX = 20
_NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Look:
    ink: Colour
    soft: Colour
    disc: Colour
    mark: Colour
    size_px: int

    @property
    def icon_px(self) -> int:
        return round(self.size_px * 2.0)


@dataclass(frozen=True, slots=True)
class _Fact:
    icon: Callable[..., None]
    main: str
    more: tuple[str, ...] = ()


def on_paper(colours: Palette, *, size_px: int) -> Look:
    return Look(colours.ink, colours.ink_soft, colours.tint, colours.primary_on_paper, size_px)


def on_field(colours: Palette, *, size_px: int) -> Look:
    disc = mix(colours.field, colours.ink, 0.35)
    if contrast.luminance(colours.field) < 0.04:
        disc = mix(colours.field, colours.on_field, 0.13)
    if contrast.luminance(colours.field) > 0.4:
        disc = colours.paper
    mark = contrast.readable(colours.accent, on=disc, at_least=contrast.LARGE_TEXT)
    return Look(colours.on_field, colours.on_field_soft, disc, mark, size_px)


def height_px(event: Event) -> int:
    """Room for two lines, and for each further zone."""
    return 136 + 36 * max(0, len(event.times) - 2)


def draw(image: Image.Image, event: Event, box: Box, *, look: Look, gap_px: int) -> None:
    """Side by side, each centred on the height of `box`; smaller when one has much to say."""
    placed = _placed(_facts(event), box, look=look, gap_px=gap_px)
    while look.size_px > _MIN_PX and any(
        words.shortened for _, _, blocks in placed for words in blocks
    ):
        look = replace(look, size_px=look.size_px - 1)
        placed = _placed(_facts(event), box, look=look, gap_px=gap_px)
    for fact, cell, blocks in placed:
        _draw_fact(image, fact, cell, blocks, look=look)


def _placed(
    facts: list[_Fact], box: Box, *, look: Look, gap_px: int
) -> list[tuple[_Fact, Box, list[Block]]]:
    aside = look.icon_px + _ICON_GAP
    words_px = box.width - aside * len(facts) - gap_px * (len(facts) - 1)
    placed, x = [], box.x
    for fact, width in zip(facts, _shares(facts, words_px, look=look), strict=True):
        cell = Box(x, box.y, aside + width, box.height)
        placed.append((fact, cell, _blocks(fact, cell.right_of(x + aside), look=look)))
        x = cell.right + gap_px
    return placed


def _facts(event: Event) -> list[_Fact]:
    # A weekday may stand alone on its line, the rest of a date not.
    weekday, comma, rest = event.date.partition(", ")
    date = weekday + comma + rest.replace(" ", _NBSP)
    clock = [line.replace(" ", _NBSP) for line in event.times]
    facts = [_Fact(icons.calendar, date)]
    facts += [_Fact(icons.clock, clock[0], tuple(clock[1:]))] if clock else []
    facts += [_Fact(icons.place, event.place)] if event.place else []
    return facts


def _shares(facts: list[_Fact], width_px: int, *, look: Look) -> list[int]:
    """Widths by need: the widest piece that should not be broken, then the rest by length."""
    needs = [_widest_piece(fact, look=look) for fact in facts]
    if sum(needs) > width_px:
        return [need * width_px // sum(needs) for need in needs]
    bold = Style(look.size_px, look.ink, weight=700)
    wishes = [
        max(8, text.width_of(fact.main, bold) - need)
        for fact, need in zip(facts, needs, strict=True)
    ]
    spare = width_px - sum(needs)
    return [need + spare * wish // sum(wishes) for need, wish in zip(needs, wishes, strict=True)]


def _widest_piece(fact: _Fact, *, look: Look) -> int:
    bold = Style(look.size_px, look.ink, weight=700)
    words = [text.width_of(word, bold) for word in fact.main.split(" ")]
    lines = [text.width_of(line, _soft(look)) for line in fact.more]
    return max(*words, *lines, 90) + 2


def _soft(look: Look) -> Style:
    return Style(round(look.size_px * 0.84), look.soft, weight=500, leading=1.2)


def _draw_fact(
    image: Image.Image, fact: _Fact, cell: Box, blocks: list[Block], *, look: Look
) -> None:
    disc = Box(cell.x, cell.y + (cell.height - look.icon_px) // 2, look.icon_px, look.icon_px)
    shapes.ellipse(image, disc, fill=look.disc)
    fact.icon(image, disc.inset(look.icon_px // 4), ink=look.mark, ground=look.disc)
    words = cell.right_of(disc.right + _ICON_GAP)
    height = sum(block.height_px + _LINE_GAP for block in blocks) - _LINE_GAP
    y = cell.y + (cell.height - height) // 2 + 2
    for block in blocks:
        y = text.draw(image, block, x=words.x, y=y) + _LINE_GAP


def _blocks(fact: _Fact, box: Box, *, look: Look) -> list[Block]:
    """The main words keep the height that the smaller lines leave."""
    more = [
        text.fit(line, style=_soft(look), width_px=box.width, max_lines=1, min_size_px=17)
        for line in fact.more
    ]
    left = box.height - sum(block.height_px + _LINE_GAP for block in more)
    main = text.fit(
        fact.main,
        style=Style(look.size_px, look.ink, weight=700, leading=1.26),
        width_px=box.width,
        height_px=left,
        min_size_px=18,
        balanced=True,
    )
    return [main, *more]
