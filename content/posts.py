"""What people do to a post: draft, edit, submit, approve, schedule, publish now, cancel."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from content import activities, drafts, publishing, storable, times, validation
from content.drafts import Draft
from content.errors import InvalidPost, Problem, WrongState
from content.models import Event, Highlight, Library, Post
from content.models.post import PostState
from content.models.publication import PublicationState
from content.permissions import Actor, Permission, require
from content.times import PlannedTime


def visible(library_id: int) -> QuerySet[Post]:
    """The library's posts with what a page shows of them."""
    return (
        Post.objects.filter(library_id=library_id)
        .select_related("created_by", "approved_by", "highlight", "event")
        .prefetch_related("texts", "channels", "post_media__media", "publications__channel")
    )


# --- Drafting ---


def draft(
    library: Library,
    *,
    actor: Actor,
    now: datetime,
    content: Draft,
    highlight: Highlight | None = None,
    event: Event | None = None,
) -> Post:
    """A new draft. Raises InvalidPost for what cannot be kept at all."""
    require(actor, Permission.DRAFT, library_id=library.pk)
    for name, shown in (("highlight", highlight), ("event", event)):
        if shown is not None and shown.library_id != library.pk:
            raise InvalidPost([drafts.not_found(name, str(shown.pk))])
    with transaction.atomic():
        post = Post.objects.create(
            library=library,
            zone=library.time_zone,
            highlight=highlight,
            event=event,
            created_by_id=actor.user_id,
            created_at=now,
            updated_at=now,
        )
        drafts.apply(post, content)
        activities.note(actor, "post.drafted", now=now, post=post)
    return post


def edit(
    post: Post, *, actor: Actor, now: datetime, content: Draft, seen_revision: int | None = None
) -> Post:
    """Keep a change. `seen_revision` is the one the person's page showed: when somebody else
    changed the post meanwhile nothing is overwritten and WrongState says so.

    An admin's edit keeps the approval; anybody else's voids it and holds what was scheduled.
    """
    require(actor, Permission.DRAFT, library_id=post.library_id)
    with transaction.atomic():
        post = _lock(post)
        _refuse_unseen(post, seen_revision)
        _refuse_while_sending(post)
        before = drafts.substance(post)
        drafts.apply(post, content)
        if drafts.substance(post) != before:
            _new_revision(post, actor=actor, now=now)
    return post


@contextmanager
def tried_on(post: Post, *, actor: Actor, content: Draft) -> Iterator[Post]:
    """The post as it would be with this change; nothing of it is kept."""
    require(actor, Permission.DRAFT, library_id=post.library_id)
    with transaction.atomic():
        tried = _lock(post)
        drafts.apply(tried, content)
        yield tried
        transaction.set_rollback(True)


def changeable(post: Post) -> bool:
    """Whether `edit` would take a change now: not cancelled, not all published, not being sent."""
    try:
        _refuse_while_sending(post)
    except WrongState:
        return False
    return True


def _refuse_unseen(post: Post, seen_revision: int | None) -> None:
    if seen_revision is not None and seen_revision != post.revision:
        raise WrongState(_("Somebody else changed this post meanwhile. Load it again."))


def _lock(post: Post) -> Post:
    """The post as it is now, with its publications locked against a claim until the commit."""
    fresh = Post.objects.select_for_update().get(pk=post.pk)
    list(fresh.publications.select_for_update().values_list("pk"))
    return fresh


def _refuse_while_sending(post: Post) -> None:
    states = set(post.publications.values_list("state", flat=True))
    if states & {PublicationState.SENDING, PublicationState.UNKNOWN}:
        raise WrongState(_("This post is being published right now. Try again in a moment."))
    if post.state == PostState.CANCELLED:
        raise WrongState(_("This post was cancelled. Make a copy to use it again."))
    if states and states <= publishing.FINAL and PublicationState.PUBLISHED in states:
        raise WrongState(_("This post is already published, so it cannot be changed here."))


