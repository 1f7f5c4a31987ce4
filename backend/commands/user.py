"""`etalase user add`."""

import sys
from datetime import UTC, datetime

import click

from backend.accounts import people
from content.errors import InvalidPost
from content.models import Library
from content.permissions import Role


def add(
    *, library: str, library_name: str | None, email: str, name: str, role: str, password: str
) -> None:
    """Add the person, or end with one line a problem."""
    try:
        user = people.add(
            _library(library, library_name),
            email=email,
            name=name,
            password=password,
            role=Role(role),
        )
    except InvalidPost as error:
        sys.exit("\n".join(f"etalase: {p.message} {p.hint}" for p in error.problems))
    click.echo(f"{user.name} <{user.email}> is now {role} of {library}.")


def _library(slug: str, name: str | None) -> Library:
    known = Library.objects.filter(slug=slug).first()
    if known is not None:
        return known
    if not name:
        names = ", ".join(Library.objects.values_list("slug", flat=True)) or "none yet"
        sys.exit(
            f"etalase: there is no library “{slug}” (there is: {names}). "
            'Add --library-name "Its full name" to make it.'
        )
    return Library.objects.create(
        slug=slug, name=name, languages=["id", "en"], created_at=datetime.now(UTC)
    )
