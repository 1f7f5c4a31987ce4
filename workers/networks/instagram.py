"""Instagram professional accounts, through Facebook Login.

A post is a container first: created from public picture addresses, processed by Instagram, then
published by one call. Containers die after 24 hours and 400 may be made in that time.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from workers.networks.base import (
    Account,
    Content,
    Endpoints,
    MediaItem,
    Metric,
    Numbers,
    Prepared,
    Profile,
    Published,
    RemotePost,
)
from workers.networks.errors import (
    Misconfigured,
    NetworkError,
    OutcomeUnknown,
    Rejected,
    TryLater,
)
from workers.networks.graph import Graph
from workers.networks.graph_errors import NEW_CONTAINER_MAY_HELP, NotVisible, from_subcode
from workers.networks.graph_insights import InsightsReader, Reading
from workers.networks.media_address import is_private
from workers.networks.reasons import Reason
from workers.networks.uploads import check_count, ids_in, in_order

_MAX_CHILDREN: Final = 10
_CONTAINER_LIFE: Final = timedelta(hours=24)
# Pictures are mostly finished in a second or two; what takes longer is looked at less often.
_QUICK_POLL_S: Final = 1.0
_QUICK_POLLS: Final = 6
_POLL_S: Final = 3.0
_MOST_POLLS: Final = 100
_RENEW_S: Final = 30.0
_MOST_RENEWALS: Final = 2
# Valid for images, carousels and reels alike.
_INSIGHTS: Final = {
    Metric.VIEWS: "views",
    Metric.REACH: "reach",
    Metric.SAVES: "saved",
    Metric.SHARES: "shares",
}


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
            container=str(prepared.data.get("container", "")),
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


class Instagram:
    """One Instagram account that hangs on a Facebook Page."""

    name = "instagram"
    numbers_per_call = 50

    def __init__(self, account: Account, endpoints: Endpoints) -> None:
        self._account = account.external_id
        self._endpoints = endpoints
        self._graph = self._connect(account, "access_token")
        # Since 2026-05 Graph hides single Instagram objects from Page tokens now and then.
        self._sees_objects = bool(account.credentials.get("user_token"))
        self._reader = self._connect(account, "user_token") if self._sees_objects else self._graph

    def _connect(self, account: Account, token: str) -> Graph:
        return Graph(
            account.credentials.get(token, ""),
            base_url=self._endpoints.instagram_graph_url,
            version=self._endpoints.graph_version,
            timeout_s=self._endpoints.timeout_s,
            app_secret=account.credentials.get("app_secret", ""),
        )

    def profile(self) -> Profile:
        fields = "id,username,name,profile_picture_url,followers_count"
        node = self._graph.get_object(self._account, fields=fields)
        followers = node.get("followers_count")
        return Profile(
            external_id=str(node["id"]),
            name=str(node.get("name") or node.get("username", "")),
            handle=str(node.get("username", "")),
            avatar_url=str(node.get("profile_picture_url", "")),
            followers=followers if isinstance(followers, int) else None,
        )

    def prepare(self, content: Content, so_far: Prepared | None = None) -> Prepared:
        """Make the container, or the children of a carousel and then their parent, and look how
        far Instagram is with them. Starts over with new ones after a fault that may pass."""
        self._check(content)
        progress = _Progress.of(so_far)
        try:
            return self._advance(content, progress)
        except NetworkError as error:
            if error.params.get("subcode") not in NEW_CONTAINER_MAY_HELP:
                raise
            if progress.renewals >= _MOST_RENEWALS:
                raise
        return progress.renewed().prepared(look_again_s=_RENEW_S)

    def _check(self, content: Content) -> None:
        if not content.media:
            raise Rejected(Reason.MEDIA_MISSING)
        check_count(content.media, most=_MAX_CHILDREN)
        if is_private(self._endpoints.instagram_graph_url):
            return
        for item in content.media:
            if is_private(item.url):
                raise Misconfigured(Reason.MEDIA_NOT_PUBLIC, detail=f"address: {item.url}")

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
        progress = replace(progress, children=children)
        if pause_s is not None:
            return progress, pause_s
        if not self._all_finished(children):
            waiting = self._wait(progress)
            return _Progress.of(waiting), waiting.look_again_s
        return self._with_parent(content, progress)

    def _with_parent(self, content: Content, progress: _Progress) -> tuple[_Progress, float | None]:
        parent = {"media_type": "CAROUSEL", "children": ",".join(progress.children)}
        try:
            container = self._create(parent | _caption(content))
        except TryLater as error:
            if error.params.get("subcode"):
                raise
            # The children are good: keep them, only the parent is made again.
            return self._polled(progress), error.after_s or _POLL_S
        return replace(progress, container=container), None

    def _create_child(self, item: MediaItem) -> str:
        return self._create(_picture(item) | {"is_carousel_item": True})

    def _create(self, fields: Mapping[str, Any]) -> str:
        answer = self._graph.write(self._account, "media", fields=fields, irreversible=False)
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
            nodes = self._reader.get_objects(containers, fields="id,status_code,status")
        except NotVisible:
            if self._sees_objects:
                return [{"status_code": "EXPIRED"}]
            # Hidden from a Page token is no fault of the container: publishing will tell.
            return [{"status_code": "FINISHED"}]
        return [nodes.get(container) or {} for container in containers]

    def publish(self, content: Content, prepared: Prepared) -> Published:  # noqa: ARG002
        container = str(prepared.data.get("container", ""))
        try:
            answer = self._graph.write(
                self._account,
                "media_publish",
                fields={"creation_id": container},
                irreversible=True,
            )
        except OutcomeUnknown as error:
            if error.reason != Reason.MEDIA_EXPIRED:
                raise
            failure = error
        else:
            if not answer.get("id"):
                raise OutcomeUnknown(Reason.SERVER_ERROR, detail="the answer has no id")
            return Published(str(answer["id"]))
        # Instagram says "not found" of a container that died and of one already in a post.
        if self._is_dead(container):
            raise TryLater(Reason.MEDIA_EXPIRED, detail=failure.detail, params=failure.params)
        raise failure

    def _is_dead(self, container: str) -> bool:
        try:
            node = self._reader.get_object(container, fields="id,status_code")
        except NetworkError:
            return False
        return node.get("status_code") in {"EXPIRED", "ERROR"}

    def permalink(self, remote_id: str) -> str:
        """Read from Instagram: it cannot be built from the id."""
        try:
            node = self._reader.get_object(remote_id, fields="id,permalink")
        except NotVisible as error:
            failure = Rejected(Reason.POST_GONE, detail=error.detail, params=error.params)
        else:
            return str(node.get("permalink", ""))
        raise failure

    def find_prepared(self, prepared: Prepared) -> bool | None:
        container = str(prepared.data.get("container", ""))
        if not container:
            return None
        try:
            node = self._reader.get_object(container, fields="id,status_code")
        except NotVisible:
            return None
        return bool(node.get("status_code") == "PUBLISHED")

    def newest(self, *, limit: int) -> list[RemotePost]:
        fields = "id,caption,timestamp,permalink,media_type,media_product_type,children{id}"
        answer = self._graph.get_connections(self._account, "media", fields=fields, limit=limit)
        return [_remote_post(node) for node in answer.get("data", [])]

    def numbers(self, remote_ids: Sequence[str]) -> dict[str, Numbers | None]:
        fields = "id,like_count,comments_count,media_product_type"
        reader = InsightsReader(self._reader, fields, tuple(_INSIGHTS.values()))
        readings = reader.read(remote_ids)
        found = {one: _numbers(reading) for one, reading in readings.items() if reading}
        missing = [one for one in remote_ids if one not in found]
        if missing and not self._sees_objects:
            found |= self._from_list(missing)
        return {one: found.get(one) for one in remote_ids}

    def _from_list(self, remote_ids: Sequence[str]) -> dict[str, Numbers]:
        """Likes and comments from the account's own list, which a Page token always sees. A post
        that may stand further down than the list goes is not collected rather than gone."""
        answer = self._graph.get_connections(
            self._account, "media", fields="id,like_count,comments_count", limit=100
        )
        listed = {str(node["id"]): node for node in answer.get("data", [])}
        found = {one: _numbers(Reading(listed[one])) for one in remote_ids if one in listed}
        if (answer.get("paging") or {}).get("next"):
            found |= {one: Numbers(values={}) for one in remote_ids if one not in listed}
        return found


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


def _remote_post(node: Mapping[str, Any]) -> RemotePost:
    children = (node.get("children") or {}).get("data") or []
    return RemotePost(
        remote_id=str(node["id"]),
        text=str(node.get("caption", "")),
        created_at=datetime.fromisoformat(node["timestamp"]),
        permalink=str(node.get("permalink", "")),
        media_count=len(children) or 1,
    )


def _numbers(reading: Reading) -> Numbers:
    counters = {
        Metric.LIKES: reading.node.get("like_count"),  # left out when the owner hides likes
        Metric.COMMENTS: reading.node.get("comments_count"),
    }
    known = {metric: count for metric, count in counters.items() if isinstance(count, int)}
    return Numbers(
        values=known | reading.counted(_INSIGHTS),
        unavailable=reading.unavailable(_INSIGHTS) | {Metric.CLICKS},
        raw=reading.node,
    )
