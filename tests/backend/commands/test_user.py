"""Adding people from the command."""

import pytest
from click.testing import CliRunner

from backend.accounts.models import Membership, User
from backend.cli import main
from content.models import Library

ADD = ("user", "add", "--email", "Sari@Example.org", "--name", "Sari", "--role", "librarian")


def _add(*more: str, password: str = "kucing-di-atas-rak-7") -> tuple[int, str]:
    done = CliRunner().invoke(main, [*ADD, "--password", password, *more])
    return done.exit_code, done.output


def test_person_gets_a_role_and_can_sign_in(library: Library) -> None:
    code, said = _add("--library", library.slug)
    assert code == 0
    assert "Sari <sari@example.org> is now librarian" in said
    user = User.objects.get(email="sari@example.org")
    assert user.check_password("kucing-di-atas-rak-7")
    assert Membership.objects.get(user=user, library=library).role == "librarian"


def test_weak_password_is_refused_with_words(library: Library) -> None:
    code, said = _add("--library", library.slug, password="12345")
    assert code == 1
    assert "hard to guess" in said
    assert not User.objects.exists()


@pytest.mark.django_db
def test_unknown_library_says_which_there_are() -> None:
    code, said = _add("--library", "antah")
    assert code == 1
    assert "--library-name" in said


@pytest.mark.django_db
def test_library_is_made_when_named() -> None:
    code, _said = _add("--library", "desa", "--library-name", "Perpustakaan Desa")
    assert code == 0
    assert Library.objects.get(slug="desa").time_zone == "Asia/Jakarta"
