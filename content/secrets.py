"""Tokens at rest. The first key encrypts, every key decrypts, so that keys can be rotated."""

import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotDecrypt(Exception):
    """No key in ENCRYPTION_KEYS opens this secret: a key was lost or the data is not ours."""


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.ENCRYPTION_KEYS])


def encrypt(values: Mapping[str, str]) -> str:
    """A JSON object of secrets as one opaque text."""
    return _box().encrypt(json.dumps(dict(values)).encode()).decode()


def decrypt(text: str) -> dict[str, str]:
    """What `encrypt` was given. Raises CannotDecrypt."""
    try:
        values: dict[str, str] = json.loads(_box().decrypt(text.encode()))
    except InvalidToken:
        raise CannotDecrypt("no key in ENCRYPTION_KEYS opens this secret") from None
    return values


def rotate(text: str) -> str:
    """The same secret under the first key. Raises CannotDecrypt."""
    try:
        return _box().rotate(text.encode()).decode()
    except InvalidToken:
        raise CannotDecrypt("no key in ENCRYPTION_KEYS opens this secret") from None
