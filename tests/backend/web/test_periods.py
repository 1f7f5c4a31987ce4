"""The periods of a summary."""

from datetime import UTC, date, datetime

import pytest

from backend.web.periods import BadPeriod, Period, period_of

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("7", date(2026, 11, 18), TODAY),
        ("30", date(2026, 10, 26), TODAY),
        ("90", date(2026, 8, 27), TODAY),
        ("this-month", date(2026, 11, 1), TODAY),
        ("last-month", date(2026, 10, 1), date(2026, 10, 31)),
    ],
)
def test_named_period_counts_today_in(key: str, first: date, last: date) -> None:
    assert period_of({"period": key}, today=TODAY) == Period(key, first, last)


def test_last_month_in_january_is_december() -> None:
    period = period_of({"period": "last-month"}, today=date(2027, 1, 5))
    assert (period.first, period.last) == (date(2026, 12, 1), date(2026, 12, 31))


@pytest.mark.parametrize("query", [{}, {"period": "week"}, {"period": "-5"}, {"period": "99999"}])
def test_anything_else_is_thirty_days(query: dict[str, str]) -> None:
    assert period_of(query, today=TODAY).key == "30"


def test_chosen_days_are_both_included() -> None:
    period = period_of({"from": "2026-11-01", "to": "2026-11-02"}, today=TODAY)
    assert period.days == [date(2026, 11, 1), date(2026, 11, 2)]
    assert period.bounds("Asia/Jakarta") == (
        datetime(2026, 10, 31, 17, tzinfo=UTC),
        datetime(2026, 11, 2, 17, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-11-02", "2026-11-01"),
        ("2025-11-01", "2026-11-02"),
        ("2026-11-01", ""),
        ("", "2026-11-01"),
        ("kemarin", "hari ini"),
        ("0001-01-01", "0001-01-31"),
        ("9999-12-01", "9999-12-31"),
    ],
)
def test_days_that_make_no_period_are_refused(first: str, last: str) -> None:
    with pytest.raises(BadPeriod):
        period_of({"from": first, "to": last}, today=TODAY)
