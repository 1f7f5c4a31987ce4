from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from backend.accounts import keys
from backend.accounts.models import ApiKey, User


def test_key_opens_its_membership_and_shows_its_secret_only_once(
    librarian: User, now: datetime
) -> None:
    made = keys.create(librarian.memberships.get(), name=" Kalender sekolah ")

    found = keys.check(made.secret, now=now)

    assert found is not None
    assert found.membership == librarian.memberships.get()
    assert (found.name, found.prefix) == ("Kalender sekolah", made.secret[:12])
    assert made.secret.startswith("etalase_")
    assert made.secret not in repr(made)
    assert made.secret not in str(ApiKey.objects.values().get())


def test_two_keys_differ(librarian: User) -> None:
    membership = librarian.memberships.get()

    assert len({keys.create(membership, name="x").secret for _ in range(5)}) == 5


@pytest.mark.parametrize(
    "wrong", ["", "etalase_", "etalase_wrong", "\x00", "\ud800", "' OR 1=1 --"]
)
def test_wrong_secret_opens_nothing(librarian: User, now: datetime, wrong: str) -> None:
    keys.create(librarian.memberships.get(), name="x")

    assert keys.check(wrong, now=now) is None


def test_digest_itself_opens_nothing(librarian: User, now: datetime) -> None:
    made = keys.create(librarian.memberships.get(), name="x")

    assert keys.check(made.key.digest, now=now) is None


def test_revoked_key_opens_nothing_and_keeps_its_first_time(librarian: User, now: datetime) -> None:
    made = keys.create(librarian.memberships.get(), name="x")

    keys.revoke(made.key, now=now)
    keys.revoke(made.key, now=now + timedelta(days=1))

    assert keys.check(made.secret, now=now) is None
    assert made.key.revoked_at == now


def test_key_of_a_person_who_left_opens_nothing(librarian: User, now: datetime) -> None:
    made = keys.create(librarian.memberships.get(), name="x")
    librarian.is_active = False
    librarian.save()

    assert keys.check(made.secret, now=now) is None


def test_use_is_noted_at_most_once_a_minute(
    librarian: User, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = keys.create(librarian.memberships.get(), name="x")
    keys.check(made.secret, now=now)

    with django_assert_num_queries(1):
        keys.check(made.secret, now=now + timedelta(seconds=59))
    made.key.refresh_from_db()
    assert made.key.last_used_at == now

    keys.check(made.secret, now=now + timedelta(seconds=60))
    made.key.refresh_from_db()
    assert made.key.last_used_at == now + timedelta(seconds=60)
