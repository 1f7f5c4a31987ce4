"""The pieces both compositions of a flyer are put together from."""

from collections.abc import Callable

from PIL import Image

from content.studio import contrast, icons, people, qr, shapes, text
from content.studio.brand import Palette
from content.studio.canvas import Box
from content.studio.colour import WHITE, Colour
from content.studio.event import Event
from content.studio.people import Person
from content.studio.text import Style

STATUS_PX = 72
_STATUS_RED: Colour = (196, 43, 28)

Icon = Callable[..., None]


def title(
    image: Image.Image, event: Event, box: Box, *, colours: Palette, size_px: int, max_lines: int
) -> int:
    """Title and subtitle from the top of `box`; returns the y of the bottom."""
    subtitle_px = 31
    room = box.height - (2 * subtitle_px + 24 if event.subtitle else 0)
    heading = text.fit(
        event.title,
        style=Style(size_px, colours.on_field, weight=800, leading=1.12, tracking=-0.018),
        width_px=box.width,
        height_px=room,
        max_lines=max_lines,
        min_size_px=34,
        balanced=True,
    )
    y = text.draw(image, heading, x=box.x, y=box.y)
    if not event.subtitle:
        return y
    words = text.fit(
        event.subtitle,
        style=Style(subtitle_px, colours.on_field_soft, weight=500, leading=1.32),
        width_px=box.width,
        height_px=box.bottom - y - 24,
        max_lines=2,
        min_size_px=21,
    )
    return text.draw(image, words, x=box.x, y=y + 26)


