"""API keys: a program acts as its user in one library. Only the digest of a key is kept."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from backend.accounts.models import ApiKey, Membership

PREFIX: Final = "etalase_"
# Enough of the key to tell it from others, far too little to guess the rest.
_SHOWN_CHARS: Final = len(PREFIX) + 4
_USE_NOTED_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made. `secret` is shown this once; nobody can read it again."""

    key: ApiKey
    secret: str

    def __repr__(self) -> str:
        return f"NewKey({self.key})"


def create(membership: Membership, *, name: str) -> NewKey:
    """A new key for the program called `name`."""
    secret = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        membership=membership,
        name=name.strip()[:100],
        prefix=secret[:_SHOWN_CHARS],
        digest=_digest(secret),
    )
    return NewKey(key=key, secret=secret)


def _digest(secret: str) -> str:
    # 256 random bits need no slow hash, and the database compares only digests.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def check(secret: str, *, now: datetime) -> ApiKey | None:
    """The key, with its membership, user and library; None when it opens nothing."""
    key = (
        ApiKey.objects.filter(
            digest=_digest(secret), revoked_at=None, membership__user__is_active=True
        )
        .select_related("membership__user", "membership__library")
        .first()
    )
    if key is not None:
        _note_use(key, now=now)
    return key


def _note_use(key: ApiKey, *, now: datetime) -> None:
    """At most once a minute, so that a busy program does not write on every read."""
    before = now - _USE_NOTED_EVERY
    if key.last_used_at is not None and key.last_used_at > before:
        return
    ApiKey.objects.filter(Q(last_used_at=None) | Q(last_used_at__lte=before), pk=key.pk).update(
        last_used_at=now
    )


def revoke(key: ApiKey, *, now: datetime) -> None:
    """The key opens nothing from now on. A key revoked before keeps its first time."""
    ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now)
    key.refresh_from_db(fields=["revoked_at"])
