"""The head of a flyer: status, series, title and subtitle, fitted first and drawn later."""

from dataclasses import dataclass

from PIL import Image

from content.studio import contrast, frame, shapes, text
from content.studio.brand import Palette
from content.studio.canvas import Box
from content.studio.colour import Colour
from content.studio.event import Event
from content.studio.text import Block, Style

_STATUS_PX = 72
_STATUS_RED: Colour = (196, 43, 28)
_EYEBROW_PX = 26
_SUBTITLE_PX = 31
_AFTER_STATUS = 36
_AFTER_EYEBROW = 32
_AFTER_TITLE = 30


@dataclass(frozen=True, slots=True)
class Head:
    event: Event
    title: Block
    subtitle: Block | None

    @property
    def height_px(self) -> int:
        above = _above_title(self.event)
        below = self.subtitle.height_px + _AFTER_TITLE if self.subtitle else 0
        return above + self.title.height_px + below


def fit(
    event: Event, *, width_px: int, height_px: int, colours: Palette, title_px: int, max_lines: int
) -> Head:
    """The title gets what the subtitle leaves; both are shrunk before anything is cut."""
    subtitle = None
    room = height_px - _above_title(event)
    if event.subtitle:
        subtitle = text.fit(
            event.subtitle,
            style=Style(_SUBTITLE_PX, colours.on_field_soft, weight=500, leading=1.34),
            width_px=width_px,
            max_lines=2,
            min_size_px=22,
            balanced=True,
        )
        room -= subtitle.height_px + _AFTER_TITLE
    title = text.fit(
        event.title,
        style=Style(title_px, colours.on_field, weight=800, leading=1.12, tracking=-0.015),
        width_px=width_px,
        height_px=room,
        max_lines=max_lines,
        min_size_px=30,
        balanced=True,
    )
    return Head(event, title, subtitle)


def draw(image: Image.Image, head: Head, box: Box, *, colours: Palette) -> None:
    """Draw from the top of `box`."""
    event, y = head.event, box.y
    if event.status:
        _status(image, event.status, box.from_top(_STATUS_PX), colours=colours)
        y += _STATUS_PX + _AFTER_STATUS
    if event.series:
        frame.eyebrow(
            image, event.series, box.below(y), ink=colours.accent_on_field, size_px=_EYEBROW_PX
        )
        y += _EYEBROW_PX + _AFTER_EYEBROW
    y = text.draw(image, head.title, x=box.x, y=y)
    if head.subtitle:
        text.draw(image, head.subtitle, x=box.x, y=y + _AFTER_TITLE)


def _above_title(event: Event) -> int:
    status = _STATUS_PX + _AFTER_STATUS if event.status else 0
    return status + (_EYEBROW_PX + _AFTER_EYEBROW if event.series else 0)


def _status(image: Image.Image, words: str, plate: Box, *, colours: Palette) -> None:
    """A plate nobody overlooks, on a red ground too."""
    fill = _STATUS_RED
    if contrast.ratio(fill, colours.field) < 1.8:
        fill = colours.on_field
    shapes.rectangle(image, plate, fill=fill, radius_px=14)
    block = text.fit(
        words,
        style=Style(36, contrast.ink_on(fill, dark=colours.ink), weight=800, tracking=0.08),
        width_px=plate.width - 48,
        max_lines=1,
        min_size_px=20,
    )
    top = plate.y + (plate.height - block.baselines_px[0]) // 2
    text.draw(image, block, x=plate.x + plate.width // 2, y=top, align="centre")
