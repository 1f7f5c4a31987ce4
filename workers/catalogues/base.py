"""What a catalogue says about a title, whatever catalogue it is."""

from dataclasses import dataclass, field
from datetime import datetime


class BadAnswer(ValueError):
    """The catalogue answered with something that is not what was asked for."""


@dataclass(frozen=True, slots=True)
class Holding:
    """One copy."""

    item_code: str
    location: str
    call_number: str


@dataclass(frozen=True, slots=True)
class CatalogueRecord:
    """One title; texts are plain, in their own scripts. `cover` is the server's file name.

    `catalogued_at` has no zone: catalogues write the library's wall time.
    """

    external_id: str
    title: str
    subtitle: str = ""
    responsibility: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    year: str = ""
    isbn: str = ""
    call_number: str = ""
    subjects: tuple[str, ...] = ()
    language: str = ""
    notes: str = ""
    holdings: tuple[Holding, ...] = field(default=())
    cover: str = ""
    catalogued_at: datetime | None = None
