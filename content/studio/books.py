"""A book as a highlight shows it: its cover on a shelf, its caption, its spine label."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from content import imaging
from content.studio import covers, shapes, text
from content.studio.brand import Palette
from content.studio.canvas import Box
from content.studio.colour import WHITE
from content.studio.text import Block, Style


@dataclass(frozen=True, slots=True)
class Book:
    """All as in the catalogue. `call_number` is what people need to find it on the shelf."""

    title: str
    responsibility: str = ""
    call_number: str = ""
    cover: Path | None = None


def stand(image: Image.Image, book: Book, box: Box, *, colours: Palette, align: str) -> Box:
    """Put the cover on the bottom of `box`, as large as it fits; returns where it stands."""
    picture = _cover(book, box, colours=colours)
    x = box.x if align == "left" else box.x + (box.width - picture.width) // 2
    place = Box(x, box.bottom - picture.height, picture.width, picture.height)
    blur = max(6, place.width // 26)
    shapes.shadow(
        image, place, radius_px=2, blur_px=blur, drop_px=blur // 3, fill=(0, 0, 0), opacity=0.30
    )
    shapes.picture(image, place, of=picture, radius_px=max(2, place.width // 90))
    return place


def caption(image: Image.Image, book: Book, box: Box, *, colours: Palette, title_px: int) -> None:
    """Title, responsibility and call number from the top of `box`, all inside it.

    Call numbers are set in the serif: in the sans a small l and a capital I look the same.
    """
    small_px = max(17, round(title_px * 0.74))
    number = _line(
        book.call_number, Style(small_px, colours.primary_on_paper, weight=700, family="serif"), box
    )
    reserved = number.height_px + 14 if number else 0
    title = text.fit(
        book.title,
        style=Style(title_px, colours.ink, weight=700, family="serif", leading=1.2),
        width_px=box.width,
        height_px=max(title_px, box.height - reserved - round(small_px * 1.5)),
        min_size_px=max(16, round(title_px * 0.72)),
    )
    y = text.draw(image, title, x=box.x, y=box.y)
    if book.responsibility:
        left = box.bottom - y - reserved - 12
        style = Style(small_px, colours.ink_soft, weight=500, leading=1.25)
        block = text.fit(
            book.responsibility,
            style=style,
            width_px=box.width,
            height_px=max(small_px, left),
            max_lines=2,
            min_size_px=16,
        )
        if block.height_px <= left:
            y = text.draw(image, block, x=box.x, y=y + 12)
    if number:
        text.draw(image, number, x=box.x, y=y + 14)


@dataclass(frozen=True, slots=True)
class SpineLabel:
    """The label from the back of a book, a part of the call number on each line."""

    block: Block
    width_px: int
    height_px: int

    @classmethod
    def fit(cls, call_number: str, *, colours: Palette, size_px: int) -> "SpineLabel | None":
        """None where there is no call number."""
        parts = call_number.split()
        if not parts:
            return None
        lines = [*parts[:4], " ".join(parts[4:])] if len(parts) > 5 else parts
        style = Style(size_px, colours.ink, weight=700, family="serif", leading=1.32)
        block = text.fit(
            "\n".join(lines), style=style, width_px=size_px * 9, min_size_px=size_px // 2
        )
        width = max(size_px * 4, block.width_px + size_px * 2)
        return cls(block, width, block.height_px + size_px * 2)

    def draw(self, image: Image.Image, *, x: int, y: int, colours: Palette) -> None:
        size_px = self.block.style.size_px
        label = Box(x, y, self.width_px, self.height_px)
        shapes.rectangle(image, label.inset(-2), fill=colours.hairline, radius_px=12)
        shapes.rectangle(image, label, fill=WHITE, radius_px=10)
        top = label.from_top(max(8, size_px // 3))
        shapes.rectangle(image, top, fill=colours.accent, radius_px=4)
        middle = label.x + label.width // 2
        top_px = label.y + round(size_px * 1.15)
        text.draw(image, self.block, x=middle, y=top_px, align="centre")


def _line(words: str, style: Style, box: Box) -> Block | None:
    if not words:
        return None
    return text.fit(words, style=style, width_px=box.width, max_lines=1, min_size_px=15)


def _cover(book: Book, box: Box, *, colours: Palette) -> Image.Image:
    if book.cover is not None:
        picture = imaging.upright_rgb(book.cover)
        scale = min(box.width / picture.width, box.height / picture.height)
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        return picture.resize(size, Image.Resampling.LANCZOS)
    width = min(box.width, box.height * 2 // 3)
    return covers.draw(
        book.title,
        responsibility=book.responsibility,
        width_px=width,
        height_px=width * 3 // 2,
        colours=colours,
    )
