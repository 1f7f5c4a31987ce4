"""Publishing to Instagram: containers, publishing, quota. The server fetches pictures itself."""

import json
import re
from base64 import urlsafe_b64encode
from typing import Any, Final

from workers.sandbox.calls import Call
from workers.sandbox.graph import errors, parameters
from workers.sandbox.graph.errors import GraphError
from workers.sandbox.graph.instagram_images import fetched_image
from workers.sandbox.graph.instagram_nodes import status_code
from workers.sandbox.rows import INSTAGRAM, Account, Container, Media, Post

DAY_MS: Final = 24 * 3600 * 1000
CONTAINERS_PER_DAY: Final = 400
POSTS_PER_DAY: Final = 100
MAX_CAPTION: Final = 2200
MAX_HASHTAGS: Final = 30
MAX_MENTIONS: Final = 20
MAX_ALT_TEXT: Final = 1000
MIN_CHILDREN: Final = 2
MAX_CHILDREN: Final = 10


async def create_container(call: Call, account: Account) -> dict[str, Any]:
    """POST /{ig}/media."""
    parameters.check([*call.params, *call.files], parameters.INSTAGRAM_MEDIA)
    _check_container_quota(call, account)
    media_type = call.params.get("media_type", "")
    if media_type == "CAROUSEL":
        container = _carousel(call, account)
    elif media_type in ("", "IMAGE"):
        container = await _image(call, account)
    elif media_type in ("REELS", "STORIES", "VIDEO"):
        raise errors.instagram(
            352, 2207026, "The practice networks do not take videos or stories yet."
        )
    else:
        raise errors.instagram(100, 2207023, f"The media type {media_type} is unknown.")
    order = call.ordered("container_stuck") or call.ordered("container_error")
    container.order = order.what if order else ""
    entry = call.entry(
        account, "container", form=container.form, text=container.caption, remote_id=container.id
    )
    media = call.world.store.media(container.media_id)
    entry.media = [media.for_journal()] if media else []
    with call.world.store.together():
        call.world.keep(container)
        call.world.journal(entry)
    return {"id": container.id}


def publish(call: Call, account: Account) -> dict[str, Any]:
    """POST /{ig}/media_publish: the one irreversible call."""
    parameters.check(call.params, parameters.INSTAGRAM_PUBLISH)
    container_id = call.params.get("creation_id", "")
    if not container_id:
        raise errors.parameter("The parameter creation_id is required")
    container = call.world.store.container(container_id)
    if container is None or container.account_id != account.id or _is_child(container):
        raise _no_such_container()
    _check_ready(call, container)
    if quota_usage(call, account) >= quota_total(account):
        raise errors.instagram(
            9,
            2207042,
            "You reached maximum number of posts that is allowed to be published by Content "
            "Publishing API.",
        )
    return {"id": _publish(call, account, container).id}


def quota_total(account: Account) -> int:
    return int(account.options.get("quota_total", POSTS_PER_DAY))


def quota_usage(call: Call, account: Account) -> int:
    since_ms = call.world.clock.now_ms() - DAY_MS
    return call.world.store.posts_since(INSTAGRAM, account.id, clock_ms=since_ms)


def publishing_limit(call: Call, account: Account) -> dict[str, Any]:
    """GET /{ig}/content_publishing_limit; `config` only when asked for."""
    usage: dict[str, Any] = {"quota_usage": quota_usage(call, account)}
    if "config" in call.params.get("fields", ""):
        usage["config"] = {"quota_total": quota_total(account), "quota_duration": 86400}
    return {"data": [usage]}


def _is_child(container: Container) -> bool:
    return container.form == "child"


def _no_such_container() -> GraphError:
    return errors.instagram(24, 2207006, "The requested resource does not exist")


def _check_ready(call: Call, container: Container) -> None:
    code = status_code(call, container)
    if code == "PUBLISHED":
        raise _no_such_container()
    if code == "EXPIRED":
        raise errors.instagram(-2, 2207020, "The media you are trying to access has expired.")
    if code == "ERROR":
        raise errors.instagram(-1, 2207032, "Create media failed, please try to re-create media.")
    if code == "IN_PROGRESS":
        raise errors.instagram(
            9007,
            2207027,
            "Media ID is not available",
            title="The media is not ready for publishing, please wait for a moment",
        )


def _publish(call: Call, account: Account, container: Container) -> Post:
    world = call.world
    pk = world.media_pk()
    shortcode = shortcode_of(pk)
    pictures = _picture_ids(call, container)
    post = Post(
        id=world.instagram_id(),
        network=INSTAGRAM,
        account_id=account.id,
        form=container.form,
        text=container.caption.strip(),
        link="",
        created_ms=world.clock.wall_ms(),
        clock_ms=world.clock.now_ms(),
        visible_ms=world.clock.now_ms(),
        listed_ms=call.listed_from_ms(),
        permalink=f"{call.base_url}/p/{shortcode}/",
        shortcode=shortcode,
        media_ids=pictures,
        details={"pk": str(pk), "container": container.id},
    )
    container.post_id = post.id
    entry = call.entry(account, "post", form=post.form, text=post.text, remote_id=post.id)
    entry.permalink = post.permalink
    entry.media = [media.for_journal() for media in world.store.media_list(pictures)]
    with world.store.together():
        world.keep(container)
        world.keep(post)
        world.journal(entry)
    return post


