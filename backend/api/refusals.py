"""What pydantic refuses, in the reader's words. It never repeats what was sent: that may be a
secret."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from content.errors import Problem

# By pydantic's code of the error: what is wrong, and what to do.
_WORDS: Final = {
    "missing": (lazy("This is missing."), lazy("Send it.")),
    "extra_forbidden": (
        lazy("There is no such field."),
        lazy("Check how it is written, or leave it out."),
    ),
    "string_type": (lazy("This is not a text."), lazy("Send a text in quotes.")),
    "string_unicode": (lazy("This text cannot be read."), lazy("Send it in UTF-8.")),
    "string_too_long": (
        lazy("This is longer than %(max_length)s characters."),
        lazy("Shorten it."),
    ),
    "string_too_short": (lazy("This is empty."), lazy("Write something.")),
    "int_type": (lazy("This is not a whole number."), lazy("Send digits only.")),
    "int_parsing": (lazy("This is not a whole number."), lazy("Send digits only.")),
    "int_from_float": (lazy("This is not a whole number."), lazy("Send digits only.")),
    "int_parsing_size": (lazy("This number is too large."), lazy("Send a smaller one.")),
    "greater_than_equal": (lazy("This number is less than %(ge)s."), lazy("Send a larger one.")),
    "less_than_equal": (lazy("This number is more than %(le)s."), lazy("Send a smaller one.")),
    "bool_type": (lazy("This is neither true nor false."), lazy("Send true or false.")),
    "bool_parsing": (lazy("This is neither true nor false."), lazy("Send true or false.")),
    "list_type": (lazy("This is not a list."), lazy("Send a list in square brackets.")),
    "dict_type": (lazy("This is not an object."), lazy("Send an object in braces.")),
    "model_type": (lazy("This is not an object."), lazy("Send an object in braces.")),
    "model_attributes_type": (lazy("This is not an object."), lazy("Send an object in braces.")),
    "too_long": (lazy("These are more than %(max_length)s."), lazy("Take some out.")),
    "literal_error": (lazy("This is none of the words allowed here."), lazy("Use %(expected)s.")),
    "bad_date": (lazy("This is not a day."), lazy("Write it as 2026-11-24.")),
    "date_out_of_range": (
        lazy("This day is too far away."),
        lazy("Choose one between 2000 and 2100."),
    ),
    "bad_token": (
        lazy("This is not a token as networks give them."),
        lazy("Copy it again, whole and alone."),
    ),
    "string_pattern_mismatch": (
        lazy("This has characters that do not belong here."),
        lazy("Take them out."),
    ),
    "one_of_two": (
        lazy("Exactly one of “remote_id” and “absent” is needed."),
        lazy("Send the number of the post on the network, or “absent”: true."),
    ),
}


def problems(errors: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """One problem for each of ninja's validation errors."""
    return [_problem(error) for error in errors]


def _problem(error: Mapping[str, Any]) -> Problem:
    code = str(error["type"])
    context = error.get("ctx") or {}
    message, hint = _WORDS.get(code, (lazy("This is not what belongs here."), ""))
    return Problem(
        field=_field(error["loc"]),
        code=code,
        message=str(message) % context,
        hint=(str(hint) or _("See the description of the API.")) % context,
    )


def _field(location: Sequence[str | int]) -> str:
    """ninja puts the place before our field, and in a body its own argument's name too."""
    rest = location[2:] if location[0] == "body" else location[1:]
    return ".".join(str(part) for part in rest)
