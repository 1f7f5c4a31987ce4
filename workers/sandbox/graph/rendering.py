"""From a node and the wanted fields to JSON: one table of fields per kind of node."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from workers.sandbox.calls import Call
from workers.sandbox.graph import errors
from workers.sandbox.graph.fields import Field
from workers.sandbox.graph.nodes import Node

ABSENT: Final = object()
Resolver = Callable[[Call, Any, Field], Any]


def select(value: Any, inner: tuple[Field, ...]) -> Any:
    """Only the wanted parts of an answer, at any depth; lists under `data` keep their frame."""
    if not inner:
        return value
    if isinstance(value, list):
        return [select(one, inner) for one in value]
    if isinstance(value, dict) and "data" in value:
        return {**value, "data": select(value["data"], inner)}
    if isinstance(value, dict):
        return {f.name: select(value[f.name], f.inner) for f in inner if f.name in value}
    return value


def render(
    call: Call,
    node: Node,
    wanted: Sequence[Field],
    *,
    table: Mapping[str, Resolver],
    default: Sequence[str],
    type_name: str,
) -> dict[str, Any]:
    """The node's fields; the id is always there. An unknown field fails the whole request."""
    answer: dict[str, Any] = {}
    for one in wanted or [Field(name) for name in default]:
        resolver = table.get(one.name)
        if resolver is None:
            raise errors.parameter(
                f"Tried accessing nonexisting field ({one.name}) on node type ({type_name})"
            )
        value = resolver(call, node.row, one)
        if value is not ABSENT:
            answer[one.key] = select(value, one.inner)
    answer.setdefault("id", node.row.id)
    return answer


def page_of(items: Sequence[Any], params: Mapping[str, str], *, default: int = 25) -> Any:
    """One page of a list with Graph's cursors; `limit` above 100 is cut."""
    wanted = params.get("limit") or str(default)
    if not wanted.isdigit():
        raise errors.parameter("param limit must be a non-negative integer")
    limit = min(int(wanted), 100)
    start = int(params["after"][1:]) if params.get("after", "")[1:].isdigit() else 0
    part = items[start : start + limit]
    answer: dict[str, Any] = {"data": list(part)}
    if part:
        cursors = {"before": f"Q{start}", "after": f"Q{start + len(part)}"}
        answer["paging"] = {"cursors": cursors}
    return answer
