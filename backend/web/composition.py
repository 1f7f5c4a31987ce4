"""What the composer's form holds, exactly as a person typed it: nothing typed is ever dropped."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from content.drafts import UNCHANGED, Draft, PictureChoice
from content.errors import Problem
from content.models import Media, Post, PostMedia
from content.models.post import PostKind
from content.networks import LIMITS

# The part of a draft a problem's field belongs to, where the names differ.
_DRAFT_FIELDS: Final = {"channels": "channel_ids", "zone": "planned_local"}
# The hour a day that was clicked in the calendar starts with.
_USUAL_TIME: Final = "09:00"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture in the form. `networks` empty means all of them."""

    media_id: int
    alt_text: str = ""
    networks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Composition:
    """Every field of the form. `revision` is the one the person's page showed, None for a post
    that is not kept yet."""

    kind: str = PostKind.POST.value
    title: str = ""
    text: str = ""
    link: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    pictures: tuple[Picture, ...] = ()
    channel_ids: tuple[int, ...] = ()
    date: str = ""
    time: str = ""
    revision: int | None = None

    @property
    def planned_local(self) -> str:
        return f"{self.date}T{self.time}" if self.date and self.time else ""

    @property
    def is_empty(self) -> bool:
        """Nothing a person would miss: such a form makes no draft."""
        words = (self.title, self.text, self.link, *self.texts.values())
        return not self.pictures and not any(word.strip() for word in words)

    def half_a_time(self) -> list[Problem]:
        """A day without an hour, or the other way round, cannot be kept yet."""
        if bool(self.date) == bool(self.time):
            return []
        return [
            Problem(
                field="planned_local",
                code="half_a_time",
                message=_("A day and a time belong together."),
                hint=_("Choose the time too.") if self.date else _("Choose the day too."),
            )
        ]

    def draft(self, *, post: Post | None = None) -> Draft:
        """The change this form asks for. The time stays as it is where the form shows the very
        minute `post` has, because a post published at once keeps its second."""
        same_time = post is not None and self.planned_local == post.planned_local[:16]
        return Draft(
            kind=self.kind,
            title=self.title,
            text=self.text,
            link=self.link,
            texts={network: self.texts.get(network, "") for network in LIMITS},
            media=[
                PictureChoice(item.media_id, item.alt_text, item.networks) for item in self.pictures
            ],
            channel_ids=self.channel_ids,
            planned_local=UNCHANGED if same_time or self.half_a_time() else self.planned_local,
        )

    def with_pictures(self, added: list[Media]) -> "Composition":
        """The same form with pictures appended, each with the alt text it was last given."""
        known = {picture.media_id for picture in self.pictures}
        new = (Picture(item.pk, item.alt_text) for item in added if item.pk not in known)
        return replace(self, pictures=(*self.pictures, *new))


def without(draft: Draft, problems: list[Problem]) -> Draft:
    """`draft` leaving alone what the problems speak of, so that the rest can be kept."""
    roots = {problem.field.partition(".")[0] for problem in problems}
    names = {_DRAFT_FIELDS.get(root, root) for root in roots}
    return replace(draft, **dict.fromkeys(names, UNCHANGED))


def read(data: QueryDict) -> Composition:
    """The form as it came in. What is no number where a number belongs was not typed by a person
    and is left out."""
    return Composition(
        kind=typed(data, "kind") or PostKind.POST.value,
        title=typed(data, "title"),
        text=typed(data, "text"),
        link=typed(data, "link").strip(),
        texts={network: typed(data, f"text_{network}") for network in LIMITS},
        pictures=_arranged(_pictures(data), data.get("arrange", "")),
        channel_ids=tuple(_numbers(data.getlist("channels"))),
        date=typed(data, "date"),
        time=typed(data, "time")[:5],
        # After a conflict a person may choose to keep their own words over the other's.
        revision=next(iter(_numbers([data.get("overwrite") or data.get("revision", "")])), None),
    )


def of_post(post: Post) -> Composition:
    """The form that shows a post as it is kept."""
    day, _t, time = post.planned_local.partition("T")
    return Composition(
        kind=post.kind,
        title=post.title,
        text=post.text,
        link=post.link,
        texts={item.network: item.text for item in post.texts.all()},
        pictures=tuple(
            Picture(item.media_id, item.alt_text, tuple(item.networks))
            for item in post.post_media.all()
        ),
        channel_ids=tuple(post.channels.values_list("pk", flat=True)),
        date=day,
        time=time[:5],
        revision=post.revision,
    )


def empty(*, kind: str, day: str, channel_ids: Iterable[int]) -> Composition:
    """A new form on these channels, on the day that was clicked in the calendar if there was
    one."""
    known_kind = kind if kind in PostKind.values else PostKind.POST.value
    try:
        date.fromisoformat(day)
    except ValueError:
        day = ""
    return Composition(
        kind=known_kind,
        channel_ids=tuple(channel_ids),
        date=day,
        time=_USUAL_TIME if day else "",
    )


def rows(composition: Composition, *, library_id: int) -> list[PostMedia]:
    """The form's pictures as unsaved rows of a post, for the page; what is not the library's
    is left out."""
    ids = [picture.media_id for picture in composition.pictures]
    found = {item.pk: item for item in Media.objects.filter(library_id=library_id, pk__in=ids)}
    return [
        PostMedia(
            media=found[picture.media_id],
            position=position,
            alt_text=picture.alt_text,
            networks=list(picture.networks),
        )
        for position, picture in enumerate(composition.pictures, start=1)
        if picture.media_id in found
    ]


def _pictures(data: QueryDict) -> tuple[Picture, ...]:
    return tuple(
        Picture(
            media_id,
            alt_text=typed(data, f"alt_{media_id}"),
            networks=_shown_on(data.getlist(f"on_{media_id}")),
        )
        for media_id in dict.fromkeys(_numbers(data.getlist("picture")))
    )


def _arranged(pictures: tuple[Picture, ...], order: str) -> tuple[Picture, ...]:
    """`order` is what one button says: "up:12", "down:12" or "drop:12", by the picture's number."""
    verb, _colon, number = order.partition(":")
    ids = [str(picture.media_id) for picture in pictures]
    if number not in ids:
        return pictures
    place, row = ids.index(number), list(pictures)
    picture = row.pop(place)
    if verb != "drop":
        row.insert(max(0, place + (1 if verb == "down" else -1)), picture)
    return tuple(row)


def _shown_on(names: list[str]) -> tuple[str, ...]:
    chosen = tuple(name for name in LIMITS if name in names)
    return () if len(chosen) == len(LIMITS) else chosen


def _numbers(values: list[str]) -> list[int]:
    """The numbers of rows among `values`; a longer one is no row's, and SQLite would stumble."""
    return [int(value) for value in values if re.fullmatch(r"[0-9]{1,18}", value)]


def typed(data: QueryDict, name: str) -> str:
    """A field's words. Browsers send CRLF where networks and counters mean one line break; NUL is
    typed by nobody and PostgreSQL refuses it."""
    return data.get(name, "").replace("\r\n", "\n").replace("\0", "")
