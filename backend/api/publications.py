"""One post on one channel: where it stands, why, and its numbers."""

from typing import Literal, Self

from django.db.models import QuerySet
from django.utils import timezone
from ninja import Query as QueryPart
from ninja import Router
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from backend.api.auth import ApiRequest
from backend.api.errors import READ, WRITE, answers
from backend.api.fields import Day, Input, Paging, Text, bounds
from backend.api.publication_schemas import (
    PublicationOut,
    PublicationPage,
    PublicationStory,
    StateName,
    out,
    story,
)
from content import publications
from content.models import Publication

router = Router(tags=["publications"])


class PublicationFilter(Paging):
    """`from` and `to` are days of the due time in the library's zone, both included."""

    post: int | None = Field(None, ge=1, le=2**63 - 1)
    state: StateName | None = None
    first: Day | None = Field(None, alias="from")
    last: Day | None = Field(None, alias="to")

    def apply(self, rows: QuerySet[Publication], *, zone: str) -> QuerySet[Publication]:
        if self.post:
            rows = rows.filter(post_id=self.post)
        if self.state:
            rows = rows.filter(state=self.state)
        if self.first:
            rows = rows.filter(due_at__gte=bounds(self.first, self.first, zone=zone)[0])
        if self.last:
            rows = rows.filter(due_at__lt=bounds(self.last, self.last, zone=zone)[1])
        return rows


class Outcome(Input):
    """What a person saw on the network: either the post's `remote_id` there (and its address), or
    that it is `absent`, whereupon it is sent again."""

    remote_id: Text | None = Field(None, min_length=1, max_length=100)
    permalink: str = Field("", max_length=2000, pattern=r"^(https?://[^\s\x00]+)?$")
    absent: Literal[True] | None = None

    @model_validator(mode="after")
    def one_of_two(self) -> Self:
        if (self.remote_id is None) == (self.absent is None):
            raise PydanticCustomError("one_of_two", "exactly one of two")
        return self


def _one(request: ApiRequest, publication_id: int) -> Publication:
    return publications.visible(request.auth.library.pk).get(pk=publication_id)


def _as_it_is(request: ApiRequest, publication: Publication) -> PublicationOut:
    return out(_one(request, publication.pk))


@router.get(
    "", response=answers({200: PublicationPage}, codes=(422,)), summary="Publications, latest first"
)
def list_publications(request: ApiRequest, only: QueryPart[PublicationFilter]) -> PublicationPage:
    library = request.auth.library
    rows = only.apply(publications.visible(library.pk), zone=library.time_zone)
    items = [out(row) for row in only.cut(rows.order_by("-due_at", "-pk"))]
    return PublicationPage(items=items, count=rows.count())


@router.get(
    "/{publication_id}",
    response=answers({200: PublicationStory}, codes=READ),
    summary="One publication with its log and history of numbers",
)
def get_publication(request: ApiRequest, publication_id: int) -> PublicationStory:
    return story(_one(request, publication_id))


@router.post(
    "/{publication_id}/refresh-numbers", response=answers({200: PublicationOut}, codes=WRITE)
)
def refresh_numbers(request: ApiRequest, publication_id: int) -> PublicationOut:
    """Read the numbers again as soon as a worker is free."""
    row = _one(request, publication_id)
    publications.refresh_numbers(row, actor=request.auth.actor, now=timezone.now())
    return _as_it_is(request, row)


@router.post("/{publication_id}/send-again", response=answers({200: PublicationOut}, codes=WRITE))
def send_again(request: ApiRequest, publication_id: int) -> PublicationOut:
    """Let go what failed, was blocked or is held."""
    row = _one(request, publication_id)
    publications.send_again(row, actor=request.auth.actor, now=timezone.now())
    return _as_it_is(request, row)


@router.post("/{publication_id}/hold", response=answers({200: PublicationOut}, codes=WRITE))
def hold(request: ApiRequest, publication_id: int) -> PublicationOut:
    """Keep back what still waits, until it is sent again."""
    row = _one(request, publication_id)
    publications.hold(row, actor=request.auth.actor, now=timezone.now())
    return _as_it_is(request, row)


@router.post("/{publication_id}/resolve", response=answers({200: PublicationOut}, codes=WRITE))
def resolve(request: ApiRequest, publication_id: int, data: Outcome) -> PublicationOut:
    """Say what became of a publication whose outcome is unknown."""
    row = _one(request, publication_id)
    actor, now = request.auth.actor, timezone.now()
    if data.remote_id is None:
        publications.resolve_absent(row, actor=actor, now=now)
    else:
        publications.resolve_published(
            row, actor=actor, remote_id=data.remote_id, permalink=data.permalink, now=now
        )
    return _as_it_is(request, row)
