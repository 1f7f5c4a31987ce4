"""Pictures of the library."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import BinaryIO, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Router, Status, UploadedFile
from ninja import Form as FormPart
from ninja import Query as QueryPart
from ninja.decorators import decorate_view
from pydantic import BaseModel, Field

from backend.api import errors, thumbnails
from backend.api.auth import ApiRequest
from backend.api.errors import READ, WRITE, answers
from backend.api.fields import Form, Id, Input, Paging, Text, in_zone
from content import media
from content.models import Media

router = Router(tags=["media"])

# What a form needs around the file itself.
_FORM_BYTES = 100_000


class MediaForm(Form):
    """What is said of a picture. `alt_text`: what it shows, for people who cannot see it."""

    alt_text: Text = Field("", max_length=1000)
    credit: Text = Field("", max_length=200)


class MediaPatch(Input):
    """A better alt text; posts that use the picture already keep theirs."""

    alt_text: Text = Field(max_length=1000)


class MediaOut(BaseModel):
    """A picture. `thumbnail_url` is open to everybody who knows it."""

    id: Id
    name: str
    mime: str
    width_px: int
    height_px: int
    size_bytes: int
    alt_text: str
    credit: str
    thumbnail_url: str
    created_at: datetime | None


class MediaPage(BaseModel):
    """A part of the list, and how many there are in all."""

    items: list[MediaOut]
    count: int


def out(picture: Media, *, zone: str) -> MediaOut:
    return MediaOut(
        id=picture.pk,
        name=picture.original_name,
        mime=picture.mime,
        width_px=picture.width_px,
        height_px=picture.height_px,
        size_bytes=picture.size_bytes,
        alt_text=picture.alt_text,
        credit=picture.credit,
        thumbnail_url=thumbnails.address(picture.token),
        created_at=in_zone(picture.created_at, zone=zone),
    )


def _refuse_large(
    run: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Refuse by the announced length, before a byte of it is stored."""

    @wraps(run)
    def guarded(request: HttpRequest, **path: str) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if not announced.isdigit() or int(announced) > settings.MAX_UPLOAD_BYTES + _FORM_BYTES:
            return errors.respond(errors.too_large(), status=413)
        return run(request, **path)

    return guarded


@router.post("", response=answers({201: MediaOut}, codes=(400, *WRITE)), summary="Upload a picture")
@decorate_view(_refuse_large)
def upload(
    request: ApiRequest, file: File[UploadedFile], details: FormPart[MediaForm]
) -> Status[MediaOut]:
    """JPEG, PNG, WebP or GIF of at most 25 MB. The same picture again gives the same `id`."""
    library = request.auth.library
    picture = media.upload(
        library,
        actor=request.auth.actor,
        file=cast("BinaryIO", file),  # it reads like one
        name=file.name or "",
        now=timezone.now(),
        alt_text=details.alt_text,
        credit=details.credit,
    )
    return Status(201, out(picture, zone=library.time_zone))


@router.get("", response=answers({200: MediaPage}, codes=(422,)), summary="Pictures, newest first")
def list_media(request: ApiRequest, paging: QueryPart[Paging]) -> MediaPage:
    library = request.auth.library
    rows = Media.objects.filter(library=library)
    items = [out(picture, zone=library.time_zone) for picture in paging.cut(rows)]
    return MediaPage(items=items, count=rows.count())


@router.get("/{media_id}", response=answers({200: MediaOut}, codes=READ), summary="One picture")
def get_media(request: ApiRequest, media_id: int) -> MediaOut:
    library = request.auth.library
    return out(Media.objects.get(pk=media_id, library=library), zone=library.time_zone)


@router.patch(
    "/{media_id}", response=answers({200: MediaOut}, codes=WRITE), summary="Say it better"
)
def change_media(request: ApiRequest, media_id: int, data: MediaPatch) -> MediaOut:
    library = request.auth.library
    picture = Media.objects.get(pk=media_id, library=library)
    media.set_alt_text(picture, actor=request.auth.actor, alt_text=data.alt_text)
    return out(picture, zone=library.time_zone)
