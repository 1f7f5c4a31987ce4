"""How many tasks may do the same thing at once in this process.

All tasks share one pool of threads. A network that hangs keeps a thread for as long as its time
limit; a place to sit for each channel stops it from keeping them all.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Seats:
    """At most `most` at once for each key; nobody waits, the one without a seat comes back."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: Counter[int] = Counter()
        self._lock = Lock()

    @contextmanager
    def take(self, key: int) -> Iterator[bool]:
        """True inside the block when a seat was free."""
        with self._lock:
            free = self._taken[key] < self._most
            self._taken[key] += free
        try:
            yield free
        finally:
            with self._lock:
                self._taken[key] -= free
                if not self._taken[key]:
                    del self._taken[key]
