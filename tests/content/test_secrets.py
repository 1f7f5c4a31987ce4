"""Tokens at rest."""

from collections.abc import Callable

import pytest
from cryptography.fernet import Fernet
from pytest_django import Settings

from content import channels, secrets
from content.models import Channel

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def test_secrets_come_back_and_do_not_show() -> None:
    box = secrets.encrypt({"access_token": "EAAG-very-secret"})
    assert "EAAG" not in box
    assert secrets.decrypt(box) == {"access_token": "EAAG-very-secret"}


def test_lost_key_is_said(settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = [OLD]
    box = secrets.encrypt({"access_token": "x"})
    settings.ENCRYPTION_KEYS = [NEW]
    with pytest.raises(secrets.CannotDecrypt):
        secrets.decrypt(box)


def test_rotation_frees_the_old_key(
    settings: Settings, channel_factory: Callable[..., Channel]
) -> None:
    settings.ENCRYPTION_KEYS = [OLD]
    channel = channel_factory(token="tetap-sama")
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    assert channels.rotate_secrets() == 1
    settings.ENCRYPTION_KEYS = [NEW]
    channel.refresh_from_db()
    assert channels.credentials(channel) == {"access_token": "tetap-sama"}
