"""A limit on guessing passwords: so many wrong ones per e-mail address and place, then a pause.

Kept in the database, so that it holds for every web process. The place is the address the
connection comes from; behind a proxy that is the proxy, and the limit is then per e-mail address.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Final

from backend.accounts.models import WrongGuess

MOST: Final = 10
WITHIN: Final = timedelta(minutes=15)


def too_many(email: str, *, place: str, now: datetime) -> bool:
    """Whether nobody at `place` may try this address for the moment."""
    wrong = WrongGuess.objects.filter(key=_key(email, place), at__gt=now - WITHIN)
    return wrong.count() >= MOST


def note_wrong(email: str, *, place: str, now: datetime) -> None:
    """Count a failed sign-in; those too old to count are forgotten."""
    WrongGuess.objects.filter(at__lte=now - WITHIN).delete()
    WrongGuess.objects.create(key=_key(email, place), at=now)


def forget(email: str, *, place: str) -> None:
    """The right password came: the count starts anew."""
    WrongGuess.objects.filter(key=_key(email, place)).delete()


def _key(email: str, place: str) -> str:
    return hashlib.sha256(f"{email.strip().lower()}\n{place}".encode()).hexdigest()
