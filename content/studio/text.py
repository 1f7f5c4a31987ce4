"""Setting text: fitted into a box first, drawn afterwards, so that nothing ever overlaps.

A fitted block knows its real height, so the next thing can be placed under it. Its top edge is
the top of the capitals and its bottom edge the depth of the descenders, which is how an eye
aligns text, not how a font file describes itself.
"""

import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

from content.studio import scripts, typefaces
from content.studio.colour import Colour
from content.studio.scripts import Run

Align = Literal["left", "centre", "right"]

# Letters are set four times as large and reduced: at its own size FreeType rounds every letter's
# width to whole pixels, which makes words run into each other.
_SCALE = 4
_DESCENT = 0.22
_SHRINK = 0.96
_ELLIPSIS = "…"
# Beside Latin capitals Naskh looks small and Javanese, with signs above and below, large.
_OPTICAL = {"arabic": 1.12, "javanese": 0.92}
_BREAKABLE = re.compile(r"(?<=[-/–—_?&=.@])(?=\w)")


@dataclass(frozen=True, slots=True)
class Style:
    """How text looks. `leading` is line height and `tracking` extra letter space, both in em."""

    size_px: int
    colour: Colour
    weight: int = 500
    family: str = "sans"
    leading: float = 1.3
    tracking: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    width_px: int
    ascent_px: int
    descent_px: int


@dataclass(frozen=True, slots=True)
class Block:
    """Text that fits. `baselines_px` are measured from the top of the block."""

    style: Style
    lines: tuple[Line, ...]
    baselines_px: tuple[int, ...]
    width_px: int
    height_px: int
    shortened: bool = False


def fit(
    text: str,
    *,
    style: Style,
    width_px: int,
    height_px: int | None = None,
    max_lines: int | None = None,
    min_size_px: int | None = None,
    balanced: bool = False,
) -> Block:
    """Set `text` as large as it fits: shrunk down to `min_size_px`, then cut with an ellipsis.

    `balanced` makes the lines of a heading about equally long. Raises MissingGlyph and
    ShapingMissing.
    """
    smallest = min(min_size_px or style.size_px, style.size_px)
    size_px = style.size_px
    while True:
        sized = replace(style, size_px=size_px)
        block = _set(text, sized, width_px=width_px, balanced=balanced)
        if _fits(block, width_px=width_px, height_px=height_px, max_lines=max_lines):
            return block
        if size_px == smallest:
            break
        size_px = max(smallest, min(size_px - 1, int(size_px * _SHRINK)))
    return _shortened(text, sized, width_px=width_px, height_px=height_px, max_lines=max_lines)


def draw(image: Image.Image, block: Block, *, x: int, y: int, align: Align = "left") -> int:
    """Draw `block` with its top at `y`; `x` is its left edge, centre or right edge by `align`.

    Returns the y of its bottom.
    """
    shares = {"left": 0.0, "centre": 0.5, "right": 1.0}
    for line, baseline in zip(block.lines, block.baselines_px, strict=True):
        left = x - round(line.width_px * shares[align])
        _draw_line(image, line, block.style, x=left, baseline=y + baseline)
    return y + block.height_px


def width_of(text: str, style: Style) -> int:
    """Width of one line in pixels."""
    return _width(text, style.family, style.weight, style.size_px, style.tracking)


def _fits(block: Block, *, width_px: int, height_px: int | None, max_lines: int | None) -> bool:
    return (
        block.width_px <= width_px
        and (height_px is None or block.height_px <= height_px)
        and (max_lines is None or len(block.lines) <= max_lines)
    )


def _set(text: str, style: Style, *, width_px: int, balanced: bool) -> Block:
    lines = _wrapped(text, style, width_px=width_px)
    if balanced and len(lines) > 1:
        lines = _balanced(text, style, width_px=width_px, count=len(lines))
    return _block(lines, style)


