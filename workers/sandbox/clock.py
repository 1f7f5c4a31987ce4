"""The practice clock: real time plus what somebody asked it to move forward.

Posts carry the real time for people and programs, ages and time limits run on the practice clock.
"""

import time
from datetime import UTC, datetime


class Clock:
    """Both times are in milliseconds since 1970."""

    def __init__(self, *, offset_ms: float = 0.0) -> None:
        self.offset_ms = offset_ms

    def wall_ms(self) -> float:
        return time.time() * 1000

    def now_ms(self) -> float:
        return self.wall_ms() + self.offset_ms

    def advance(self, *, seconds: float) -> None:
        self.offset_ms += seconds * 1000

    def as_wall_ms(self, practice_ms: float) -> float:
        """The real time at which the practice clock will show `practice_ms` if left alone."""
        return practice_ms - self.offset_ms


def moment(epoch_ms: float) -> datetime:
    return datetime.fromtimestamp(epoch_ms / 1000, tz=UTC)


def graph_time(epoch_ms: float) -> str:
    """As Graph writes it: 2026-11-23T12:08:40+0000."""
    return moment(epoch_ms).strftime("%Y-%m-%dT%H:%M:%S+0000")


def x_time(epoch_ms: float) -> str:
    """As X writes it: 2026-11-23T12:08:40.000Z."""
    return moment(epoch_ms).strftime("%Y-%m-%dT%H:%M:%S.000Z")
