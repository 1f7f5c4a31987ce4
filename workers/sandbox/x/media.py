"""POST /2/media/upload in one shot, and the alt text of an uploaded picture."""

import base64
import binascii
from typing import Any, Final

from workers.sandbox.calls import Call, json_object
from workers.sandbox.pictures import NotAPictureError, Picture, decode_aside
from workers.sandbox.rows import TWITTER, Account, Media
from workers.sandbox.wordlists import names
from workers.sandbox.x import errors

FIELDS: Final = frozenset(["media", "media_category", "media_type", "shared", "additional_owners"])
CATEGORIES: Final = names(
    """
    tweet_image tweet_gif tweet_video dm_image dm_gif dm_video subtitles
    """
)
MIMES: Final = frozenset(["image/jpeg", "image/mpo", "image/png", "image/gif", "image/webp"])
MAX_PHOTO_BYTES: Final = 5_000_000
MAX_GIF_BYTES: Final = 15_000_000
MAX_ALT_TEXT: Final = 1000
LIFE_S: Final = 86_400


async def upload(call: Call, account: Account) -> tuple[int, dict[str, Any]]:
    data, category = _given(call)
    picture = await _checked(data, category)
    media = Media(
        id=call.world.x_id(),
        network=TWITTER,
        account_id=account.id,
        sha256=call.world.store.keep_picture(data),
        mime=picture.mime,
        width_px=picture.width_px,
        height_px=picture.height_px,
        size_bytes=picture.size_bytes,
        created_ms=call.world.clock.wall_ms(),
        clock_ms=call.world.clock.now_ms(),
    )
    with call.world.store.together():
        call.world.keep(media)
        call.world.journal(
            call.entry(account, "media", media=[media.for_journal()], remote_id=media.id)
        )
    answer = {"id": media.id, "media_key": f"3_{media.id}", "expires_after_secs": LIFE_S}
    return 200, {"data": {**answer, "size": media.size_bytes}}


def _given(call: Call) -> tuple[bytes, str]:
    """The bytes and the category, from a multipart form or JSON with base64."""
    if call.content_type == "application/json":
        body = json_object(call)
        _refuse_unknown(list(body))
        try:
            data = base64.b64decode(str(body.get("media", "")), validate=True)
        except (binascii.Error, ValueError):
            raise errors.invalid("$.media: must be base64") from None
        category = str(body.get("media_category", ""))
    else:
        _refuse_unknown([*call.params, *call.files])
        file = call.files.get("media")
        data = file.data if file else b""
        category = call.params.get("media_category", "")
    if not data:
        raise errors.invalid("$.media: is missing but it is required")
    if category not in CATEGORIES:
        raise errors.invalid(
            f"$.media_category: does not have a value in the enumeration {sorted(CATEGORIES)}"
        )
    return data, category


def _refuse_unknown(names: list[str]) -> None:
    unknown = [name for name in names if name not in FIELDS]
    if unknown:
        raise errors.invalid(
            *(
                f"$.{name}: is not defined in the schema and the schema does not allow additional "
                "properties"
                for name in unknown
            )
        )


async def _checked(data: bytes, category: str) -> Picture:
    try:
        picture = await decode_aside(data)
    except NotAPictureError:
        raise errors.invalid("Your media is not valid: unsupported or unrecognized type.") from None
    if picture.mime not in MIMES or ("image" not in category and "gif" not in category):
        raise errors.invalid("Your media is not valid: unsupported or unrecognized type.")
    animated = picture.mime == "image/gif" and picture.frames > 1
    limit = MAX_GIF_BYTES if animated else MAX_PHOTO_BYTES
    if picture.size_bytes > limit:
        raise errors.invalid(
            f"Your media is not valid: file size {picture.size_bytes} exceeds {limit} bytes."
        )
    if not min(picture.width_px, picture.height_px) >= 4:
        raise errors.invalid("Your media is not valid: it is too small.")
    if max(picture.width_px, picture.height_px) > 8192:
        raise errors.invalid("Your media is not valid: it is wider or higher than 8192 pixels.")
    return picture


def describe(call: Call, account: Account) -> tuple[int, dict[str, Any]]:
    """POST /2/media/metadata: the alt text, to be set before the post is made."""
    body = json_object(call)
    media = call.world.store.media(str(body.get("id", "")))
    if media is None or media.network != TWITTER or media.account_id != account.id:
        raise errors.invalid("$.id: the media id is invalid or has expired")
    text = _alt_text(body.get("metadata"))
    media.alt_text = text
    with call.world.store.together():
        call.world.keep(media)
        call.world.journal(
            call.entry(account, "alt_text", media=[media.for_journal()], remote_id=media.id)
        )
    associated = {"alt_text": {"text": text}}
    return 200, {"data": {"id": media.id, "associated_metadata": associated}}


def _alt_text(metadata: Any) -> str:
    alt = metadata.get("alt_text") if isinstance(metadata, dict) else None
    text = alt.get("text") if isinstance(alt, dict) else None
    if not isinstance(text, str) or not text:
        raise errors.invalid("$.metadata.alt_text.text: is missing but it is required")
    if len(text) > MAX_ALT_TEXT:
        raise errors.invalid(
            f"$.metadata.alt_text.text: must be at most {MAX_ALT_TEXT} characters long"
        )
    return text
