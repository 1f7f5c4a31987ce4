"""What no honest program sends: the answer is clear, never a server error."""

import io
import json
from typing import Any

import pytest

from content.models import Channel, Media, Post
from tests.backend.api.conftest import Program

INJECTION = "'; DROP TABLE content_post; --"


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"text": 7}, "text", "string_type"),
        ({"text": None}, "text", "string_type"),
        ({"text": ["a"]}, "text", "string_type"),
        ({"text": "a\x00b"}, "text", "string_pattern_mismatch"),
        ({"texts": {"twitter": "a\x00"}}, "texts.twitter", "string_pattern_mismatch"),
        ({"text": "a\ud800b"}, "text", "string_unicode"),
        ({"text": "a" * 70_001}, "text", "string_too_long"),
        ({"title": "a" * 201}, "title", "string_too_long"),
        ({"kind": "reel"}, "kind", "literal_error"),
        ({"texts": {"myspace": "a"}}, "texts.myspace.[key]", "literal_error"),
        ({"texts": "a"}, "texts", "dict_type"),
        ({"media": {"media_id": 1}}, "media", "list_type"),
        ({"media": [7]}, "media.0", "model_type"),
        ({"media": [{}]}, "media.0.media_id", "missing"),
        ({"media": [{"media_id": "1"}]}, "media.0.media_id", "int_type"),
        ({"media": [{"media_id": 2**70}]}, "media.0.media_id", "less_than_equal"),
        ({"media": [{"media_id": n} for n in range(1, 60)]}, "media", "too_long"),
        ({"channel_ids": [0]}, "channel_ids.0", "greater_than_equal"),
        ({"channel_ids": [1.5]}, "channel_ids.0", "int_type"),
        ({"channel_ids": [True]}, "channel_ids.0", "int_type"),
        ({"state": "approved"}, "state", "extra_forbidden"),
        ({"library_id": 2}, "library_id", "extra_forbidden"),
        ([], "", "model_type"),
        ("text", "", "model_type"),
    ],
)
def test_wrong_body_is_refused_with_its_field(
    bagas: Program, body: Any, field: str, code: str
) -> None:
    answer = bagas.post("/posts", body)

    assert (answer.status, answer.fields, answer.codes) == (422, [field], [code])
    problem = answer.body["problems"][0]
    assert problem["level"] == "error"
    assert problem["message"] != "This is not what belongs here."
    assert problem["hint"]
    assert not Post.objects.exists()


def test_every_wrong_field_is_named_at_once(bagas: Program) -> None:
    answer = bagas.post("/posts", {"text": 7, "kind": "reel", "colour": "red"})

    assert sorted(answer.fields) == ["colour", "kind", "text"]


def test_sql_is_only_text(rini: Program) -> None:
    made = rini.post("/posts", {"text": INJECTION, "title": INJECTION})

    assert rini.get(f"/posts/{made.body['id']}").body["text"] == INJECTION
    assert rini.get("/posts", state=INJECTION).codes == ["literal_error"]
    assert rini.get("/publications", post=INJECTION).codes == ["int_parsing"]
    assert rini.get(f"/posts/{INJECTION}").status == 422


@pytest.mark.parametrize("number", ["-1", "0", "9" * 18, "9" * 40, "1e3"])
@pytest.mark.parametrize("noun", ["posts", "media", "channels", "publications"])
def test_number_that_nothing_has_is_not_found(rini: Program, noun: str, number: str) -> None:
    assert rini.get(f"/{noun}/{number}").status in {404, 422}


