"""Each line ok, or what to do about it."""

from pathlib import Path

import pytest

from tests.practice import running_server
from tests.processes import run

pytestmark = pytest.mark.processes


def _doctor(environment: dict[str, str]) -> tuple[int, str]:
    code = "import sys; from backend.cli import main; sys.argv = ['etalase', 'doctor']; main()"
    try:
        return 0, run(environment, "-c", code)
    except AssertionError as error:
        return 1, str(error)


def test_all_is_well(stack_environment: dict[str, str], tmp_path: Path) -> None:
    with running_server(tmp_path / "practice") as networks:
        addresses = dict.fromkeys(
            ("FACEBOOK_GRAPH_URL", "INSTAGRAM_GRAPH_URL", "META_UPLOAD_URL", "X_API_URL"),
            networks.base_url,
        )
        code, said = _doctor(stack_environment | addresses)
    assert code == 0, said
    for subject in ("settings", "database", "broker", "media folder", "fonts", "tokens", "clock"):
        assert f"✓ {subject}" in said


def test_everything_wrong_says_what_to_do(
    stack_environment: dict[str, str], tmp_path: Path
) -> None:
    wrong = {
        "BROKER_URL": "redis://127.0.0.1:9/0",
        "DATABASE_URL": "sqlite:///" + str(tmp_path / "empty.sqlite3"),
        "FACEBOOK_GRAPH_URL": "http://127.0.0.1:9",
    }
    code, said = _doctor(stack_environment | wrong)
    assert code == 1
    assert "✗ broker" in said
    assert "Check BROKER_URL" in said
    assert "migrate" in said
    assert "✗ Facebook" in said
