"""Version 1 of the API: which nouns it has and how it answers."""

from functools import cached_property
from typing import Any, Final, NoReturn

from django.http import Http404, HttpRequest
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from backend.api import (
    calendar,
    channels,
    errors,
    library,
    media,
    posts,
    publications,
    summary,
    thumbnails,
)
from backend.api.auth import KeyAuth

PREFIX: Final = "/api/v1/"


class Api(NinjaAPI):
    """Operations are named after their functions alone, so that generated clients read well."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        if path_prefix in {None, PREFIX}:
            return self._described
        return super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)

    @cached_property
    def _described(self) -> OpenAPISchema:
        # It takes a second and anybody may ask for it.
        return super().get_openapi_schema(path_prefix=PREFIX)

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


api = Api(
    title="Etalase",
    version="1",
    description=(
        "The social media desk of a library. Send `Authorization: Bearer etalase_…`; the key is "
        "bound to one person in one library and may do what that person may. Errors always have "
        'the body `{"problems": […]}`; their words follow `Accept-Language` (id, en).'
    ),
    # The interactive page would load its program from somebody else's server.
    docs_url=None,
    auth=KeyAuth(),
)
errors.register(api)
api.add_router("/library", library.router)
api.add_router("/channels", channels.router)
api.add_router("/media", media.router)
api.add_router("/posts", posts.router)
api.add_router("/publications", publications.router)
api.add_router("/calendar", calendar.router)
api.add_router("/summary", summary.router)
api.add_router("/thumbnails", thumbnails.router)


# Last, so that an address that is nothing is answered like everything else.
nothing = Router()


@nothing.api_operation(
    ["GET", "POST", "PUT", "PATCH", "DELETE"], "{path:rest}", include_in_schema=False
)
def no_such_address(request: HttpRequest, rest: str) -> NoReturn:
    del request
    raise Http404(rest)


api.add_router("/", nothing)
