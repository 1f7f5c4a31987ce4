"""The tasks: an id in, one call out. What they do is in the module of the same name."""

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from workers import collect as collecting
from workers import dispatch as dispatching
from workers import prepare as preparing
from workers import publish as publishing
from workers import reconcile as reconciling
from workers import upkeep


@shared_task(name="dispatch")
def dispatch() -> None:
    """Send the wake-ups of what falls due soon."""
    while wake_ups := dispatching.take(now=timezone.now()):
        _send(wake_ups)


def _send(wake_ups: list[dispatching.WakeUp]) -> None:
    waiting = list(wake_ups)
    try:
        while waiting:
            wake_up = waiting[0]
            publish.apply_async((wake_up.publication_id,), eta=wake_up.start_at)
            if wake_up.prepare:
                prepare.delay(wake_up.publication_id)
            waiting.pop(0)
    except OperationalError:
        dispatching.give_back([wake_up.publication_id for wake_up in waiting])
        raise


@shared_task(name="prepare")
def prepare(publication_id: int) -> None:
    """Do ahead what can be; come back while the network is still at it."""
    again_s = preparing.prepare(publication_id)
    if again_s is not None:
        prepare.apply_async((publication_id,), countdown=again_s)


@shared_task(name="publish")
def publish(publication_id: int) -> None:
    """Publish at the due second; come back while the network is still preparing."""
    again_s = publishing.publish(publication_id)
    if again_s is not None:
        publish.apply_async((publication_id,), countdown=again_s)


@shared_task(name="reconcile")
def reconcile() -> None:
    """Look for every publication of unknown outcome whose next look is due."""
    for publication_id in reconciling.take(now=timezone.now()):
        reconcile_one.delay(publication_id)


@shared_task(name="reconcile_one")
def reconcile_one(publication_id: int) -> None:
    """One look at the network."""
    reconciling.reconcile(publication_id)


@shared_task(name="collect")
def collect() -> None:
    """Read the numbers that are due, each channel in a task of its own."""
    for batch in collecting.take(now=timezone.now()):
        collect_channel.delay(batch.channel_id, batch.publication_ids)


@shared_task(name="collect_channel")
def collect_channel(channel_id: int, publication_ids: list[int]) -> None:
    """The numbers of some posts of one channel."""
    again_s = collecting.collect(channel_id, publication_ids)
    if again_s is not None:
        collect_channel.apply_async((channel_id, publication_ids), countdown=again_s)


@shared_task(name="sweep")
def sweep() -> None:
    """Give up claims of workers that died, and look at once what became of them."""
    if upkeep.sweep():
        reconcile.delay()
