"""Taking pictures in, and giving them out."""

from typing import BinaryIO, cast

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from backend.web import outcomes
from backend.web.libraries import LibraryRequest, library_view
from content import media
from content.errors import InvalidPost
from content.models import Media, PostMedia, Rendition
from content.networks import LIMITS
from content.permissions import Permission

# A token is never used for another picture.
_FOR_EVER = "public, max-age=31536000, immutable"
_FOR_EVER_HERE = "private, max-age=31536000, immutable"


@require_POST
@library_view(Permission.DRAFT)
def upload(request: LibraryRequest) -> HttpResponse:
    """One picture: JSON for the composer, back to `next` for a plain form."""
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"message": _("No picture came along.")}, status=422)
    try:
        taken = media.upload(
            request.library,
            actor=request.actor,
            file=cast("BinaryIO", file),
            name=file.name or "",
            now=outcomes.now(),
        )
    except InvalidPost as error:
        words = [f"{problem.message} {problem.hint}" for problem in error.problems]
        return JsonResponse({"message": " ".join(words)}, status=422)
    following = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()}):
        return redirect(following)
    return JsonResponse(_as_json(request, taken), status=201)


def _as_json(request: LibraryRequest, item: Media) -> dict[str, object]:
    """The picture, and its row for the composer: the same as the page draws."""
    row = PostMedia(media=item, position=1, alt_text=item.alt_text)
    context = {"row": row, "all_networks": list(LIMITS)}
    return {
        "id": item.pk,
        "name": item.original_name,
        "row": render_to_string("web/posts/_picture.html", context, request=request),
    }


@require_safe
def public(_request: HttpRequest, token: str) -> FileResponse:
    """A rendition, for the networks that fetch it themselves and for nobody who has not been told
    the token. Originals are never given out here: a phone's picture says where it was taken."""
    found = get_object_or_404(Rendition, token=token)
    return _file(found.file, mime=found.mime, cache=_FOR_EVER)


@require_safe
@library_view(Permission.READ)
def thumbnail(request: LibraryRequest, token: str) -> FileResponse:
    """The small picture of the pages."""
    found = get_object_or_404(Media, token=token, library=request.library)
    return _file(found.thumbnail, mime="image/jpeg", cache=_FOR_EVER_HERE)


@require_safe
@library_view(Permission.READ)
def original(request: LibraryRequest, token: str) -> FileResponse:
    """The picture as it was uploaded, for members of its library only."""
    found = get_object_or_404(Media, token=token, library=request.library)
    return _file(found.file, mime=found.mime, cache=_FOR_EVER_HERE)


def _file(file: FieldFile, *, mime: str, cache: str) -> FileResponse:
    try:
        opened = file.open("rb")
    except (FileNotFoundError, ValueError):  # gone from the disk, or never made
        raise Http404 from None
    response = FileResponse(opened, content_type=mime)
    response["Cache-Control"] = cache
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response
