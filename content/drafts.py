"""What a person wrote in a post, and how it is kept: words, pictures, channels, time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from content import storable, times
from content.errors import InvalidPost, Problem
from content.models import Channel, Media, Post, PostMedia, PostText
from content.models.post import PostKind
from content.networks import LIMITS


class _Unchanged:
    """The value of a field that a change leaves alone."""


UNCHANGED: Final = _Unchanged()


@dataclass(frozen=True, slots=True)
class PictureChoice:
    """One picture of a post, in order; `networks` empty means all of them."""

    media_id: int
    alt_text: str = ""
    networks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person wrote; every field left out stays as it is.

    `texts` maps a network to its own words ("" takes them away). `planned_local` is a wall time
    in the post's zone ("" takes the plan away).
    """

    kind: str | _Unchanged = UNCHANGED
    title: str | _Unchanged = UNCHANGED
    text: str | _Unchanged = UNCHANGED
    link: str | _Unchanged = UNCHANGED
    texts: Mapping[str, str] | _Unchanged = UNCHANGED
    media: Sequence[PictureChoice] | _Unchanged = UNCHANGED
    channel_ids: Sequence[int] | _Unchanged = UNCHANGED
    planned_local: str | _Unchanged = UNCHANGED
    zone: str | _Unchanged = UNCHANGED


def substance(post: Post) -> tuple[Any, ...]:
    """All that would be published or shown, to tell a true change from a saved-again form."""
    return (
        post.kind,
        post.title,
        post.text,
        post.link,
        post.planned_local,
        post.zone,
        sorted(post.texts.values_list("network", "text")),
        list(post.post_media.values_list("media_id", "alt_text", "position", "networks")),
        sorted(post.channels.values_list("pk", flat=True)),
    )


def apply(post: Post, content: Draft) -> None:
    """Keep what a person wrote. Raises InvalidPost for what cannot be kept at all; call it in a
    transaction."""
    _keep_columns(post, content)
    if not isinstance(content.texts, _Unchanged):
        _keep_texts(post, content.texts)
    if not isinstance(content.media, _Unchanged):
        _keep_media(post, content.media)
    if not isinstance(content.channel_ids, _Unchanged):
        _keep_channels(post, content.channel_ids)


def _keep_columns(post: Post, content: Draft) -> None:
    for name in ("kind", "title", "text", "link"):
        value = getattr(content, name)
        if not isinstance(value, _Unchanged):
            setattr(post, name, storable.text(value).strip())
    if not isinstance(content.zone, _Unchanged):
        post.zone = times.zone_info(content.zone).key
    if not isinstance(content.planned_local, _Unchanged):
        _keep_plan(post, content.planned_local)
    elif not isinstance(content.zone, _Unchanged):
        _keep_plan(post, post.planned_local)
    _refuse_bad_columns(post)
    post.save()


def _keep_plan(post: Post, local: str) -> None:
    planned = times.resolve(local, zone=post.zone) if local else None
    post.planned_at = planned.at if planned else None
    post.planned_local = planned.local if planned else ""


def _refuse_bad_columns(post: Post) -> None:
    found = []
    if post.kind not in PostKind.values:
        found.append(
            Problem(
                field="kind",
                code="unknown_kind",
                message=_("“%(kind)s” is not a kind of post.") % {"kind": post.kind},
                hint=_("Choose post, highlight or flyer."),
            )
        )
    if post.link and not _is_address(post.link):
        found.append(
            Problem(
                field="link",
                code="bad_link",
                message=_("The link is not a web address."),
                hint=_("Write it in full, starting with https://"),
            )
        )
    for name, most in (("title", 200), ("link", 2000), ("text", 70_000)):
        if len(getattr(post, name)) > most:
            found.append(
                Problem(
                    field=name,
                    code="too_long",
                    message=_("This is longer than %(most)d characters.") % {"most": most},
                    hint=_("Shorten it."),
                )
            )
    if found:
        raise InvalidPost(found)


def _is_address(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:  # "https://["
        return False
    plain = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    return bool(plain) and not re.search(r"\s", link)


def _keep_texts(post: Post, texts: Mapping[str, str]) -> None:
    for network, text in texts.items():
        if network not in LIMITS:
            raise InvalidPost([not_found("texts", network)])
        words = storable.text(text).strip()
        if words:
            PostText.objects.update_or_create(post=post, network=network, defaults={"text": words})
        else:
            PostText.objects.filter(post=post, network=network).delete()


def _keep_media(post: Post, pictures: Sequence[PictureChoice]) -> None:
    wanted = [picture.media_id for picture in pictures if picture.media_id <= storable.LARGEST]
    ours = set(
        Media.objects.filter(library_id=post.library_id, pk__in=wanted).values_list("pk", flat=True)
    )
    missing = [picture.media_id for picture in pictures if picture.media_id not in ours]
    if missing:
        raise InvalidPost([not_found("media", str(media_id)) for media_id in missing])
    PostMedia.objects.filter(post=post).delete()
    unique = {picture.media_id: picture for picture in pictures}
    PostMedia.objects.bulk_create(
        PostMedia(
            post=post,
            media_id=picture.media_id,
            position=position,
            alt_text=storable.text(picture.alt_text).strip()[:1000],
            networks=[network for network in picture.networks if network in LIMITS],
        )
        for position, picture in enumerate(unique.values(), start=1)
    )


def _keep_channels(post: Post, channel_ids: Sequence[int]) -> None:
    wanted = [pk for pk in channel_ids if pk <= storable.LARGEST]
    ours = Channel.objects.filter(library_id=post.library_id, pk__in=wanted)
    missing = set(channel_ids) - set(ours.values_list("pk", flat=True))
    if missing:
        raise InvalidPost([not_found("channels", str(pk)) for pk in sorted(missing)])
    post.channels.set(ours)


def not_found(field: str, value: str) -> Problem:
    """What a person chose does not exist for them: not in this library, or not at all."""
    return Problem(
        field=field,
        code="not_found",
        message=_("“%(value)s” is not in this library.") % {"value": value},
        hint=_("Choose one from the list."),
    )