def _picture_ids(call: Call, container: Container) -> list[str]:
    if container.form != "carousel":
        return [container.media_id]
    children = map(call.world.store.container, container.children)
    return [child.media_id for child in children if child is not None]


def shortcode_of(pk: int) -> str:
    """Instagram's base64 of the media number, without leading A's."""
    raw = urlsafe_b64encode(pk.to_bytes(9, "big")).decode()
    return raw.lstrip("A")


# Containers


def _check_container_quota(call: Call, account: Account) -> None:
    since_ms = call.world.clock.now_ms() - DAY_MS
    made = call.world.store.containers_since(account.id, clock_ms=since_ms)
    if made >= CONTAINERS_PER_DAY and account.options.get("rate_limits", True):
        raise errors.instagram(
            9, 2207042, "You reached the maximum number of containers for 24 hours."
        )


def _caption(call: Call) -> str:
    """The caption, within 2,200 characters (however counted), 30 hashtags and 20 mentions."""
    caption = call.params.get("caption", "")
    too_long = len(caption.encode("utf-16-le")) // 2 > MAX_CAPTION
    hashtags = len(re.findall(r"#\w+", caption))
    mentions = len(re.findall(r"(?<![\w.])@[A-Za-z0-9_.]+", caption))
    if too_long or hashtags > MAX_HASHTAGS or mentions > MAX_MENTIONS:
        raise errors.instagram(
            36004,
            2207010,
            "The submitted caption is too long. At most 2,200 characters, 30 hashtags and 20 "
            "mentions are allowed.",
        )
    return caption


def _carousel(call: Call, account: Account) -> Container:
    children = _children(call, account)
    now_ms = call.world.clock.now_ms()
    ready_ms = now_ms + call.world.settings.container_s * 1000
    ready_ms = max([ready_ms, *(child.ready_ms for child in children)])
    container = _new_container(call, account, form="carousel", caption=_caption(call))
    container.children = [child.id for child in children]
    container.ready_ms = ready_ms
    stuck = next((child.order for child in children if child.order), "")
    container.order = stuck
    return container


def _children(call: Call, account: Account) -> list[Container]:
    ids = _children_ids(call.params.get("children", ""))
    if not MIN_CHILDREN <= len(ids) <= MAX_CHILDREN:
        raise errors.instagram(
            100, 2207028, "Carousel posts need at least 2 and no more than 10 children."
        )
    found = []
    for child_id in ids:
        child = call.world.store.container(child_id)
        if child is None or child.account_id != account.id or not _is_child(child):
            raise errors.instagram(24, 2207008, f"The container {child_id} does not exist.")
        if status_code(call, child) == "EXPIRED":
            raise errors.instagram(-2, 2207020, f"The container {child_id} has expired.")
        found.append(child)
    return found


def _children_ids(text: str) -> list[str]:
    if text.lstrip().startswith("["):
        try:
            return [str(one) for one in json.loads(text)]
        except (ValueError, TypeError):
            raise errors.parameter("param children must be an array.") from None
    return [one.strip() for one in text.split(",") if one.strip()]


async def _image(call: Call, account: Account) -> Container:
    caption = _caption(call)
    alt_text = call.params.get("alt_text", "")
    if len(alt_text) > MAX_ALT_TEXT:
        raise errors.parameter("The alt_text may hold at most 1000 characters.")
    url = call.params.get("image_url", "")
    if not url:
        raise errors.parameter("The parameter image_url is required")
    fetched, picture = await fetched_image(url)
    is_child = parameters.truth(call.params.get("is_carousel_item", ""))
    media = Media(
        id=call.world.instagram_id(),
        network=INSTAGRAM,
        account_id=account.id,
        sha256=call.world.store.keep_picture(fetched.data),
        mime=picture.mime,
        width_px=picture.width_px,
        height_px=picture.height_px,
        size_bytes=picture.size_bytes,
        created_ms=call.world.clock.wall_ms(),
        clock_ms=call.world.clock.now_ms(),
        alt_text=alt_text,
        source_url=url,
    )
    call.world.keep(media)
    form = "child" if is_child else "image"
    container = _new_container(call, account, form=form, caption="" if is_child else caption)
    container.media_id = media.id
    return container


def _new_container(call: Call, account: Account, *, form: str, caption: str) -> Container:
    now_ms = call.world.clock.now_ms()
    return Container(
        id=call.world.instagram_id(),
        account_id=account.id,
        form=form,
        caption=caption,
        media_id="",
        children=[],
        created_ms=call.world.clock.wall_ms(),
        clock_ms=now_ms,
        ready_ms=now_ms + call.world.settings.container_s * 1000,
    )
