"""Writing to a Page: feed, photos, comments, edits and deletes."""

import json
import re
from typing import Any, Final
from urllib.parse import urlsplit

from workers.sandbox.calls import Call
from workers.sandbox.fetching import CannotFetchError, fetch
from workers.sandbox.graph import errors, parameters
from workers.sandbox.graph.errors import GraphError
from workers.sandbox.graph.nodes import Node
from workers.sandbox.pictures import NotAPictureError, Picture, decode_aside
from workers.sandbox.rows import FACEBOOK, Account, Comment, Media, Post

MAX_MESSAGE: Final = 63_206
MAX_PHOTOS: Final = 10
MAX_PHOTO_BYTES: Final = 10_000_000
PHOTO_MIMES: Final = frozenset(
    f"image/{name}" for name in ("jpeg", "png", "gif", "bmp", "tiff", "webp", "mpo")
)
DUPLICATE_WINDOW_MS: Final = 24 * 3600 * 1000
_MIN_SCHEDULE_S: Final = 600
_MAX_SCHEDULE_S: Final = 75 * 24 * 3600


async def post_to_feed(call: Call, page: Account) -> dict[str, Any]:
    """POST /{page}/feed: text, link or already uploaded photos."""
    parameters.check(_names(call), parameters.FEED)
    text = _message(call)
    link = _link(call)
    photos = _attached(call, page)
    if not (text or link or photos):
        raise GraphError(197, "(#197) The post is empty. Please enter a message to share.")
    if not photos:
        _refuse_duplicate(call, page, text=text, link=link)
    form = "text"
    if photos:
        form = "photo" if len(photos) == 1 else "album"
    elif link:
        form = "link"
    post = _new_post(call, page, form=form, text=text, link=link, photos=photos)
    return {"id": post.id}


async def post_photo(call: Call, page: Account) -> dict[str, Any]:
    """POST /{page}/photos: `source` or `url`; unpublished ones wait to be attached to a post."""
    parameters.check(_names(call), parameters.PHOTOS)
    text = _message(call)
    data, url = await _photo_bytes(call)
    picture = await _checked_photo(data)
    media = Media(
        id=call.world.graph_id(),
        network=FACEBOOK,
        account_id=page.id,
        sha256=call.world.store.keep_picture(data),
        mime=picture.mime,
        width_px=picture.width_px,
        height_px=picture.height_px,
        size_bytes=picture.size_bytes,
        created_ms=call.world.clock.wall_ms(),
        clock_ms=call.world.clock.now_ms(),
        alt_text=call.params.get("alt_text_custom", ""),
        caption=text,
        source_url=url,
    )
    if parameters.truth(call.params.get("published", "true")):
        post = _new_post(call, page, form="photo", text=text, link="", photos=[media])
        return {"id": media.id, "post_id": post.id}
    with call.world.store.together():
        call.world.keep(media)
        call.world.journal(
            call.entry(page, "media", text=text, media=[media.for_journal()], remote_id=media.id)
        )
    return {"id": media.id}


def update_photo(call: Call, node: Node, media: Media) -> dict[str, Any]:
    parameters.check(_names(call), parameters.PHOTO_UPDATE)
    media.alt_text = call.params.get("alt_text_custom", media.alt_text)
    media.caption = call.params.get("name", media.caption)
    with call.world.store.together():
        call.world.keep(media)
        call.world.journal(
            call.entry(node.owner, "alt_text", media=[media.for_journal()], remote_id=media.id)
        )
    return {"success": True}


def update_post(call: Call, post: Post) -> dict[str, Any]:
    parameters.check(_names(call), parameters.POST_UPDATE)
    post.text = _message(call) or post.text
    post.details["updated_ms"] = call.world.clock.wall_ms()
    call.world.keep(post)
    return {"success": True}


def delete_post(call: Call, node: Node, post: Post) -> dict[str, Any]:
    post.deleted = True
    with call.world.store.together():
        call.world.keep(post)
        call.world.journal(
            call.entry(
                node.owner, "delete", form=post.form, remote_id=post.id, permalink=post.permalink
            )
        )
    return {"success": True}


def comment_on(call: Call, node: Node, post: Post) -> dict[str, Any]:
    """POST /{post}/comments. On Instagram `fields` makes it fail after the comment was made."""
    parameters.check(_names(call), parameters.COMMENTS)
    text = call.params.get("message", call.params.get("text", ""))
    if not text:
        raise errors.parameter("The parameter message is required")
    now_ms = call.world.clock.wall_ms()
    comment = Comment(call.world.graph_id(), post.id, node.owner.id, text, now_ms)
    if post.network == FACEBOOK:
        comment.id = f"{post.id.rpartition('_')[2]}_{comment.id}"
    with call.world.store.together():
        call.world.keep(comment)
        call.world.journal(call.entry(node.owner, "comment", text=text, remote_id=comment.id))
    if node.kind == "ig-media-id" and "fields" in call.params:
        raise GraphError(20, "Fatal", subcode=1772107, status=500, transient=False)
    return {"id": comment.id}


def _names(call: Call) -> list[str]:
    return [*call.params, *call.files]


def _message(call: Call) -> str:
    text = call.params.get("message", call.params.get("caption", ""))
    if len(text) > MAX_MESSAGE:
        raise errors.parameter("The message is too long")
    return text