@pytest.mark.parametrize(
    ("path", "query", "field", "code"),
    [
        ("/posts", {"stat": "draft"}, "stat", "extra_forbidden"),
        ("/posts", {"limit": "0"}, "limit", "greater_than_equal"),
        ("/posts", {"limit": "101"}, "limit", "less_than_equal"),
        ("/posts", {"limit": "viel"}, "limit", "int_parsing"),
        ("/posts", {"offset": "9" * 30}, "offset", "less_than_equal"),
        ("/posts", {"offset": "-1"}, "offset", "greater_than_equal"),
        ("/posts", {"from": "1"}, "from", "bad_date"),
        ("/posts", {"from": "0001-01-01"}, "from", "date_out_of_range"),
        ("/publications", {"to": "2026-02-30"}, "to", "bad_date"),
        ("/publications", {"post": "9" * 30}, "post", "less_than_equal"),
        ("/calendar", {"from": "2026-11-01"}, "to", "missing"),
        ("/calendar", {"from": "2026-11-02", "to": "2026-11-01"}, "to", "bad_range"),
        ("/summary", {"from": "2020-01-01", "to": "2026-11-01"}, "to", "bad_range"),
        ("/summary", {"from": "2026-11-01\x00", "to": "2026-11-01"}, "from", "bad_date"),
    ],
)
def test_wrong_query_is_refused_with_its_field(
    rini: Program, path: str, query: dict[str, str], field: str, code: str
) -> None:
    answer = rini.get(path, **query)

    assert (answer.status, answer.fields, answer.codes) == (422, [field], [code])


def test_body_over_a_megabyte_is_refused(bagas: Program) -> None:
    answer = bagas.post("/posts", {"text": "a" * 1_100_000})

    assert (answer.status, answer.codes) == (413, ["too_large"])


def test_large_upload_is_refused_by_its_announced_length(bagas: Program, settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 1000
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10

    answer = bagas.upload(b"x" * 200_000)

    assert (answer.status, answer.codes) == (413, ["too_large"])


@pytest.mark.parametrize("body", ["{", "\xff\xfe", "[" * 100_000, '{"text": NaN', "text=a"])
def test_body_that_is_no_json_is_refused(bagas: Program, body: str) -> None:
    answer = bagas.raw("POST", "/posts", body.encode("latin-1"), content_type="application/json")

    assert (answer.status, answer.codes) == (400, ["unreadable"])


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"--x\r\n", "multipart/form-data"),
        (b"--x\r\nContent-Disposition: form-data", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data; boundary=x"),
        (json.dumps({"file": "x"}).encode(), "application/json"),
        (b"\xff" * 50, "text/plain"),
    ],
)
def test_upload_that_is_no_form_is_refused(bagas: Program, body: bytes, content_type: str) -> None:
    answer = bagas.raw("POST", "/media", body, content_type=content_type)

    assert answer.status in {400, 422}
    assert answer.body["problems"]
    assert not Media.objects.exists()


@pytest.mark.parametrize("length", ["-5", "viel"])
def test_false_length_is_refused(bagas: Program, length: str) -> None:
    answer = bagas.client.post(
        "/api/v1/media",
        {"file": io.BytesIO(b"x")},
        headers=bagas.headers,
        CONTENT_LENGTH=length,
    )

    assert answer.status_code == 413


def test_token_never_comes_back_in_a_refusal(rini: Program, caplog: Any) -> None:
    secret = "EAAGsecret-token\x00with-null"

    answer = rini.post(
        "/channels",
        {
            "network": "myspace",
            "credentials": {"access_token": secret, "consumer_key": 7, "password": secret},
        },
    )

    assert answer.status == 422
    assert sorted(answer.codes) == ["bad_token", "extra_forbidden", "literal_error", "string_type"]
    assert "EAAG" not in str(answer.body)
    assert "EAAG" not in caplog.text
    assert not Channel.objects.exists()


@pytest.mark.parametrize("path", ["/nothing", "/posts/1/explode", "/docs", "/posts/"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_address_that_is_nothing_is_404(rini: Program, path: str, method: str) -> None:
    answer = rini.send(method, path)

    assert (answer.status, answer.codes) == (404, ["does_not_exist"])
    assert Program("").send(method, path).status == 401


def test_problems_speak_the_callers_language(bagas: Program) -> None:
    bagas.headers["Accept-Language"] = "de, id;q=0.9, en;q=0.5"

    answer = bagas.post("/posts", {"text": 7})

    assert answer.headers["Content-Language"] == "id"
    assert answer.codes == ["string_type"]
