"""Every code has words."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from content import reasons
from content.models import Publication
from workers.networks.reasons import Reason


@pytest.mark.parametrize("code", list(Reason))
def test_every_code_of_the_networks_has_a_sentence(code: Reason) -> None:
    assert code.value in reasons.codes()


def test_the_networks_own_words_are_quoted() -> None:
    with translation.override("en"):
        said = reasons.sentence("unknown_refusal", {"said": "No 100% discounts"})
    assert "No 100% discounts" in said.message


def test_missing_parameters_break_nothing() -> None:
    assert "–" in reasons.sentence("unknown_refusal").message


def test_unknown_code_is_shown() -> None:
    assert "new_code" in reasons.sentence("new_code").message


@pytest.mark.parametrize(
    ("state", "words"), [("failed", "Change the text"), ("unknown", "Nothing is sent twice")]
)
def test_already_there_is_no_fault_of_the_words_while_etalase_looks(state: str, words: str) -> None:
    with translation.override("en"):
        said = reasons.why(Publication(state=state, reason="duplicate"))
    assert said is not None
    assert words in said.hint


def test_nothing_is_said_where_nothing_happened() -> None:
    assert reasons.why(Publication(state="published")) is None


def test_every_code_written_in_the_code_has_a_sentence() -> None:
    root = Path(reasons.__file__).parent.parent
    sources = [*root.glob("content/*.py"), *root.glob("workers/*.py"), *root.glob("backend/*/*.py")]
    written = {
        code
        for source in sources
        for code in re.findall(r"""\breason="([a-z_]+)\"""", source.read_text(encoding="utf-8"))
    }
    assert {"worker_died", "cancelled", "channel_disconnected"} <= written
    assert written <= reasons.codes()
