"""A sign of life for health checks: a file touched whenever a task was sent or done.

The schedule ticks every few seconds, so a file older than a minute means that the process, or
what it waits for, has stopped.
"""

from pathlib import Path
from typing import Any

from celery import signals


def show(path: Path) -> None:
    """From now on this process touches `path`: beat when it sends, a worker when it has worked."""

    def touch(**_: Any) -> None:
        path.touch()

    signals.after_task_publish.connect(touch, weak=False)
    signals.task_postrun.connect(touch, weak=False)
