"""The font files: which there are, what they cover, and opening them.

`fonts.json` lists them for this module and for the front-end build, which copies them from npm
packages into the git-ignored folder `fonts/`.
"""

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from PIL import ImageFont, features

from content.studio.errors import FontsMissing

FOLDER = Path(__file__).with_name("fonts")
_LISTING: dict[str, Any] = json.loads(
    Path(__file__).with_name("fonts.json").read_text(encoding="utf-8")
)


def files(folder: Path = FOLDER) -> list[Path]:
    """Every font file the studio draws with, present or not."""
    return [
        folder / f"{family['file']}_{weight}.ttf"
        for family in _LISTING["families"].values()
        for weight in family["weights"].values()
    ]


def require(folder: Path = FOLDER) -> None:
    """Raises FontsMissing, naming the first file that is not there."""
    for path in files(folder):
        if not path.is_file():
            raise FontsMissing(path)


def shaping_available() -> bool:
    """Can this machine join Arabic letters and run them right to left?

    Pillow carries Raqm and HarfBuzz itself but loads FriBiDi from the system. Without it Raqm is
    silently replaced by a layout that draws every letter alone, left to right.
    """
    return bool(features.check("raqm") and features.version("fribidi"))


def fallbacks(family: str) -> tuple[str, ...]:
    """Families tried in turn for text set in `family`."""
    return tuple(_LISTING["fallback"][family])


@cache
def path(family: str, weight: int) -> Path:
    """The file of `family` nearest to `weight`; of two equally near, the bolder."""
    entry = _LISTING["families"][family]
    nearest = min(entry["weights"], key=lambda has: (abs(int(has) - weight), -int(has)))
    return FOLDER / f"{entry['file']}_{entry['weights'][nearest]}.ttf"


@lru_cache(maxsize=512)
def opened(family: str, weight: int, size_px: int) -> ImageFont.FreeTypeFont:
    """Raises FontsMissing."""
    file = path(family, weight)
    if not file.is_file():
        raise FontsMissing(file)
    layout = ImageFont.Layout.RAQM if shaping_available() else ImageFont.Layout.BASIC
    return ImageFont.truetype(file, size_px, layout_engine=layout)


def covered(family: str) -> frozenset[int]:
    """Code points `family` has glyphs for (every weight of a family has the same)."""
    return _measured(family)[0]


def cap_height(family: str) -> float:
    """Height of a capital letter as a share of the font size."""
    return _measured(family)[1]


@cache
def _measured(family: str) -> tuple[frozenset[int], float]:
    file = path(family, 500)
    if not file.is_file():
        raise FontsMissing(file)
    with TTFont(file, lazy=True) as tables:
        cap_height = float(tables["OS/2"].sCapHeight / tables["head"].unitsPerEm)
        # Scripts without capitals say 0.
        return frozenset(tables.getBestCmap()), cap_height or 0.7
