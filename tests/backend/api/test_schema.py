"""The description of the API is complete, the same everywhere, and kept beside the code."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from ninja.openapi.schema import get_schema

from backend.api.schema import openapi_json
from backend.api.v1 import PREFIX, api

DESCRIPTION = Path(__file__).parents[3] / "docs" / "openapi.json"


@pytest.fixture
def described() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(openapi_json())
    return schema


def _operations(described: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def test_description_in_docs_is_current() -> None:
    assert DESCRIPTION.read_text(encoding="utf-8") == openapi_json(), (
        "The API changed. If it was meant to: etalase export-openapi > docs/openapi.json"
    )


def test_description_does_not_depend_on_the_language() -> None:
    def fresh(language: str) -> object:
        with translation.override(language):
            return get_schema(api, path_prefix=PREFIX)

    assert fresh("id") == fresh("en")


def test_served_description_is_the_same_and_needs_no_key(described: dict[str, Any]) -> None:
    response = Client().get("/api/v1/openapi.json")

    assert response.status_code == 200
    assert response.json() == described


def test_description_is_openapi_3_1_with_unique_names(described: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, operation in _operations(described)]

    assert described["openapi"].startswith("3.1")
    assert len(names) == len(set(names)) >= 28
    assert all("_api_" not in name for name in names)


def test_every_operation_names_its_errors(described: dict[str, Any]) -> None:
    problems = {"$ref": "#/components/schemas/ProblemsOut"}
    for name, operation in _operations(described):
        if "thumbnails" in name:
            continue
        responses = operation["responses"]
        assert "401" in responses, name
        assert {"KeyAuth": []} in operation["security"], name
        for status, response in responses.items():
            if status >= "400":
                assert response["content"]["application/json"]["schema"] == problems, name


def test_change_of_a_post_names_no_defaults(described: dict[str, Any]) -> None:
    fields = described["components"]["schemas"]["PostPatch"]["properties"]

    assert "revision" in fields
    assert not [name for name, field in fields.items() if "default" in field]


def test_secrets_are_only_written(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]

    for name, field in schemas["Credentials"]["properties"].items():
        kinds = field.get("anyOf", [field])
        assert kinds[0]["writeOnly"] is True, name
    for name, schema in schemas.items():
        if name not in {"Credentials", "ChannelIn"}:
            assert "Credentials" not in json.dumps(schema), name
