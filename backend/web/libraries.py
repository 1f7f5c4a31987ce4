"""How a page knows which library it is about and what the person in front of it may do."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django_htmx.http import HttpResponseClientRedirect

from backend.accounts.actors import actor_of, membership_of
from backend.accounts.models import Membership, User
from content.models import Library
from content.permissions import Actor, Permission

P = ParamSpec("P")


class LibraryRequest(HttpRequest):
    """A request of a signed-in member about one library."""

    user: User
    library: Library
    actor: Actor


LibraryView = Callable[Concatenate[LibraryRequest, P], HttpResponseBase]
# Only the table of addresses calls it, by keyword.
View = Callable[..., HttpResponseBase]


def library_view(permission: Permission) -> Callable[[LibraryView[P]], View]:
    """For a view under `<slug:library>/`: it gets a LibraryRequest and no slug.

    Nobody signed in: the sign-in page, whatever the slug. Not a member, or no such library: 404.
    The role lacks `permission`: 403.
    """

    def decorate(view: LibraryView[P]) -> View:
        @wraps(view)
        def guarded(
            request: HttpRequest, library: str, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            membership = membership_of(request.user, library)
            if membership is None:
                raise Http404
            return view(_admitted(request, membership, permission), *args, **kwargs)

        return guarded

    return decorate


def _admitted(
    request: HttpRequest, membership: Membership, permission: Permission
) -> LibraryRequest:
    admitted = cast("LibraryRequest", request)
    admitted.library = membership.library
    admitted.actor = actor_of(membership)
    if not admitted.actor.may(permission):
        raise PermissionDenied
    return admitted


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """A fragment asked for by htmx must not put the sign-in form into the middle of a page."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponseClientRedirect(redirect_to_login(_page(request)).url)
    return redirect_to_login(request.get_full_path())


def _page(request: HttpRequest) -> str:
    return request.headers.get("HX-Current-URL") or request.get_full_path()
