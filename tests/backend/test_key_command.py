"""`etalase key`: a program gets its key on the server, and loses it there."""

from datetime import datetime

import pytest

from backend.accounts import keys
from backend.accounts.models import User
from backend.commands import key as command


def test_key_is_printed_once_and_opens_the_persons_library(
    librarian: User, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    command.add(library="balai-literasi", email=" Bagas@example.org", name="Katalog")

    printed = capsys.readouterr()
    found = keys.check(printed.out.strip(), now=now)
    assert found is not None
    assert (found.membership.user, found.name) == (librarian, "Katalog")
    assert "librarian" in printed.err


def test_nobody_gets_a_key_of_a_library_they_are_not_in(librarian: User, stranger: User) -> None:
    with pytest.raises(SystemExit) as ended:
        command.add(library="balai-literasi", email=stranger.email, name="x")

    assert "user add" in str(ended.value)
    assert not librarian.memberships.get().api_keys.exists()


def test_revoked_by_its_first_letters(librarian: User, now: datetime) -> None:
    gone = keys.create(librarian.memberships.get(), name="x")

    command.revoke(gone.secret)

    assert keys.check(gone.secret, now=now) is None


@pytest.mark.parametrize("prefix", ["etalase_", "", "etalase_zzz!"])
def test_too_little_revokes_nothing(librarian: User, now: datetime, prefix: str) -> None:
    kept = keys.create(librarian.memberships.get(), name="x")

    with pytest.raises(SystemExit):
        command.revoke(prefix)

    assert keys.check(kept.secret, now=now) is not None
