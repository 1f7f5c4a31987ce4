"""Whether the calendar and the practice networks' own journal tell the same story."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from workers.sandbox.rows import JournalEntry

if TYPE_CHECKING:
    from content.models import Publication

_SHOWN = 5


def disagreements(
    publications: "Iterable[Publication]", *, journal: Sequence[JournalEntry]
) -> list[str]:
    """What is missing, there twice, or there without being ours; empty when all agrees.

    `journal` is what visitors can see: the entries of kind "post".
    """
    there = Counter((entry.network, entry.remote_id) for entry in journal)
    rows = list(publications)
    ours = {(row.channel.network, row.remote_id) for row in rows if row.remote_id}
    return [
        *_said(
            "not published", [f"{row} {row.reason} {row.detail}" for row in rows if _waits(row)]
        ),
        *_said("missing on the network", sorted(map(str, ours - set(there)))),
        *_said("twice on the network", [str(post) for post, times in there.items() if times > 1]),
        *_said("not of the calendar", sorted(map(str, set(there) - ours))),
    ]


def _waits(publication: "Publication") -> bool:
    return publication.state != "published" or not publication.remote_id


def _said(what: str, found: list[str]) -> list[str]:
    if not found:
        return []
    more = ["…"] if len(found) > _SHOWN else []
    return [f"{len(found)} {what}: {'; '.join([*found[:_SHOWN], *more])}"]
