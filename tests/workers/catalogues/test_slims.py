"""What SLiMS writes, and what a reader must make of it."""

from datetime import datetime

import pytest

from tests.workers.catalogues.fixtures import DETAIL, HEAD, SEARCH
from workers.catalogues import slims
from workers.catalogues.base import BadAnswer, Holding


def test_search_answer_has_publisher_inside_place() -> None:
    first = slims.read(SEARCH.encode())[0]
    assert (first.external_id, first.publisher, first.place, first.year) == (
        "41",
        "Pustaka Lentera",
        "Bandung",
        "2024",
    )


def test_cataloguers_punctuation_is_taken_off_titles() -> None:
    titles = [(record.title, record.subtitle) for record in slims.read(SEARCH.encode())]
    assert titles == [("Merawat Arsip Keluarga", "panduan praktis"), ("Buletin Pustaka", "")]


def test_isbn_is_thirteen_digits_and_an_issn_is_none() -> None:
    assert [record.isbn for record in slims.read(SEARCH.encode())] == ["9786020332956", ""]


def test_authors_keep_their_order() -> None:
    assert slims.read(SEARCH.encode())[0].authors == ("Sri Wahyuni", "Dedi Kurnia")


def test_cover_names_are_decoded_from_either_answer() -> None:
    assert slims.read(SEARCH.encode())[0].cover == "arsip keluarga.jpg"
    assert slims.read(DETAIL.encode())[0].cover == "tafsir jalalain.jpg"


def test_detail_answer_keeps_arabic_as_it_is() -> None:
    record = slims.read(DETAIL.encode())[0]
    assert record.title == "تفسير الجلالين"
    assert record.responsibility == "Jalaluddin al-Mahalli"
    assert record.call_number == "2X1.3 MAH t"
    assert record.holdings == (Holding("2X1-001", "Pojok Lajnah (Lt. 2)", "2X1.3 MAH t"),)
    assert record.catalogued_at == datetime(2026, 11, 3, 9, 0)  # noqa: DTZ001


def test_notes_lose_their_html_and_scripts() -> None:
    assert slims.read(DETAIL.encode())[0].notes == "Kitab tafsir untuk santri & umum."


@pytest.mark.parametrize(
    "answer",
    [
        b"<!DOCTYPE html><html><body>Fatal error</body></html>",
        b"",
        b'<?xml version="1.0"?><div>Record not found</div>',
        b"<modsCollection><mods>",
    ],
)
def test_anything_but_mods_is_a_bad_answer(answer: bytes) -> None:
    with pytest.raises(BadAnswer):
        slims.read(answer)


def test_declared_entities_are_refused() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
        + HEAD.partition("?>\n")[2]
        + '<mods id="1"><titleInfo><title>A &secret;</title></titleInfo></mods></modsCollection>'
    )
    with pytest.raises(BadAnswer, match="entities"):
        slims.read(bomb.encode())


def test_too_large_an_answer_is_refused() -> None:
    with pytest.raises(BadAnswer, match="larger"):
        slims.read(b" " * (slims.MAX_BYTES + 1))
