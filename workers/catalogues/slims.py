"""SLiMS 9: search answers and detail answers in MODS 3.3.

The two differ (`ID` or `id`, publisher inside `place` or beside it, file names encoded once or
twice), so both are read with the same tolerant paths. Seen on a SLiMS 9.7.0 server, 2026-11.
"""

import html
from collections.abc import Iterable
from datetime import datetime
from typing import Final
from urllib.parse import unquote_plus

import nh3
from lxml import etree
from stdnum import isbn as isbn_number
from stdnum.exceptions import ValidationError

from workers.catalogues.base import BadAnswer, CatalogueRecord, Holding

MAX_BYTES: Final = 5_000_000
_NAMES: Final = {"m": "http://www.loc.gov/mods/v3", "s": "http://slims.web.id"}


def read(answer: bytes) -> list[CatalogueRecord]:
    """The titles of a search or detail answer. Raises BadAnswer for anything that is not MODS:
    SLiMS sends HTML error pages labelled text/xml, some of them with status 200."""
    root = _root(answer)
    return [_record(mods) for mods in root.iterfind(".//m:mods", _NAMES)]


def _root(answer: bytes) -> etree._Element:
    if len(answer) > MAX_BYTES:
        raise BadAnswer(f"the answer is larger than {MAX_BYTES} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(answer, parser)
    except etree.XMLSyntaxError as error:
        raise BadAnswer(f"not XML: {error.msg}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadAnswer("a catalogue has no business declaring entities")
    if etree.QName(root).localname != "modsCollection":
        raise BadAnswer(f"not MODS but <{root.tag}>")
    return root


def _record(mods: etree._Element) -> CatalogueRecord:
    holdings = tuple(_holding(copy) for copy in mods.iterfind(".//m:copyInformation", _NAMES))
    return CatalogueRecord(
        external_id=mods.get("id") or mods.get("ID") or "",
        title=_title(_text(mods, "m:titleInfo/m:title")),
        subtitle=_title(_text(mods, "m:titleInfo/m:subTitle")),
        responsibility=_text(mods, "m:note[@type='statement of responsibility']"),
        authors=_texts(mods, "m:name/m:namePart"),
        publisher=_text(mods, "m:originInfo//m:publisher"),
        place=_text(mods, "m:originInfo//m:placeTerm"),
        year=_text(mods, "m:originInfo//m:dateIssued"),
        isbn=_isbn(_texts(mods, "m:identifier[@type='isbn']")),
        call_number=_text(mods, "m:location/m:shelfLocator")
        or next((copy.call_number for copy in holdings if copy.call_number), ""),
        subjects=_texts(mods, "m:subject/m:topic"),
        language=_text(mods, "m:language/m:languageTerm[@type='code']"),
        notes=_notes(mods),
        holdings=holdings,
        cover=_file_name(_text(mods, "s:image")),
        catalogued_at=_time(_text(mods, "m:recordInfo/m:recordCreationDate")),
    )


def _text(mods: etree._Element, path: str) -> str:
    return next(iter(_texts(mods, path)), "")


def _texts(mods: etree._Element, path: str) -> tuple[str, ...]:
    words = (" ".join(_whole(node).split()) for node in mods.iterfind(path, _NAMES))
    return tuple(word for word in words if word)


def _whole(node: etree._Element) -> str:
    return "".join(str(part) for part in node.itertext())


def _title(text: str) -> str:
    """Cataloguers' punctuation before a subtitle or a statement stays behind on the title."""
    return text.rstrip(" :/=;,").strip()


def _isbn(numbers: Iterable[str]) -> str:
    """The first valid number as 13 digits. ISSNs arrive under the same type and are not ISBNs."""
    for number in numbers:
        try:
            return str(isbn_number.compact(isbn_number.to_isbn13(isbn_number.validate(number))))
        except ValidationError:
            continue
    return ""


def _notes(mods: etree._Element) -> str:
    """Plain text: cataloguers paste HTML into notes."""
    notes = mods.iterfind("m:note", _NAMES)
    words = [_whole(note) for note in notes if note.get("type") is None]
    return html.unescape(nh3.clean("\n".join(words), tags=set())).strip()


def _file_name(text: str) -> str:
    """Encoded once in search answers, twice in details: decode until nothing changes."""
    for _ in range(3):
        decoded = unquote_plus(text)
        if decoded == text:
            break
        text = decoded
    return text


def _time(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007  (the zone is not said)
    except ValueError:
        return None


def _holding(copy: etree._Element) -> Holding:
    return Holding(
        item_code=_text(copy, "m:numerationAndChronology"),
        location=_text(copy, "m:sublocation"),
        call_number=_text(copy, "m:shelfLocator"),
    )
