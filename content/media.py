"""Pictures a library keeps: taken in, made fit for a network, found by their public address."""

import hashlib
import secrets
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from content import imaging, storable
from content.errors import InvalidPost, Problem
from content.models import Library, Media, Rendition
from content.permissions import Actor, Permission, require

THUMBNAIL_SIDE_PX = 480


def upload(
    library: Library,
    *,
    actor: Actor,
    file: BinaryIO,
    name: str,
    now: datetime,
    alt_text: str = "",
    credit: str = "",
) -> Media:
    """Take in a picture, whatever it calls itself. The same picture again gives the same row,
    with the alt text it may have lacked.

    Raises InvalidPost with the reason and what to do.
    """
    require(actor, Permission.DRAFT, library_id=library.pk)
    data = file.read(settings.MAX_UPLOAD_BYTES + 1)
    media = keep(
        library,
        data=data,
        name=name,
        now=now,
        alt_text=alt_text,
        credit=credit,
        created_by_id=actor.user_id,
    )
    if alt_text and not media.alt_text:
        set_alt_text(media, actor=actor, alt_text=alt_text)
    return media


def keep(
    library: Library,
    *,
    data: bytes,
    name: str,
    now: datetime,
    alt_text: str = "",
    credit: str = "",
    created_by_id: int | None = None,
) -> Media:
    """The media row of a picture's bytes, made when there is none yet. Raises InvalidPost."""
    sha256 = hashlib.sha256(data).hexdigest()
    known = Media.objects.filter(library=library, sha256=sha256).first()
    if known is not None:
        return known
    try:
        facts = imaging.inspect(data, max_bytes=settings.MAX_UPLOAD_BYTES)
    except imaging.BadImage as error:
        raise InvalidPost([_problem(error, name=name)]) from None
    media = Media(
        library=library,
        token=secrets.token_urlsafe(18),
        original_name=storable.text(Path(name).name)[:200] or "picture",
        mime=facts.mime,
        width_px=facts.width_px,
        height_px=facts.height_px,
        size_bytes=facts.size_bytes,
        sha256=sha256,
        alt_text=storable.text(alt_text).strip()[:1000],
        credit=storable.text(credit).strip()[:200],
        created_by_id=created_by_id,
        created_at=now,
    )
    return _save_once(media, data)


def _save_once(media: Media, data: bytes) -> Media:
    suffix = media.mime.removeprefix("image/")
    media.file.save(f"{media.token}.{suffix}", ContentFile(data), save=False)
    thumbnail = imaging.upright_rgb(data)
    thumbnail.thumbnail((THUMBNAIL_SIDE_PX, THUMBNAIL_SIDE_PX))
    small = ContentFile(imaging.jpeg(thumbnail, quality=85))
    media.thumbnail.save(f"{media.token}.jpeg", small, save=False)
    try:
        with transaction.atomic():
            media.save()
    except IntegrityError:  # the same picture came twice at once
        media.file.delete(save=False)
        media.thumbnail.delete(save=False)
        return Media.objects.get(library=media.library, sha256=media.sha256)
    return media


def _problem(error: imaging.BadImage, *, name: str) -> Problem:
    sentences = {
        "empty": (_("“%(name)s” is empty."), _("Choose another file.")),
        "too_many_bytes": (
            _("“%(name)s” is too large."),
            _("Choose a picture of at most 25 MB."),
        ),
        "not_an_image": (
            _("“%(name)s” is not a picture."),
            _("Choose a JPEG, PNG, WebP or GIF file."),
        ),
        "too_many_pixels": (
            _("“%(name)s” has too many pixels."),
            _("Make it smaller, for example 4000 pixels wide."),
        ),
        "broken": (
            _("“%(name)s” is damaged and cannot be read to its end."),
            _("Save or download it again."),
        ),
    }
    message, hint = sentences[error.reason]
    short = Path(name).name[:80]
    return Problem(field="file", code=error.reason, message=message % {"name": short}, hint=hint)


def set_alt_text(media: Media, *, actor: Actor, alt_text: str) -> None:
    """What the picture shows, offered wherever the picture is used next."""
    require(actor, Permission.DRAFT, library_id=media.library_id)
    media.alt_text = storable.text(alt_text).strip()[:1000]
    media.save(update_fields=["alt_text"])


def rendition(media: Media, *, network: str, now: datetime) -> Rendition:
    """The picture fit for `network`, made once."""
    known = Rendition.objects.filter(media=media, network=network).first()
    if known is not None:
        return known
    token = secrets.token_urlsafe(18)
    name = f"renditions/{token}.jpeg"
    target = Path(media.file.storage.path(name))
    target.parent.mkdir(parents=True, exist_ok=True)
    with media.file.open("rb") as original:
        facts = imaging.fit_for(network, source=original.read(), target=target)
    with transaction.atomic():
        made, created = Rendition.objects.get_or_create(
            media=media,
            network=network,
            defaults={
                "token": token,
                "file": name,
                "mime": facts.mime,
                "width_px": facts.width_px,
                "height_px": facts.height_px,
                "size_bytes": facts.size_bytes,
                "created_at": now,
            },
        )
    if not created:
        target.unlink(missing_ok=True)
    return made


def public_url(rendition: Rendition) -> str:
    """The address the networks fetch a rendition from."""
    return f"{settings.MEDIA_PUBLIC_URL}/{rendition.token}.jpg"
