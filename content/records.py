"""Titles of the catalogue: kept once a source, found again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from content.models import Library, Media, Record


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What a catalogue says about a title; texts are plain, `isbn` is 13 digits or empty."""

    source: str
    external_id: str
    title: str
    subtitle: str = ""
    responsibility: str = ""
    authors: Sequence[str] = ()
    publisher: str = ""
    place: str = ""
    year: str = ""
    isbn: str = ""
    call_number: str = ""
    subjects: Sequence[str] = ()
    language: str = ""
    notes: str = ""
    holdings: Sequence[dict[str, str]] = field(default_factory=tuple)
    url: str = ""
    catalogued_at: datetime | None = None


def keep(
    library: Library, *, facts: RecordFacts, now: datetime, cover: Media | None = None
) -> Record:
    """The library's row for a title, with what the catalogue says now."""
    record, _created = Record.objects.update_or_create(
        library=library,
        source=facts.source,
        external_id=facts.external_id,
        defaults={
            "title": facts.title[:1000],
            "subtitle": facts.subtitle[:1000],
            "responsibility": facts.responsibility[:1000],
            "authors": list(facts.authors),
            "publisher": facts.publisher[:300],
            "place": facts.place[:200],
            "year": facts.year[:20],
            "isbn": facts.isbn,
            "call_number": facts.call_number[:100],
            "subjects": list(facts.subjects),
            "language": facts.language[:20],
            "notes": facts.notes,
            "holdings": list(facts.holdings),
            "url": facts.url[:2000],
            "catalogued_at": facts.catalogued_at,
            "read_at": now,
            **({"cover": cover} if cover else {}),
        },
    )
    return record


def by_line(record: Record) -> str:
    """Who made it, as a reader expects to see it: the statement of responsibility, else names."""
    return record.responsibility or ", ".join(record.authors)
