"""The composer as a page, and as the JSON that a page left open goes on with."""

from dataclasses import dataclass, field, replace
from uuid import uuid4

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from backend.web import composition, drafting, feedback, outcomes
from backend.web.composition import Composition
from backend.web.feedback import Feedback
from backend.web.libraries import LibraryRequest
from content import channels, posts, times
from content.errors import Problem
from content.models import Activity, Channel, Post
from content.models.post import PostKind, PostState
from content.networks import LIMITS


@dataclass(frozen=True, slots=True)
class Answer:
    """How one sending of the form went. `post` is None while nothing could be kept at all;
    `conflict` when somebody else changed it meanwhile and a person has to choose."""

    post: Post | None
    form: Composition
    problems: list[Problem] = field(default_factory=list)
    status: int = 200
    conflict: bool = False
    message: str = ""


def as_json(request: LibraryRequest, answer: Answer) -> JsonResponse:
    """What the page needs to go on typing: where the post is, its revision, what to say."""
    post = answer.post
    if post is None or answer.status == 409:
        return JsonResponse(_refusal(request, answer), status=answer.status)
    clock = times.clock_text(outcomes.now(), zone=request.library.time_zone)
    said = feedback.on_post(_fresh(request, post), unkept=answer.problems)
    return JsonResponse(
        {
            "id": post.pk,
            "revision": post.revision,
            "edit_url": reverse("post-edit", args=[request.library.slug, post.pk]),
            "page_url": reverse("post", args=[request.library.slug, post.pk]),
            "saved": _("Saved %(clock)s") % {"clock": clock},
            "complete": not answer.problems,
            "feedback": render_to_string(
                "web/posts/_feedback.html", {"feedback": said}, request=request
            ),
        }
    )


def _refusal(request: LibraryRequest, answer: Answer) -> dict[str, object]:
    words = [f"{problem.message} {problem.hint}" for problem in answer.problems]
    banner = {"answer": answer, "change": _last_change(answer.post), "post": answer.post}
    return {
        "message": answer.message or " ".join(words),
        "conflict": answer.conflict,
        "revision": answer.post.revision if answer.post else None,
        "banner": render_to_string("web/posts/_conflict.html", banner, request=request),
    }


def _last_change(post: Post | None) -> Activity | None:
    if post is None:
        return None
    return Activity.objects.filter(post=post).select_related("actor").first()


def _fresh(request: LibraryRequest, post: Post) -> Post:
    return posts.visible(request.library.pk).get(pk=post.pk)


def page(request: LibraryRequest, answer: Answer) -> HttpResponse:
    post = _fresh(request, answer.post) if answer.post else None
    form = answer.form
    if post and answer.status != 409:  # what was just kept is what this page has seen
        form = replace(form, revision=post.revision)
    context = {
        "answer": answer,
        "post": post,
        "form": form,
        "change": _last_change(post) if answer.conflict else None,
        "kinds": PostKind.values,
        "channels": _choices(request, form),
        "pictures": composition.rows(form, library_id=request.library.pk),
        "own_texts": [(name, form.texts.get(name, "")) for name in LIMITS],
        "all_networks": list(LIMITS),
        "feedback": _first_feedback(request, post, answer),
        "zone": request.library.time_zone,
        "zone_label": times.zone_label(request.library.time_zone, at=outcomes.now()),
        "approved": post is not None and post.state == PostState.APPROVED,
        "draft_key": request.POST.get("draft_key", "") or uuid4(),
    }
    return render(request, "web/posts/composer.html", context, status=answer.status)


def _first_feedback(request: LibraryRequest, post: Post | None, answer: Answer) -> Feedback:
    """Before anything is typed there is nothing to find fault with."""
    if post is None:
        chosen = Channel.objects.filter(library=request.library, pk__in=answer.form.channel_ids)
        return feedback.before_writing(list(chosen), problems=answer.problems)
    if answer.status == 409 or (answer.problems and post.state == PostState.APPROVED):
        return drafting.try_out(post, actor=request.actor, form=answer.form)
    return feedback.on_post(post, unkept=answer.problems)


def _choices(request: LibraryRequest, form: Composition) -> list[Channel]:
    """The channels in use, and those of the post that no longer are."""
    usable = channels.connected(request.library.pk)
    known = {channel.pk for channel in usable}
    lost = [pk for pk in form.channel_ids if pk not in known]
    return [*usable, *Channel.objects.filter(library=request.library, pk__in=lost)]
