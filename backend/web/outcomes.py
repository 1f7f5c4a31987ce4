"""From what the domain says to what a person reads: one place for all buttons."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise

from backend.web.libraries import LibraryRequest
from content import posts
from content.errors import InvalidPost, NotAllowed, WrongState
from content.models import Post


def now() -> datetime:
    """The moment of this request (UTC), taken once and handed down."""
    return timezone.now()


def post_of(request: LibraryRequest, post_id: int) -> Post:
    """The library's post; anything else, another library's included, is not there (404)."""
    return get_object_or_404(posts.visible(request.library.pk), pk=post_id)


def do(request: LibraryRequest, action: Callable[[], object], *, done: str | Promise) -> bool:
    """Run a button's action and say how it went at the top of the next page.

    What the role does not include is answered with 403.
    """
    try:
        action()
    except NotAllowed as error:
        raise PermissionDenied(error.message) from error
    except InvalidPost as error:
        for problem in error.problems:
            messages.error(request, f"{problem.message} {problem.hint}".strip())
        return False
    except WrongState as error:
        messages.warning(request, error.message)
        return False
    messages.success(request, str(done))
    return True


def to_post(request: LibraryRequest, post: Post) -> HttpResponse:
    return redirect("post", request.library.slug, post.pk)


def said(request: LibraryRequest, words: str, *, to: HttpResponse) -> HttpResponse:
    """Good news at the top of the next page."""
    messages.success(request, words)
    return to
