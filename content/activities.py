"""Who did what: one line each, never changed."""

from datetime import datetime

from content.models import Activity, Channel, Post
from content.permissions import Actor


def note(
    actor: Actor,
    verb: str,
    *,
    now: datetime,
    post: Post | None = None,
    channel: Channel | None = None,
    note: str = "",
) -> None:
    """Write down that `actor` did `verb` ("post.approved") to a post or channel."""
    Activity.objects.create(
        library_id=actor.library_id,
        at=now,
        actor_id=actor.user_id,
        verb=verb,
        post=post,
        channel=channel,
        note=note,
    )