def _new_revision(post: Post, *, actor: Actor, now: datetime) -> None:
    post.revision += 1
    post.updated_at = now
    post.save(update_fields=["revision", "updated_at"])
    activities.note(actor, "post.edited", now=now, post=post)
    if post.state != PostState.APPROVED:
        return
    if actor.may(Permission.APPROVE):
        _refuse_errors(post)
        post.publications.filter(state__in=publishing.WAITING).update(revision=post.revision)
        _follow_plan(post, actor=actor, now=now)
    else:
        _void_approval(post, actor=actor, now=now)


def _follow_plan(post: Post, *, actor: Actor, now: datetime) -> None:
    """An approved post whose time or channels changed: its waiting publications follow."""
    if post.state != PostState.APPROVED or post.planned_at is None:
        return
    planned = PlannedTime(at=post.planned_at, local=post.planned_local, zone=post.zone)
    _cancel_taken_off(post, actor=actor, now=now)
    waiting = post.publications.filter(state__in=publishing.WAITING)
    moved = set(waiting.exclude(due_at=planned.at).values_list("channel_id", flat=True))
    alive = post.publications.exclude(state=PublicationState.CANCELLED).values("channel_id")
    added = set(post.channels.exclude(pk__in=alive).values_list("pk", flat=True))
    if (moved or added) and planned.at < now:
        raise InvalidPost([_past()])
    for channel_id in moved | added:
        _plan_on(post, channel_id, planned=planned, actor=actor, now=now)


def _cancel_taken_off(post: Post, *, actor: Actor, now: datetime) -> None:
    waiting = post.publications.filter(state__in=publishing.WAITING)
    for publication in waiting.exclude(channel__in=post.channels.all()):
        publishing.stop(
            publication,
            to=PublicationState.CANCELLED,
            reason="channel_taken_off",
            now=now,
            actor_id=actor.user_id,
        )


def _void_approval(post: Post, *, actor: Actor, now: datetime) -> None:
    post.state = PostState.DRAFT
    post.approved_by_id = post.approved_at = None
    post.save(update_fields=["state", "approved_by", "approved_at"])
    for publication in post.publications.filter(state__in=publishing.WAITING):
        publishing.stop(
            publication,
            to=PublicationState.HELD,
            reason="approval_voided",
            now=now,
            actor_id=actor.user_id,
        )


# --- From draft to schedule ---


def submit(post: Post, *, actor: Actor, now: datetime) -> None:
    """Ask an admin to approve. Raises InvalidPost with everything that is still missing."""
    require(actor, Permission.SUBMIT, library_id=post.library_id)
    _refuse_errors(post)
    _pass_on(post, source=(PostState.DRAFT,), to=PostState.SUBMITTED, now=now, submitted_at=now)
    activities.note(actor, "post.submitted", now=now, post=post)


def send_back(post: Post, *, actor: Actor, note: str, now: datetime) -> None:
    """Return a submitted post to its author with a word why."""
    require(actor, Permission.APPROVE, library_id=post.library_id)
    _pass_on(
        post,
        source=(PostState.SUBMITTED,),
        to=PostState.DRAFT,
        now=now,
        return_note=storable.text(note).strip(),
    )
    activities.note(actor, "post.sent_back", now=now, post=post, note=storable.text(note).strip())


def schedule(post: Post, *, actor: Actor, now: datetime, seen_revision: int | None = None) -> None:
    """Approve, and schedule one publication a channel at the planned time.

    `seen_revision` is the one the approver looked at: nothing unseen is ever approved.
    Raises InvalidPost when it cannot go out as it is, or its time has passed.
    """
    require(actor, Permission.SCHEDULE, library_id=post.library_id)
    with transaction.atomic():
        post_now = _lock(post)
        _refuse_unseen(post_now, seen_revision)
        if post_now.planned_at is not None and post_now.planned_at < now:
            raise InvalidPost([_past()])
        _approve(post_now, actor=actor, now=now)
        _schedule_all(post_now, actor=actor, now=now)
    post.refresh_from_db()


