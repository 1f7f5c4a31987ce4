"""Small copies of pictures, at addresses that a program can hand to a browser."""

from typing import Final

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from ninja import Router

from backend.api.errors import ProblemsOut
from content import storable
from content.models import Media

router = Router(tags=["media"])

_PREFIX: Final = "/api/v1/thumbnails"


def address(token: str) -> str:
    """Open to everybody who knows it, as a browser sends no key; "" without a token."""
    return f"{settings.SITE_URL}{_PREFIX}/{token}.jpg" if token else ""


@router.get(
    "/{token}.jpg", auth=None, response={404: ProblemsOut}, summary="A small copy of a picture"
)
def thumbnail(request: HttpRequest, token: str) -> FileResponse:
    """The address stands in `thumbnail_url`; its unguessable part takes the place of a key."""
    del request
    try:
        file = Media.objects.get(token=storable.text(token)).thumbnail.open("rb")
    except (FileNotFoundError, ValueError):  # gone from the disk, or never made
        raise Http404 from None
    response = FileResponse(file, content_type="image/jpeg")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response
