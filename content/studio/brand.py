"""A library's look, and the few colours every template is built from."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from content.studio import colour, contrast
from content.studio.colour import WHITE, Colour


@dataclass(frozen=True, slots=True)
class Brand:
    """What a library gives: colours as `#0B6E4F`, a logo file if it has one.

    `npp_number` is drawn as given ("NPP 3173…"), as accreditation asks on every flyer.
    """

    name: str
    primary: str
    accent: str
    logo: Path | None = None
    npp_number: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by their place. What stands on `field` or `paper` is readable there;
    `accent_on_field` in bold from 22 px up."""

    field: Colour
    field_lifted: Colour
    on_field: Colour
    on_field_soft: Colour
    accent_on_field: Colour
    paper: Colour
    tint: Colour
    hairline: Colour
    ink: Colour
    ink_soft: Colour
    primary_on_paper: Colour
    accent: Colour
    on_accent: Colour


@lru_cache(maxsize=64)
def palette(brand: Brand) -> Palette:
    """Everything derived from two colours, whatever a library has chosen."""
    primary, accent = colour.parse(brand.primary), colour.parse(brand.accent)
    _, chroma, hue = colour.to_oklch(primary)
    ink = colour.from_oklch(0.25, min(chroma, 0.045), hue)
    paper = colour.from_oklch(0.982, min(chroma, 0.008), hue)
    field = _field(primary)
    on_field = contrast.ink_on(field, dark=ink)
    return Palette(
        field=field,
        field_lifted=_lifted(field),
        on_field=on_field,
        on_field_soft=contrast.readable(colour.mix(on_field, field, 0.22), on=field),
        accent_on_field=contrast.readable(accent, on=field, at_least=contrast.LARGE_TEXT),
        paper=paper,
        tint=colour.from_oklch(0.94, min(chroma, 0.028), hue),
        hairline=colour.from_oklch(0.89, min(chroma, 0.02), hue),
        ink=ink,
        ink_soft=colour.from_oklch(0.47, min(chroma, 0.035), hue),
        primary_on_paper=_lettering(primary, accent, paper=paper),
        accent=accent,
        on_accent=contrast.ink_on(accent, dark=ink),
    )


def _field(primary: Colour) -> Colour:
    """The large coloured ground: the primary itself, or a shade of it lettering can stand on.

    A middling colour is deepened for white letters; a light one stays light and takes dark ones.
    """
    if contrast.ratio(WHITE, primary) >= 2.4:
        return _deepened(primary)
    lightness, chroma, hue = colour.to_oklch(primary)
    return colour.from_oklch(min(lightness, 0.93), chroma, hue)


def _lettering(primary: Colour, accent: Colour, *, paper: Colour) -> Colour:
    """Coloured words on paper: a pale primary would have to turn to mud, so the accent steps in."""
    chosen = max((primary, accent), key=lambda colour: contrast.ratio(colour, paper))
    if contrast.ratio(primary, paper) >= 2.4:
        chosen = primary
    return contrast.readable(chosen, on=paper)


def _deepened(primary: Colour) -> Colour:
    found = primary
    while contrast.ratio(WHITE, found) < contrast.TEXT:
        found = colour.lighter(found, -0.01)
    return found


def _lifted(field: Colour) -> Colour:
    return colour.lighter(field, 0.045 if contrast.luminance(field) < 0.4 else -0.04)
