"""Instagram professional accounts, through Facebook Login."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from workers.networks.base import (
    Account,
    Content,
    Endpoints,
    Metric,
    Numbers,
    Prepared,
    Profile,
    Published,
    RemotePost,
)
from workers.networks.errors import (
    Misconfigured,
    OutcomeUnknown,
    Rejected,
    TryLater,
)
from workers.networks.graph import Graph
from workers.networks.graph_errors import NotVisible
from workers.networks.graph_insights import InsightsReader, Reading
from workers.networks.instagram_containers import Containers, id_in
from workers.networks.media_address import is_private
from workers.networks.reasons import Reason
from workers.networks.uploads import check_count

_MAX_CHILDREN: Final = 10
# Valid for images, carousels and reels alike.
_INSIGHTS: Final = {
    Metric.VIEWS: "views",
    Metric.REACH: "reach",
    Metric.SAVES: "saved",
    Metric.SHARES: "shares",
}


class Instagram:
    """One Instagram account that hangs on a Facebook Page."""

    name = "instagram"
    numbers_per_call = 50

    def __init__(self, account: Account, endpoints: Endpoints) -> None:
        self._account = account.external_id
        self._endpoints = endpoints
        self._graph = self._connect(account, "access_token")
        self._sees_objects = bool(account.credentials.get("user_token"))
        self._reader = self._connect(account, "user_token") if self._sees_objects else self._graph
        self._containers = Containers(self._account, self._graph, self._reader, self._sees_objects)

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
        self._check(content)
        return self._containers.prepare(content, so_far)

    def _check(self, content: Content) -> None:
        if not content.media:
            raise Rejected(Reason.MEDIA_MISSING)
        check_count(content.media, most=_MAX_CHILDREN)
        if is_private(self._endpoints.instagram_graph_url):
            return
        for item in content.media:
            if is_private(item.url):
                raise Misconfigured(Reason.MEDIA_NOT_PUBLIC, detail=f"address: {item.url}")

    def publish(self, content: Content, prepared: Prepared) -> Published:  # noqa: ARG002
        container = id_in(prepared)
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
        if self._containers.is_dead(container):
            raise TryLater(Reason.MEDIA_EXPIRED, detail=failure.detail, params=failure.params)
        raise failure

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
        container = id_in(prepared)
        if not container:
            return None
        try:
            return self._containers.status_code(container) == "PUBLISHED"
        except NotVisible:
            return None

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
