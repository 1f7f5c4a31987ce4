"""What people can do wrong with the calendar.

ContentError
├── InvalidPost(problems)  422: what was sent cannot be kept or published as it is
├── WrongState             409: right thing, wrong moment
└── NotAllowed             403: the role does not include it
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: the field, a code for programs, what is wrong and what to do about it.

    An "error" stops approval; a "warning" only tells.
    """

    field: str
    code: str
    message: str
    hint: str = ""
    level: Literal["error", "warning"] = "error"


class ContentError(Exception):
    """Base of all; `message` is for a person."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


class InvalidPost(ContentError):
    """All problems at once, so that a person mends them in one go."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(str(problem.message) for problem in problems))


class WrongState(ContentError):
    """The thing is not in a state in which this can be done."""


class NotAllowed(ContentError):
    """The actor's role does not include this."""
