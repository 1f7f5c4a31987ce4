"""Highlights and flyers: from rows to pictures with alt text, each for its networks."""

from datetime import datetime, timedelta

from content import flyers, highlights, records
from content.models import Event, Library, Media, Speaker
from content.permissions import Actor
from content.records import RecordFacts


def _event(library: Library, now: datetime, **given: int) -> Event:
    event = Event.objects.create(
        library=library,
        title="Bedah Buku",
        starts_at=now + timedelta(days=3),
        starts_local="2026-11-27T08:30",
        ends_at=now + timedelta(days=3, hours=2),
        zone="Asia/Jakarta",
        print_zones=["Asia/Makassar"],
        platform="Zoom",
        registration_url="https://pustaka.example/daftar",
        quota=100,
        registered_count=given.get("registered", 0),
        created_at=now,
    )
    Speaker.objects.create(event=event, position=1, name="Dr. Rahmat Hidayat, M.T.")
    return event


def test_flyer_is_drawn_upright_and_wide(
    library: Library, librarian_actor: Actor, now: datetime
) -> None:
    pictures = flyers.pictures(_event(library, now), actor=librarian_actor, now=now)
    sizes = {
        picture.networks: (kept.width_px, kept.height_px)
        for picture in pictures
        for kept in [Media.objects.get(pk=picture.media_id)]
    }
    assert sizes == {("facebook", "instagram"): (1080, 1350), ("twitter",): (1600, 900)}


def test_flyers_alt_text_names_people_times_and_link(
    library: Library, librarian_actor: Actor, now: datetime
) -> None:
    picture = flyers.pictures(_event(library, now), actor=librarian_actor, now=now)[0]
    for part in (
        "Bedah Buku",
        "Jumat, 27 November 2026",
        "08.30–10.30 WIB",
        "09.30–11.30 WITA",
        "Dr. Rahmat Hidayat, M.T.",
        "pustaka.example/daftar",
    ):
        assert part in picture.alt_text


def test_full_event_says_so(library: Library, now: datetime) -> None:
    assert flyers.facts_of(_event(library, now, registered=99)).status == ""
    assert flyers.facts_of(_event(library, now, registered=100)).status


def test_highlight_keeps_the_order_of_its_titles(
    library: Library, librarian_actor: Actor, now: datetime
) -> None:
    titles = [
        records.keep(
            library,
            facts=RecordFacts(
                source="slims", external_id=str(n), title=f"Judul {n}", authors=("Ana", "Budi")
            ),
            now=now,
        )
        for n in (3, 1, 2)
    ]
    row = highlights.create(
        library, actor=librarian_actor, heading="Koleksi Baru", records=titles, now=now
    )
    books = highlights.selection_of(row, now=now).books
    assert [book.title for book in books] == ["Judul 3", "Judul 1", "Judul 2"]
    assert books[0].responsibility == "Ana, Budi"


def test_title_read_again_is_the_same_record(library: Library, now: datetime) -> None:
    facts = RecordFacts(source="slims", external_id="7", title="Lama")
    first = records.keep(library, facts=facts, now=now)
    again = records.keep(
        library, facts=RecordFacts(source="slims", external_id="7", title="Baru"), now=now
    )
    assert (again.pk, again.title) == (first.pk, "Baru")
