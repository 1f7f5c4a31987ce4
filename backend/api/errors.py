"""Everything that can go wrong, as HTTP: one table, one body.

{"problems": [{"field", "message", "hint", "code", "level"}]}
"""

from collections.abc import Callable, Iterable
from typing import Any, Final, Literal

from django.core.exceptions import ObjectDoesNotExist, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BaseModel

from backend.api import refusals
from content.errors import InvalidPost, NotAllowed, Problem, WrongState


class ProblemOut(BaseModel):
    """One thing to mend. `code` is for programs and stays the same in every language; an "error"
    stops what was asked, a "warning" only tells."""

    field: str
    message: str
    hint: str
    code: str
    level: Literal["error", "warning"]


class ProblemsOut(BaseModel):
    """Everything that is wrong, at once."""

    problems: list[ProblemOut]


Responses = dict[Any, Any]


def answers(success: Responses, *, codes: Iterable[int] = ()) -> Responses:
    """The responses of one operation: its own and the errors it shares with all others."""
    return {**success, frozenset({401, *codes}): ProblemsOut}


READ: Final = (404, 422)
WRITE: Final = (403, 404, 409, 413, 422)


def out(problem: Problem) -> ProblemOut:
    return ProblemOut(
        field=problem.field,
        message=str(problem.message),
        hint=str(problem.hint),
        code=problem.code,
        level=problem.level,
    )


def _one(code: str, message: str, hint: str = "") -> list[Problem]:
    return [Problem(field="", code=code, message=message, hint=hint)]


def _not_found(_error: Exception) -> list[Problem]:
    return _one(
        "does_not_exist",
        _("There is no such thing in this library."),
        _("Check the number in the address."),
    )


def _bad_key(_error: Exception) -> list[Problem]:
    return _one(
        "bad_key",
        _("This API key is missing, wrong or revoked."),
        _("Send the header “Authorization: Bearer etalase_…” with a key of your library."),
    )


def too_large() -> list[Problem]:
    return _one(
        "too_large",
        _("This is more than Etalase takes at once."),
        _("A picture may be 25 MB, everything else 1 MB."),
    )


def _unreadable(_error: Exception) -> list[Problem]:
    return _one(
        "unreadable",
        _("The request cannot be read."),
        _("Send JSON in UTF-8, or a form with a file where a picture is uploaded."),
    )


# The nearest class of an error counts.
_TABLE: Final[tuple[tuple[type[Exception], int, Callable[[Any], list[Problem]]], ...]] = (
    (InvalidPost, 422, lambda error: error.problems),
    (WrongState, 409, lambda error: _one("wrong_state", error.message)),
    (NotAllowed, 403, lambda error: _one("not_allowed", error.message)),
    (ObjectDoesNotExist, 404, _not_found),
    (Http404, 404, _not_found),
    (AuthenticationError, 401, _bad_key),
    (ValidationError, 422, lambda error: refusals.problems(error.errors)),
    (RequestDataTooBig, 413, lambda _error: too_large()),
    (MultiPartParserError, 400, _unreadable),
    (SuspiciousOperation, 400, _unreadable),
    (HttpError, 400, _unreadable),  # ninja's own: a body that is not JSON
)


def respond(problems: Iterable[Problem], *, status: int) -> HttpResponse:
    """The one body of all errors."""
    body = ProblemsOut(problems=[out(problem) for problem in problems])
    response = HttpResponse(
        body.model_dump_json(), status=status, content_type="application/json; charset=utf-8"
    )
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def register(api: NinjaAPI) -> None:
    """Let `api` answer every error of the table."""
    for error, status, problems in _TABLE:
        api.add_exception_handler(error, _handler(status, problems))


def _handler(
    status: int, problems: Callable[[Any], list[Problem]]
) -> Callable[[HttpRequest, Any], HttpResponse]:
    def handle(_request: HttpRequest, error: Any) -> HttpResponse:
        return respond(problems(error), status=status)

    return handle
