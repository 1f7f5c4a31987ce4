"""Browsers in which somebody is signed in, at the moment the other fixtures are about."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from backend.accounts.models import User

Browser = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _at_that_moment(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=True):
        yield


@pytest.fixture
def browser(db: None) -> Browser:
    """A browser that reads English, with this person signed in."""

    def open_for(user: User) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(user)
        return client

    return open_for


@pytest.fixture
def as_admin(browser: Browser, admin: User) -> Client:
    return browser(admin)


@pytest.fixture
def as_librarian(browser: Browser, librarian: User) -> Client:
    return browser(librarian)


@pytest.fixture
def as_manager(browser: Browser, manager: User) -> Client:
    return browser(manager)


@pytest.fixture
def as_stranger(browser: Browser, stranger: User) -> Client:
    return browser(stranger)
