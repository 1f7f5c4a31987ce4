"""Splitting a text into runs that one font can draw, and putting them in reading order.

Pillow has no font fallback: a font without a letter draws a box. So each word gets the first
family that has all of it, and only a word no family has whole is split letter by letter.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from content.studio import typefaces
from content.studio.errors import MissingGlyph, ShapingMissing

_WORDS = re.compile(r"\s+|\S+")
_SHAPED = {"arabic", "javanese"}
# Joiners, direction marks and variation selectors steer shaping and have no shape of their own.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff]")


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring characters drawn with one font in one direction."""

    text: str
    family: str
    rtl: bool = False


@lru_cache(maxsize=4096)
def runs(text: str, family: str) -> tuple[Run, ...]:
    """The runs of one line, from left to right on the page.

    Raises MissingGlyph for a character no family has, ShapingMissing for a script this machine
    cannot shape.
    """
    logical = _merged(_spaces_given_to_neighbours(_by_word(text, family)))
    logical = [run if run.family else _run(run.text, "sans") for run in logical]
    if any(run.family in _SHAPED for run in logical):
        require_shaping(text, available=typefaces.shaping_available())
    return tuple(reversed(logical)) if reads_right_to_left(text) else tuple(logical)


def require_shaping(text: str, *, available: bool) -> None:
    """Raises ShapingMissing: letters drawn alone and backwards are worse than no picture."""
    if not available:
        raise ShapingMissing(text)


def reads_right_to_left(text: str) -> bool:
    """Is the first letter with a direction one of Arabic or Hebrew?"""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def _by_word(text: str, family: str) -> list[Run]:
    found: list[Run] = []
    for word in _WORDS.findall(text):
        if word.isspace():
            found.append(Run(" ", ""))
            continue
        whole = _family_with(word, family)
        parts = [word] if whole else list(word)
        found += [_run(part, whole or _family_of(part, family, text=text)) for part in parts]
    return found


def _run(text: str, family: str) -> Run:
    return Run(text, family, rtl=family == "arabic")


def _family_with(word: str, family: str) -> str | None:
    needed = {ord(character) for character in _INVISIBLE.sub("", word)}
    stack = typefaces.fallbacks(family)
    return next((name for name in stack if needed <= typefaces.covered(name)), None)


def _family_of(character: str, family: str, *, text: str) -> str:
    found = _family_with(character, family)
    if found is None:
        raise MissingGlyph(character, text=text)
    return found


def _spaces_given_to_neighbours(found: list[Run]) -> list[Run]:
    """A space between runs of one family is theirs; any other stays a run of its own.

    Inside a run that goes the other way than the line it would be drawn on the far side.
    """
    settled: list[Run] = []
    for index, run in enumerate(found):
        if run.family:
            settled.append(run)
            continue
        before = settled[-1] if settled else None
        after = next((later for later in found[index:] if later.family), None)
        same = before and after and before.family == after.family
        settled.append(_run(" ", before.family) if before and same else run)
    return settled


def _merged(settled: list[Run]) -> list[Run]:
    merged: list[Run] = []
    for run in settled:
        if merged and merged[-1].family == run.family:
            merged[-1] = Run(merged[-1].text + run.text, run.family, run.rtl)
        else:
            merged.append(run)
    return merged
