"""Keeping what a person typed, as much of it as can be kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, TypeVar, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from backend.web import feedback
from backend.web.composition import Composition, without
from backend.web.feedback import Feedback
from content import media, posts
from content.drafts import Draft
from content.errors import InvalidPost, Problem
from content.models import Library, Media, Post
from content.models.post import PostState
from content.permissions import Actor

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept:
    """The post as it is now. `problems` name the fields that could not be kept."""

    post: Post
    problems: list[Problem]


def keep_new(library: Library, *, actor: Actor, form: Composition, now: datetime) -> Kept:
    """A new draft of the form. Raises InvalidPost when there is nothing in it."""
    if form.is_empty:
        raise InvalidPost([_nothing_written()])

    def write(draft: Draft) -> Post:
        return posts.draft(library, actor=actor, now=now, content=draft)

    return Kept(*_most_of(form, form.draft(), write))


def keep_change(post: Post, *, actor: Actor, form: Composition, now: datetime) -> Kept:
    """The change kept in its post. What is approved goes out as it is, so there a problem keeps
    nothing: then InvalidPost is raised. Raises WrongState when it was changed meanwhile."""

    def write(draft: Draft) -> Post:
        return posts.edit(post, actor=actor, now=now, content=draft, seen_revision=form.revision)

    draft = form.draft(post=post)
    if post.state != PostState.APPROVED:
        return Kept(*_most_of(form, draft, write))
    if found := form.half_a_time():
        raise InvalidPost(found)
    return Kept(write(draft), [])


def try_out(post: Post, *, actor: Actor, form: Composition) -> Feedback:
    """What there is to say about the form if it were kept; nothing is."""

    def look(draft: Draft) -> Feedback:
        with posts.tried_on(post, actor=actor, content=draft) as tried:
            return feedback.on_post(tried)

    said, unkept = _most_of(form, form.draft(post=post), look)
    return Feedback(said.counters, [*feedback.remarks(unkept), *said.remarks])


def _most_of(
    form: Composition, draft: Draft, action: Callable[[Draft], T]
) -> tuple[T, list[Problem]]:
    """Leave out one refused field after the other: a half-typed link must not cost the text."""
    found = form.half_a_time()
    while True:
        try:
            return action(draft), found
        except InvalidPost as error:
            rest = without(draft, error.problems)
            if rest == draft:
                raise
            draft = rest
            found = [*found, *error.problems]


def _nothing_written() -> Problem:
    return Problem(
        field="text",
        code="nothing_written",
        message=_("There is nothing here yet."),
        hint=_("Write a text or add a picture."),
    )


def take_in(
    library: Library, files: Sequence[UploadedFile[Any]], *, actor: Actor, now: datetime
) -> tuple[list[Media], list[Problem]]:
    """The pictures sent along with a form, and what was wrong with those that are none."""
    taken: list[Media] = []
    found: list[Problem] = []
    for file in files:
        source = cast("BinaryIO", file)
        try:
            taken.append(
                media.upload(library, actor=actor, file=source, name=file.name or "", now=now)
            )
        except InvalidPost as error:
            found += error.problems
    return taken, found
