"""Speakers: a round picture, or the initials when there is none, and what the person is."""

import re
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from content import imaging
from content.studio import contrast, shapes, text
from content.studio.brand import Palette
from content.studio.canvas import Box
from content.studio.colour import Colour, from_oklch, to_oklch
from content.studio.text import Block, Style

_WORD = re.compile(r"[^\W\d_][\w'’ʻʼ-]*\.?")


@dataclass(frozen=True, slots=True)
class Person:
    """`name` is drawn as given, degrees and all."""

    name: str
    role: str = ""
    institution: str = ""
    photo: Path | None = None


def initials(name: str) -> str:
    """Two letters for "Dr. Eng. Rahmat Hidayat, S.T., M.T.": titles end in a dot, degrees follow
    a comma."""
    words = _WORD.findall(name.split(",", maxsplit=1)[0])
    chosen = [word for word in words if not word.endswith(".")] or words
    return "".join(word[0] for word in (chosen[0], *chosen[1:][-1:])).upper() if chosen else ""


def portrait(image: Image.Image, person: Person, box: Box, *, colours: Palette, turn: int) -> None:
    """A round picture in the square `box`; `turn` varies the colour from person to person."""
    if person.photo is not None:
        photo = imaging.upright_rgb(person.photo)
        shapes.picture(image, box, of=photo, radius_px=box.width / 2, upper=0.2)
        return
    ground = _grounds(colours)[turn % 3]
    shapes.ellipse(image, box, fill=ground)
    letters = initials(person.name)
    if letters:
        ink = contrast.ink_on(ground, dark=colours.ink)
        _centred(image, letters, box, ink=ink)


def row(
    image: Image.Image,
    person: Person,
    box: Box,
    *,
    colours: Palette,
    turn: int,
    name_px: int,
    portrait_px: int,
) -> None:
    """Picture at the left, words beside it, both centred on the height of `box`."""
    side = min(portrait_px, box.height)
    square = Box(box.x, box.y + (box.height - side) // 2, side, side)
    portrait(image, person, square, colours=colours, turn=turn)
    words = box.right_of(square.right + max(18, side // 5))
    blocks = _words(person, words.width, colours=colours, name_px=name_px, height_px=box.height)
    height = _height(blocks)
    _draw_words(image, blocks, x=words.x, y=box.y + (box.height - height) // 2)


def _words(
    person: Person, width_px: int, *, colours: Palette, name_px: int, height_px: int
) -> list[Block]:
    """The name whole, whatever it takes; role and institution share what height is left."""
    small_px = max(17, round(name_px * 0.76))
    style = Style(name_px, colours.ink, weight=700, leading=1.2)
    room = height_px - round(small_px * 1.5) if person.role or person.institution else height_px
    name = _name(person.name, style, width_px=width_px, height_px=room, smallest_px=18)
    if name.shortened:
        name = _name(person.name, style, width_px=width_px, height_px=height_px, smallest_px=15)
    left = height_px - name.height_px - _gap(small_px)
    style = Style(small_px, colours.ink_soft, weight=500, leading=1.24)
    return [name, *_position(person, style, width_px=width_px, height_px=left)]


def _name(words: str, style: Style, *, width_px: int, height_px: int, smallest_px: int) -> Block:
    return text.fit(
        words,
        style=style,
        width_px=width_px,
        height_px=height_px,
        min_size_px=min(smallest_px, style.size_px),
        balanced=True,
    )


def _position(person: Person, style: Style, *, width_px: int, height_px: int) -> list[Block]:
    """Role over institution, or both on one line when there is height for no more."""
    given = [words for words in (person.role, person.institution) if words]
    for lines in (given, ["\n".join(given)], [" · ".join(given)]):
        blocks = [
            text.fit(words, style=style, width_px=width_px, max_lines=2, min_size_px=16)
            for words in lines
            if words
        ]
        if _height(blocks) <= height_px:
            return blocks
    if height_px < 16 or not given:
        return []
    words = " · ".join(given)
    return [text.fit(words, style=style, width_px=width_px, height_px=height_px, min_size_px=16)]


def _gap(small_px: int) -> int:
    return round(small_px * 0.42)


def _height(blocks: list[Block]) -> int:
    return sum(block.height_px for block in blocks) + sum(
        _gap(block.style.size_px) for block in blocks[1:]
    )


def _draw_words(image: Image.Image, blocks: list[Block], *, x: int, y: int) -> None:
    for index, block in enumerate(blocks):
        y += _gap(block.style.size_px) if index else 0
        y = text.draw(image, block, x=x, y=y)


def _centred(image: Image.Image, letters: str, box: Box, *, ink: Colour) -> None:
    style = Style(round(box.width * 0.36), ink, weight=700)
    block = text.fit(letters, style=style, width_px=box.width)
    top = box.y + (box.height - block.baselines_px[0]) // 2
    text.draw(image, block, x=box.x + box.width // 2, y=top, align="centre")


def _grounds(colours: Palette) -> tuple[Colour, Colour, Colour]:
    _, chroma, hue = to_oklch(colours.primary_on_paper)
    return (
        from_oklch(0.88, min(chroma, 0.06), hue),
        from_oklch(0.42, min(chroma, 0.09), hue),
        from_oklch(0.87, 0.06, to_oklch(colours.accent).hue),
    )
