"""Wall times, skipped and doubled hours, zones by name."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from content import times
from content.errors import InvalidPost


def test_wall_time_means_the_librarys_zone() -> None:
    planned = times.resolve("2026-11-24T09:00", zone="Asia/Jakarta")
    assert planned.at == datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    assert planned.local == "2026-11-24T09:00"


def test_seconds_are_kept_where_there_are_any() -> None:
    planned = times.resolve("2026-11-24T09:00:05.7", zone="Asia/Jakarta")

    assert planned.local == "2026-11-24T09:00:05"
    assert planned.at == datetime(2026, 11, 24, 2, 0, 5, tzinfo=UTC)


def test_hour_that_the_clock_skips_is_refused() -> None:
    with pytest.raises(InvalidPost) as refused:
        times.resolve("2026-03-29T02:30", zone="Europe/Amsterdam")
    assert refused.value.problems[0].code == "skipped_time"


def test_doubled_hour_means_the_first_and_says_so() -> None:
    planned = times.resolve("2026-10-25T02:30", zone="Europe/Amsterdam")
    assert planned.doubled
    assert planned.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("local", "code"),
    [
        ("besok pagi", "bad_time"),
        ("2026-02-30T09:00", "bad_time"),
        ("2026-11-24T09:00+07:00", "time_with_offset"),
    ],
)
def test_other_texts_are_refused(local: str, code: str) -> None:
    with pytest.raises(InvalidPost) as refused:
        times.resolve(local, zone="Asia/Jakarta")
    assert refused.value.problems[0].code == code


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd"])
def test_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(InvalidPost):
        times.zone_info(zone)


@pytest.mark.parametrize(
    ("zone", "label"),
    [
        ("Asia/Jakarta", "WIB"),
        ("Asia/Makassar", "WITA"),
        ("Asia/Jayapura", "WIT"),
        ("Asia/Kuala_Lumpur", "MYT"),
        ("Europe/London", "GMT"),
    ],
)
def test_zones_are_printed_by_name(zone: str, label: str) -> None:
    assert times.zone_label(zone, at=datetime(2026, 11, 24, tzinfo=UTC)) == label


def test_indonesian_times_use_a_dot() -> None:
    at = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    with translation.override("id"):
        assert times.clock_text(at, zone="Asia/Jakarta") == "09.00 WIB"
        assert times.date_text(at, zone="Asia/Jakarta") == "Selasa, 24 November 2026"
    with translation.override("en"):
        assert times.clock_text(at, zone="Asia/Jakarta") == "09:00 WIB"


def test_a_day_may_last_23_hours() -> None:
    first = datetime(2026, 3, 29, tzinfo=times.zone_info("Europe/Amsterdam"))
    start, end = times.day_bounds(first, days=1)
    assert end - start == timedelta(hours=23)


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2090, 1, 1)))  # noqa: DTZ001
def test_every_instant_comes_back_from_its_wall_time(wall: datetime) -> None:
    at = wall.replace(microsecond=0, tzinfo=UTC)
    local = times.planned_at(at, zone="Asia/Makassar").local
    assert times.resolve(local, zone="Asia/Makassar").at == at


@pytest.mark.parametrize("local", ["2026-11-24", "20261124T0900", "2026-11-24\U0001f60009:00"])
def test_a_day_without_a_time_never_means_midnight(local: str) -> None:
    with pytest.raises(InvalidPost) as refused:
        times.resolve(local, zone="Asia/Jakarta")
    assert refused.value.problems[0].code == "bad_time"
