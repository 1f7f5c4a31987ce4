"""Every code has words."""

import pytest
from django.utils import translation

from content import reasons
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
