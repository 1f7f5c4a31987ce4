"""POST and DELETE /2/tweets."""

import json
from typing import Any, Final

from workers.sandbox import weights
from workers.sandbox.calls import Call
from workers.sandbox.rows import TWITTER, Account, Media, Post
from workers.sandbox.wordlists import names
from workers.sandbox.x import errors
from workers.sandbox.x.names import answered
from workers.sandbox.x.rendering import shown_text

BODY: Final = names(
    """
    card_uri community_id direct_message_deep_link edit_options for_super_followers_only geo
    made_with_ai media nullcast paid_partnership poll quote_tweet_id reply reply_settings
    share_with_followers text
    """
)
DAY_MS: Final = 24 * 3600 * 1000
DUPLICATE_WINDOW_MS: Final = DAY_MS
MEDIA_LIFE_MS: Final = DAY_MS
POSTS_PER_DAY: Final = 2400
POSTS_PER_DAY_UNVERIFIED: Final = 50
MAX_PHOTOS: Final = 4


def create(call: Call, account: Account) -> tuple[int, dict[str, Any]]:
    body = _body(call)
    text = str(body.get("text", "")).strip()
    media = _media(call, account, body.get("media"))
    reply_to = _reply_to(call, body.get("reply"))
    if not text and not media:
        raise errors.invalid("$.text: is missing but it is required")
    _check_text(account, text)
    _refuse_duplicate(call, account, text=text, reply_to=reply_to)
    post = _save(call, account, text=text, media=media, reply_to=reply_to)
    history = answered("edit_history_tweet_ids", style=call.world.settings.x_fields)
    return 201, {"data": {"id": post.id, "text": shown_text(post)[0], history: [post.id]}}


def _body(call: Call) -> dict[str, Any]:
    try:
        body = json.loads(call.body or b"")
    except ValueError:
        raise errors.invalid("Request body must be valid JSON") from None
    if not isinstance(body, dict):
        raise errors.invalid("$: must be an object")
    unknown = [
        f"$.{name}: is not defined in the schema and the schema does not allow additional "
        "properties"
        for name in body
        if name not in BODY
    ]
    if unknown:
        raise errors.invalid(*unknown)
    if not isinstance(body.get("text", ""), str):
        raise errors.invalid("$.text: must be of string type")
    return body


def _media(call: Call, account: Account, given: Any) -> list[Media]:
    if given is None:
        return []
    ids = given.get("media_ids") if isinstance(given, dict) else None
    if not isinstance(ids, list) or not 1 <= len(ids) <= MAX_PHOTOS:
        raise errors.invalid(f"$.media.media_ids: must have between 1 and {MAX_PHOTOS} items")
    found = [_one_media(call, account, str(one)) for one in ids]
    if len(found) > 1 and any(one.mime == "image/gif" for one in found):
        raise errors.invalid("Only one animated GIF may be attached to a post.")
    return found


def _one_media(call: Call, account: Account, media_id: str) -> Media:
    media = call.world.store.media(media_id)
    now_ms = call.world.clock.now_ms()
    if (
        media is None
        or media.network != TWITTER
        or media.account_id != account.id
        or now_ms - media.clock_ms > MEDIA_LIFE_MS
    ):
        raise errors.invalid(
            "Your media IDs are invalid.", parameters={"media.media_ids": [media_id]}
        )
    return media


def _reply_to(call: Call, given: Any) -> str:
    if given is None:
        return ""
    target = str(given.get("in_reply_to_tweet_id", "")) if isinstance(given, dict) else ""
    post = call.world.store.post(target)
    if post is None or post.deleted or post.network != TWITTER:
        raise errors.forbidden(
            "You attempted to reply to a Tweet that is deleted or not visible to you."
        )
    return target


def _check_text(account: Account, text: str) -> None:
    premium = bool(account.options.get("premium"))
    limit = weights.MAX_WEIGHT_PREMIUM if premium else weights.MAX_WEIGHT
    if weights.weight(text) > limit:
        raise errors.forbidden(
            "Your Tweet text is too long. For more information on how Twitter determines text "
            "length see https://github.com/twitter/twitter-text."
        )


def _refuse_duplicate(call: Call, account: Account, *, text: str, reply_to: str) -> None:
    now_ms = call.world.clock.now_ms()
    since_ms = now_ms - DUPLICATE_WINDOW_MS
    same = call.world.store.with_text(TWITTER, account.id, text=text, clock_ms=since_ms)
    if text and any(post.details.get("reply_to", "") == reply_to for post in same):
        raise errors.duplicate()
    made = call.world.store.posts_since(TWITTER, account.id, clock_ms=now_ms - DAY_MS)
    cap = POSTS_PER_DAY if account.options.get("verified", True) else POSTS_PER_DAY_UNVERIFIED
    if made >= cap and account.options.get("rate_limits", True):
        raise errors.forbidden("User is over daily status update limit.")


def _save(call: Call, account: Account, *, text: str, media: list[Media], reply_to: str) -> Post:
    world = call.world
    post_id = world.x_id()
    found = weights.addresses(text)
    post = Post(
        id=post_id,
        network=TWITTER,
        account_id=account.id,
        form=_form(text, media),
        text=text,
        link=found[0].expanded if found else "",
        created_ms=world.clock.wall_ms(),
        clock_ms=world.clock.now_ms(),
        visible_ms=world.clock.now_ms(),
        listed_ms=call.listed_from_ms(),
        permalink=f"{call.base_url}/{account.handle}/status/{post_id}",
        media_ids=[one.id for one in media],
        details={"reply_to": reply_to} if reply_to else {},
    )
    entry = call.entry(account, "post", form=post.form, text=text, link=post.link)
    entry.remote_id, entry.permalink = post.id, post.permalink
    entry.media = [one.for_journal() for one in media]
    with world.store.together():
        for one in media:
            one.post_id = post.id
            world.keep(one)
        world.keep(post)
        world.journal(entry)
    return post


def _form(text: str, media: list[Media]) -> str:
    if media:
        return "photo" if len(media) == 1 else "album"
    return "link" if weights.addresses(text) else "text"


def delete(call: Call, account: Account, post_id: str) -> tuple[int, dict[str, Any]]:
    post = call.world.store.post(post_id)
    if post is None or post.network != TWITTER or post.deleted:
        return 200, {"data": {"deleted": False}}
    if post.account_id != account.id:
        raise errors.forbidden("You are not authorized to delete this Tweet.")
    post.deleted = True
    entry = call.entry(account, "delete", form=post.form, remote_id=post.id)
    entry.permalink = post.permalink
    with call.world.store.together():
        call.world.keep(post)
        call.world.journal(entry)
    return 200, {"data": {"deleted": True}}
