"""Why something did not happen, for programs and for people."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from content import reasons


class ReasonOut(BaseModel):
    """`code` is for programs, `message` and `hint` are for people."""

    code: str
    message: str
    hint: str


def of_code(code: str, params: Mapping[str, Any] | None = None) -> ReasonOut | None:
    """None when there is nothing to explain."""
    if not code:
        return None
    said = reasons.sentence(code, params)
    return ReasonOut(code=code, message=said.message, hint=said.hint)
