"""What an operator may set, and the one line a wrong value ends in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from backend.environment import PROJECT_DIR, BadEnvironment, read

NOWHERE = Path("/nonexistent/.env")


def test_defaults_need_nothing() -> None:
    found = read({}, env_file=NOWHERE)
    assert found.graph_version == "v25.0"
    assert found.facebook_graph_url == "https://graph.facebook.com"
    assert found.data_dir() == PROJECT_DIR / "var"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("FACEBOOK_GRAPH_URL", "graph.facebook.com", "https://"),
        ("GRAPH_VERSION", "latest", "v25.0"),
        ("DATABASE_URL", "mysql://localhost/x", "postgresql://"),
        ("BROKER_URL", "kafka://localhost", "redis://"),
        ("ENCRYPTION_KEYS", "short", "32 url-safe"),
        ("NETWORK_TIMEOUT_S", "0", "greater than"),
        ("LANGUAGE_CODE", "fr", "pattern"),
        ("DEBUG", "perhaps", "boolean"),
    ],
)
def test_bad_value_is_one_line_that_names_it(name: str, value: str, said: str) -> None:
    with pytest.raises(BadEnvironment) as refused:
        read({name: value}, env_file=NOWHERE)
    line = str(refused.value)
    assert line.startswith(f"{name}: ")
    assert said in line
    assert "\n" not in line


def test_address_loses_its_last_slash() -> None:
    found = read({"X_API_URL": "https://a.example/"}, env_file=NOWHERE)
    assert found.x_api_url == "https://a.example"


def test_site_must_be_among_the_allowed_hosts() -> None:
    with pytest.raises(BadEnvironment, match=r"SITE_URL: its host perpus\.example is not among"):
        read({"SITE_URL": "https://perpus.example"}, env_file=NOWHERE)
    hosts = {"SITE_URL": "https://perpus.example", "ALLOWED_HOSTS": "localhost, .perpus.example"}
    assert read(hosts, env_file=NOWHERE).allowed_hosts == ["localhost", ".perpus.example"]


def test_debug_on_a_public_site_is_refused() -> None:
    public = {"SITE_URL": "https://a.example", "ALLOWED_HOSTS": "a.example", "DEBUG": "true"}
    with pytest.raises(BadEnvironment, match="DEBUG"):
        read(public, env_file=NOWHERE)


def test_secret_may_be_a_file(tmp_path: Path) -> None:
    key = Fernet.generate_key().decode()
    (tmp_path / "keys").write_text(f"{key}\n")
    found = read({"ENCRYPTION_KEYS_FILE": str(tmp_path / "keys")}, env_file=NOWHERE)
    assert found.encryption_keys == key


def test_secret_and_its_file_contradict(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("x")
    with pytest.raises(BadEnvironment, match="not both"):
        read({"SECRET_KEY": "y", "SECRET_KEY_FILE": str(tmp_path / "key")}, env_file=NOWHERE)


def test_missing_secret_file_is_said() -> None:
    with pytest.raises(BadEnvironment, match="SECRET_KEY_FILE: cannot read"):
        read({"SECRET_KEY_FILE": "/nonexistent"}, env_file=NOWHERE)


def test_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LANGUAGE_CODE=en\nLOG_LEVEL=DEBUG\n")
    found = read({"LANGUAGE_CODE": "id"}, env_file=tmp_path / ".env")
    assert (found.language_code, found.log_level) == ("id", "DEBUG")


def test_file_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "perpus.env").write_text("LANGUAGE_CODE=en\n")
    found = read({"ETALASE_ENV_FILE": str(tmp_path / "perpus.env")})
    assert found.language_code == "en"


@pytest.mark.processes
def test_start_ends_with_the_line_and_nothing_else(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "backend.cli", "doctor"],
        env={
            "PATH": os.environ["PATH"],
            "ETALASE_DATA_DIR": str(tmp_path),
            "GRAPH_VERSION": "twenty-five",
        },
        cwd=PROJECT_DIR,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "etalase: GRAPH_VERSION: write a Graph version such as v25.0\n"


@pytest.mark.processes
def test_secrets_made_at_the_first_start_stay(tmp_path: Path) -> None:
    code = "from django.conf import settings as s; print(s.SECRET_KEY, s.ENCRYPTION_KEYS)"
    environment = {
        "PATH": os.environ["PATH"],
        "ETALASE_DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "backend.settings",
    }
    said = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code],
            env=environment,
            cwd=PROJECT_DIR,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout
        for _start in range(2)
    }
    assert len(said) == 1
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_secrets_do_not_stand_in_the_text_of_an_environment() -> None:
    given = {
        "SECRET_KEY": "rahasia-1",
        "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "DATABASE_URL": "postgresql://etalase:rahasia-2@db/etalase",
        "BROKER_URL": "redis://:rahasia-3@redis:6379/0",
    }
    said = repr(read(given, env_file=Path("none")))
    assert "rahasia" not in said
    assert given["ENCRYPTION_KEYS"] not in said
    assert "site_url" in said