def publish_now(
    post: Post, *, actor: Actor, now: datetime, seen_revision: int | None = None
) -> None:
    """Approve, and set the due time of all that has not gone out to now. `seen_revision` as for
    `schedule`."""
    require(actor, Permission.SCHEDULE, library_id=post.library_id)
    with transaction.atomic():
        post_now = _lock(post)
        _refuse_unseen(post_now, seen_revision)
        planned = times.planned_at(now, zone=post_now.zone)
        post_now.planned_at, post_now.planned_local = planned.at, planned.local
        post_now.save(update_fields=["planned_at", "planned_local"])
        _approve(post_now, actor=actor, now=now)
        _schedule_all(post_now, actor=actor, now=now)
    post.refresh_from_db()


def _past() -> Problem:
    return Problem(
        field="planned_local",
        code="time_passed",
        message=_("The planned time has already passed."),
        hint=_("Choose a later time, or publish now."),
    )


def _approve(post: Post, *, actor: Actor, now: datetime) -> None:
    _refuse_while_sending(post)
    _refuse_errors(post)
    _pass_on(
        post,
        source=(PostState.DRAFT, PostState.SUBMITTED, PostState.APPROVED),
        to=PostState.APPROVED,
        now=now,
        approved_by_id=actor.user_id,
        approved_at=now,
        return_note="",
    )
    activities.note(actor, "post.approved", now=now, post=post)


def _schedule_all(post: Post, *, actor: Actor, now: datetime) -> None:
    assert post.planned_at is not None  # noqa: S101  (_refuse_errors has seen to it)
    planned = PlannedTime(at=post.planned_at, local=post.planned_local, zone=post.zone)
    _cancel_taken_off(post, actor=actor, now=now)
    done = set(
        post.publications.filter(state=PublicationState.PUBLISHED).values_list(
            "channel_id", flat=True
        )
    )
    for channel_id in post.channels.exclude(pk__in=done).values_list("pk", flat=True):
        _plan_on(post, channel_id, planned=planned, actor=actor, now=now)


def _plan_on(
    post: Post, channel_id: int, *, planned: PlannedTime, actor: Actor, now: datetime
) -> None:
    publishing.plan(
        post_id=post.pk,
        library_id=post.library_id,
        channel_id=channel_id,
        revision=post.revision,
        planned=planned,
        now=now,
        actor_id=actor.user_id,
    )


def _refuse_errors(post: Post) -> None:
    found = validation.problems(post, channels=list(post.channels.all()))
    if any(problem.level == "error" for problem in found):
        raise InvalidPost(found)


def _pass_on(
    post: Post, *, source: Sequence[PostState], to: PostState, now: datetime, **changes: Any
) -> None:
    """One conditional UPDATE of the post's own state. Raises WrongState."""
    changed = Post.objects.filter(pk=post.pk, state__in=source, revision=post.revision).update(
        state=to, updated_at=now, **changes
    )
    if changed != 1:
        raise WrongState(_("Somebody else changed this post meanwhile. Load it again."))
    post.refresh_from_db()


def cancel(post: Post, *, actor: Actor, now: datetime) -> None:
    """Stop all that has not gone out. A draft's author may cancel it; a schedule needs an admin.

    Raises WrongState when nothing is left to stop.
    """
    with transaction.atomic():
        post_now = _lock(post)
        approved = post_now.state == PostState.APPROVED
        needed = Permission.SCHEDULE if approved else Permission.DRAFT
        require(actor, needed, library_id=post.library_id)
        _refuse_while_sending(post_now)
        for publication in post_now.publications.filter(state__in=publishing.WAITING):
            publishing.stop(
                publication,
                to=PublicationState.CANCELLED,
                reason="cancelled",
                now=now,
                actor_id=actor.user_id,
            )
        if not post_now.publications.filter(state=PublicationState.PUBLISHED).exists():
            Post.objects.filter(pk=post.pk).update(
                state=PostState.CANCELLED, revision=F("revision") + 1, updated_at=now
            )
        activities.note(actor, "post.cancelled", now=now, post=post)
    post.refresh_from_db()
