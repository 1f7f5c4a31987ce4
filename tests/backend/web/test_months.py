"""Months and days as the library counts them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from backend.web.months import Month, day_span, local_date, month_of

TODAY = date(2026, 11, 24)


def test_month_knows_those_beside_it_over_new_year() -> None:
    december = Month(date(2026, 12, 1))
    assert december.following == Month(date(2027, 1, 1))
    assert Month(date(2027, 1, 1)).previous == december
    assert Month(date(2026, 3, 1)).previous.key == "2026-02"


def test_month_is_named_in_the_readers_language() -> None:
    with translation.override("id"):
        assert Month(date(2027, 3, 1)).name == "Maret 2027"
    with translation.override("en"):
        assert Month(date(2027, 3, 1)).name == "March 2027"


def test_month_begins_and_ends_at_local_midnight() -> None:
    start, end = Month(date(2026, 11, 1)).bounds("Asia/Jayapura")
    assert start == datetime(2026, 10, 31, 15, tzinfo=UTC)
    assert end == datetime(2026, 11, 30, 15, tzinfo=UTC)


def test_day_of_a_clock_change_is_as_long_as_it_is() -> None:
    start, end = day_span(date(2026, 3, 29), date(2026, 3, 30), zone="Europe/Amsterdam")
    assert (end - start).total_seconds() == 23 * 3600


def test_day_is_the_librarys_not_utcs() -> None:
    late = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)
    assert local_date(late, zone="Asia/Jakarta") == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("written", "key"), [("2024-02", "2024-02"), ("2024-00", "2026-11"), ("", "2026-11")]
)
def test_month_is_read_or_falls_back_to_this_one(written: str, key: str) -> None:
    assert month_of(written, today=TODAY).key == key