def status(image: Image.Image, words: str, box: Box, *, colours: Palette) -> None:
    """A plate across `box` that nobody overlooks."""
    plate = _STATUS_RED
    if contrast.ratio(plate, colours.field) < 1.8:
        plate = colours.on_field
    ink = contrast.ink_on(plate, dark=colours.ink)
    shapes.rectangle(image, box, fill=plate, radius_px=14)
    block = text.fit(
        words,
        style=Style(38, ink, weight=800, tracking=0.08),
        width_px=box.width - 48,
        max_lines=1,
        min_size_px=20,
    )
    top = box.y + (box.height - block.baselines_px[0]) // 2
    text.draw(image, block, x=box.x + box.width // 2, y=top, align="centre")


def when_and_where(event: Event) -> list[tuple[Icon, str, tuple[str, ...]]]:
    """Icon, the main words, the smaller lines under them."""
    times = (icons.clock, event.times[0], event.times[1:]) if event.times else None
    facts = [(icons.calendar, event.date, ()), times, (icons.place, event.place, ())]
    return [fact for fact in facts if fact is not None and fact[1]]


def fact(
    image: Image.Image,
    icon: Icon,
    main: str,
    more: tuple[str, ...],
    box: Box,
    *,
    colours: Palette,
    on_field: bool,
    size_px: int,
) -> None:
    """One of when and where: an icon, bold words, smaller lines; centred on the height."""
    ink = colours.on_field if on_field else colours.ink
    soft = colours.on_field_soft if on_field else colours.ink_soft
    disc = colours.field_lifted if on_field else colours.tint
    mark = colours.accent_on_field if on_field else colours.primary_on_paper
    side = round(size_px * 2.05)
    circle = Box(box.x, box.y + (box.height - side) // 2, side, side)
    words = box.right_of(circle.right + 18)
    blocks = [_fact_words(main, ink, 700, size_px, words, lines=3 if not more else 2)]
    blocks += [_fact_words(line, soft, 500, round(size_px * 0.82), words, lines=1) for line in more]
    height = sum(block.height_px for block in blocks) + 10 * (len(blocks) - 1)
    shapes.ellipse(image, circle, fill=disc)
    icon(image, circle.inset(side // 4), ink=mark, ground=disc)
    y = box.y + (box.height - height) // 2
    for block in blocks:
        y = text.draw(image, block, x=words.x, y=y) + 10


def _fact_words(
    words: str, ink: Colour, weight: int, size_px: int, box: Box, *, lines: int
) -> text.Block:
    return text.fit(
        words,
        style=Style(size_px, ink, weight=weight, leading=1.24),
        width_px=box.width,
        height_px=box.height,
        max_lines=lines,
        min_size_px=17,
        balanced=True,
    )


def label(image: Image.Image, words: str, box: Box, *, colours: Palette) -> int:
    """A small heading with a hairline to the end of `box`; returns the y of its bottom."""
    block = text.fit(
        words,
        style=Style(22, colours.primary_on_paper, weight=700),
        width_px=box.width,
        max_lines=1,
    )
    text.draw(image, block, x=box.x, y=box.y)
    start = box.x + block.width_px + 18
    rule = Box(start, box.y + block.baselines_px[0] // 2, max(0, box.right - start), 2)
    shapes.rectangle(image, rule, fill=colours.hairline)
    return box.y + block.height_px


def registration(
    image: Image.Image, event: Event, box: Box, *, colours: Palette, code_px: int
) -> None:
    """QR code, address, badges and deadline, centred on the height of `box`."""
    words = box
    if event.registration_url:
        plate = Box(box.x, box.y + (box.height - code_px) // 2, code_px, code_px)
        shapes.rectangle(image, plate.inset(-2), fill=colours.hairline, radius_px=18)
        shapes.rectangle(image, plate, fill=WHITE, radius_px=16)
        qr.draw(image, event.registration_url, box=plate.inset(8), ink=colours.ink)
        words = box.right_of(plate.right + 32)
    rows = _registration_words(event, words, colours=colours)
    chips = [chip for chip in event.badges if chip]
    height = sum(block.height_px + 14 for block in rows)
    chip_rows = _chip_rows(chips, words.width, colours=colours)
    height += len(chip_rows) * (_CHIP_PX + 10)
    y = words.y + max(0, words.height - height + 10) // 2
    for block in rows:
        y = text.draw(image, block, x=words.x, y=y) + 14
    for chip_row in chip_rows:
        _draw_chips(image, chip_row, x=words.x, y=y + 2, colours=colours)
        y += _CHIP_PX + 10


_CHIP_PX = 44


def _registration_words(event: Event, box: Box, *, colours: Palette) -> list[text.Block]:
    wanted = [
        (event.labels.register if event.registration_url else "", 22, 600, colours.ink_soft),
        (event.address, 34, 800, colours.primary_on_paper),
        (event.deadline, 21, 500, colours.ink_soft),
    ]
    return [
        text.fit(
            words,
            style=Style(size_px, ink, weight=weight, leading=1.15),
            width_px=box.width,
            max_lines=2,
            min_size_px=17,
        )
        for words, size_px, weight, ink in wanted
        if words
    ]


def _chip_rows(
    chips: list[str], width_px: int, *, colours: Palette
) -> list[list[tuple[text.Block, int]]]:
    """Chips with their widths, as many a row as there is room for."""
    rows: list[list[tuple[text.Block, int]]] = []
    left = 0
    for words in chips:
        block = text.fit(
            words,
            style=Style(21, colours.ink, weight=600),
            width_px=width_px - 40,
            max_lines=1,
            min_size_px=15,
        )
        width = block.width_px + 40
        if not rows or width > left:
            rows.append([])
            left = width_px
        rows[-1].append((block, width))
        left -= width + 10
    return rows


def _draw_chips(
    image: Image.Image, chips: list[tuple[text.Block, int]], *, x: int, y: int, colours: Palette
) -> None:
    for block, width in chips:
        chip = Box(x, y, width, _CHIP_PX)
        shapes.rectangle(image, chip, fill=colours.tint, radius_px=_CHIP_PX / 2)
        text.draw(image, block, x=x + 20, y=y + (_CHIP_PX - block.baselines_px[0]) // 2)
        x += width + 10


def moderator(image: Image.Image, event: Event, box: Box, *, colours: Palette) -> None:
    """The moderator on one line, smaller than the speakers."""
    person = event.moderator
    if person is None:
        return
    head = text.fit(
        event.labels.moderator,
        style=Style(21, colours.ink_soft, weight=500),
        width_px=box.width // 3,
        max_lines=1,
    )
    side = box.height
    people.portrait(image, person, Box(box.x, box.y, side, side), colours=colours, turn=2)
    x = box.x + side + 16
    middle = box.y + side // 2
    text.draw(image, head, x=x, y=middle - head.baselines_px[0] // 2)
    x += head.width_px + 14
    name = text.fit(
        _with_institution(person),
        style=Style(22, colours.ink, weight=700),
        width_px=box.right - x,
        max_lines=1,
        min_size_px=17,
    )
    text.draw(image, name, x=x, y=middle - name.baselines_px[0] // 2)


def _with_institution(person: Person) -> str:
    return f"{person.name} · {person.institution}" if person.institution else person.name
