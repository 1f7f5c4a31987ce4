"""Who may do what: every operation, tried by every kind of caller."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from backend.accounts import keys
from backend.accounts.models import ApiKey, User
from backend.api.v1 import api
from content.models import Channel, Media, Post, Publication
from tests.backend.api.conftest import Answer, Program, secret_of

DAYS = {"from": "2026-11-01", "to": "2026-11-30"}
EVERYBODY, DRAFTERS, ADMINS = "everybody", "drafters", "admins"


@dataclass(frozen=True)
class Operation:
    """One operation on a thing of the library. `things`: what its path names."""

    method: str
    path: str
    who: str
    body: Any = None
    query: dict[str, str] = field(default_factory=dict)

    @property
    def names_a_thing(self) -> bool:
        return "{" in self.path

    def by(self, program: Program, things: dict[str, int]) -> Answer:
        path = self.path.format(**things)
        if self.method == "GET":
            return program.get(path, **self.query)
        if self.path == "/media":
            return program.upload(b"not a picture")
        return program.send(self.method, path, self.body)


OPERATIONS = [
    Operation("GET", "/library", EVERYBODY),
    Operation("GET", "/channels", EVERYBODY),
    Operation("GET", "/channels/{channel_id}", EVERYBODY),
    Operation(
        "POST", "/channels", ADMINS, {"network": "instagram", "credentials": {"access_token": "x"}}
    ),
    Operation("PATCH", "/channels/{channel_id}", ADMINS, {"public_counts": True}),
    Operation("DELETE", "/channels/{channel_id}", ADMINS),
    Operation("GET", "/media", EVERYBODY),
    Operation("GET", "/media/{media_id}", EVERYBODY),
    Operation("POST", "/media", DRAFTERS),
    Operation("PATCH", "/media/{media_id}", DRAFTERS, {"alt_text": "Rak"}),
    Operation("GET", "/posts", EVERYBODY),
    Operation("POST", "/posts", DRAFTERS, {"text": "Halo"}),
    Operation("GET", "/posts/{post_id}", EVERYBODY),
    Operation("GET", "/posts/{post_id}/problems", EVERYBODY),
    Operation("PATCH", "/posts/{post_id}", DRAFTERS, {"text": "Halo"}),
    Operation("POST", "/posts/{post_id}/submit", DRAFTERS),
    Operation("POST", "/posts/{post_id}/send-back", ADMINS, {"note": "Mohon dicek"}),
    Operation("POST", "/posts/{post_id}/schedule", ADMINS),
    Operation("POST", "/posts/{post_id}/publish-now", ADMINS),
    Operation("POST", "/posts/{post_id}/cancel", DRAFTERS),
    Operation("GET", "/publications", EVERYBODY),
    Operation("GET", "/publications/{publication_id}", EVERYBODY),
    Operation("POST", "/publications/{publication_id}/refresh-numbers", DRAFTERS),
    Operation("POST", "/publications/{publication_id}/send-again", ADMINS),
    Operation("POST", "/publications/{publication_id}/hold", ADMINS),
    Operation("POST", "/publications/{publication_id}/resolve", ADMINS, {"absent": True}),
    Operation("GET", "/calendar", EVERYBODY, query=DAYS),
    Operation("GET", "/summary", EVERYBODY, query=DAYS),
]
each_operation = pytest.mark.parametrize(
    "operation", OPERATIONS, ids=[f"{item.method} {item.path}" for item in OPERATIONS]
)


@pytest.fixture
def things(
    channel_factory: Callable[..., Channel],
    media_factory: Callable[..., Media],
    post_factory: Callable[..., Post],
    publication_factory: Callable[..., Publication],
) -> dict[str, int]:
    return {
        "channel_id": channel_factory("instagram").pk,
        "media_id": media_factory().pk,
        "post_id": post_factory().pk,
        "publication_id": publication_factory("published").pk,
    }


def test_every_operation_is_tried() -> None:
    paths: dict[str, dict[str, Any]] = api.get_openapi_schema(path_prefix="")["paths"]
    described = {
        (method.upper(), path)
        for path, methods in paths.items()
        for method in methods
        if not path.startswith("/thumbnails")  # open to everybody, see test_media
    }

    assert described == {(operation.method, operation.path) for operation in OPERATIONS}


def test_without_a_key_the_answer_is_401(things: dict[str, int]) -> None:
    for operation in OPERATIONS:
        answer = operation.by(Program(""), things)

        assert (answer.status, answer.codes) == (401, ["bad_key"]), operation
        assert answer.headers["WWW-Authenticate"] == "Bearer", operation


def test_revoked_key_opens_nothing(things: dict[str, int], admin: User) -> None:
    program = Program(secret_of(admin))
    keys.revoke(ApiKey.objects.get(), now=timezone.now())

    for operation in OPERATIONS:
        assert operation.by(program, things).status == 401, operation


def test_key_of_another_library_finds_nothing(things: dict[str, int], tono: Program) -> None:
    before = _everything()

    for operation in OPERATIONS:
        if operation.names_a_thing:
            answer = operation.by(tono, things)
            assert (answer.status, answer.codes) == (404, ["does_not_exist"]), operation
    assert _everything() == before


def test_lists_of_another_library_show_nothing(things: dict[str, int], tono: Program) -> None:
    for operation in OPERATIONS:
        if operation.method == "GET" and not operation.names_a_thing:
            body = operation.by(tono, things).body
            assert "Balai Literasi" not in str(body), operation
            if operation.path == "/library":
                assert body["slug"] == "kota-tetangga"
            else:
                assert not (body if isinstance(body, list) else _listed(body)), operation


def _listed(body: dict[str, Any]) -> Any:
    return body.get("items") or body.get("entries") or body.get("networks")


def _everything() -> list[Any]:
    return [
        list(model.objects.order_by("pk").values()) for model in (Channel, Media, Post, Publication)
    ]


def test_manager_reads_everything_and_changes_nothing(
    things: dict[str, int], wulan: Program
) -> None:
    before = _everything()

    for operation in OPERATIONS:
        answer = operation.by(wulan, things)
        if operation.who == EVERYBODY:
            assert answer.status == 200, operation
        else:
            assert (answer.status, answer.codes) == (403, ["not_allowed"]), operation
    assert _everything() == before


@each_operation
def test_librarian_drafts_but_neither_schedules_nor_connects(
    operation: Operation, things: dict[str, int], bagas: Program
) -> None:
    answer = operation.by(bagas, things)

    if operation.who == ADMINS:
        assert (answer.status, answer.codes) == (403, ["not_allowed"])
    else:
        assert answer.status not in {401, 403, 404, 500}


@each_operation
def test_admin_may_everything(operation: Operation, things: dict[str, int], rini: Program) -> None:
    # 409 and 422: allowed, but not in this state or not with this content.
    assert operation.by(rini, things).status in {200, 201, 204, 409, 422}


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic abc", "etalase_x", "Bearer etalase_x\x00", "bearer é"],
)
def test_a_header_that_is_no_key_is_refused_and_not_logged(
    header: str, rini: Program, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    settings.DEBUG = True
    rini.headers["Authorization"] = header

    assert rini.get("/library").status == 401
    assert not header or header not in caplog.text


def test_use_of_a_key_is_noted(rini: Program, now: datetime) -> None:
    rini.get("/library")

    assert ApiKey.objects.get().last_used_at == now
