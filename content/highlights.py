"""Collection highlights: chosen titles, and their pictures."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from content import drawn, records, times
from content.branding import brand_of
from content.drafts import PictureChoice
from content.models import Highlight, HighlightItem, Library, Record
from content.permissions import Actor, Permission, require
from content.studio import highlight
from content.studio.books import Book
from content.studio.selection import Selection, alt_text


def create(
    library: Library,
    *,
    actor: Actor,
    heading: str,
    records: Sequence[Record],
    now: datetime,
    note: str = "",
) -> Highlight:
    """A highlight of these titles, in this order."""
    require(actor, Permission.DRAFT, library_id=library.pk)
    with transaction.atomic():
        row = Highlight.objects.create(library=library, heading=heading, note=note, created_at=now)
        HighlightItem.objects.bulk_create(
            HighlightItem(highlight=row, record=record, position=position)
            for position, record in enumerate(records, start=1)
        )
    return row


def pictures(row: Highlight, *, actor: Actor, now: datetime) -> list[PictureChoice]:
    """Draw the highlight in each size and keep it, with its alt text, for the networks it is for.

    Raises StudioError when something on it cannot be drawn.
    """
    require(actor, Permission.DRAFT, library_id=row.library_id)
    selection = selection_of(row, now=now)
    brand = brand_of(row.library)
    return drawn.in_each_size(
        row.library,
        draw=lambda size: highlight.draw(selection, brand=brand, size=size),
        name=f"highlight-{row.pk}",
        alt_text=alt_text(selection),
        now=now,
    )


def selection_of(row: Highlight, *, now: datetime) -> Selection:
    """What is drawn, in the library's main language."""
    with translation.override((row.library.languages or ["id"])[0]):
        day = times.date_text(now, zone=row.library.time_zone)
        return Selection(
            heading=row.heading,
            books=tuple(_book(item.record) for item in _items(row)),
            note=row.note or _("As catalogued on %(day)s") % {"day": day},
        )


def _items(row: Highlight) -> Sequence[HighlightItem]:
    return list(row.items.select_related("record__cover"))


def _book(record: Record) -> Book:
    return Book(
        title=record.title,
        responsibility=records.by_line(record),
        call_number=record.call_number,
        cover=Path(record.cover.file.path) if record.cover else None,
    )
