"""What is on a collection highlight."""

from dataclasses import dataclass

from content.studio.books import Book

MAX_BOOKS = 6


@dataclass(frozen=True, slots=True)
class Selection:
    """Books under a heading ("Koleksi Baru Pekan Ini"). `note` says what holds for all of them
    ("Tersedia per 24 Nov 2026"); `series` is the short line over the heading."""

    heading: str
    books: tuple[Book, ...]
    series: str = ""
    note: str = ""
    contact: str = ""


def alt_text(selection: Selection) -> str:
    """What the highlight says, for people who do not see it, in its own words."""
    books = [
        ", ".join(part for part in (book.title, book.responsibility, book.call_number) if part)
        for book in selection.books
    ]
    facts = [selection.heading, "; ".join(books), selection.note]
    return ". ".join(fact.rstrip(".") for fact in facts if fact) + "."
