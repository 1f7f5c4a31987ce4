"""What a post looks like from outside, and how what is sent becomes a draft."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from backend.api import thumbnails
from backend.api.fields import Id, Input, NetworkName, Text, in_zone
from content import calendar
from content.drafts import Draft, PictureChoice
from content.models import Media, Post, PostMedia, Publication

KindName = Literal["post", "highlight", "flyer"]
StateName = Literal["draft", "submitted", "approved", "cancelled"]
Words = Annotated[Text, Field(max_length=70_000)]


class PictureIn(Input):
    """A picture's place in a post. Without `alt_text` the picture's own is used; `networks` empty
    means all of them."""

    media_id: Id
    alt_text: Text | None = Field(None, max_length=1000)
    networks: list[NetworkName] = Field([], max_length=3)


class PostFields(Input):
    """Everything a person may write. `planned_local` is a wall time in `zone` without offset, as
    2026-11-24T09:00; empty takes the plan away. `texts` gives a network its own words; an empty
    text takes them away. `media` and `channel_ids` replace what was there."""

    title: Text = Field("", max_length=200)
    text: Words = ""
    link: Text = Field("", max_length=2000)
    texts: dict[NetworkName, Words] = {}
    media: list[PictureIn] = Field([], max_length=50)
    channel_ids: list[Id] = Field([], max_length=100)
    planned_local: Text = Field("", max_length=26)
    zone: Text = Field("", max_length=64)


class PostIn(PostFields):
    """A new draft. Without `zone` the library's own is used."""

    kind: KindName = "post"


def _without_defaults(schema: dict[str, Any]) -> None:
    """What a change leaves out stays, so a default would be a lie that clients may send."""
    for field in schema["properties"].values():
        field.pop("default", None)


class PostPatch(PostFields):
    """What is to change; what is left out stays."""

    model_config = ConfigDict(json_schema_extra=_without_defaults)

    kind: KindName = "post"
    revision: int | None = Field(None, ge=1, le=2**31, description="the one you looked at")


def draft_of(data: PostFields, *, library_id: int) -> Draft:
    """Only what was sent; the rest stays UNCHANGED."""
    sent: dict[str, Any] = {name: getattr(data, name) for name in data.model_fields_set}
    sent.pop("revision", None)
    if not sent.get("zone", "unset"):
        del sent["zone"]
    if "media" in sent:
        sent["media"] = _pictures(data.media, library_id=library_id)
    return Draft(**sent)


def _pictures(chosen: list[PictureIn], *, library_id: int) -> list[PictureChoice]:
    silent = [picture.media_id for picture in chosen if picture.alt_text is None]
    known = dict(
        Media.objects.filter(library_id=library_id, pk__in=silent).values_list("pk", "alt_text")
    )
    return [
        PictureChoice(
            media_id=picture.media_id,
            alt_text=known.get(picture.media_id, "")
            if picture.alt_text is None
            else picture.alt_text,
            networks=tuple(picture.networks),
        )
        for picture in chosen
    ]


class PostChannelOut(BaseModel):
    """A channel the post is meant for."""

    id: Id
    network: str
    name: str


class PostPictureOut(BaseModel):
    """A picture in its place."""

    media_id: Id
    alt_text: str
    networks: list[str]
    thumbnail_url: str


class PostPublicationOut(BaseModel):
    """Where the post stands on one channel; /publications has the whole story."""

    id: Id
    channel_id: Id
    state: str
    permalink: str


class PostOut(BaseModel):
    """A post. `state` is where it stands with the people; `shown_state` is the one word for it:
    once scheduled, that of the publication that needs most attention."""

    id: Id
    kind: str
    state: str
    shown_state: str
    title: str
    text: str
    link: str
    texts: dict[str, str]
    media: list[PostPictureOut]
    channels: list[PostChannelOut]
    planned_at: datetime | None
    planned_local: str
    zone: str
    revision: int
    return_note: str
    created_by: str
    created_at: datetime | None
    updated_at: datetime | None
    publications: list[PostPublicationOut]


class PostPage(BaseModel):
    """A part of the list, and how many there are in all."""

    items: list[PostOut]
    count: int


def out(post: Post) -> PostOut:
    """A post of `posts.visible`, which has read everything this shows."""
    publications = list(post.publications.all())
    return PostOut(
        id=post.pk,
        kind=post.kind,
        state=post.state,
        shown_state=calendar.shown_state(post, (row.state for row in publications)),
        title=post.title,
        text=post.text,
        link=post.link,
        texts={item.network: item.text for item in post.texts.all()},
        media=[_picture(item) for item in post.post_media.all()],
        channels=[
            PostChannelOut(id=channel.pk, network=channel.network, name=channel.name)
            for channel in post.channels.all()
        ],
        planned_at=in_zone(post.planned_at, zone=post.zone),
        planned_local=post.planned_local,
        zone=post.zone,
        revision=post.revision,
        return_note=post.return_note,
        created_by=post.created_by.name if post.created_by else "",
        created_at=in_zone(post.created_at, zone=post.zone),
        updated_at=in_zone(post.updated_at, zone=post.zone),
        publications=[_publication(row) for row in publications],
    )


def _picture(item: PostMedia) -> PostPictureOut:
    return PostPictureOut(
        media_id=item.media_id,
        alt_text=item.alt_text,
        networks=item.networks,
        thumbnail_url=thumbnails.address(item.media.token),
    )


def _publication(row: Publication) -> PostPublicationOut:
    return PostPublicationOut(
        id=row.pk, channel_id=row.channel_id, state=row.state, permalink=row.permalink
    )
