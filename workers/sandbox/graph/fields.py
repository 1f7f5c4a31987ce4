"""The `fields=` language: `id,comments.limit(0).summary(total_count){id},insights.metric(a,b)`."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from workers.sandbox.graph.errors import GraphError

_OPENING = {"(": ")", "{": "}"}


@dataclass(frozen=True, slots=True)
class Field:
    """A wanted field, its modifiers (`limit` → "0") and the fields wanted inside."""

    name: str
    modifiers: dict[str, str] = field(default_factory=dict)
    inner: tuple["Field", ...] = ()

    @property
    def key(self) -> str:
        return self.modifiers.get("as", self.name)


def parse(text: str) -> tuple[Field, ...]:
    return tuple(_field(part.strip()) for part in split(text) if part.strip())


def split(text: str) -> Iterator[str]:
    """Split at the commas that stand outside brackets."""
    waiting: list[str] = []
    start = 0
    for position, sign in enumerate(text):
        if sign in _OPENING:
            waiting.append(_OPENING[sign])
        elif waiting and sign == waiting[-1]:
            waiting.pop()
        elif sign in ")}":
            raise _unreadable(text)
        elif sign == "," and not waiting:
            yield text[start:position]
            start = position + 1
    if waiting:
        raise _unreadable(text)
    yield text[start:]


def _field(text: str) -> Field:
    head, inner = text, tuple[Field, ...]()
    if text.endswith("}"):
        opening = text.index("{")
        head, inner = text[:opening], parse(text[opening + 1 : -1])
    name, _, rest = head.partition(".")
    modifiers: dict[str, str] = {}
    while rest:
        modifier, bracket, rest = rest.partition("(")
        value, closed, rest = rest.partition(")")
        if not bracket or not closed:
            raise _unreadable(text)
        modifiers[modifier.strip(".")] = value
        rest = rest.lstrip(".")
    return Field(name, modifiers, inner)


def _unreadable(text: str) -> GraphError:
    return GraphError(2500, f"Syntax error in the field string: {text}")
