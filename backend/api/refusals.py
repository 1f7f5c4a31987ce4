"""What pydantic refuses, in the reader's words. It never repeats what was sent: that may be a
secret."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.errors import Problem

# By pydantic's code of the error: what is wrong, and what to do.
_WORDS: Final = {
    "missing": (_("This is missing."), _("Send it.")),
    "extra_forbidden": (
        _("There is no such field."),
        _("Check how it is written, or leave it out."),
    ),
    "string_type": (_("This is not a text."), _("Send a text in quotes.")),
    "string_unicode": (_("This text cannot be read."), _("Send it in UTF-8.")),
    "string_too_long": (
        _("This is longer than %(max_length)s characters."),
        _("Shorten it."),
    ),
    "string_too_short": (_("This is empty."), _("Write something.")),
    "int_type": (_("This is not a whole number."), _("Send digits only.")),
    "int_parsing": (_("This is not a whole number."), _("Send digits only.")),
    "int_from_float": (_("This is not a whole number."), _("Send digits only.")),
    "int_parsing_size": (_("This number is too large."), _("Send a smaller one.")),
    "greater_than_equal": (_("This number is less than %(ge)s."), _("Send a larger one.")),
    "less_than_equal": (_("This number is more than %(le)s."), _("Send a smaller one.")),
    "bool_type": (_("This is neither true nor false."), _("Send true or false.")),
    "bool_parsing": (_("This is neither true nor false."), _("Send true or false.")),
    "list_type": (_("This is not a list."), _("Send a list in square brackets.")),
    "dict_type": (_("This is not an object."), _("Send an object in braces.")),
    "model_type": (_("This is not an object."), _("Send an object in braces.")),
    "model_attributes_type": (_("This is not an object."), _("Send an object in braces.")),
    "too_long": (_("These are more than %(max_length)s."), _("Take some out.")),
    "literal_error": (_("This is none of the words allowed here."), _("Use %(expected)s.")),
    "bad_date": (_("This is not a day."), _("Write it as 2026-11-24.")),
    "date_out_of_range": (
        _("This day is too far away."),
        _("Choose one between 2000 and 2100."),
    ),
    "bad_token": (
        _("This is not a token as networks give them."),
        _("Copy it again, whole and alone."),
    ),
    "string_pattern_mismatch": (
        _("This has characters that do not belong here."),
        _("Take them out."),
    ),
    "one_of_two": (
        _("Exactly one of “remote_id” and “absent” is needed."),
        _("Send the number of the post on the network, or “absent”: true."),
    ),
}


def problems(errors: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """One problem for each of ninja's validation errors."""
    return [_problem(error) for error in errors]


def _problem(error: Mapping[str, Any]) -> Problem:
    code = str(error["type"])
    context = error.get("ctx") or {}
    message, hint = _WORDS.get(code, (_("This is not what belongs here."), ""))
    return Problem(
        field=_field(error["loc"]),
        code=code,
        message=str(message) % context,
        hint=(str(hint) or gettext("See the description of the API.")) % context,
    )


def _field(location: Sequence[str | int]) -> str:
    """ninja puts the place before our field, and in a body its own argument's name too."""
    rest = location[2:] if location[0] == "body" else location[1:]
    return ".".join(str(part) for part in rest)
