"""The schedule and the routes name tasks and queues that exist."""

import pytest
from celery.fixups.django import DjangoWorkerFixup  # type: ignore[attr-defined]  # not in the stubs
from django.db import connection

from workers import tasks
from workers.app import QUEUES, app


def test_every_task_goes_to_a_queue_that_workers_read() -> None:
    ours = {tasks.__dict__[name].name for name in tasks.__dict__ if _is_task(name)}
    assert {"dispatch", "publish", "prepare", "collect_channel", "reconcile_one"} <= ours
    for name in ours:
        route = app.amqp.router.route({}, name)
        assert route["queue"].name in QUEUES, name


def _is_task(name: str) -> bool:
    return hasattr(tasks.__dict__[name], "apply_async")


def test_collecting_never_shares_a_queue_with_publishing() -> None:
    queues = {
        name: app.amqp.router.route({}, name)["queue"].name
        for name in ("dispatch", "publish", "prepare", "collect", "collect_channel", "sweep")
    }
    assert queues["publish"] == queues["dispatch"] == "publish"
    assert "publish" not in {queues[name] for name in ("prepare", "collect", "collect_channel")}
    assert queues["collect_channel"] == "collect"


@pytest.mark.parametrize("entry", sorted(app.conf.beat_schedule))
def test_tick_is_of_a_known_task_and_dies_before_the_next(entry: str) -> None:
    tick = app.conf.beat_schedule[entry]
    app.loader.import_default_modules()
    assert tick["task"] in app.tasks
    assert tick["options"]["expires"] == tick["schedule"].total_seconds()


@pytest.mark.django_db
def test_celery_leaves_database_connections_open_between_tasks() -> None:
    connection.ensure_connection()
    between_tasks = DjangoWorkerFixup(app)

    for _ in range(5):
        between_tasks.close_database()

    assert connection.connection is not None
