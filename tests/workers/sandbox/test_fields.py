"""The `fields=` language of Graph."""

import pytest

from workers.sandbox.graph.errors import GraphError
from workers.sandbox.graph.fields import Field, parse


def test_names_modifiers_and_inner_fields() -> None:
    assert parse(
        "id,comments.limit(0).summary(total_count){id,from{name}},insights.metric(a,b)"
    ) == (
        Field("id"),
        Field(
            "comments",
            {"limit": "0", "summary": "total_count"},
            (Field("id"), Field("from", {}, (Field("name"),))),
        ),
        Field("insights", {"metric": "a,b"}),
    )


def test_alias_names_the_answer() -> None:
    assert parse("likes.as(hearts)")[0].key == "hearts"


@pytest.mark.parametrize("text", ["a(", "a)", "a{b", "a}b", "a{b)", "a.limit", "a.limit(1"])
def test_unbalanced_text_is_refused(text: str) -> None:
    with pytest.raises(GraphError):
        parse(text)
