"""One line of `etalase doctor`."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """`level` "bad" makes the command fail; "note" is worth knowing; `todo` says what to do."""

    subject: str
    level: Literal["ok", "note", "bad"]
    said: str
    todo: str = ""


def ok(subject: str, said: str) -> Finding:
    return Finding(subject, "ok", said)


def note(subject: str, said: str, *, todo: str) -> Finding:
    return Finding(subject, "note", said, todo)


def bad(subject: str, said: str, *, todo: str) -> Finding:
    return Finding(subject, "bad", said, todo)
