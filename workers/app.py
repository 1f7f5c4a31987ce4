"""The Celery app and the whole beat schedule: `celery -A workers.app worker`.

The row is the queue: a message is a wake-up that may be lost, repeated or late without harm.
"""

import logging
import os
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from celery import Celery, signals
from django.conf import settings
from kombu import Queue

from workers import pulse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")

QUEUES: Final = ("publish", "prepare", "collect", "upkeep")
# Threads wait for the due second or for networks nearly all the time: as many posts as there are
# threads leave on the same second. `workers.seats` shares them out between channels.
THREADS: Final = 48


def _tick(task: str, *, every_s: float) -> dict[str, Any]:
    """One line of the schedule. A tick that nobody took in its time is worth nothing."""
    return {"task": task, "schedule": timedelta(seconds=every_s), "options": {"expires": every_s}}


def _broker() -> dict[str, Any]:
    """The broker of the settings; `filesystem://` is a folder beside the other data."""
    if not settings.BROKER_URL.startswith("filesystem:"):
        return {"broker_url": settings.BROKER_URL}
    import_module("workers.folder_broker")
    messages = Path(settings.BROKER_DIR) / "messages"
    messages.mkdir(parents=True, exist_ok=True)
    return {
        "broker_url": "folder://localhost/",
        "broker_transport_options": {
            "data_folder_in": str(messages),
            "data_folder_out": str(messages),
            "control_folder": str(Path(settings.BROKER_DIR) / "control"),
            "polling_interval": 0.2,
        },
    }


app = Celery("etalase", include=["workers.tasks"])
app.conf.update(
    **_broker(),
    broker_connection_retry_on_startup=True,
    task_queues=[Queue(name, routing_key=name) for name in QUEUES],
    task_default_queue="upkeep",
    task_create_missing_queues=False,
    task_routes={
        "dispatch": {"queue": "publish"},
        "publish": {"queue": "publish"},
        "prepare": {"queue": "prepare"},
        "collect": {"queue": "collect"},
        "collect_channel": {"queue": "collect"},
        "reconcile": {"queue": "upkeep"},
        "reconcile_one": {"queue": "upkeep"},
        "sweep": {"queue": "upkeep"},
    },
    beat_schedule={
        "dispatch": _tick("dispatch", every_s=2),
        "reconcile": _tick("reconcile", every_s=5),
        "collect": _tick("collect", every_s=15),
        "sweep": _tick("sweep", every_s=30),
    },
    # Every interval is short, so there is nothing to remember from one start to the next.
    beat_scheduler="celery.beat:Scheduler",
    beat_max_loop_interval=1,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    enable_utc=True,
    timezone="UTC",
    worker_pool="threads",
    worker_concurrency=THREADS,
    worker_prefetch_multiplier=4,
    worker_enable_remote_control=False,
    worker_send_task_events=False,
    # Celery would close the database connection after every task; `_keep_connections` decides.
    CELERY_DB_REUSE_MAX=2**62,
)

if pulse_file := os.environ.get("ETALASE_PULSE_FILE"):
    pulse.show(Path(pulse_file))


@signals.setup_logging.connect
def _log_as_settings_say(**_: Any) -> None:
    """Django's settings have set up logging; a line for every message would hide what matters."""
    for name in ("celery.worker.strategy", "celery.app.trace", "celery.beat"):
        logging.getLogger(name).setLevel(logging.WARNING)


@signals.task_prerun.connect
def _keep_connections(**_: Any) -> None:
    """A thread keeps its connection from task to task, and drops it when it has gone bad."""
    from django.db import close_old_connections  # noqa: PLC0415 - Django is set up by now

    close_old_connections()


@signals.worker_ready.connect
def _start_at_once(**_: Any) -> None:
    """What fell due while nobody worked does not wait for the first tick of beat."""
    from workers.networks.registry import REGISTRY  # noqa: PLC0415 - only a worker needs them

    for path in REGISTRY.values():
        import_module(path.rpartition(".")[0])
    for name in ("dispatch", "sweep", "reconcile"):
        app.send_task(name)
