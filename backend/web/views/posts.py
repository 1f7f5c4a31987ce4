"""The page of one post, and the buttons on it that concern all of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from backend.web import composition, feedback, outcomes, post_page
from backend.web.libraries import LibraryRequest, library_view
from content import calendar, posts, publishing
from content.models import Post
from content.models.post import PostState
from content.models.publication import PublicationState
from content.permissions import Permission


@require_GET
@library_view(Permission.READ)
def page(request: LibraryRequest, post_id: int) -> HttpResponse:
    """How it looks, how far it is, what to do next."""
    post = outcomes.post_of(request, post_id)
    context = {
        **_live(request, post),
        "previews": post_page.previews(post),
        "activity": post_page.activity(post),
    }
    return render(request, "web/posts/post.html", context)


@require_GET
@library_view(Permission.READ)
def live(request: LibraryRequest, post_id: int) -> HttpResponse:
    """The part that moves, for a page that looks again by itself; 204 while a page that goes on
    looking would show the same, so that what is unfolded stays so."""
    post = outcomes.post_of(request, post_id)
    context = _live(request, post)
    goes_on = "polling" in request.GET and context["polling"]
    if goes_on and request.GET.get("seen") == context["signature"]:
        return HttpResponse(status=204)
    return render(request, "web/posts/_live.html", context | {"fragment": True})


def _live(request: LibraryRequest, post: Post) -> dict[str, object]:
    shown = post_page.rows(post, actor=request.actor)
    wait_s = post_page.look_again_s(shown, now=outcomes.now())
    remarks = _still_missing(post)
    states = {row.publication.state for row in shown}
    return {
        "post": post,
        "rows": shown,
        "state": calendar.shown_state(post, states),
        "waiting": bool(states & set(publishing.WAITING)),
        "out": PublicationState.PUBLISHED in states,
        "changeable": posts.changeable(post),
        "cut_off": any(row.cut_off for row in shown),
        "remarks": remarks,
        "ready": not any(remark.problem.level == "error" for remark in remarks),
        "signature": post_page.signature(shown),
        "look_again_s": wait_s,
        "polling": wait_s is not None and wait_s <= post_page.POLL_S,
    }


def _still_missing(post: Post) -> list[feedback.Remark]:
    """What stops a draft from going out; once it is approved nothing does."""
    if post.state not in {PostState.DRAFT, PostState.SUBMITTED}:
        return []
    return feedback.on_post(post).remarks


@require_POST
@library_view(Permission.SUBMIT)
def submit(request: LibraryRequest, post_id: int) -> HttpResponse:
    post, now = outcomes.post_of(request, post_id), outcomes.now()
    outcomes.do(
        request,
        lambda: posts.submit(post, actor=request.actor, now=now),
        done=_("Sent to an admin for approval."),
    )
    return outcomes.to_post(request, post)


@require_POST
@library_view(Permission.SCHEDULE)
def schedule(request: LibraryRequest, post_id: int) -> HttpResponse:
    """Approve what this page showed, and schedule it."""
    post, now = outcomes.post_of(request, post_id), outcomes.now()
    seen = _seen_revision(request)
    outcomes.do(
        request,
        lambda: posts.schedule(post, actor=request.actor, now=now, seen_revision=seen),
        done=_("Scheduled. It goes out by itself at the planned time."),
    )
    return outcomes.to_post(request, post)


@require_http_methods(["GET", "POST"])
@library_view(Permission.SCHEDULE)
def publish(request: LibraryRequest, post_id: int) -> HttpResponse:
    """Show it once more and ask; then it goes out at once."""
    post, now = outcomes.post_of(request, post_id), outcomes.now()
    if request.method == "GET":
        found = feedback.on_post(post).remarks
        context = {
            "post": post,
            "previews": post_page.previews(post),
            "remarks": [item for item in found if item.problem.code != "no_time"],
        }
        return render(request, "web/posts/publish.html", context)
    seen = _seen_revision(request)
    outcomes.do(
        request,
        lambda: posts.publish_now(post, actor=request.actor, now=now, seen_revision=seen),
        done=_("It goes out now. This page shows how far it is."),
    )
    return outcomes.to_post(request, post)


@require_POST
@library_view(Permission.APPROVE)
def send_back(request: LibraryRequest, post_id: int) -> HttpResponse:
    post, now = outcomes.post_of(request, post_id), outcomes.now()
    note = composition.typed(request.POST, "note")
    outcomes.do(
        request,
        lambda: posts.send_back(post, actor=request.actor, note=note, now=now),
        done=_("Sent back with your note."),
    )
    return outcomes.to_post(request, post)


@require_POST
@library_view(Permission.DRAFT)
def cancel(request: LibraryRequest, post_id: int) -> HttpResponse:
    """Stop what has not gone out; what is published stays where it is."""
    post, now = outcomes.post_of(request, post_id), outcomes.now()
    outcomes.do(
        request,
        lambda: posts.cancel(post, actor=request.actor, now=now),
        done=_("Cancelled. Nothing more of it goes out."),
    )
    return outcomes.to_post(request, post)


def _seen_revision(request: HttpRequest) -> int | None:
    """The revision the page showed. A form without one has shown nothing: revision 0 is none."""
    return composition.read(request.POST).revision or 0
