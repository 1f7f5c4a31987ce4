import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.studio import colour, contrast
from content.studio.brand import Brand, palette
from content.studio.colour import WHITE

channels = st.integers(0, 255)
colours = st.tuples(channels, channels, channels)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#FFFFFF", "#000000", 21.0),
        ("#FFFFFF", "#0B6E4F", 6.25),
        ("#FFFFFF", "#F4B400", 1.85),
        ("#777777", "#FFFFFF", 4.48),
    ],
)
def test_contrast_is_counted_as_wcag_does(one: str, other: str, expected: float) -> None:
    found = contrast.ratio(colour.parse(one), colour.parse(other))

    assert found == pytest.approx(expected, abs=0.01)
    assert contrast.ratio(colour.parse(other), colour.parse(one)) == found


@given(colours)
def test_oklch_and_back_is_the_same_colour(given_colour: colour.Colour) -> None:
    back = colour.from_oklch(*colour.to_oklch(given_colour))

    assert max(abs(a - b) for a, b in zip(back, given_colour, strict=True)) <= 2


@settings(max_examples=60, deadline=None)
@given(colours, colours)
def test_lettering_of_any_brand_is_readable(primary: colour.Colour, accent: colour.Colour) -> None:
    one, other = (f"#{bytes(each).hex()}" for each in (primary, accent))

    found = palette(Brand("Perpustakaan", primary=one, accent=other))

    for ink, ground in (
        (found.on_field, found.field),
        (found.on_field_soft, found.field),
        (found.ink, found.paper),
        (found.ink, found.tint),
        (found.ink_soft, found.paper),
        (found.primary_on_paper, found.paper),
        (found.on_accent, found.accent),
    ):
        assert contrast.ratio(ink, ground) >= contrast.TEXT
    assert contrast.ratio(found.accent_on_field, found.field) >= contrast.LARGE_TEXT


def test_deep_brand_colour_is_taken_as_it_is() -> None:
    assert palette(Brand("P", primary="#0B6E4F", accent="#F4B400")).field == (11, 110, 79)


def test_colour_already_readable_is_not_changed() -> None:
    assert contrast.readable((11, 110, 79), on=WHITE) == (11, 110, 79)


@pytest.mark.parametrize("words", ["", "#FFF", "hijau", "#GGGGGG", "#0B6E4F00"])
def test_what_is_no_colour_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"colour|hex"):
        colour.parse(words)
