"""Who may do what in a library: one table."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from content.errors import NotAllowed


class Role(StrEnum):
    """What a person is in one library."""

    ADMIN = "admin"
    LIBRARIAN = "librarian"
    MANAGER = "manager"


class Permission(StrEnum):
    """One thing a role may include."""

    READ = "read"
    DRAFT = "draft"
    SUBMIT = "submit"
    APPROVE = "approve"
    SCHEDULE = "schedule"
    CONNECT = "connect"


ALLOWED: Final[dict[Role, frozenset[Permission]]] = {
    Role.ADMIN: frozenset(Permission),
    Role.LIBRARIAN: frozenset({Permission.READ, Permission.DRAFT, Permission.SUBMIT}),
    Role.MANAGER: frozenset({Permission.READ}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting in one library. Code that serves people makes it from their membership."""

    user_id: int
    library_id: int
    role: Role

    def may(self, permission: Permission) -> bool:
        return permission in ALLOWED[self.role]


def require(actor: Actor, permission: Permission, *, library_id: int) -> None:
    """Raise NotAllowed unless `actor` may do this in this very library."""
    if actor.library_id != library_id or not actor.may(permission):
        raise NotAllowed(_("Your role in this library does not include this. Ask an admin."))