def _link(call: Call) -> str:
    link = call.params.get("link", "")
    if not link:
        return ""
    host = urlsplit(link).hostname or ""
    if urlsplit(link).scheme not in ("http", "https") or not host:
        raise GraphError(
            100,
            "Invalid parameter",
            subcode=1609005,
            transient=False,
            title="Link can't be shared",
            user_message="The link you're trying to share can't be used.",
        )
    if host == "facebook.com" or host.endswith(".facebook.com"):
        raise GraphError(
            100,
            "Invalid parameter",
            subcode=1609008,
            transient=False,
            title="Link can't be shared",
            user_message="Facebook addresses can't be shared as a link through the API.",
        )
    return link


def _attached(call: Call, page: Account) -> list[Media]:
    ids = _attached_ids(call)
    if len(ids) > MAX_PHOTOS:
        raise errors.parameter(f"attached_media may hold at most {MAX_PHOTOS} photos")
    found = []
    for photo_id in ids:
        media = call.world.store.media(photo_id)
        if media is None or media.network != FACEBOOK or media.account_id != page.id:
            raise errors.missing(photo_id, "POST")
        if media.post_id:
            raise GraphError(
                100,
                "Invalid parameter",
                subcode=1366051,
                transient=False,
                title="Already posted",
                user_message="These photos were already posted.",
            )
        found.append(media)
    return found


def _attached_ids(call: Call) -> list[str]:
    given: list[Any] = []
    for name, value in call.params.items():
        if name == "attached_media" or re.fullmatch(r"attached_media\[\d+\]", name):
            try:
                parsed = json.loads(value)
            except ValueError:
                raise errors.parameter(f"param {name} must be an array.") from None
            given += parsed if isinstance(parsed, list) else [parsed]
    if not all(isinstance(one, dict) and "media_fbid" in one for one in given):
        raise errors.parameter("param attached_media must hold objects with media_fbid.")
    return [str(one["media_fbid"]) for one in given]


def _refuse_duplicate(call: Call, page: Account, *, text: str, link: str) -> None:
    since_ms = call.world.clock.now_ms() - DUPLICATE_WINDOW_MS
    same = call.world.store.with_text(FACEBOOK, page.id, text=text, clock_ms=since_ms)
    if any(post.link == link and not post.media_ids for post in same):
        raise errors.duplicate()


async def _photo_bytes(call: Call) -> tuple[bytes, str]:
    upload = call.files.get("source") or next(iter(call.files.values()), None)
    if upload is not None:
        return upload.data, ""
    url = call.params.get("url", "")
    if not url:
        raise GraphError(324, "(#324) Requires upload file")
    try:
        return (await fetch(url)).data, url
    except CannotFetchError:
        raise GraphError(
            324, "(#324) Missing or invalid image file", subcode=2069019, transient=False
        ) from None


async def _checked_photo(data: bytes) -> Picture:
    try:
        picture = await decode_aside(data)
    except NotAPictureError:
        raise GraphError(
            324, "(#324) Missing or invalid image file", subcode=2069019, transient=False
        ) from None
    if picture.size_bytes > MAX_PHOTO_BYTES or picture.mime not in PHOTO_MIMES:
        raise GraphError(
            100,
            "Invalid parameter",
            subcode=1366046,
            transient=False,
            title="Can't Read Files",
            user_message="Your photos couldn't be uploaded. Photos should be less than 4 MB and "
            "saved as JPG, PNG, GIF, TIFF, HEIF or WebP files.",
        )
    return picture


def _schedule(call: Call) -> float | None:
    """When visitors see the post, on the practice clock; None for an unpublished one."""
    now_ms = call.world.clock.now_ms()
    given = call.params.get("scheduled_publish_time", "")
    if parameters.truth(call.params.get("published", "true")):
        return now_ms
    if not given:
        return None
    ahead_s = float(given) - call.world.clock.wall_ms() / 1000 if given.isdigit() else -1
    if not _MIN_SCHEDULE_S <= ahead_s <= _MAX_SCHEDULE_S:
        raise errors.parameter("The specified scheduled publish time is invalid.", subcode=1363041)
    return now_ms + ahead_s * 1000


def _new_post(
    call: Call, page: Account, *, form: str, text: str, link: str, photos: list[Media]
) -> Post:
    visible_ms = _schedule(call)
    post_id = f"{page.id}_{call.world.graph_id()}"
    post = Post(
        id=post_id,
        network=FACEBOOK,
        account_id=page.id,
        form=form,
        text=text,
        link=link,
        created_ms=call.world.clock.wall_ms(),
        clock_ms=call.world.clock.now_ms(),
        visible_ms=visible_ms,
        listed_ms=max(call.listed_from_ms(), visible_ms or 0),
        permalink=f"{call.base_url}/{post_id}",
        media_ids=[photo.id for photo in photos],
    )
    if given := call.params.get("scheduled_publish_time"):
        post.details["scheduled_publish_time"] = int(given)
    for photo in photos:
        photo.post_id = post.id
    kind = "draft" if visible_ms is None else "post"
    entry = call.entry(page, kind, form=form, text=text, link=link, remote_id=post.id)
    entry.permalink = post.permalink
    entry.media = [photo.for_journal() for photo in photos]
    with call.world.store.together():
        for photo in photos:
            call.world.keep(photo)
        call.world.keep(post)
        call.world.journal(entry)
    return post
