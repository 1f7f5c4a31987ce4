"""What people do to one post on one channel after it was scheduled."""

import re
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from content import activities, metrics, publishing
from content.errors import InvalidPost, Problem, WrongState
from content.models import Post, Publication
from content.models.post import PostState
from content.models.publication import PublicationState
from content.permissions import Actor, Permission, require

# Many posts are read in one call, and one id that is none would fail it for all.
_REMOTE_ID: Final = re.compile(r"[0-9]+(_[0-9]+)?")


def visible(library_id: int) -> QuerySet[Publication]:
    """The library's publications with what a list shows of them."""
    return Publication.objects.filter(library_id=library_id).select_related(
        "post", "channel", "latest_snapshot"
    )


def send_again(publication: Publication, *, actor: Actor, now: datetime) -> None:
    """Let a failed, blocked or held row go: at its due time, or now when that has passed.

    Raises WrongState when it is in no such state, or what would go out is not approved.
    """
    require(actor, Permission.SCHEDULE, library_id=publication.library_id)
    with transaction.atomic():
        row = _lock(publication)
        _refuse_unapproved(row)
        if not publishing.send_again(row, now=now, actor_id=actor.user_id):
            raise WrongState(_("Only what failed or is held back can be sent again."))
        activities.note(actor, "publication.sent_again", now=now, post=row.post)
    publication.refresh_from_db()


def _lock(publication: Publication) -> Publication:
    """The row as it is now; an edit of its post waits until the commit."""
    # The post first, as `posts` does it: in another order two people could wait for each other.
    Post.objects.select_for_update().get(pk=publication.post_id)
    return (
        Publication.objects.select_for_update(of=("self",))
        .select_related("post", "channel")
        .get(pk=publication.pk)
    )


def _refuse_unapproved(row: Publication) -> None:
    if row.post.state != PostState.APPROVED or row.revision != row.post.revision:
        raise WrongState(_("This post was changed after its approval. Schedule it again."))
    if row.channel.disconnected_at is not None:
        raise WrongState(_("This channel is no longer connected. Connect it again first."))


def hold(publication: Publication, *, actor: Actor, now: datetime) -> None:
    """Keep back what still waits until somebody sends it again. Raises WrongState."""
    require(actor, Permission.SCHEDULE, library_id=publication.library_id)
    with transaction.atomic():
        row = _lock(publication)
        stopped = publishing.stop(
            row,
            to=PublicationState.HELD,
            reason="held",
            now=now,
            actor_id=actor.user_id,
        )
        if not stopped:
            raise WrongState(_("This is being sent, is already published or is held already."))
        activities.note(actor, "publication.held", now=now, post=row.post)
    publication.refresh_from_db()


def resolve_published(
    publication: Publication,
    *,
    actor: Actor,
    remote_id: str,
    now: datetime,
    permalink: str = "",
) -> None:
    """A person saw the post on the network: it is `remote_id` there.

    The time is that of the call, as near to the truth as we know it. Raises WrongState unless
    the outcome is unknown, InvalidPost when that remote post belongs to another publication or
    `remote_id` is no number of a post.
    """
    require(actor, Permission.SCHEDULE, library_id=publication.library_id)
    if not _REMOTE_ID.fullmatch(remote_id):
        raise InvalidPost([_no_remote_id()])
    try:
        with transaction.atomic():
            row = _lock(publication)
            found = publishing.found(
                row,
                remote_id=remote_id,
                permalink=permalink,
                published_at=row.called_at or row.claimed_at or row.due_at,
                now=now,
                collect_at=now,
                actor_id=actor.user_id,
            )
            if not found:
                raise _decided()
            activities.note(actor, "publication.found", now=now, post=row.post)
    except IntegrityError:  # remote_post_once_per_channel
        raise InvalidPost([_taken(remote_id)]) from None
    publication.refresh_from_db()


def resolve_absent(publication: Publication, *, actor: Actor, now: datetime) -> None:
    """A person looked and it is not on the network: it goes again at once. Raises WrongState."""
    require(actor, Permission.SCHEDULE, library_id=publication.library_id)
    with transaction.atomic():
        row = _lock(publication)
        if not publishing.absent(row, now=now, actor_id=actor.user_id):
            raise _decided()
        activities.note(actor, "publication.absent", now=now, post=row.post)
    publication.refresh_from_db()


def _decided() -> WrongState:
    return WrongState(_("There is no doubt about this publication, so nothing is to be decided."))


def _no_remote_id() -> Problem:
    return Problem(
        field="remote_id",
        code="bad_remote_id",
        message=_("This is not the number of a post."),
        hint=_("Send the number alone, not the address it stands in."),
    )


def _taken(remote_id: str) -> Problem:
    return Problem(
        field="remote_id",
        code="remote_post_taken",
        message=_("“%(id)s” already belongs to another post on this channel.") % {"id": remote_id},
        hint=_("Look at the network again and choose the right post."),
    )


def refresh_numbers(publication: Publication, *, actor: Actor, now: datetime) -> None:
    """Read the numbers at the next look. Raises WrongState before it is published."""
    require(actor, Permission.DRAFT, library_id=publication.library_id)
    if publication.state != PublicationState.PUBLISHED:
        raise WrongState(_("There are no numbers before a post is published."))
    metrics.refresh(publication, now=now)
    publication.refresh_from_db()
