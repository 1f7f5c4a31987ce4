"""Programs that hold a key: Rini's (admin), Bagas's (librarian), Wulan's (manager), and Tono's,
which opens another library."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http.response import HttpResponseBase
from django.test import Client

from backend.accounts import keys
from backend.accounts.models import User
from content import posts, publishing
from content.models import Post, Publication
from content.models.publication import PublicationState
from content.permissions import Actor


@dataclass(frozen=True)
class Answer:
    """What came back, read."""

    status: int
    body: Any
    headers: Any

    @property
    def codes(self) -> list[str]:
        return [problem["code"] for problem in self.body["problems"]]

    @property
    def fields(self) -> list[str]:
        return [problem["field"] for problem in self.body["problems"]]


class Program:
    """A client of the API. A server error comes back as status 500, as a program sees it."""

    def __init__(self, secret: str, *, language: str = "en") -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"Accept-Language": language}
        if secret:
            self.headers["Authorization"] = f"Bearer {secret}"

    def get(self, path: str, **query: Any) -> Answer:
        return _answer(self.client.get(f"/api/v1{path}", query, headers=self.headers))

    def post(self, path: str, body: Any = None) -> Answer:
        return self.send("POST", path, body)

    def patch(self, path: str, body: Any = None) -> Answer:
        return self.send("PATCH", path, body)

    def delete(self, path: str) -> Answer:
        return self.send("DELETE", path)

    def send(self, method: str, path: str, body: Any = None) -> Answer:
        data = "" if body is None else json.dumps(body)
        return self.raw(method, path, data, content_type="application/json")

    def raw(self, method: str, path: str, data: Any, *, content_type: str) -> Answer:
        return _answer(
            self.client.generic(
                method, f"/api/v1{path}", data, content_type=content_type, headers=self.headers
            )
        )

    def upload(self, data: bytes, *, name: str = "rak.png", **fields: str) -> Answer:
        form = {"file": SimpleUploadedFile(name, data), **fields}
        return _answer(self.client.post("/api/v1/media", form, headers=self.headers))


def _answer(response: HttpResponseBase) -> Answer:
    is_json = response.headers.get("Content-Type", "").startswith("application/json")
    content = b"".join(response)
    body = json.loads(content) if is_json and content else content
    return Answer(status=response.status_code, body=body, headers=response.headers)


@pytest.fixture(autouse=True)
def clock(now: datetime) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(now, tick=False) as coordinates:
        yield coordinates


@pytest.fixture(autouse=True)
def media_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def secret_of(user: User) -> str:
    return keys.create(user.memberships.get(), name="test").secret


@pytest.fixture
def rini(admin: User) -> Program:
    return Program(secret_of(admin))


@pytest.fixture
def bagas(librarian: User) -> Program:
    return Program(secret_of(librarian))


@pytest.fixture
def wulan(manager: User) -> Program:
    return Program(secret_of(manager))


@pytest.fixture
def tono(stranger: User) -> Program:
    return Program(secret_of(stranger))


@pytest.fixture
def publication_factory(
    post_factory: Callable[..., Post], admin_actor: Actor, now: datetime
) -> Callable[..., Publication]:
    """A publication in a state, brought there the way a worker brings it."""

    def make(state: str = "scheduled", **options: Any) -> Publication:
        post = post_factory(**options)
        posts.schedule(post, actor=admin_actor, now=now)
        row = post.publications.get()
        if state != "scheduled":
            _bring(row, state)
        row.refresh_from_db()
        return row

    return make


def _bring(row: Publication, state: str) -> None:
    at = row.due_at
    attempt = publishing.claim(row, fingerprint="f", now=at)
    assert attempt is not None
    if state == "published":
        publishing.record_published(
            row.pk,
            attempt=attempt,
            remote_id=f"9{row.pk}",
            permalink=f"https://example.org/p/{row.pk}",
            called_at=at,
            now=at,
            collect_at=at + timedelta(minutes=5),
        )
    elif state == "unknown":
        publishing.lose_sight(
            row.pk, attempt=attempt, reason="no_answer", reason_params={}, detail="x", now=at
        )
    else:
        publishing.refuse(
            row.pk,
            attempt=attempt,
            to=PublicationState(state),
            reason="unknown_refusal",
            reason_params={"said": "Tidak boleh"},
            detail="x",
            now=at,
        )
