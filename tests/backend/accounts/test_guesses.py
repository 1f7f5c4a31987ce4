"""The limit on guessing passwords."""

from datetime import datetime, timedelta

import pytest

from backend.accounts import guesses
from backend.accounts.models import WrongGuess

pytestmark = pytest.mark.django_db

EMAIL, PLACE = "rini@example.org", "203.0.113.7"


def _guess(times: int, *, at: datetime, email: str = EMAIL, place: str = PLACE) -> None:
    for _ in range(times):
        guesses.note_wrong(email, place=place, now=at)


def test_tenth_wrong_guess_closes_the_door(now: datetime) -> None:
    _guess(9, at=now)
    assert not guesses.too_many(EMAIL, place=PLACE, now=now)
    _guess(1, at=now)
    assert guesses.too_many(EMAIL, place=PLACE, now=now)


def test_address_is_the_same_however_it_is_written(now: datetime) -> None:
    _guess(10, at=now, email=" RINI@example.org ")
    assert guesses.too_many(EMAIL, place=PLACE, now=now)


def test_another_place_and_another_person_stay_free(now: datetime) -> None:
    _guess(10, at=now)
    assert not guesses.too_many(EMAIL, place="203.0.113.8", now=now)
    assert not guesses.too_many("bagas@example.org", place=PLACE, now=now)


def test_door_opens_again_after_fifteen_minutes(now: datetime) -> None:
    _guess(10, at=now)
    assert guesses.too_many(EMAIL, place=PLACE, now=now + timedelta(minutes=14))
    assert not guesses.too_many(EMAIL, place=PLACE, now=now + timedelta(minutes=15))


def test_right_password_forgets_the_wrong_ones(now: datetime) -> None:
    _guess(9, at=now)
    guesses.forget(EMAIL, place=PLACE)
    _guess(1, at=now)
    assert not guesses.too_many(EMAIL, place=PLACE, now=now)


def test_old_guesses_are_not_kept(now: datetime) -> None:
    _guess(3, at=now)
    _guess(1, at=now + timedelta(hours=1), email="bagas@example.org")
    assert WrongGuess.objects.count() == 1


def test_table_holds_no_address(now: datetime) -> None:
    _guess(1, at=now)
    assert "rini" not in WrongGuess.objects.get().key
