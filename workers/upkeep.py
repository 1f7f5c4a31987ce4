"""What keeps the house in order by itself."""

import logging

from django.utils import timezone

from content import publishing

_log = logging.getLogger(__name__)


def sweep() -> int:
    """Claims of workers that died become unknown, for reconcile to look what they did. How many."""
    count = publishing.sweep(now=timezone.now())
    if count:
        _log.warning("%d publications were left in mid-publish and are looked for", count)
    return count
