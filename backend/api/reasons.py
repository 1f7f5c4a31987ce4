"""Why something did not happen, for programs and for people."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from content import reasons
from content.models import Publication


class ReasonOut(BaseModel):
    """`code` is for programs, `message` and `hint` are for people."""

    code: str
    message: str
    hint: str


def of_code(code: str, params: Mapping[str, Any] | None = None) -> ReasonOut | None:
    """None when there is nothing to explain."""
    if not code:
        return None
    return _out(code, reasons.sentence(code, params))


def of_publication(row: Publication) -> ReasonOut | None:
    """Why it stands where it stands."""
    said = reasons.why(row)
    return _out(row.reason, said) if said else None


def _out(code: str, said: reasons.Sentence) -> ReasonOut:
    return ReasonOut(code=code, message=said.message, hint=said.hint)
