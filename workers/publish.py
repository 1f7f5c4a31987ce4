"""Send one publication at its time, once, and write down what came of it.

Claim, commit, send, record: the row says "sending" before the irreversible call begins, and no
transaction is open while the network is called.
"""

import logging
import time
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.utils import timezone

from content import metrics, publishing
from content.models import Publication
from content.models.channel import ChannelHealth
from content.models.publication import PublicationState as State
from workers import accounts, permalinks, prepare, sendable
from workers.networks.base import Network, Published
from workers.networks.errors import (
    Misconfigured,
    NeedsReconnect,
    NetworkError,
    OutcomeUnknown,
    Rejected,
    TryLater,
    redact,
)
from workers.networks.reasons import Reason
from workers.seats import Seats

_log = logging.getLogger(__name__)

# The claim is committed so long before the due instant that many due at once are all claimed by
# then, and only the calls themselves remain.
_CLAIM_AHEAD: Final = timedelta(milliseconds=500)
# The post is live, so writing that down is tried for a while before the sweep has to find out.
_RECORD_PAUSES_S: Final = (0.2, 0.5, 1.0, 3.0, 5.0)
_SEATS: Final = Seats(6)
_NO_SEAT_S: Final = 0.5


def publish(publication_id: int) -> float | None:
    """Publish what is due. Seconds after which to come back while the network still prepares."""
    publication = sendable.load(publication_id)
    if publication is None or not _is_due(publication, now=timezone.now()):
        return None
    with _SEATS.take(publication.channel_id) as seated:
        if not seated:
            return _NO_SEAT_S
        sending = _Sending(publication)
        try:
            return sending.run()
        except NetworkError as error:
            sending.note_failure(error)
        except Exception as error:  # noqa: BLE001 - the top of the task: the row must tell of it
            sending.note_fault(error)
    return None


def _is_due(publication: Publication, *, now: datetime) -> bool:
    return (
        publication.state == State.SCHEDULED
        and publication.wake_at is not None
        and publication.wake_at <= now + publishing.CLAIM_LEAD
    )


def _wait_until(instant: datetime) -> None:
    left_s = (instant - timezone.now()).total_seconds()
    if left_s > 0:
        time.sleep(min(left_s, publishing.CLAIM_LEAD.total_seconds()))


class _Sending:
    """One publication on its way. It knows how far it came, so that whatever goes wrong is
    recorded as what it is."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.due_at = publication.wake_at or publication.due_at
        self.fingerprint = ""
        self.attempt: int | None = None
        self.called_at: datetime | None = None

    def run(self) -> float | None:
        channel = self.publication.channel
        if timezone.now() - self.due_at > publishing.TOO_LATE:
            self._hold()
            return None
        if channel.health == ChannelHealth.BLOCKED:
            raise NeedsReconnect(channel.reason or Reason.TOKEN_EXPIRED)
        network = accounts.adapter(channel)
        content = sendable.content(self.publication, now=timezone.now())
        self.fingerprint = sendable.fingerprint(content)
        prepared = prepare.advance(self.publication, network=network, content=content)
        if not prepared.ready:
            return prepared.look_again_s
        _wait_until(self.due_at - _CLAIM_AHEAD)
        if not self._claim():
            return None
        _wait_until(self.due_at)
        self.called_at = timezone.now()
        published = network.publish(content, prepared)
        self._record(published, called_at=self.called_at)
        self._follow_up(network, published)
        return None

    def _hold(self) -> None:
        publishing.stop(
            self.publication, to=State.HELD, reason="too_late", now=timezone.now(), actor_id=None
        )
        self._say("held", "too_late")

    def _claim(self) -> bool:
        self.attempt = publishing.claim(
            self.publication, fingerprint=self.fingerprint, now=timezone.now()
        )
        return self.attempt is not None

    def _record(self, published: Published, *, called_at: datetime) -> None:
        """Keep the remote id, through a database that is busy or away for a moment."""
        for pause_s in _RECORD_PAUSES_S:
            try:
                self._record_once(published, called_at=called_at)
            except (OperationalError, InterfaceError):
                connection.close()
                time.sleep(pause_s)
            else:
                return
        self._record_once(published, called_at=called_at)

    def _record_once(self, published: Published, *, called_at: datetime) -> None:
        now = timezone.now()
        kept = publishing.record_published(
            self.publication.pk,
            attempt=self.attempt or 0,
            remote_id=published.remote_id,
            permalink=published.permalink,
            called_at=called_at,
            now=now,
            collect_at=metrics.next_collection(now, after=now) or now,
        )
        late_ms = (called_at - self.due_at).total_seconds() * 1000
        self._say("published" if kept else "published, but the row moved on", f"{late_ms:.0f} ms")

    def _follow_up(self, network: Network, published: Published) -> None:
        if not published.permalink:
            permalinks.fill(self.publication.pk, network=network, remote_id=published.remote_id)

    def note_failure(self, error: NetworkError) -> None:
        """Record what the network said; what failed before the claim is claimed for the log."""
        if self.attempt is None and not self._claim():
            return
        said: dict[str, Any] = {
            "attempt": self.attempt,
            "reason": error.reason,
            "reason_params": error.params,
            "detail": error.detail,
            "now": timezone.now(),
        }
        publication_id = self.publication.pk
        match error:
            case TryLater():
                keep = error.reason != Reason.MEDIA_EXPIRED
                publishing.try_later(
                    publication_id, after_s=error.after_s, keep_prepared=keep, **said
                )
            case OutcomeUnknown() | Rejected(duplicate=True) if self._may_be_there(error):
                publishing.lose_sight(publication_id, **said)
            case NeedsReconnect() | Misconfigured():
                publishing.refuse(publication_id, to=State.BLOCKED, **said)
                self._flag_channel(error)
            case _:
                publishing.refuse(publication_id, to=State.FAILED, **said)
        self._say(type(error).__name__, error.reason)

    def _may_be_there(self, error: NetworkError) -> bool:
        """ "Already there" on a first attempt is an older post of the same words."""
        return isinstance(error, OutcomeUnknown) or (self.attempt or 0) > 1

    def _flag_channel(self, error: NetworkError) -> None:
        channel = self.publication.channel
        if isinstance(error, NeedsReconnect) and channel.health != ChannelHealth.BLOCKED:
            publishing.block_channel(channel.pk, reason=error.reason, now=timezone.now())

    def note_fault(self, error: Exception) -> None:
        """A fault of ours. After the call began the post may be live, so it is never sent again
        without looking."""
        _log.exception("publication %d", self.publication.pk, exc_info=error)
        if self.called_at is None and isinstance(error, DatabaseError):
            connection.close()  # nothing was sent; the dispatcher wakes the row again
            return
        if self.attempt is None and not self._claim():
            return
        reason = "internal_error" if self.called_at is None else "internal_error_after_send"
        said: dict[str, Any] = {
            "attempt": self.attempt,
            "reason": reason,
            "reason_params": {},
            "detail": redact(f"{type(error).__name__}: {error}")[:2000],
            "now": timezone.now(),
        }
        if self.called_at is None:
            publishing.refuse(self.publication.pk, to=State.FAILED, **said)
        else:
            publishing.lose_sight(self.publication.pk, **said)
        self._say("fault", reason)

    def _say(self, outcome: str, why: str) -> None:
        _log.info(
            "publication %d on %s: %s (%s)",
            self.publication.pk,
            self.publication.channel.network,
            outcome,
            why,
        )
