"""Twitter/X. The owner's word is Twitter, so the network's name is `twitter`."""

import html
import re
from collections.abc import Mapping, Sequence
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
from workers.networks.uploads import check_count, ids_in, in_order, read_file
from workers.networks.x import XClient
from workers.networks.x_errors import without_id

_MAX_PHOTOS: Final = 4
_MEDIA_LIFE: Final = timedelta(hours=24)
_FEWEST_LISTED: Final = 5
_MOST_LISTED: Final = 100
# Our metric from X's counters: each group is added up, a group takes the first name it finds.
# X renamed retweets in its specification on 2026-08-07 but not in its prose.
_COUNTERS: Final[Mapping[Metric, tuple[tuple[str, ...], ...]]] = {
    Metric.LIKES: (("like_count",),),
    Metric.COMMENTS: (("reply_count",),),
    Metric.SHARES: (("repost_count", "retweet_count"), ("quote_count",)),
    Metric.SAVES: (("bookmark_count",),),
    Metric.VIEWS: (("impression_count",),),
}
_SHORT_URL: Final = re.compile(r"https?://t\.co/\w+")


class Twitter:
    """One account on X."""

    name = "twitter"
    numbers_per_call = 100

    def __init__(self, account: Account, endpoints: Endpoints) -> None:
        self._user = account.external_id
        self._handle = account.handle.removeprefix("@")
        self._web_url = endpoints.x_web_url()
        self._client = XClient(account, endpoints)

    def profile(self) -> Profile:
        response = self._client.get_me(
            user_fields=["public_metrics", "profile_image_url"], user_auth=self._client.signs
        )
        user = response.json().get("data") or {}
        if "id" not in user:
            raise without_id(response, irreversible=False)
        followers = (user.get("public_metrics") or {}).get("followers_count")
        return Profile(
            external_id=str(user["id"]),
            name=str(user.get("name", "")),
            handle=str(user.get("username", "")),
            avatar_url=str(user.get("profile_image_url", "")),
            followers=followers if isinstance(followers, int) else None,
        )

    def prepare(self, content: Content, so_far: Prepared | None = None) -> Prepared:
        """Upload the pictures, each with its alt text, which X takes only before the post."""
        check_count(content.media, most=_MAX_PHOTOS)
        if not content.media:
            return Prepared()
        now = datetime.now(UTC)
        if so_far and (so_far.expires_at is None or so_far.expires_at <= now):
            so_far = None
        media, look_again_s = in_order(content.media, ids_in(so_far, "media"), self._upload)
        expires_at = so_far.expires_at if so_far else now + _MEDIA_LIFE
        return Prepared({"media": media}, look_again_s, expires_at)

    def _upload(self, item: MediaItem) -> str:
        response = self._client.request(
            "POST",
            "/2/media/upload",
            files={"media": (item.path.name, read_file(item), item.mime)},
            data={"media_category": "tweet_image"},
            user_auth=self._client.signs,
        )
        media = (response.json().get("data") or {}).get("id")
        if not media:
            raise without_id(response, irreversible=False)
        if item.alt_text:
            self._describe(str(media), item.alt_text)
        return str(media)

    def _describe(self, media: str, alt_text: str) -> None:
        self._client.request(
            "POST",
            "/2/media/metadata",
            json={"id": media, "metadata": {"alt_text": {"text": alt_text}}},
            user_auth=self._client.signs,
        )

    def publish(self, content: Content, prepared: Prepared) -> Published:
        response = self._client.create_tweet(
            text=content.text_with_link() or None,
            media_ids=ids_in(prepared, "media") or None,
            user_auth=self._client.signs,
        )
        remote_id = (response.json().get("data") or {}).get("id")
        if not remote_id:
            raise without_id(response, irreversible=True)
        return Published(str(remote_id), permalink=self.permalink(str(remote_id)))

    def permalink(self, remote_id: str) -> str:
        return f"{self._web_url}/{self._handle or 'i'}/status/{remote_id}"

    def find_prepared(self, prepared: Prepared) -> bool | None:  # noqa: ARG002 - the protocol's
        """X does not tell which post an upload went into."""
        return None

    def newest(self, *, limit: int) -> list[RemotePost]:
        response = self._client.get_users_tweets(
            self._user,
            max_results=min(max(limit, _FEWEST_LISTED), _MOST_LISTED),
            tweet_fields=["created_at", "referenced_tweets", "entities", "attachments"],
            user_auth=self._client.signs,
        )
        return [self._remote_post(post) for post in response.json().get("data", [])[:limit]]

    def _remote_post(self, post: Mapping[str, Any]) -> RemotePost:
        return RemotePost(
            remote_id=str(post["id"]),
            text=written_text(post),
            created_at=datetime.fromisoformat(post["created_at"]),
            permalink=self.permalink(post["id"]),
            media_count=len((post.get("attachments") or {}).get("media_keys") or []),
        )

    def numbers(self, remote_ids: Sequence[str]) -> dict[str, Numbers | None]:
        if not remote_ids:
            return {}
        response = self._client.get_tweets(
            list(remote_ids), tweet_fields=["public_metrics"], user_auth=self._client.signs
        )
        answer = response.json()
        posts = {str(post["id"]): post for post in answer.get("data") or []}
        gone = {_id_not_found(error) for error in answer.get("errors") or []}
        return {one: _numbers(posts.get(one), gone=one in gone) for one in remote_ids}


def written_text(post: Mapping[str, Any]) -> str:
    """The text as it was sent: X lists it HTML-escaped, with short links, and with a link to its
    own pictures at the end."""
    links: dict[str, str] = {}
    for link in (post.get("entities") or {}).get("urls") or []:
        picture = "media_key" in link or str(link.get("display_url", "")).startswith("pic.")
        links[str(link.get("url"))] = "" if picture else str(link.get("expanded_url", ""))
    text = html.unescape(str(post.get("text", "")))
    return _SHORT_URL.sub(lambda found: links.get(found[0], found[0]), text).rstrip()


def _id_not_found(error: Mapping[str, Any]) -> str:
    if not str(error.get("type", "")).endswith("resource-not-found"):
        return ""
    return str(error.get("resource_id") or error.get("value") or "")


def _numbers(post: Mapping[str, Any] | None, *, gone: bool) -> Numbers | None:
    if gone:
        return None
    metrics = (post or {}).get("public_metrics") or {}
    values = {metric: _sum(metrics, groups) for metric, groups in _COUNTERS.items()}
    return Numbers(
        values={metric: value for metric, value in values.items() if value is not None},
        unavailable=frozenset(Metric) - frozenset(_COUNTERS),
        raw=post or {},
    )


def _sum(metrics: Mapping[str, Any], groups: Sequence[Sequence[str]]) -> int | None:
    found = [next((metrics[name] for name in group if name in metrics), None) for group in groups]
    numbers = [value for value in found if isinstance(value, int)]
    return sum(numbers) if len(numbers) == len(groups) else None
