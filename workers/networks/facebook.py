"""Facebook Pages. A Page token acts and reads; nothing here needs a person's own token."""

from collections.abc import Mapping, Sequence
from datetime import datetime
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
from workers.networks.errors import OutcomeUnknown
from workers.networks.graph import Graph
from workers.networks.graph_insights import InsightsReader, Reading, total
from workers.networks.reasons import Reason
from workers.networks.uploads import check_count, ids_in, in_order, read_file

_MAX_PHOTOS: Final = 10
_COUNTERS: Final = (
    "id,shares,reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count)"
)
# Valid since Meta retired the impressions family on 2025-11-15 and 2026-06-15.
_INSIGHTS: Final = {
    Metric.VIEWS: "post_media_view",
    Metric.REACH: "post_total_media_view_unique",
    Metric.CLICKS: "post_clicks",
}


class Facebook:
    """One Page."""

    name = "facebook"
    numbers_per_call = 50

    def __init__(self, account: Account, endpoints: Endpoints) -> None:
        self._page = account.external_id
        self._web_url = endpoints.facebook_web_url()
        self._graph = Graph(
            account.credentials.get("access_token", ""),
            base_url=endpoints.facebook_graph_url,
            version=endpoints.graph_version,
            timeout_s=endpoints.timeout_s,
            app_secret=account.credentials.get("app_secret", ""),
        )

    def profile(self) -> Profile:
        fields = "id,name,username,followers_count,picture{url}"
        page = self._graph.get_object(self._page, fields=fields)
        followers = page.get("followers_count")
        return Profile(
            external_id=str(page["id"]),
            name=str(page.get("name", "")),
            handle=str(page.get("username", "")),
            avatar_url=str(((page.get("picture") or {}).get("data") or {}).get("url", "")),
            followers=followers if isinstance(followers, int) else None,
        )

    def prepare(self, content: Content, so_far: Prepared | None = None) -> Prepared:
        """Upload the pictures of a post with several, unpublished. One picture is different: its
        upload is the publishing call itself."""
        check_count(content.media, most=_MAX_PHOTOS)
        if len(content.media) < 2:
            return Prepared()
        photos, look_again_s = in_order(
            content.media, ids_in(so_far, "photos"), self._upload_unpublished
        )
        return Prepared(data={"photos": photos}, look_again_s=look_again_s)

    def _upload_unpublished(self, item: MediaItem) -> str:
        answer = self._graph.write(
            self._page,
            "photos",
            fields=_alt_text(item) | {"published": False},
            files={"source": (item.path.name, read_file(item), item.mime)},
            irreversible=False,
        )
        return str(answer["id"])

    def publish(self, content: Content, prepared: Prepared) -> Published:
        if len(content.media) == 1:
            answer = self._publish_photo(content, content.media[0])
        else:
            answer = self._publish_feed(content, ids_in(prepared, "photos"))
        remote_id = answer.get("post_id") or answer.get("id")
        if not remote_id:
            raise OutcomeUnknown(Reason.SERVER_ERROR, detail="the answer has no id")
        return Published(str(remote_id), permalink=self.permalink(str(remote_id)))

    def _publish_photo(self, content: Content, item: MediaItem) -> dict[str, Any]:
        message = content.text_with_link()
        return self._graph.write(
            self._page,
            "photos",
            fields=_alt_text(item) | ({"message": message} if message else {}),
            files={"source": (item.path.name, read_file(item), item.mime)},
            irreversible=True,
        )

    def _publish_feed(self, content: Content, photos: Sequence[str]) -> dict[str, Any]:
        fields: dict[str, Any]
        if photos:
            attached = [{"media_fbid": photo} for photo in photos]
            fields = {"message": content.text_with_link(), "attached_media": attached}
        else:
            fields = {"message": content.text, "link": content.link}
        fields = {name: value for name, value in fields.items() if value}
        return self._graph.write(self._page, "feed", fields=fields, irreversible=True)

    def permalink(self, remote_id: str) -> str:
        return f"{self._web_url}/{remote_id}"

    def find_prepared(self, prepared: Prepared) -> bool | None:  # noqa: ARG002 - the protocol's
        """Facebook does not tell which post an unpublished photo went into."""
        return None

    def newest(self, *, limit: int) -> list[RemotePost]:
        answer = self._graph.get_connections(
            self._page,
            "published_posts",
            fields="id,message,created_time,permalink_url,"
            "attachments{media_type,subattachments,target}",
            limit=limit,
        )
        return [self._remote_post(node) for node in answer.get("data", [])]

    def _remote_post(self, node: Mapping[str, Any]) -> RemotePost:
        return RemotePost(
            remote_id=str(node["id"]),
            text=str(node.get("message", "")),
            created_at=datetime.fromisoformat(node["created_time"]),
            permalink=str(node.get("permalink_url") or self.permalink(node["id"])),
            media_count=_pictures_in(node),
        )

    def numbers(self, remote_ids: Sequence[str]) -> dict[str, Numbers | None]:
        reader = InsightsReader(self._graph, _COUNTERS, tuple(_INSIGHTS.values()))
        readings = reader.read(remote_ids)
        return {one: _numbers(reading) if reading else None for one, reading in readings.items()}


def _alt_text(item: MediaItem) -> dict[str, Any]:
    return {"alt_text_custom": item.alt_text} if item.alt_text else {}


def _pictures_in(node: Mapping[str, Any]) -> int:
    count = 0
    for attachment in (node.get("attachments") or {}).get("data") or []:
        inner = (attachment.get("subattachments") or {}).get("data") or []
        count += len(inner) or int(attachment.get("media_type") in {"photo", "album"})
    return count


def _numbers(reading: Reading) -> Numbers:
    shares = (reading.node.get("shares") or {}).get("count", 0)  # absent means none
    counters = {
        Metric.LIKES: total(reading.node, "reactions"),
        Metric.COMMENTS: total(reading.node, "comments"),
        Metric.SHARES: shares,
    }
    known = {metric: count for metric, count in counters.items() if count is not None}
    return Numbers(
        values=known | reading.counted(_INSIGHTS),
        unavailable=reading.unavailable(_INSIGHTS) | {Metric.SAVES},
        raw=reading.node,
    )
