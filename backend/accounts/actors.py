"""From a signed-in user to what they are in a library."""

from backend.accounts.models import Membership, User
from content.permissions import Actor, Role


def membership_of(user: User, slug: str) -> Membership | None:
    """The user's membership in the library of this address; None for everybody else."""
    return (
        Membership.objects.select_related("library").filter(user=user, library__slug=slug).first()
    )


def actor_of(membership: Membership) -> Actor:
    """The actor that the domain asks for."""
    return Actor(
        user_id=membership.user_id,
        library_id=membership.library_id,
        role=Role(membership.role),
    )
