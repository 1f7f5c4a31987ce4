"""What every template shares: who speaks (masthead) and the last line (footer)."""

from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from content import imaging
from content.studio import icons, shapes, text
from content.studio.brand import Brand, Palette
from content.studio.canvas import Box
from content.studio.colour import WHITE, Colour
from content.studio.text import Block, Style

MASTHEAD_PX = 64
_FOOTER_GAP = 10
_NPP_BESIDE_PX = 560


def masthead(image: Image.Image, brand: Brand, box: Box, *, colours: Palette) -> None:
    """Logo or drawn mark with the library's name; its NPP at the far end, or under the name where
    the box is narrow. MASTHEAD_PX high when there is width enough."""
    mark = Box(box.x, box.y, MASTHEAD_PX, MASTHEAD_PX)
    words = box.right_of(mark.x + _mark(image, mark, logo=brand.logo, colours=colours) + 18)
    npp = Style(20, colours.on_field_soft, weight=600)
    beside = words.width >= _NPP_BESIDE_PX
    if brand.npp_number and beside:
        number = text.fit(brand.npp_number, style=npp, width_px=300, max_lines=1, min_size_px=14)
        top = _middle(mark, number.height_px)
        text.draw(image, number, x=words.right, y=top, align="right")
        words = words.from_left(words.width - number.width_px - 28)
    blocks = [_name(brand.name, words.width, colours=colours)]
    if brand.npp_number and not beside:
        style = replace(npp, size_px=18)
        blocks.append(
            text.fit(
                brand.npp_number, style=style, width_px=words.width, max_lines=1, min_size_px=13
            )
        )
    height = sum(block.height_px for block in blocks) + 12 * (len(blocks) - 1)
    y = max(mark.y + 2, _middle(mark, height))
    for block in blocks:
        y = text.draw(image, block, x=words.x, y=y) + 12


def _name(name: str, width_px: int, *, colours: Palette) -> Block:
    return text.fit(
        name,
        style=Style(27, colours.on_field, weight=700, leading=1.22),
        width_px=width_px,
        max_lines=2,
        min_size_px=16,
        balanced=True,
    )


@dataclass(frozen=True, slots=True)
class Footer:
    """The last lines with the hairline over them."""

    blocks: tuple[Block, ...]

    @property
    def height_px(self) -> int:
        return sum(block.height_px + _FOOTER_GAP for block in self.blocks) + 14


def fit_footer(words: tuple[str, ...], *, width_px: int, colours: Palette) -> Footer:
    """One line when they fit, else one under the other."""
    style = Style(20, colours.ink_soft, weight=500)
    given = [part for part in words if part]
    joined = "   ·   ".join(given)
    lines = [joined] if given and text.width_of(joined, style) <= width_px else given
    return Footer(
        tuple(
            text.fit(line, style=style, width_px=width_px, max_lines=1, min_size_px=16)
            for line in lines
        )
    )


def draw_footer(image: Image.Image, footer: Footer, box: Box, *, colours: Palette) -> None:
    """On the bottom of `box`."""
    y = box.bottom - footer.height_px
    if footer.blocks:
        shapes.rectangle(image, Box(box.x, y, box.width, 2), fill=colours.hairline)
    y += 14
    for block in footer.blocks:
        y = text.draw(image, block, x=box.x, y=y + _FOOTER_GAP)


def eyebrow(image: Image.Image, words: str, box: Box, *, ink: Colour, size_px: int = 26) -> int:
    """The short line over a title, with a bar before it; returns the y of its bottom."""
    block = text.fit(
        words,
        style=Style(size_px, ink, weight=700, tracking=0.01),
        width_px=box.width - 62,
        max_lines=1,
        min_size_px=22,
    )
    bar = Box(box.x, box.y + block.baselines_px[0] - round(block.style.size_px * 0.44), 44, 5)
    shapes.rectangle(image, bar, fill=ink, radius_px=2.5)
    return text.draw(image, block, x=box.x + 62, y=box.y)


def _mark(image: Image.Image, box: Box, *, logo: Path | None, colours: Palette) -> int:
    """Returns the width used."""
    if logo is None:
        shapes.rectangle(image, box, fill=colours.accent, radius_px=16)
        icons.book(image, box.inset(12), ink=colours.on_accent, ground=colours.accent)
        return box.width
    picture = imaging.upright_rgb(logo)
    picture.thumbnail((box.width * 4, box.height - 12), Image.Resampling.LANCZOS)
    plate = Box(box.x, box.y, max(box.width, picture.width + 16), box.height)
    shapes.rectangle(image, plate, fill=WHITE, radius_px=14)
    at = (
        plate.x + (plate.width - picture.width) // 2,
        plate.y + (plate.height - picture.height) // 2,
    )
    image.paste(picture, at)
    return plate.width


def _middle(box: Box, height_px: int) -> int:
    return box.y + (box.height - height_px) // 2 + 2
