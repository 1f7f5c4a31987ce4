"""What the calendar shows of a range of days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q

from content.models import Post, PostMedia, Publication
from content.models.post import PostState
from content.models.publication import PublicationState

# The one state that tells a person most about a post on several channels comes first.
_LOUDEST = (
    PublicationState.FAILED,
    PublicationState.BLOCKED,
    PublicationState.UNKNOWN,
    PublicationState.HELD,
    PublicationState.SENDING,
    PublicationState.SCHEDULED,
    PublicationState.PUBLISHED,
    PublicationState.CANCELLED,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One post on the calendar. `state` is its own while nothing is scheduled ("draft",
    "submitted"), else the loudest of its publications'."""

    post: Post
    at: datetime
    state: str
    networks: tuple[str, ...]
    thumbnail_token: str


def entries(library_id: int, *, start: datetime, end: datetime) -> list[Entry]:
    """Posts planned from `start` up to but not including `end` (UTC), in order of time."""
    posts = (
        Post.objects.filter(library_id=library_id, planned_at__gte=start, planned_at__lt=end)
        .exclude(Q(state=PostState.CANCELLED) & Q(publications=None))
        .prefetch_related(
            Prefetch("publications", Publication.objects.select_related("channel")),
            Prefetch("post_media", PostMedia.objects.select_related("media")),
            "channels",
        )
        .order_by("planned_at", "pk")
    )
    return [_entry(post) for post in posts]


def undated(library_id: int, *, limit: int = 50) -> list[Post]:
    """Drafts without a day yet, newest change first."""
    return list(
        Post.objects.filter(library_id=library_id, planned_at=None)
        .exclude(state=PostState.CANCELLED)
        .select_related("created_by")
        .prefetch_related("channels", "post_media__media")
        .order_by("-updated_at")[:limit]
    )


def _entry(post: Post) -> Entry:
    publications = list(post.publications.all())
    pictures = list(post.post_media.all())
    channels = [item.channel for item in publications] or list(post.channels.all())
    assert post.planned_at is not None  # noqa: S101  (the query asked for it)
    return Entry(
        post=post,
        at=post.planned_at,
        state=shown_state(post, (item.state for item in publications)),
        networks=tuple(sorted({channel.network for channel in channels})),
        thumbnail_token=pictures[0].media.token if pictures else "",
    )


def shown_state(post: Post, publication_states: Iterable[str]) -> str:
    """The one word for a post: its own state, or the loudest of its publications'."""
    if post.state in {PostState.DRAFT, PostState.SUBMITTED, PostState.CANCELLED}:
        return post.state
    states = set(publication_states)
    return next((state.value for state in _LOUDEST if state in states), post.state)
