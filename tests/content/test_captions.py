"""The words each network gets, how long they count, and how they are known again."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import captions
from content.models import Post, PostText


def test_networks_own_words_win(post_factory: Callable[..., Post]) -> None:
    post = post_factory("panjang sekali")
    PostText.objects.create(post=post, network="twitter", text="pendek")
    assert captions.for_network(post, "twitter").text == "pendek"
    assert captions.for_network(post, "instagram").text == "panjang sekali"


def test_link_stands_beside_on_facebook_and_inside_elsewhere(
    post_factory: Callable[..., Post],
) -> None:
    post = post_factory("Baca", link="https://pustaka.example/a")
    facebook = captions.for_network(post, "facebook")
    assert (facebook.text, facebook.link) == ("Baca", "https://pustaka.example/a")
    assert captions.for_network(post, "twitter").text == "Baca\nhttps://pustaka.example/a"


def test_link_that_is_written_already_is_not_added_again() -> None:
    text = "Lihat https://pustaka.example/a ya"
    assert captions.with_link(text, "https://pustaka.example/a") == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("halo", 4),
        ("📚", 2),
        ("👩‍👩‍👧‍👦", 2),
        ("https://perpustakaan.or.id/katalog/yang/sangat/panjang?id=123456789", 23),
        ("ꦱꦼꦫꦠ꧀", 10),
        ("تفسير", 5),
    ],
)
def test_x_counts_by_weight(text: str, count: int) -> None:
    assert captions.length(text, network="twitter") == count


def test_meta_counts_the_longer_way() -> None:
    assert captions.length("📚", network="instagram") == 2


@given(st.text(alphabet="abc é\n\t", min_size=1))
def test_white_space_and_composition_change_no_fingerprint(text: str) -> None:
    other = unicodedata.normalize("NFD", text).replace("\n", "  \n ")
    assert captions.fingerprint(text, media_count=1) == captions.fingerprint(other, media_count=1)


def test_number_of_pictures_is_part_of_the_fingerprint() -> None:
    assert captions.fingerprint("a", media_count=1) != captions.fingerprint("a", media_count=2)
