"""Whoever reads Indonesian reads Indonesian only: the catalogue is whole, in step with the code,
compiled, and no page falls back to English."""

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest
import time_machine
from babel.messages import Catalog
from babel.messages.pofile import read_po
from django.test import Client
from django.urls import reverse
from django.utils import translation

from backend.accounts.models import User
from backend.environment import PROJECT_DIR
from content import posts, publishing
from content.models import Channel, Library, Media, Post, Publication
from content.permissions import Actor

CATALOGUE: Final = PROJECT_DIR / "locale/id/LC_MESSAGES/django.po"
PLACEHOLDER: Final = re.compile(r"%\(\w+\)[sd]|%[^\s(]")
# What people see or hear besides the text itself.
SPOKEN: Final = {"aria-label", "title", "placeholder", "alt"}
# The switch between languages names each one in itself.
EVERYWHERE_ENGLISH: Final = {"English"}


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="id")


def _words(catalogue: Catalog) -> dict[tuple[str, ...], str]:
    """Each English entry, with its plural where it has one, and its Indonesian."""
    return {
        _several(message.id): _several(message.string)[0] for message in catalogue if message.id
    }


def _several(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (str(text),)


WORDS: Final = _words(_read(CATALOGUE))


# --- The catalogue ---


def test_every_entry_is_translated_and_none_is_a_guess() -> None:
    open_entries = [
        message.id
        for message in _read(CATALOGUE)
        if message.fuzzy or not all(_several(message.string))
    ]
    assert WORDS
    assert open_entries == []


def test_placeholders_are_the_same_in_both_languages() -> None:
    differing = [
        (english, indonesian)
        for english, indonesian in WORDS.items()
        for form in english
        if sorted(PLACEHOLDER.findall(form)) != sorted(PLACEHOLDER.findall(indonesian))
    ]
    assert differing == []


def test_catalogue_holds_the_strings_of_the_code_and_no_other(tmp_path: Path) -> None:
    if shutil.which("xgettext") is None:
        pytest.fail("xgettext is missing. On Debian and Ubuntu: sudo apt-get install gettext")
    built = shutil.ignore_patterns("node_modules", "build", "fonts", "__pycache__")
    for folder in ("backend", "content", "locale"):
        shutil.copytree(PROJECT_DIR / folder, tmp_path / folder, ignore=built)
    subprocess.run([PROJECT_DIR / ".ci/messages", tmp_path], check=True)
    extracted = _words(_read(tmp_path / CATALOGUE.relative_to(PROJECT_DIR)))
    assert extracted.keys() == WORDS.keys(), "Run: make messages, then translate what is new"


def test_indonesian_readers_get_the_catalogues_own_words() -> None:
    """Django brings Indonesian of its own, which must not win over ours."""
    with translation.override("id"):
        shown = {english: _shown(*english) for english in WORDS}
    assert shown == WORDS, "The compiled catalogue is old or missing. Run: make setup"


def _shown(singular: str, plural: str = "") -> str:
    return translation.ngettext(singular, plural, 2) if plural else translation.gettext(singular)


# --- The pages ---


class _Page(HTMLParser):
    """Collects what a page says: its text between tags, and the attributes that are read out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in {"script", "style"}
        self.said += [
            value for name, value in attrs if value and (name in SPOKEN or name.startswith("data-"))
        ]

    def handle_endtag(self, _tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.said.append(" ".join(data.split()))


def _english_in(html: str) -> set[str]:
    """Our English entries that the page says, alone or as part of a longer text."""
    said = _Page(html).said
    return {
        form
        for english, indonesian in WORDS.items()
        for form in english
        if form not in {indonesian, *EVERYWHERE_ENGLISH} and _says(said, form)
    }


def _says(said: list[str], english: str) -> bool:
    if " " not in english:  # one word may well be part of an Indonesian sentence
        return english in said
    parts = [re.escape(part) for part in PLACEHOLDER.split(english)]
    return re.search(".+".join(parts), "\n".join(said)) is not None


@pytest.fixture
def published(
    post_factory: Callable[..., Post],
    media_factory: Callable[..., Media],
    admin_actor: Actor,
    now: datetime,
) -> Publication:
    post = post_factory(title="Jam buka", media=[media_factory()])
    posts.publish_now(post, actor=admin_actor, now=now)
    publication = post.publications.get()
    attempt = publishing.claim(publication, fingerprint="f", now=publication.due_at)
    assert attempt is not None
    publishing.record_published(
        publication.pk,
        attempt=attempt,
        remote_id="7001",
        permalink="https://www.facebook.com/7001",
        called_at=now,
        collect_at=now + timedelta(minutes=5),
        now=now,
    )
    return publication


@pytest.fixture
def addresses(
    library: Library, published: Publication, post_factory: Callable[..., Post]
) -> dict[str, str]:
    draft = post_factory(title="Bedah buku", text="")
    channel = Channel.objects.first()
    assert channel is not None
    at = library.slug
    return {
        "calendar": reverse("calendar", args=[at]),
        "empty month": reverse("calendar", args=[at]) + "?month=2027-03",
        "new post": reverse("post-new", args=[at]),
        "draft in the composer": reverse("post-edit", args=[at, draft.pk]),
        "draft": reverse("post", args=[at, draft.pk]),
        "question before publishing": reverse("post-publish", args=[at, draft.pk]),
        "published post": reverse("post", args=[at, published.post_id]),
        "channels": reverse("channels", args=[at]),
        "connecting Facebook": reverse("channel-connect", args=[at, "facebook"]),
        "connecting Instagram": reverse("channel-connect", args=[at, "instagram"]),
        "connecting X": reverse("channel-connect", args=[at, "twitter"]),
        "disconnecting": reverse("channel-disconnect", args=[at, channel.pk]),
        "summary": reverse("summary", args=[at]),
        "empty summary": reverse("summary", args=[at]) + "?from=2020-01-01&to=2020-01-02",
        "no page": reverse("post", args=[at, 999_999]),
    }


def _as(language: str, user: User | None = None) -> Client:
    client = Client(headers={"accept-language": language})
    if user:
        client.force_login(user)
    return client


def test_no_page_says_anything_in_english_to_an_indonesian_reader(
    addresses: dict[str, str], admin: User, now: datetime
) -> None:
    indonesian, english = _as("id", admin), _as("en", admin)
    with time_machine.travel(now):
        fallen_back = {
            page: found
            for page, address in addresses.items()
            if (found := _english_in(indonesian.get(address).content.decode()))
        }
        silent = [
            page
            for page, address in addresses.items()
            if len(_english_in(english.get(address).content.decode())) < 2
        ]
    assert fallen_back == {}
    assert silent == []  # in English the same look finds words: it is not blind


@pytest.mark.django_db
def test_sign_in_speaks_the_readers_language() -> None:
    address = reverse("sign-in")
    wrong = {"username": "rini@example.org", "password": "keliru"}
    refused = _as("id").post(address, wrong).content.decode()
    assert _english_in(_as("id").get(address).content.decode()) == set()
    assert _english_in(refused) == set()
    assert "Alamat surel atau kata sandi keliru" in refused
    assert "Sign in" in _english_in(_as("en").get(address).content.decode())
