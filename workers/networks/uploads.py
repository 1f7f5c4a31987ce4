"""Uploading several pictures so that a failure in the middle loses nothing already uploaded."""

from collections.abc import Callable, Sequence
from typing import Final

from workers.networks.base import MediaItem, Prepared
from workers.networks.errors import Rejected, TryLater
from workers.networks.reasons import Reason

_PAUSE_S: Final = 5.0
_LONGEST_PAUSE_S: Final = 60.0


def in_order(
    media: Sequence[MediaItem], done: Sequence[str], upload: Callable[[MediaItem], str]
) -> tuple[list[str], float | None]:
    """Upload what `done` does not have yet. Returns all ids so far, in the order of `media`, and
    None, or after how many seconds to go on.

    Raises TryLater only when this round uploaded nothing, so that ids are never lost with it.
    """
    ids = list(done)
    for item in media[len(done) :]:
        try:
            ids.append(upload(item))
        except TryLater as error:
            if len(ids) == len(done):
                raise
            return ids, pause_after(error)
    return ids, None


def pause_after(error: TryLater) -> float:
    """Seconds until the next round. Kept short when the network asks for a long wait: that round
    then gets nowhere, so raises, and people see why the post waits."""
    return min(error.after_s or _PAUSE_S, _LONGEST_PAUSE_S)


def ids_in(prepared: Prepared | None, key: str) -> list[str]:
    """The ids stored under `key`; none when nothing was prepared."""
    stored = prepared.data.get(key) if prepared else None
    return [str(one) for one in stored] if isinstance(stored, list | tuple) else []


def read_file(item: MediaItem) -> bytes:
    """The picture's bytes. Raises Rejected when the file is gone."""
    try:
        return item.path.read_bytes()
    except OSError as error:
        detail = f"{item.path.name}: {error.strerror}"
    raise Rejected(Reason.MEDIA_MISSING, detail=detail)


def check_count(media: Sequence[MediaItem], *, most: int) -> None:
    """Raises Rejected when there are more pictures than one post takes."""
    if len(media) > most:
        raise Rejected(Reason.TOO_MANY_MEDIA, params={"max": most})
