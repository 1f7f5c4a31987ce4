"""Instagram's containers: what a post is before it is one.

Made from public picture addresses, processed by Instagram, published by one call. They die after
24 hours and 400 may be made in that time.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from workers.networks.base import Content, MediaItem, Prepared
from workers.networks.errors import NetworkError, OutcomeUnknown, TryLater
from workers.networks.graph import Graph
from workers.networks.graph_errors import NEW_CONTAINER_MAY_HELP, NotVisible, from_subcode
from workers.networks.reasons import Reason
from workers.networks.uploads import ids_in, in_order, pause_after

_CONTAINER_LIFE: Final = timedelta(hours=24)
# Pictures are mostly finished in a second or two; what takes longer is looked at less often.
_QUICK_POLL_S: Final = 1.0
_QUICK_POLLS: Final = 6
_POLL_S: Final = 3.0
_MOST_POLLS: Final = 100
_RENEW_S: Final = 30.0
_MOST_RENEWALS: Final = 2
# A status that could not be read is one not known yet; the containers are not lost with it.
_READ_AGAIN: Final = frozenset({Reason.NO_ANSWER, Reason.SERVER_ERROR, Reason.NETWORK_UNREACHABLE})


@dataclass(frozen=True, slots=True)
class _Progress:
    """What is in `Prepared.data`: containers made so far, polls of them, renewals after faults."""

    children: list[str] = field(default_factory=list)
    container: str = ""
    polls: int = 0
    renewals: int = 0
    born_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @classmethod
    def of(cls, prepared: Prepared | None) -> "_Progress":
        if prepared is None or prepared.expires_at is None:
            return cls()
        if prepared.expires_at <= datetime.now(UTC):
            return cls()
        return cls(
            children=ids_in(prepared, "children"),
            container=id_in(prepared),
            polls=_count(prepared, "polls"),
            renewals=_count(prepared, "renewals"),
            born_at=prepared.expires_at - _CONTAINER_LIFE,
        )

    def prepared(self, *, look_again_s: float | None) -> Prepared:
        data = {
            "children": self.children,
            "container": self.container,
            "polls": self.polls,
            "renewals": self.renewals,
        }
        return Prepared(data, look_again_s, expires_at=self.born_at + _CONTAINER_LIFE)

    def renewed(self) -> "_Progress":
        """From the start with new containers, remembering how often that was done."""
        return _Progress(renewals=self.renewals + 1)


@dataclass(frozen=True, slots=True)
class Containers:
    """The containers of one account. `reader` sees single objects for sure when it has a token of
    a person (`sees_objects`); since 2026-05 Graph hides them from Page tokens now and then."""

    account_id: str
    graph: Graph
    reader: Graph
    sees_objects: bool

    def prepare(self, content: Content, so_far: Prepared | None = None) -> Prepared:
        """Make the container, or the children of a carousel and then their parent, and look how
        far Instagram is with them. Starts over with new ones after a fault that may pass."""
        progress = _Progress.of(so_far)
        try:
            return self._advance(content, progress)
        except NetworkError as error:
            if error.params.get("subcode") not in NEW_CONTAINER_MAY_HELP:
                raise
            if progress.renewals >= _MOST_RENEWALS:
                raise
        return progress.renewed().prepared(look_again_s=_RENEW_S)

    def _advance(self, content: Content, progress: _Progress) -> Prepared:
        if not progress.container:
            progress, look_again_s = self._with_container(content, progress)
            if look_again_s is not None:
                return progress.prepared(look_again_s=look_again_s)
        if self._all_finished([progress.container]):
            return progress.prepared(look_again_s=None)
        return self._wait(progress)

    def _with_container(
        self, content: Content, progress: _Progress
    ) -> tuple[_Progress, float | None]:
        """With the container to publish, or as far as it goes now and the seconds to wait."""
        if len(content.media) == 1:
            container = self._create(_picture(content.media[0]) | _caption(content))
            return replace(progress, container=container), None
        children, pause_s = in_order(content.media, progress.children, self._create_child)
        are_new = children != progress.children
        progress = replace(progress, children=children)
        if pause_s is not None:
            return progress, pause_s
        if not self._all_finished(children):
            waiting = self._wait(progress)
            return _Progress.of(waiting), waiting.look_again_s
        return self._with_parent(content, progress, are_new=are_new)

    def _with_parent(
        self, content: Content, progress: _Progress, *, are_new: bool
    ) -> tuple[_Progress, float | None]:
        parent = {"media_type": "CAROUSEL", "children": ",".join(progress.children)}
        try:
            container = self._create(parent | _caption(content))
        except TryLater as error:
            if not are_new or error.params.get("subcode") in NEW_CONTAINER_MAY_HELP:
                raise
            # The children are good and not yet stored: only the parent is made again.
            return progress, pause_after(error)
        return replace(progress, container=container), None

    def _create_child(self, item: MediaItem) -> str:
        return self._create(_picture(item) | {"is_carousel_item": True})

    def _create(self, fields: Mapping[str, Any]) -> str:
        answer = self.graph.write(self.account_id, "media", fields=fields, irreversible=False)
        return str(answer["id"])

    def _wait(self, progress: _Progress) -> Prepared:
        waiting = self._polled(progress)
        quick = waiting.polls <= _QUICK_POLLS and not waiting.renewals
        return waiting.prepared(look_again_s=_QUICK_POLL_S if quick else _POLL_S)

    def _polled(self, progress: _Progress) -> _Progress:
        """One more look without success; past the limit the containers are given up."""
        if progress.polls < _MOST_POLLS:
            return replace(progress, polls=progress.polls + 1)
        if progress.renewals >= _MOST_RENEWALS:
            raise TryLater(Reason.NOT_READY, after_s=3600.0, detail="containers stay unfinished")
        return progress.renewed()

    def _all_finished(self, containers: Sequence[str]) -> bool:
        """Raises what a failed container says; OutcomeUnknown for one that is in a post."""
        statuses = self._statuses(containers)
        for node in statuses:
            _check_status(node)
        return all(node.get("status_code") == "FINISHED" for node in statuses)

    def _statuses(self, containers: Sequence[str]) -> list[Mapping[str, Any]]:
        try:
            nodes = self.reader.get_objects(containers, fields="id,status_code,status")
        except NotVisible:
            if self.sees_objects:
                return [{"status_code": "EXPIRED"}]
            # Hidden from a Page token is no fault of the container: publishing will tell.
            return [{"status_code": "FINISHED"}]
        except TryLater as error:
            if error.reason not in _READ_AGAIN:
                raise
            return [{}]
        return [nodes.get(container) or {} for container in containers]

    def is_dead(self, container: str) -> bool:
        """Can it certainly not become a post any more?"""
        try:
            return self.status_code(container) in {"EXPIRED", "ERROR"}
        except NetworkError:
            return False

    def status_code(self, container: str) -> str:
        """IN_PROGRESS, FINISHED, ERROR, EXPIRED or PUBLISHED."""
        node = self.reader.get_object(container, fields="id,status_code")
        return str(node.get("status_code", ""))


def id_in(prepared: Prepared) -> str:
    """The container to publish; empty when there is none yet."""
    return str(prepared.data.get("container", ""))


def _count(prepared: Prepared, key: str) -> int:
    value = prepared.data.get(key)
    return value if isinstance(value, int) else 0


def _picture(item: MediaItem) -> dict[str, Any]:
    return {"image_url": item.url} | ({"alt_text": item.alt_text} if item.alt_text else {})


def _caption(content: Content) -> dict[str, Any]:
    return {"caption": content.text} if content.text else {}


def _check_status(node: Mapping[str, Any]) -> None:
    code, said = node.get("status_code"), str(node.get("status", ""))
    if code == "PUBLISHED":
        raise OutcomeUnknown(Reason.NO_ANSWER, detail="this container is in a post already")
    if code == "EXPIRED":
        raise from_subcode(2207020, said=said or "container expired")
    if code == "ERROR":
        subcode = re.search(r"\b22\d{5}\b", said)
        raise from_subcode(int(subcode[0]) if subcode else 0, said=said)
