"""Contrast as WCAG 2.2 counts it: 4.5 for text, 3 for large text (24 px and more)."""

from content.studio import colour
from content.studio.colour import WHITE, Colour

TEXT = 4.5
LARGE_TEXT = 3.0


def luminance(of: Colour) -> float:
    red, green, blue = (colour.linear(channel) for channel in of)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: Colour, other: Colour) -> float:
    """From 1 (the same) to 21 (black on white)."""
    darker, brighter = sorted((luminance(one), luminance(other)))
    return (brighter + 0.05) / (darker + 0.05)


def ink_on(ground: Colour, *, dark: Colour) -> Colour:
    """White or `dark`, whichever reads better on `ground`; darkened further where it must be."""
    if ratio(WHITE, ground) >= ratio(dark, ground):
        return readable(WHITE, on=ground)
    return readable(dark, on=ground)


def readable(wanted: Colour, *, on: Colour, at_least: float = TEXT) -> Colour:
    """The colour nearest to `wanted`, by lightness alone, that reads on `on`."""
    lightness, chroma, hue = colour.to_oklch(wanted)
    step, end = (0.01, 1.0) if luminance(on) < 0.18 else (-0.01, 0.0)
    found = wanted
    while ratio(found, on) < at_least and lightness != end:
        lightness = min(1.0, max(0.0, lightness + step))
        found = colour.from_oklch(lightness, chroma, hue)
    return found
