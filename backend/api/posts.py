"""Posts: drafted, submitted, scheduled, published."""

from django.db.models import QuerySet
from django.utils import timezone
from ninja import Query as QueryPart
from ninja import Router, Status
from pydantic import Field

from backend.api.auth import ApiRequest
from backend.api.errors import READ, WRITE, ProblemsOut, answers
from backend.api.errors import out as problem_out
from backend.api.fields import Day, Input, Paging, Text, bounds
from backend.api.post_schemas import (
    KindName,
    PostIn,
    PostOut,
    PostPage,
    PostPatch,
    StateName,
    draft_of,
    out,
)
from content import posts, validation
from content.models import Post

router = Router(tags=["posts"])


class PostFilter(Paging):
    """`from` and `to` are days of the plan in the library's zone, both included."""

    state: StateName | None = None
    kind: KindName | None = None
    first: Day | None = Field(None, alias="from")
    last: Day | None = Field(None, alias="to")

    def apply(self, rows: QuerySet[Post], *, zone: str) -> QuerySet[Post]:
        if self.state:
            rows = rows.filter(state=self.state)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.first:
            rows = rows.filter(planned_at__gte=bounds(self.first, self.first, zone=zone)[0])
        if self.last:
            rows = rows.filter(planned_at__lt=bounds(self.last, self.last, zone=zone)[1])
        return rows


class Seen(Input):
    """`revision` of the post you looked at: when somebody changed it meanwhile, nothing happens
    and the answer is 409."""

    revision: int | None = Field(None, ge=1, le=2**31)


class SendBackIn(Input):
    """A word to the author about what to change."""

    note: Text = Field(min_length=1, max_length=2000)


def _one(request: ApiRequest, post_id: int) -> Post:
    return posts.visible(request.auth.library.pk).get(pk=post_id)


def _now_as_it_is(request: ApiRequest, post: Post) -> PostOut:
    return out(_one(request, post.pk))


@router.get("", response=answers({200: PostPage}, codes=(422,)), summary="Posts, newest first")
def list_posts(request: ApiRequest, only: QueryPart[PostFilter]) -> PostPage:
    library = request.auth.library
    rows = only.apply(posts.visible(library.pk), zone=library.time_zone)
    items = [out(post) for post in only.cut(rows.order_by("-created_at", "-pk"))]
    return PostPage(items=items, count=rows.count())


@router.post("", response=answers({201: PostOut}, codes=WRITE), summary="Draft a post")
def draft(request: ApiRequest, data: PostIn) -> Status[PostOut]:
    library = request.auth.library
    post = posts.draft(
        library,
        actor=request.auth.actor,
        now=timezone.now(),
        content=draft_of(data, library_id=library.pk),
    )
    return Status(201, _now_as_it_is(request, post))


@router.get("/{post_id}", response=answers({200: PostOut}, codes=READ), summary="One post")
def get_post(request: ApiRequest, post_id: int) -> PostOut:
    return out(_one(request, post_id))


@router.patch("/{post_id}", response=answers({200: PostOut}, codes=WRITE), summary="Change a post")
def edit(request: ApiRequest, post_id: int, data: PostPatch) -> PostOut:
    """Only the fields you send are changed. Unless the key is an admin's, a change takes back the
    approval and holds what was scheduled."""
    post = posts.edit(
        _one(request, post_id),
        actor=request.auth.actor,
        now=timezone.now(),
        content=draft_of(data, library_id=request.auth.library.pk),
        seen_revision=data.revision,
    )
    return _now_as_it_is(request, post)


@router.get(
    "/{post_id}/problems",
    response=answers({200: ProblemsOut}, codes=READ),
    summary="What would stop this post",
)
def problems(request: ApiRequest, post_id: int) -> ProblemsOut:
    """A dry run: an empty list means it can be scheduled as it is."""
    post = _one(request, post_id)
    found = validation.problems(post, channels=list(post.channels.all()))
    return ProblemsOut(problems=[problem_out(problem) for problem in found])


@router.post("/{post_id}/submit", response=answers({200: PostOut}, codes=WRITE))
def submit(request: ApiRequest, post_id: int) -> PostOut:
    """Ask an admin to look at it."""
    post = _one(request, post_id)
    posts.submit(post, actor=request.auth.actor, now=timezone.now())
    return _now_as_it_is(request, post)


@router.post("/{post_id}/send-back", response=answers({200: PostOut}, codes=WRITE))
def send_back(request: ApiRequest, post_id: int, data: SendBackIn) -> PostOut:
    """Return a submitted post to its author."""
    post = _one(request, post_id)
    posts.send_back(post, actor=request.auth.actor, note=data.note, now=timezone.now())
    return _now_as_it_is(request, post)


@router.post("/{post_id}/schedule", response=answers({200: PostOut}, codes=WRITE))
def schedule(request: ApiRequest, post_id: int, data: Seen | None = None) -> PostOut:
    """Approve it; it goes out on each of its channels at the planned time."""
    post = _one(request, post_id)
    posts.schedule(
        post,
        actor=request.auth.actor,
        now=timezone.now(),
        seen_revision=data.revision if data else None,
    )
    return _now_as_it_is(request, post)


@router.post("/{post_id}/publish-now", response=answers({200: PostOut}, codes=WRITE))
def publish_now(request: ApiRequest, post_id: int, data: Seen | None = None) -> PostOut:
    """Approve it; it goes out within seconds."""
    post = _one(request, post_id)
    posts.publish_now(
        post,
        actor=request.auth.actor,
        now=timezone.now(),
        seen_revision=data.revision if data else None,
    )
    return _now_as_it_is(request, post)


@router.post("/{post_id}/cancel", response=answers({200: PostOut}, codes=WRITE))
def cancel(request: ApiRequest, post_id: int) -> PostOut:
    """Stop everything that has not gone out."""
    post = _one(request, post_id)
    posts.cancel(post, actor=request.auth.actor, now=timezone.now())
    return _now_as_it_is(request, post)
