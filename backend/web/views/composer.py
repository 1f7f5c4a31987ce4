"""Writing a post: a plain form that works by itself, and what keeps it while one types."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.web import composer_page, composition, drafting, outcomes
from backend.web.composer_page import Answer
from backend.web.composition import Composition
from backend.web.libraries import LibraryRequest, library_view
from content import channels, posts, validation
from content.errors import InvalidPost, NotAllowed, WrongState
from content.models import Post
from content.models.post import PostState
from content.permissions import Permission

# So many drafts begun in one session are remembered, for a form that is sent twice.
_MOST_REMEMBERED = 20


@require_http_methods(["GET", "POST"])
@library_view(Permission.DRAFT)
def new(request: LibraryRequest) -> HttpResponse:
    """A new post; the first thing typed makes it a draft."""
    if request.method == "GET":
        form = composition.empty(
            kind=request.GET.get("kind", ""),
            day=request.GET.get("date", ""),
            channel_ids=[channel.pk for channel in channels.connected(request.library.pk)],
        )
        return composer_page.page(request, Answer(None, form))
    return _answer(request, _begun(request))


@require_http_methods(["GET", "POST"])
@library_view(Permission.DRAFT)
def edit(request: LibraryRequest, post_id: int) -> HttpResponse:
    """The form of a post that is already kept."""
    post = outcomes.post_of(request, post_id)
    if request.method == "POST":
        return _answer(request, post)
    if not posts.changeable(post):
        messages.info(request, _("This post cannot be changed any more."))
        return outcomes.to_post(request, post)
    return composer_page.page(request, Answer(post, composition.of_post(post)))


@require_POST
@library_view(Permission.DRAFT)
def check(request: LibraryRequest, post_id: int) -> HttpResponse:
    """Counters and problems of what is in the form, without keeping it."""
    post = outcomes.post_of(request, post_id)
    form = composition.read(request.POST)
    said = drafting.try_out(post, actor=request.actor, form=form)
    return render(request, "web/posts/_feedback.html", {"feedback": said})


# --- One sending of the form ---


def _begun(request: LibraryRequest) -> Post | None:
    """The draft that this very form already made, when its answer got lost on the way."""
    post_id = request.session.get("begun", {}).get(request.POST.get("draft_key", ""))
    return posts.visible(request.library.pk).filter(pk=post_id).first() if post_id else None


def _remember(request: LibraryRequest, post: Post) -> None:
    key = request.POST.get("draft_key", "")[:36]
    if key:
        begun = list(request.session.get("begun", {}).items())[1 - _MOST_REMEMBERED :]
        request.session["begun"] = dict([*begun, (key, post.pk)])


def _answer(request: LibraryRequest, post: Post | None) -> HttpResponse:
    by_itself = request.headers.get("Accept") == "application/json"
    if by_itself and post is not None and post.state == PostState.APPROVED:
        return composer_page.as_json(request, _approved_meanwhile(request, post))
    answer = _keep(request, post)
    if by_itself:
        return composer_page.as_json(request, answer)
    if answer.status != 200 or answer.post is None:
        return composer_page.page(request, answer)
    return _go_on(request, answer)


def _keep(request: LibraryRequest, post: Post | None) -> Answer:
    """Keep the form. Whatever goes wrong, the answer carries everything that was typed."""
    moment = outcomes.now()
    taken, bad_files = drafting.take_in(
        request.library, request.FILES.getlist("files"), actor=request.actor, now=moment
    )
    form = composition.read(request.POST).with_pictures(taken)
    try:
        if post is None:
            kept = drafting.keep_new(request.library, actor=request.actor, form=form, now=moment)
            _remember(request, kept.post)
        else:
            kept = drafting.keep_change(post, actor=request.actor, form=form, now=moment)
    except InvalidPost as error:
        return Answer(post, form, [*bad_files, *error.problems], status=422)
    except WrongState as error:
        return _conflict(post, form, error)
    except NotAllowed as error:
        raise PermissionDenied(error.message) from error
    found = [*bad_files, *kept.problems]
    return Answer(kept.post, form, found, status=422 if found else 200)


def _approved_meanwhile(request: LibraryRequest, post: Post) -> Answer:
    """What is approved changes what goes out: that takes a person's own click."""
    message = _("This post was approved meanwhile, so it is no longer saved as you type.")
    return Answer(post, composition.read(request.POST), status=409, message=message)


def _conflict(post: Post | None, form: Composition, error: WrongState) -> Answer:
    if post is not None:
        post.refresh_from_db()
    changed = post is not None and form.revision != post.revision and posts.changeable(post)
    return Answer(post, form, status=409, conflict=changed, message=error.message)


def _go_on(request: LibraryRequest, answer: Answer) -> HttpResponse:
    """The form is kept whole; now what its button asks for."""
    post = answer.post
    assert post is not None  # noqa: S101  (the caller has seen to it)
    action = request.POST.get("next_step", "save")
    try:
        if "arrange" in request.POST:
            return redirect("post-edit", request.library.slug, post.pk)
        if action == "publish":
            return _to_publish(request, post)
        if action in {"submit", "schedule"}:
            _pass_on(request, post, action)
            done = {
                "submit": _("Sent to an admin for approval."),
                "schedule": _("Scheduled. It goes out by itself at the planned time."),
            }[action]
        else:
            done = _("Saved.")
    except InvalidPost as error:
        return composer_page.page(request, Answer(post, answer.form, error.problems, status=422))
    except WrongState as error:
        return composer_page.page(request, _conflict(post, answer.form, error))
    except NotAllowed as error:
        raise PermissionDenied(error.message) from error
    messages.success(request, done)
    return outcomes.to_post(request, post)


def _pass_on(request: LibraryRequest, post: Post, action: str) -> None:
    moment = outcomes.now()
    if action == "submit":
        posts.submit(post, actor=request.actor, now=moment)
    else:
        posts.schedule(post, actor=request.actor, now=moment, seen_revision=post.revision)


def _to_publish(request: LibraryRequest, post: Post) -> HttpResponse:
    """Nothing goes out on one click: the next page shows it once more and asks."""
    found = validation.problems(post, channels=list(post.channels.all()))
    stopping = [item for item in found if item.level == "error" and item.code != "no_time"]
    if stopping:
        raise InvalidPost(stopping)
    return redirect("post-publish", request.library.slug, post.pk)
