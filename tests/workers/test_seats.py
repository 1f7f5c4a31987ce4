import pytest

from workers.seats import Seats


def test_one_channel_never_takes_every_seat() -> None:
    seats = Seats(2)
    with seats.take(1) as first, seats.take(1) as second, seats.take(1) as third:
        assert (first, second, third) == (True, True, False)
        with seats.take(2) as other_channel:
            assert other_channel


def test_seat_is_free_again_whatever_happened() -> None:
    seats = Seats(1)
    with pytest.raises(ZeroDivisionError), seats.take(1):
        _ = 1 / 0
    with seats.take(1) as free:
        assert free


def test_one_who_found_no_seat_frees_none() -> None:
    seats = Seats(1)
    with seats.take(1):
        with seats.take(1) as refused:
            assert not refused
        with seats.take(1) as again:
            assert not again
