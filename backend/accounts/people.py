"""Adding people to a library."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import Membership, User
from content.errors import InvalidPost, Problem
from content.models import Library
from content.permissions import Role


def add(library: Library, *, email: str, name: str, password: str, role: Role) -> User:
    """A person with a role in the library. Someone who is already a user keeps their password and
    gets the role. Raises InvalidPost for a bad address or a weak password."""
    known = User.objects.filter(email=email.lower()).first()
    if known is None:
        _check(email=email, name=name, password=password)
    with transaction.atomic():
        user = known or User.objects.create_user(email=email, name=name, password=password)
        Membership.objects.update_or_create(user=user, library=library, defaults={"role": role})
    return user


def _check(*, email: str, name: str, password: str) -> None:
    found = []
    try:
        validate_email(email)
    except ValidationError:
        found.append(
            Problem(
                field="email",
                code="bad_email",
                message=_("“%(email)s” is not an e-mail address.") % {"email": email},
                hint=_("Write it as name@library.org."),
            )
        )
    try:
        validate_password(password, user=User(email=email, name=name))
    except ValidationError as error:
        found += [
            Problem(
                field="password",
                code="weak_password",
                message=message,
                hint=_("Several words in a row are easy to remember and hard to guess."),
            )
            for message in error.messages
        ]
    if found:
        raise InvalidPost(found)
