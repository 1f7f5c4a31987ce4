"""The files around the code say what is so: licence, locks, links, settings, targets, workflow."""

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from backend.environment import SECRETS, Environment

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted(ROOT.glob("requirements*.lock"))
# Of https://www.gnu.org/licenses/agpl-3.0.txt
AGPL_SHA256 = "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"
MARKDOWN_LINK = re.compile(r"\]\(([^)#\s]+)")


def _tracked() -> list[str]:
    """What git keeps, and what it would: the folder may also come without its history."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def _documents() -> list[Path]:
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def test_licence_is_the_official_text() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == AGPL_SHA256


@pytest.mark.parametrize("document", _documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    links = MARKDOWN_LINK.findall(document.read_text(encoding="utf-8"))
    inside = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in inside if not (document.parent / link).exists()] == []


# --- Locks ---


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_pin_has_a_hash_and_no_lock_names_a_registry(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9][^\s=]*==.*?(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)
    assert pins
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []
    assert "://" not in text
    assert "--index" not in text


def _pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return {
        canonicalize_name(name): version
        for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE)
    }


def _asked_for() -> Iterator[tuple[str, str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for requirement in project["project"]["dependencies"]:
        yield "requirements.lock", requirement
        yield "requirements-dev.lock", requirement
    for group, requirements in project["dependency-groups"].items():
        for requirement in requirements:
            yield f"requirements-{group}.lock", requirement


def test_locks_satisfy_what_the_project_asks_for() -> None:
    pins = {lock.name: _pins(lock.name) for lock in LOCKS}
    unmet = [
        (lock, text)
        for lock, text in _asked_for()
        if (requirement := Requirement(text))
        and not requirement.specifier.contains(
            pins[lock].get(canonicalize_name(requirement.name), "0")
        )
    ]
    assert unmet == []


def test_front_end_lock_pins_by_hash_and_names_no_registry() -> None:
    lock = json.loads((ROOT / "backend/web/frontend/package-lock.json").read_text("utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


def test_git_keeps_nothing_built_or_third_party() -> None:
    built = re.compile(
        r"(^|/)(node_modules|static/build|studio/fonts|__pycache__)/|\.(min\.\w+|mo|ttf|otf|woff2?)$"
    )
    assert [name for name in _tracked() if built.search(name)] == []


# --- Settings ---


def _documented() -> set[str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return {line.partition("=")[0] for line in lines if line and not line.startswith("#")}


def test_env_example_names_every_setting_and_no_other() -> None:
    read_by_compose_alone = {"POSTGRES_PASSWORD"}
    settings = {name.upper() for name in Environment.model_fields}
    assert _documented() - read_by_compose_alone == settings
    assert set(SECRETS) <= _documented()


def test_env_example_as_it_stands_gives_the_defaults() -> None:
    from backend import environment  # noqa: PLC0415

    copied = environment.read({}, env_file=ROOT / ".env.example")
    assert copied.model_dump(exclude={"allowed_hosts"}) == Environment.model_construct().model_dump(
        exclude={"allowed_hosts"}
    )


# --- Make and CI ---


def _make(*arguments: str) -> str:
    done = subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_make_alone_lists_every_target() -> None:
    listed = set(re.findall(r"^  make (\w+) +\S", _make(), re.MULTILINE))
    assert listed >= {"setup", "run", "demo", "test", "check", "bench", "help"}
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert phony is not None
    assert listed == set(phony[1].split()) - {"FORCE"}


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("vendor.github-workflows", ".github/workflows/ci.yml"),
        ("vendor.compose-spec", "docker-compose.yml"),
    ],
)
def test_file_satisfies_the_published_schema(schema: str, path: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _skips(tmp_path: Path, *, allowed: str, cases: str) -> subprocess.CompletedProcess[str]:
    report, names = tmp_path / "report.xml", tmp_path / "allowed"
    report.write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>", "utf-8")
    names.write_text(allowed, "utf-8")
    return subprocess.run(
        [sys.executable, ROOT / ".ci/skips.py", names, report],
        capture_output=True,
        text=True,
        check=False,
    )


SKIPPED = '<testcase classname="tests.a" name="b"><skipped message="no browser"/></testcase>'


@pytest.mark.parametrize(
    ("allowed", "cases", "status"),
    [
        ("", '<testcase classname="tests.a" name="b"/>', 0),
        ("", SKIPPED, 1),
        ("# why\ntests.a.* | no browser", SKIPPED, 0),
        ("tests.a.b | another reason", SKIPPED, 1),
        ("tests.other | no browser", SKIPPED, 1),
        ("a line without a reason", SKIPPED, 1),
        ("", "", 1),
    ],
)
def test_ci_fails_on_a_skip_that_is_not_listed(
    tmp_path: Path, allowed: str, cases: str, status: int
) -> None:
    assert _skips(tmp_path, allowed=allowed, cases=cases).returncode == status


def test_ci_names_the_skipped_test_and_its_reason(tmp_path: Path) -> None:
    assert "tests.a.b | no browser" in _skips(tmp_path, allowed="", cases=SKIPPED).stdout
