"""Sizes, and boxes to lay things out in. All measures are pixels."""

from dataclasses import dataclass

from content.studio.errors import DoesNotFit


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle from its upper left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def corners(self) -> tuple[int, int, int, int]:
        return self.x, self.y, self.right, self.bottom

    def inset(self, by_x: int, by_y: int | None = None) -> "Box":
        by_y = by_x if by_y is None else by_y
        return Box(self.x + by_x, self.y + by_y, self.width - 2 * by_x, self.height - 2 * by_y)

    def from_top(self, height: int) -> "Box":
        return Box(self.x, self.y, self.width, height)

    def below(self, y: int) -> "Box":
        """What is left of the box under `y`."""
        return Box(self.x, y, self.width, self.bottom - y)

    def above(self, y: int) -> "Box":
        return Box(self.x, self.y, self.width, y - self.y)

    def from_left(self, width: int) -> "Box":
        return Box(self.x, self.y, width, self.height)

    def right_of(self, x: int) -> "Box":
        return Box(x, self.y, self.right - x, self.height)

    def cells(self, *, columns: int, rows: int, gap_x: int, gap_y: int) -> list["Box"]:
        """Equal cells, row by row."""
        width = (self.width - gap_x * (columns - 1)) // columns
        height = (self.height - gap_y * (rows - 1)) // rows
        return [
            Box(self.x + column * (width + gap_x), self.y + row * (height + gap_y), width, height)
            for row in range(rows)
            for column in range(columns)
        ]


@dataclass(frozen=True, slots=True)
class Size:
    """A format a picture is drawn in. Only the ground reaches into the margin."""

    name: str
    width_px: int
    height_px: int
    margin_px: int

    @property
    def page(self) -> Box:
        return Box(0, 0, self.width_px, self.height_px)

    @property
    def safe(self) -> Box:
        return self.page.inset(self.margin_px)


PORTRAIT = Size("portrait", 1080, 1350, 72)
SQUARE = Size("square", 1080, 1080, 72)
LANDSCAPE = Size("landscape", 1600, 900, 72)

SIZES = {size.name: size for size in (PORTRAIT, SQUARE, LANDSCAPE)}


def size_named(name: str, *, offered: tuple[Size, ...]) -> Size:
    """Raises DoesNotFit for a size the template has no composition for."""
    for size in offered:
        if size.name == name:
            return size
    names = ", ".join(size.name for size in offered)
    raise DoesNotFit(f"There is no {name!r} composition; there are: {names}.")
