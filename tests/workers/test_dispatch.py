"""Which rows are woken, once, in time, and again when the wake-up was lost."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.models import Publication
from content.models.publication import PublicationState as State
from tests.workers.conftest import Due
from workers import dispatch

pytestmark = pytest.mark.django_db


@pytest.fixture
def instant() -> datetime:
    return timezone.now()


def test_row_due_soon_is_woken_once_a_moment_before_its_time(due: Due, instant: datetime) -> None:
    row = due(at=instant + timedelta(seconds=15))

    (wake_up,) = dispatch.take(now=instant)

    assert wake_up.publication_id == row.pk
    assert wake_up.start_at == instant + timedelta(seconds=13.5)
    assert dispatch.take(now=instant + timedelta(seconds=2)) == []


def test_row_due_later_is_left_alone(due: Due, instant: datetime) -> None:
    due(at=instant + timedelta(seconds=21))

    assert dispatch.take(now=instant) == []
    assert len(dispatch.take(now=instant + timedelta(seconds=2))) == 1


@pytest.mark.parametrize("state", [one for one in State if one != State.SCHEDULED])
def test_only_what_is_scheduled_is_woken(due: Due, instant: datetime, state: State) -> None:
    due(at=instant)
    Publication.objects.update(state=state)

    assert dispatch.take(now=instant) == []


def test_lost_wake_up_is_sent_again(due: Due, instant: datetime) -> None:
    due(at=instant)
    assert dispatch.take(now=instant)

    assert dispatch.take(now=instant + timedelta(seconds=29)) == []
    assert dispatch.take(now=instant + timedelta(seconds=31))


def test_wake_up_still_waiting_for_its_time_is_not_lost(due: Due, instant: datetime) -> None:
    """After an early look, a long wait before the due time is no sign of a loss."""
    due(at=instant + timedelta(seconds=19))
    assert dispatch.take(now=instant)
    Publication.objects.update(dispatched_at=instant - timedelta(minutes=5))

    assert dispatch.take(now=instant) == []


def test_only_pictures_with_time_left_are_prepared_ahead(due: Due, instant: datetime) -> None:
    words = due(text="Tanpa gambar", at=instant + timedelta(seconds=15))
    soon = due(picture_count=1, at=instant + timedelta(seconds=1))
    later = due(picture_count=1, at=instant + timedelta(seconds=15))

    prepared = {one.publication_id: one.prepare for one in dispatch.take(now=instant)}

    assert prepared == {words.pk: False, soon.pk: False, later.pk: True}


def test_what_the_broker_did_not_take_is_woken_at_the_next_look(
    due: Due, instant: datetime
) -> None:
    first, second = due(at=instant), due(text="Dua", at=instant)
    assert len(dispatch.take(now=instant)) == 2

    dispatch.give_back([second.pk])

    again = dispatch.take(now=instant + timedelta(seconds=2))
    assert [one.publication_id for one in again] == [second.pk]
    assert first.pk != second.pk


def test_two_queries_however_many_are_due(due: Due, instant: datetime) -> None:
    for number in range(5):
        due(text=f"Pameran {number}", at=instant)

    with CaptureQueriesContext(connection) as captured:
        assert len(dispatch.take(now=instant)) == 5
    assert len(captured) == 2
