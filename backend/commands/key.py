"""`etalase key add` and `etalase key revoke`."""

import sys
from datetime import UTC, datetime

import click

from backend.accounts import keys
from backend.accounts.models import ApiKey, Membership


def add(*, library: str, email: str, name: str) -> None:
    """Print the key alone, so that a script can keep it."""
    membership = Membership.objects.filter(
        library__slug=library, user__email=email.strip().lower()
    ).first()
    if membership is None:
        sys.exit(f"etalase: {email} is nobody in the library “{library}”. See: etalase user add -h")
    click.echo(keys.create(membership, name=name).secret)
    click.echo(f"It acts as {membership.role}. It is not shown again.", err=True)


def revoke(prefix: str) -> None:
    """Revoke the one key that begins with `prefix`, or end with one line."""
    shown = prefix[:12]
    found = list(ApiKey.objects.filter(prefix__startswith=shown, revoked_at=None)[:2])
    if len(found) > 1 or len(shown) <= len(keys.PREFIX):
        sys.exit(f"etalase: “{shown}” is not enough to tell which key.")
    if not found:
        sys.exit(f"etalase: no key in use begins with “{shown}”.")
    keys.revoke(found[0], now=datetime.now(UTC))
    click.echo(f"“{found[0].name}” opens nothing any more.")
