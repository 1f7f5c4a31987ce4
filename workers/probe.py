"""Count the database queries of the workers' own functions, for `etalase bench`.

`python -m workers.probe publish ID…` takes these waiting publications from dispatch to recorded in
this process, and `python -m workers.probe collect` reads all numbers that are due. One JSON object
is printed. No other worker may run meanwhile.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import django

django.setup()

from django.db import connection  # noqa: E402  (Django is set up above)
from django.utils import timezone  # noqa: E402

from content.models import Publication  # noqa: E402
from workers import collect, dispatch, prepare, publish  # noqa: E402

# What opens and closes a transaction is sent on SQLite only, so it is left out on both.
_NOT_COUNTED: Final = ("BEGIN", "SAVEPOINT", "RELEASE")


class Queries:
    """Queries by the step they were made in."""

    def __init__(self) -> None:
        self.by_step: Counter[str] = Counter()
        self._step = ""

    @contextmanager
    def of(self, step: str) -> Iterator[None]:
        """Count what the block asks the database under this step."""
        self._step = step
        with connection.execute_wrapper(self._count):
            yield

    def _count(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: Any,
    ) -> Any:
        if not sql.lstrip().upper().startswith(_NOT_COUNTED):
            self.by_step[self._step] += 1
        return execute(sql, params, many, context)


def published(publication_ids: Sequence[int]) -> dict[str, Any]:
    """{"dispatch": queries of one look, "publications": {id: {step: queries}}}."""
    looked = Queries()
    with looked.of("dispatch"):
        wake_ups = dispatch.take(now=timezone.now())
    counted = {publication_id: Queries() for publication_id in publication_ids}
    for wake_up in wake_ups:
        if wake_up.prepare:
            one = counted[wake_up.publication_id]
            _until_done(one, "prepare", prepare.prepare, wake_up.publication_id)
    for publication_id, one in counted.items():
        _wait_for(publication_id)
        _until_done(one, "publish", publish.publish, publication_id)
    return {
        "dispatch": looked.by_step["dispatch"],
        "publications": {str(pk): dict(one.by_step) for pk, one in counted.items()},
    }


def _until_done(
    queries: Queries, step: str, work: Callable[[int], float | None], publication_id: int
) -> None:
    """Repeat as the task of the same name does."""
    while True:
        with queries.of(step):
            again_s = work(publication_id)
        if again_s is None:
            return
        time.sleep(again_s)


def _wait_for(publication_id: int) -> None:
    """Until the task would start by its ETA."""
    wake_at = Publication.objects.values_list("wake_at", flat=True).get(pk=publication_id)
    if wake_at is not None:
        time.sleep(max((wake_at - dispatch.LEAD - timezone.now()).total_seconds(), 0))


def collected() -> dict[str, Any]:
    """{"take": queries of the look, "channels": {id: queries}}."""
    queries = Queries()
    with queries.of("take"):
        batches = collect.take(now=timezone.now())
    for batch in batches:
        with queries.of(str(batch.channel_id)):
            collect.collect(batch.channel_id, batch.publication_ids)
    take = queries.by_step.pop("take")
    return {"take": take, "channels": dict(queries.by_step)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m workers.probe", description=__doc__)
    works = parser.add_subparsers(dest="work", required=True)
    works.add_parser("publish").add_argument("ids", type=int, nargs="+")
    works.add_parser("collect")
    given = parser.parse_args()
    found = published(given.ids) if given.work == "publish" else collected()
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
