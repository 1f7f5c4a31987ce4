"""The people, the library and the machines every test may ask for.

Rini is the admin of the library, Bagas its librarian, Wulan its manager. Tono is the admin of
another library and must never see or touch anything here.
"""

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from pytest_django import Settings

from backend.accounts.models import Membership, User
from content import channels, media, posts
from content.drafts import Draft, PictureChoice
from content.models import Channel, Library, Media, Post
from content.permissions import Actor, Role
from tests import stack
from tests.processes import fresh_stack

pytest_plugins = ["tests.practice"] if (Path(__file__).parent / "practice.py").exists() else []

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
_numbers = itertools.count(1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second stack only what touches a database or a broker is worth another run. Tests of
    real processes mostly wait, so they begin first, beside those that compute."""
    if stack.STACK != "sqlite":
        kept = [item for item in items if _needs_stack(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept
    items.sort(key=lambda item: item.get_closest_marker("processes") is None)


def _needs_stack(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser"):
        return False
    return bool(item.get_closest_marker("django_db") or item.get_closest_marker("processes")) or (
        bool({"db", "transactional_db", "live_server", "stack_environment"} & set(_fixtures(item)))
    )


def _fixtures(item: pytest.Item) -> list[str]:
    return list(getattr(item, "fixturenames", []))


@pytest.fixture(autouse=True)
def _plain_static_files(settings: Settings) -> None:
    """Pages name their static files as they are, so that no build is needed to test a view."""
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def now() -> datetime:
    """Tuesday 24 November 2026, 08.30 WIB."""
    return NOW


@pytest.fixture
def library(db: None) -> Library:
    return Library.objects.create(
        name="Perpustakaan Balai Literasi Nusantara",
        slug="balai-literasi",
        time_zone="Asia/Jakarta",
        languages=["id", "en"],
        npp_number="3171012D1000001",
        created_at=NOW,
    )


@pytest.fixture
def other_library(db: None) -> Library:
    return Library.objects.create(
        name="Perpustakaan Kota Tetangga", slug="kota-tetangga", languages=["id"], created_at=NOW
    )


def _person(name: str, library: Library, role: Role) -> User:
    user = User.objects.create_user(email=f"{name.lower()}@example.org", name=name, password=None)
    Membership.objects.create(user=user, library=library, role=role)
    return user


@pytest.fixture
def admin(library: Library) -> User:
    return _person("Rini", library, Role.ADMIN)


@pytest.fixture
def librarian(library: Library) -> User:
    return _person("Bagas", library, Role.LIBRARIAN)


@pytest.fixture
def manager(library: Library) -> User:
    return _person("Wulan", library, Role.MANAGER)


@pytest.fixture
def stranger(other_library: Library) -> User:
    return _person("Tono", other_library, Role.ADMIN)


def _actor(user: User) -> Actor:
    membership = user.memberships.get()
    return Actor(user_id=user.pk, library_id=membership.library_id, role=Role(membership.role))


@pytest.fixture
def admin_actor(admin: User) -> Actor:
    return _actor(admin)


@pytest.fixture
def librarian_actor(librarian: User) -> Actor:
    return _actor(librarian)


@pytest.fixture
def manager_actor(manager: User) -> Actor:
    return _actor(manager)


@pytest.fixture
def stranger_actor(stranger: User) -> Actor:
    return _actor(stranger)


@pytest.fixture
def channel_factory(library: Library, admin_actor: Actor) -> Callable[..., Channel]:
    """Connect a channel without asking any network."""

    def make(network: str = "facebook", *, external_id: str = "", token: str = "token") -> Channel:
        number = next(_numbers)
        return channels.connect(
            library.pk,
            actor=admin_actor,
            network=network,
            external_id=external_id or str(100_000 + number),
            name=f"Perpustakaan Balai Literasi {number}",
            handle=f"balailiterasi{number}",
            credentials={"access_token": token},
            now=NOW,
        )

    return make


@pytest.fixture
def media_factory(library: Library, tmp_path: Path) -> Callable[..., Media]:
    """A small picture, each another colour."""

    def make(*, width_px: int = 320, height_px: int = 400, alt_text: str = "Rak buku") -> Media:
        number = next(_numbers)
        path = tmp_path / f"picture-{number}.png"
        colour = (number * 37 % 256, number * 59 % 256, number * 83 % 256)
        Image.new("RGB", (width_px, height_px), colour).save(path)
        return media.keep(
            library, data=path.read_bytes(), name=path.name, now=NOW, alt_text=alt_text
        )

    return make


@pytest.fixture
def post_factory(
    library: Library,
    librarian_actor: Actor,
    channel_factory: Callable[..., Channel],
) -> Callable[..., Post]:
    """A draft that lacks nothing: a text, a time an hour ahead, a Facebook channel."""

    def make(
        text: str = "Buku baru pekan ini sudah bisa dipinjam.",
        *,
        channels: list[Channel] | None = None,
        media: list[Media] | None = None,
        planned_at: datetime = NOW + timedelta(hours=1),
        **draft: str,
    ) -> Post:
        local = planned_at.astimezone(ZoneInfo(library.time_zone)).replace(tzinfo=None)
        chosen = [channel_factory()] if channels is None else channels
        return posts.draft(
            library,
            actor=librarian_actor,
            now=NOW,
            content=Draft(
                kind=draft.get("kind", "post"),
                title=draft.get("title", "Buku baru"),
                text=text,
                link=draft.get("link", ""),
                media=[PictureChoice(item.pk, item.alt_text) for item in media or []],
                channel_ids=[channel.pk for channel in chosen],
                planned_local=local.isoformat(timespec="seconds"),
            ),
        )

    return make


@pytest.fixture
def stack_environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Environment of real Etalase processes: a data folder, a migrated database and a broker of
    their own, on the stack of this run."""
    with fresh_stack(tmp_path / "data") as environment:
        yield environment
