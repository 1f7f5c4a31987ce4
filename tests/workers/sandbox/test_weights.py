"""Counting as X does. Expected weights follow from the published rules, by hand."""

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.sandbox.weights import addresses, weight

with warnings.catch_warnings():  # it reads its emoji table through pkg_resources
    warnings.simplefilter("ignore")
    from twitter_text import parse_tweet


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("halo", 4),
        ("é", 1),
        ("e\u0301", 1),
        ("書", 2),
        ("“kutip”", 7),
        ("📚", 2),
        ("👩‍💻", 2),
        ("👍🏽", 2),
        ("🇮🇩", 2),
        ("❤️", 2),
        ("1️⃣", 2),
        ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 4),
        ("https://perpus.example.org/" + "x" * 300, 23),
        ("perpus.go.id", 23),
        ("lihat perpus.go.id/a, ya", 6 + 23 + 4),
        ("(https://a.id/b)", 25),
        ("nama@perpus.go.id", 17),
        ("Rp5.000 dan 20.00 WIB", 21),
        ("berkas.txt", 10),
        ("http://127.0.0.1:8000/x", 23),
        ("http://127.0.0.1:8000/xyz", 25),
        ("ꦧꦸꦏꦸ", 8),
        ("كتاب", 4),
    ],
)
def test_weight(text: str, expected: int) -> None:
    assert weight(text) == expected


def test_addresses_end_before_punctuation() -> None:
    found = addresses("Buka https://a.example.org/x?y=1&z=2. Lalu b.id!")
    assert [one.text for one in found] == ["https://a.example.org/x?y=1&z=2", "b.id"]
    assert found[1].expanded == "http://b.id"


WORDS = (
    "Buku baru",
    "perpus.go.id",
    "(https://perpus.example.org/a?x=1&y=2)",
    "https://s.id/abc_(d).",
    "www.perpusnas.go.id/x#y,",
    "📚👩‍💻",
    "🇮🇩❤️☕1️⃣",
    "✅‼️▶️⭐",
    "#AyoBaca",
    "@perpus",
    "20.00 WIB",
    "Rp5.000",
    "“kutip”…",
    "書",
    "ꦧꦸꦏꦸ",
    "كتاب",
    "x@y.com",
    "dll.",
    "\n\n",
)


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_agrees_with_the_library_the_product_counts_with(words: list[str]) -> None:
    text = " ".join(words)
    expected = parse_tweet(text).weightedLength if text.strip() else len(text)
    assert weight(text) == expected
