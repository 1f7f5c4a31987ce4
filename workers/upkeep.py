"""What keeps the house in order by itself."""

import logging

from django.utils import timezone

from content import publishing

_log = logging.getLogger(__name__)


def sweep() -> None:
    """Claims of workers that died become unknown, so that reconcile looks what they did."""
    count = publishing.sweep(now=timezone.now())
    if count:
        _log.warning("%d publications were left in mid-publish and are looked for", count)
