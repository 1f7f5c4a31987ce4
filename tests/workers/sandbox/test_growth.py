"""The curve behind the numbers."""

from hypothesis import given
from hypothesis import strategies as st

from workers.sandbox import growth
from workers.sandbox.growth import METRICS

FORMS = ("text", "link", "photo", "album", "image", "carousel")
HOUR_S = 3600


def at(hours: float, *, followers: int = 1500, post_id: str = "p", seed: int = 1) -> dict[str, int]:
    return growth.numbers(
        seed=seed, post_id=post_id, form="photo", followers=followers, age_s=hours * HOUR_S
    )


@given(
    post_id=st.text(max_size=20),
    form=st.sampled_from(FORMS),
    followers=st.integers(0, 20_000),
    age_s=st.floats(-100, 1e8),
    more_s=st.floats(0, 1e7),
)
def test_numbers_never_fall(
    post_id: str, form: str, followers: int, age_s: float, more_s: float
) -> None:
    before, after = (
        growth.numbers(seed=7, post_id=post_id, form=form, followers=followers, age_s=age)
        for age in (age_s, age_s + more_s)
    )
    assert set(before) == set(METRICS)
    assert all(0 <= before[metric] <= after[metric] for metric in METRICS)
    assert after["views"] >= after["reach"] >= after["likes"]


def test_nothing_at_first_quick_then_flat() -> None:
    assert set(at(0).values()) == {0}
    first_day = at(24)["views"]
    second_week = at(14 * 24)["views"] - at(7 * 24)["views"]
    assert first_day > 20 * second_week
    assert at(0.2)["views"] < at(1)["views"] < at(6)["views"] < first_day


def test_size_is_that_of_a_small_library() -> None:
    for n in range(50):
        final = at(90 * 24, post_id=f"post-{n}")
        assert 100 < final["views"] < 2500
        assert 5 <= final["likes"] < 250
        assert final["comments"] < final["likes"]


def test_seed_and_post_decide() -> None:
    assert at(48) == at(48)
    assert at(48) != at(48, seed=2)
    assert at(48) != at(48, post_id="q")
