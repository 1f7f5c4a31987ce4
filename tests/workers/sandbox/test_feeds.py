"""Pages as visitors see them, hostile texts included."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
import requests

from tests.workers.sandbox.conftest import HANDLE, PAGE, PROFILE, USER, Graph, Instagram, picture
from workers.sandbox import words
from workers.sandbox.client import PracticeNetworks

HOSTILE = (
    '<script>alert(1)</script>"><img src=x onerror=alert(2)> '
    "https://a.example.org/\"onmouseover=alert(3) &lt;b&gt; #<i>x '{{7*7}}"
)


def page(networks: PracticeNetworks, path: str, **headers: str) -> requests.Response:
    return requests.get(networks.base_url + path, headers=headers, timeout=5)


class Tags(HTMLParser):
    """Every element with its attributes, as a browser would find them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def assert_harmless(answer: requests.Response) -> None:
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    for tag, attributes in Tags(answer.text).found:
        assert tag != "i"
        assert not [name for name in attributes if name.startswith("on")]
        assert tag != "script" or attributes["type"] == "application/json"
        for name in ("src", "href"):
            value = attributes.get(name) or "/"
            assert value.startswith(("/", "https://a.example.org/")), value


@pytest.mark.parametrize("place", ["text", "alt_text", "name"])
def test_hostile_texts_do_no_harm(
    graph: Graph,
    instagram: Instagram,
    hosted: Callable[..., str],
    practice_networks: PracticeNetworks,
    place: str,
) -> None:
    given = {"text": "Biasa", "alt_text": "Biasa", "name": "Biasa", place: HOSTILE}
    for network, account in (("facebook", PAGE), ("instagram", PROFILE)):
        practice_networks.save_account(network, account, name=given["name"])
    post_id = graph.put_object(PAGE, "feed", message=given["text"])["id"]
    container = instagram.container(
        image_url=hosted(picture()), caption=given["text"], alt_text=given["alt_text"]
    )
    media_id = instagram.publish(container)
    instagram.json("POST", f"{media_id}/comments", message=given["text"])
    permalink = instagram.json("GET", media_id, fields="permalink")["permalink"]
    paths = ("/", "/feeds/", f"/feeds/facebook/{PAGE}", f"/{HANDLE}/", f"/{post_id}")
    for path in (*paths, permalink.removeprefix(practice_networks.base_url)):
        assert_harmless(page(practice_networks, path))
    avatar = page(practice_networks, f"/feeds/avatar/facebook/{PAGE}.svg")
    assert "<script" not in avatar.text


def test_text_alt_text_and_numbers_are_shown(
    graph: Graph,
    instagram: Instagram,
    hosted: Callable[..., str],
    practice_networks: PracticeNetworks,
) -> None:
    container = instagram.container(
        image_url=hosted(picture()), caption="Baris satu\nBaris dua", alt_text="Sampul biru"
    )
    media_id = instagram.publish(container)
    practice_networks.advance_clock(seconds=26 * 3600)
    text = page(practice_networks, f"/{HANDLE}/?lang=id").text
    likes = practice_networks.numbers("instagram", media_id).now["likes"]
    assert "Baris satu\nBaris dua" in text
    assert text.count("Sampul biru") == 2
    assert f"<b>{likes}</b> suka" in text
    assert "kemarin" in text
    source = re.search(r'src="(/feeds/media/[0-9a-f]+)"', text)
    assert source is not None
    shown = page(practice_networks, source.group(1))
    assert (shown.headers["Content-Type"], shown.content) == ("image/jpeg", picture())


def test_looking_at_pages_is_no_reading(graph: Graph, practice_networks: PracticeNetworks) -> None:
    post_id = graph.put_object(PAGE, "feed", message="x")["id"]
    page(practice_networks, f"/feeds/facebook/{PAGE}")
    page(practice_networks, f"/{post_id}")
    assert practice_networks.numbers("facebook", post_id).readings == {}


def test_language_of_the_page(practice_networks: PracticeNetworks) -> None:
    indonesian = page(
        practice_networks, "/feeds/", **{"Accept-Language": "id-ID,id;q=0.9,en;q=0.8"}
    )
    english = page(practice_networks, "/feeds/?lang=en", **{"Accept-Language": "id"})
    assert '<html lang="id">' in indonesian.text
    assert "Ini jejaring latihan" in indonesian.text
    assert '<html lang="en">' in english.text
    assert "These are practice networks" in english.text


def test_every_account_is_on_the_first_page(practice_networks: PracticeNetworks) -> None:
    text = page(practice_networks, "/feeds/").text
    for network, account in (("facebook", PAGE), ("instagram", PROFILE), ("twitter", USER)):
        address = f"/feeds/{network}/{account}"
        assert address in text
        assert page(practice_networks, address).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/facebook/0",
        "/1_2",
        f"/{HANDLE}/status/1",
        "/p/AAAA/",
        "/feeds/media/xyz",
        "/a/b/c/d",
    ],
)
def test_unknown_addresses_are_not_found(practice_networks: PracticeNetworks, path: str) -> None:
    answer = page(practice_networks, path)
    assert answer.status_code == 404
    assert "<h1>" in answer.text


def test_style_is_served(practice_networks: PracticeNetworks) -> None:
    answer = page(practice_networks, "/feeds/static/feeds.css")
    assert answer.headers["Content-Type"].startswith("text/css")
    assert "scroll-snap" in answer.text


@pytest.mark.parametrize(
    ("age_s", "lang", "expected"),
    [
        (5, "en", "just now"),
        (60, "id", "1 menit lalu"),
        (3 * 3600, "en", "3 hours ago"),
        (86_400, "id", "kemarin"),
        (9 * 86_400, "id", "9 hari lalu"),
    ],
)
def test_ages_in_words(age_s: float, lang: str, expected: str) -> None:
    assert words.ago(age_s, lang=lang) == expected


def test_large_numbers_are_grouped_as_the_language_does() -> None:
    assert words.number(12_345, lang="id") == "12.345"
    assert words.number(12_345, lang="en") == "12,345"


def test_one_is_not_many_in_english() -> None:
    assert words.counted("likes", 1, lang="en") == "like"
    assert words.counted("likes", 0, lang="en") == "likes"
    assert words.counted("likes", 1, lang="id") == "suka"
