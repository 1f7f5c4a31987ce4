"""Who calls: an API key stands for one person in one library."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from backend.accounts import keys
from content.models import Library
from content.permissions import Actor, Role


@dataclass(frozen=True, slots=True)
class Caller:
    """The person a key acts for, and the only library it sees."""

    actor: Actor
    library: Library


class ApiRequest(HttpRequest):
    """A request that `KeyAuth` let through."""

    auth: Caller


class KeyAuth(HttpBearer):
    """`Authorization: Bearer etalase_…`"""

    # The one of ninja writes a header it cannot read into the log.
    def __call__(self, request: HttpRequest) -> Caller | None:
        scheme, _, secret = request.headers.get(self.header, "").partition(" ")
        if scheme.lower() != self.openapi_scheme or not secret:
            return None
        return self.authenticate(request, secret.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        del request
        key = keys.check(token, now=timezone.now())
        if key is None:
            return None
        membership = key.membership
        actor = Actor(
            user_id=membership.user_id,
            library_id=membership.library_id,
            role=Role(membership.role),
        )
        return Caller(actor=actor, library=membership.library)
