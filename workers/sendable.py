"""From a publication's row to what its network is given."""

from datetime import datetime
from pathlib import Path

from django.db.models import Prefetch

from content import captions, media, validation
from content.imaging import BadImage
from content.models import PostMedia, Publication, Rendition
from workers.networks.base import Content, MediaItem
from workers.networks.errors import Rejected
from workers.networks.reasons import Reason


def load(publication_id: int) -> Publication | None:
    """The row with all that is needed to send it, in four queries."""
    pictures = PostMedia.objects.select_related("media")
    return (
        Publication.objects.filter(pk=publication_id)
        .select_related("post", "channel")
        .prefetch_related(
            "post__texts",
            Prefetch("post__post_media", pictures),
            "post__post_media__media__renditions",
        )
        .first()
    )


def content(publication: Publication, *, now: datetime) -> Content:
    """The final words and pictures for the publication's network.

    Raises Rejected when a picture cannot be read any more.
    """
    network = publication.channel.network
    caption = captions.for_network(publication.post, network)
    pictures = validation.shown_on(publication.post, network)
    return Content(
        text=caption.text,
        link=caption.link,
        media=tuple(_item(picture, network=network, now=now) for picture in pictures),
    )


def _item(picture: PostMedia, *, network: str, now: datetime) -> MediaItem:
    rendition = _rendition(picture, network=network, now=now)
    return MediaItem(
        path=Path(rendition.file.path),
        mime=rendition.mime,
        width_px=rendition.width_px,
        height_px=rendition.height_px,
        size_bytes=rendition.size_bytes,
        url=media.public_url(rendition),
        alt_text=picture.alt_text or picture.media.alt_text,
    )


def _rendition(picture: PostMedia, *, network: str, now: datetime) -> Rendition:
    for known in picture.media.renditions.all():
        if known.network == network:
            return known
    name = picture.media.original_name
    try:
        return media.rendition(picture.media, network=network, now=now)
    except BadImage as error:
        failure = Rejected(Reason.MEDIA_REFUSED, detail=f"{name}: {error.reason}")
    except OSError as error:
        failure = Rejected(Reason.MEDIA_MISSING, detail=f"{name}: {error.strerror}")
    raise failure


def fingerprint(what: Content) -> str:
    """How the post is recognised: its words with the link, and how many pictures."""
    return captions.fingerprint(what.text_with_link(), media_count=len(what.media))
