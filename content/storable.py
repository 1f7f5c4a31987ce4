"""What every database can keep: PostgreSQL takes no null character, none takes half an emoji."""

import re
from typing import Any, Final

# SQLite fails on a larger number even in a question.
LARGEST: Final = 2**63 - 1

_UNKEEPABLE: Final = re.compile("[\x00\ud800-\udfff]")


def text(written: str) -> str:
    """`written` without what no person can have meant."""
    return _UNKEEPABLE.sub("", written)


def as_json(value: Any) -> Any:
    """A copy of a JSON value, the same done to every text in it."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, dict):
        return {text(str(name)): as_json(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(inner) for inner in value]
    return value
