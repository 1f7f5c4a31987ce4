"""A week of the sample library's calendar, drafted and scheduled as its people would."""

from datetime import datetime, timedelta
from importlib.resources import files
from io import BytesIO

from django.utils import translation

from backend.sample import event as sample_event
from backend.sample import library as sample_library
from backend.sample.words import (
    FLYER_TEXT,
    FLYER_TEXT_TWITTER,
    HIGHLIGHT_TEXT,
    HIGHLIGHT_TEXT_TWITTER,
    LATER,
    PHOTO,
    SamplePost,
)
from content import flyers, highlights, imaging, media, posts, records, times
from content.branding import brand_of
from content.drafts import Draft, PictureChoice
from content.models import Channel, Library, Post, Record
from content.permissions import Role
from content.studio import illustration
from workers.catalogues import slims
from workers.catalogues.base import CatalogueRecord


def read_catalogue(library: Library, *, now: datetime) -> list[Record]:
    """The titles of a SLiMS answer, kept as records."""
    answer = files("backend.sample").joinpath("catalogue.xml").read_bytes()
    return [
        records.keep(library, facts=_facts(title, library=library), now=now)
        for title in slims.read(answer)
    ]


def _facts(title: CatalogueRecord, *, library: Library) -> records.RecordFacts:
    wall = title.catalogued_at
    return records.RecordFacts(
        source="slims",
        external_id=title.external_id,
        title=title.title,
        subtitle=title.subtitle,
        responsibility=title.responsibility,
        authors=title.authors,
        publisher=title.publisher,
        place=title.place,
        year=title.year,
        isbn=title.isbn,
        call_number=title.call_number,
        subjects=title.subjects,
        language=title.language,
        notes=title.notes,
        holdings=[
            {
                "item_code": copy.item_code,
                "location": copy.location,
                "call_number": copy.call_number,
            }
            for copy in title.holdings
        ],
        catalogued_at=wall and times.resolve(wall.isoformat(), zone=library.time_zone).at,
    )


def first_posts(
    library: Library, *, channels: list[Channel], due: list[datetime], now: datetime
) -> list[Post]:
    """A post with a picture, a highlight and a flyer, drafted by the librarian for these times."""
    with translation.override("id"):
        return [
            photo_post(library, PHOTO, channels=channels, due_at=due[0], now=now),
            _highlight_post(library, channels=channels, due_at=due[1], now=now),
            _flyer_post(library, channels=channels, due_at=due[2], now=now),
        ]


def photo_post(
    library: Library,
    words: SamplePost,
    *,
    channels: list[Channel],
    due_at: datetime,
    now: datetime,
) -> Post:
    """One post with a drawn picture."""
    picture = _picture(library, words, now=now)
    return posts.draft(
        library,
        actor=sample_library.actor(library, Role.LIBRARIAN),
        now=now,
        content=Draft(
            kind="post",
            title=words.title,
            text=words.text,
            texts=words.texts,
            link=words.link,
            media=[picture],
            channel_ids=[channel.pk for channel in channels],
            planned_local=_wall(due_at, library),
        ),
    )


def _picture(library: Library, words: SamplePost, *, now: datetime) -> PictureChoice:
    drawn = illustration.draw(
        width_px=1440, height_px=1440, brand=brand_of(library), seed=words.scene
    )
    kept = media.upload(
        library,
        actor=sample_library.actor(library, Role.LIBRARIAN),
        file=BytesIO(imaging.jpeg(drawn, quality=92)),
        name=f"ruang-baca-{words.scene}.jpeg",
        now=now,
        alt_text=words.alt_text,
        credit=library.name,
    )
    return PictureChoice(kept.pk, alt_text=words.alt_text)


def _highlight_post(
    library: Library, *, channels: list[Channel], due_at: datetime, now: datetime
) -> Post:
    titles = read_catalogue(library, now=now)
    actor = sample_library.actor(library, Role.LIBRARIAN)
    highlight = highlights.create(
        library, actor=actor, heading="Koleksi Baru Pekan Ini", records=titles, now=now
    )
    lines = [f"• {title.title} — {title.call_number}" for title in titles]
    return posts.draft(
        library,
        actor=actor,
        now=now,
        highlight=highlight,
        content=Draft(
            kind="highlight",
            title="Koleksi baru pekan ini",
            text=HIGHLIGHT_TEXT.format(titles="\n".join(lines)),
            texts={
                "twitter": HIGHLIGHT_TEXT_TWITTER.format(
                    first=titles[0].title, more=len(titles) - 1
                )
            },
            media=highlights.pictures(highlight, actor=actor, now=now),
            channel_ids=[channel.pk for channel in channels],
            planned_local=_wall(due_at, library),
        ),
    )


def _flyer_post(
    library: Library, *, channels: list[Channel], due_at: datetime, now: datetime
) -> Post:
    actor = sample_library.actor(library, Role.LIBRARIAN)
    session = sample_event.create(library, now=now)
    words = {
        "date": times.date_text(session.starts_at, zone=session.zone),
        "times": " / ".join(flyers.facts_of(session).times),
        "link": session.registration_url,
    }
    return posts.draft(
        library,
        actor=actor,
        now=now,
        event=session,
        content=Draft(
            kind="flyer",
            title="Sharing Session Daring #12",
            text=FLYER_TEXT.format(**words),
            texts={"twitter": FLYER_TEXT_TWITTER.format(**words)},
            link=session.registration_url,
            media=flyers.pictures(session, actor=actor, now=now),
            channel_ids=[channel.pk for channel in channels],
            planned_local=_wall(due_at, library),
        ),
    )


def move(post: Post, *, library: Library, due_at: datetime) -> None:
    """The librarian plans a draft for another time."""
    posts.edit(
        post,
        actor=sample_library.actor(library, Role.LIBRARIAN),
        now=post.updated_at,
        content=Draft(planned_local=_wall(due_at, library)),
    )


def later_posts(library: Library, *, channels: list[Channel], now: datetime) -> list[Post]:
    """The rest of the week: scheduled, waiting for approval, and a draft."""
    return [_later_post(library, words, channels=channels, now=now) for words in LATER]


def _later_post(
    library: Library,
    words: SamplePost,
    *,
    channels: list[Channel],
    now: datetime,
) -> Post:
    day = now.astimezone(times.zone_info(library.time_zone)).date() + timedelta(days=words.day)
    due = times.resolve(f"{day.isoformat()}T{words.at}", zone=library.time_zone)
    chosen = channels[: 2 if words.stage == "draft" else 3]
    post = photo_post(library, words, channels=chosen, due_at=due.at, now=now)
    if words.stage == "submitted":
        posts.submit(post, actor=sample_library.actor(library, Role.LIBRARIAN), now=now)
    if words.stage == "scheduled":
        posts.schedule(post, actor=sample_library.actor(library, Role.ADMIN), now=now)
    return post


def _wall(instant: datetime, library: Library) -> str:
    return times.planned_at(instant, zone=library.time_zone).local
