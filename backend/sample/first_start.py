"""The first start of `make run`: the sample library appears, and its first posts go out."""

import os
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import close_old_connections

from backend.sample import library as sample_library
from backend.sample import week
from content import metrics, posts
from content.models import Library, Publication
from content.models.publication import PublicationState
from content.permissions import Role
from workers.sandbox.client import PracticeNetworks

_FIRST_LOOKS: Final = (timedelta(seconds=5), timedelta(seconds=25), timedelta(seconds=90))


def sample_library_exists() -> bool:
    return Library.objects.filter(slug=sample_library.SLUG).exists()


def sample_library_file() -> Path:
    """Where the sample people's password is kept, readable by the owner only."""
    return Path(settings.DATA_DIR) / "sample-password.txt"


def sample_sign_ins(*, practice_url: str) -> dict[str, str]:
    """Role → how to sign in; the sample library is made when the database has no library at all.

    Nothing when people have libraries of their own.
    """
    if not Library.objects.exists():
        _create(practice_url)
    if not sample_library_exists() or not sample_library_file().exists():
        return {}
    password = sample_library_file().read_text(encoding="utf-8").strip()
    return {
        role.value.capitalize(): f"{email}  {password}"
        for role, _name, email in sample_library.PEOPLE
    }


def _create(practice_url: str) -> None:
    networks = PracticeNetworks(practice_url)
    networks.wait_until_up()
    now = datetime.now(UTC)
    password = sample_library.new_password()
    _keep(password)
    library = sample_library.create(now=now)
    sample_library.add_people(library, password=password)
    channels = sample_library.connect_practice_channels(library, networks=networks, now=now)
    due = [now + timedelta(seconds=wait_s) for wait_s in (15, 22, 29)]
    admin = sample_library.actor(library, Role.ADMIN)
    for post in week.first_posts(library, channels=channels, due=due, now=now):
        posts.schedule(post, actor=admin, now=now)
    week.later_posts(library, channels=channels, now=now)


def _keep(password: str) -> None:
    handle = os.open(sample_library_file(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode=0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(password + "\n")


def read_first_numbers(*, until: datetime) -> None:
    """Ask for numbers as soon as the first posts are out, as a person would by "refresh numbers":
    the first rung of the ladder is five minutes away, and nobody waits that long at first sight."""
    asked: Counter[int] = Counter()
    while datetime.now(UTC) < until:
        time.sleep(2)
        close_old_connections()
        now = datetime.now(UTC)
        for publication in Publication.objects.filter(
            library__slug=sample_library.SLUG, state=PublicationState.PUBLISHED
        ):
            age = now - (publication.published_at or now)
            if sum(age >= look for look in _FIRST_LOOKS) > asked[publication.pk]:
                asked[publication.pk] += 1
                metrics.refresh(publication, now=now)
