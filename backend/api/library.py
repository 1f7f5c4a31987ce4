"""The one library a key opens."""

from typing import Literal

from ninja import Router
from pydantic import BaseModel

from backend.api.auth import ApiRequest
from backend.api.errors import answers
from content.permissions import Role

router = Router(tags=["library"])


class LibraryOut(BaseModel):
    """The library, and what this key may do there."""

    name: str
    slug: str
    time_zone: str
    languages: list[str]
    npp_number: str
    website: str
    role: Literal["admin", "librarian", "manager"]


@router.get("", response=answers({200: LibraryOut}), summary="The library of this key")
def get_library(request: ApiRequest) -> LibraryOut:
    library = request.auth.library
    return LibraryOut(
        name=library.name,
        slug=library.slug,
        time_zone=library.time_zone,
        languages=library.languages,
        npp_number=library.npp_number,
        website=library.website,
        role=Role(request.auth.actor.role).value,
    )