def _wrapped(text: str, style: Style, *, width_px: int) -> list[str]:
    """Whole words only: a word wider than the box stays on a line of its own, too wide."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.append("")
        for word in re.split(r"[ \t]+", paragraph.strip(" \t")):
            longer = f"{lines[-1]} {word}".lstrip()
            if lines[-1] and width_of(longer, style) > width_px:
                lines.append(word)
            else:
                lines[-1] = longer
    return lines


def _balanced(text: str, style: Style, *, width_px: int, count: int) -> list[str]:
    """The narrowest setting that needs no more lines."""
    low, high = width_px // 2, width_px
    while high - low > 8:
        middle = (low + high) // 2
        lines = _wrapped(text, style, width_px=middle)
        wide = any(width_of(line, style) > middle for line in lines)
        low, high = (middle, high) if wide or len(lines) > count else (low, middle)
    return _wrapped(text, style, width_px=high)


def _shortened(
    text: str, style: Style, *, width_px: int, height_px: int | None, max_lines: int | None
) -> Block:
    """At the smallest size: words broken where they must be, then the lines there is room for."""
    lines = _broken(text, style, width_px=width_px)
    whole = _block(lines, style)
    if _fits(whole, width_px=width_px, height_px=height_px, max_lines=max_lines):
        return whole
    kept = len(lines) if max_lines is None else min(max_lines, len(lines))
    while kept > 1 and height_px is not None and _block(lines[:kept], style).height_px > height_px:
        kept -= 1
    last = lines[kept - 1] if kept == len(lines) else f"{lines[kept - 1]}{_ELLIPSIS}"
    lines = [*lines[: kept - 1], _cut(last, style, width_px=width_px)]
    return replace(_block(lines, style), shortened=True)


def _broken(text: str, style: Style, *, width_px: int) -> list[str]:
    """Lines in which even a long address or a word without spaces is broken to fit."""
    lines: list[str] = []
    for line in _wrapped(text, style, width_px=width_px):
        if width_of(line, style) <= width_px:
            lines.append(line)
        else:
            lines += _pieces(line, style, width_px=width_px)
    return lines


def _pieces(word: str, style: Style, *, width_px: int) -> list[str]:
    lines = [""]
    for part in _BREAKABLE.split(word):
        for unit in [part] if width_of(part, style) <= width_px else list(part):
            if lines[-1] and width_of(lines[-1] + unit, style) > width_px:
                lines.append(unit)
            else:
                lines[-1] += unit
    return lines


def _cut(line: str, style: Style, *, width_px: int) -> str:
    if width_of(line, style) <= width_px:
        return line
    kept = line.removesuffix(_ELLIPSIS)
    while kept and width_of(kept.rstrip(" ,.;:") + _ELLIPSIS, style) > width_px:
        kept = kept[:-1]
    return kept.rstrip(" ,.;:") + _ELLIPSIS


def _block(texts: list[str], style: Style) -> Block:
    lines = tuple(_line(text, style) for text in texts)
    baselines, y = [], 0
    for index, line in enumerate(lines):
        if index == 0:
            y = line.ascent_px
        else:
            deep = lines[index - 1].descent_px + line.ascent_px + round(style.size_px * 0.12)
            y += max(round(style.size_px * style.leading), deep)
        baselines.append(y)
    height = y + (lines[-1].descent_px if lines else 0)
    return Block(style, lines, tuple(baselines), max(line.width_px for line in lines), height)


def _line(text: str, style: Style) -> Line:
    # Accents, ascenders and the marks of other scripts reach further than a plain capital.
    ascent = typefaces.cap_height(style.family) * style.size_px
    descent = _DESCENT * style.size_px
    for run in scripts.runs(text, style.family):
        font, direction = _font(run, style), _direction(run)
        _, top, _, bottom = font.getbbox(run.text, anchor="ls", direction=direction)
        ascent, descent = max(ascent, -top / _SCALE), max(descent, bottom / _SCALE)
    return Line(text, width_of(text, style), math.ceil(ascent), math.ceil(descent))


@lru_cache(maxsize=65536)
def _width(text: str, family: str, weight: int, size_px: int, tracking: float) -> int:
    style = Style(size_px, (0, 0, 0), weight, family, tracking=tracking)
    return round(sum(_advance(run, style) for run in scripts.runs(text, family)))


def _advance(run: Run, style: Style) -> float:
    spaced = style.tracking * style.size_px * len(run.text) if run.family not in _OPTICAL else 0
    width = _font(run, style).getlength(run.text, direction=_direction(run))
    return width / _SCALE + spaced


def _font(run: Run, style: Style) -> ImageFont.FreeTypeFont:
    size_px = round(style.size_px * _OPTICAL.get(run.family, 1.0) * _SCALE)
    return typefaces.opened(run.family, style.weight, size_px)


def _direction(run: Run) -> str | None:
    return "rtl" if run.rtl else None


def _draw_line(image: Image.Image, line: Line, style: Style, *, x: int, baseline: int) -> None:
    bleed = style.size_px // 2  # accents and swashes reach beyond the line's own measures
    left, top = x - bleed, baseline - line.ascent_px - bleed
    size = (
        (line.width_px + 2 * bleed) * _SCALE,
        (line.ascent_px + line.descent_px + 2 * bleed) * _SCALE,
    )
    mask = Image.new("L", size, 0)
    pen, at = ImageDraw.Draw(mask), float(bleed * _SCALE)
    for run in scripts.runs(line.text, style.family):
        _draw_run(pen, run, style, x=at, baseline=(baseline - top) * _SCALE)
        at += _advance(run, style) * _SCALE
    image.paste(style.colour, (left, top), mask.reduce(_SCALE))


def _draw_run(pen: ImageDraw.ImageDraw, run: Run, style: Style, *, x: float, baseline: int) -> None:
    font = _font(run, style)
    spaced = style.tracking and run.family not in _OPTICAL
    for piece in run.text if spaced else [run.text]:
        pen.text((x, baseline), piece, fill=255, font=font, anchor="ls", direction=_direction(run))
        x += font.getlength(piece) + style.tracking * style.size_px * _SCALE if spaced else 0
