"""A librarian's desk: Debian's chromium on a running Etalase, with Rini (admin) signed in.

Whatever the browser complains about fails the test: a script that breaks, a file that is missing,
something the Content-Security-Policy forbids. A test that means such a fault takes it out.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

import backend.web
from backend.accounts.models import User

FRONTEND = Path(backend.web.__file__).parent
PASSWORD = "meja sirkulasi lantai dua"
_HERE = Path(__file__).parent
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@dataclass(slots=True)
class Desk:
    """One window. `faults` is what the browser complained about so far."""

    page: Page
    server: str
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.server}{path}")
        return self.page


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Ends with its file, because Playwright keeps an event loop in this thread: Django takes
    that for asynchronous code, and tests elsewhere start loops of their own."""
    path = shutil.which("chromium")
    assert path is not None, "chromium is not installed: `make setup` says how"
    assert (FRONTEND / "static" / "build" / "app.js").exists(), "`make setup` builds the front end"
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser that reads English."""
    with chromium.new_context(
        locale="en-GB", viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    ) as context:
        context.set_default_timeout(10_000)
        yield context


@pytest.fixture
def desk(context: BrowserContext, live_server: LiveServer, admin: User) -> Iterator[Desk]:
    admin.set_password(PASSWORD)
    admin.save()
    sign_in(context, admin, server=live_server.url)
    desk = Desk(page=context.new_page(), server=live_server.url)
    context.on("weberror", lambda fault: desk.faults.append(str(fault.error)))
    context.on("console", lambda said: _note(desk, said))
    yield desk
    assert desk.faults == []


def _note(desk: Desk, said: ConsoleMessage) -> None:
    if said.type in {"error", "warning"}:
        desk.faults.append(f"{said.text} ({said.location['url']})")


def sign_in(context: BrowserContext, user: User, *, server: str) -> None:
    """Somebody else takes the desk."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server}])
