"""A person at work in the database of other processes: orders as JSON lines on standard input.

`python -m tests.faults.desk` answers each line with one line: {"answer": …} or {"error": …}.
"""

import io
import json
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402 - Django is set up above
from PIL import Image  # noqa: E402

from backend.accounts.models import Membership, User  # noqa: E402
from content import channels, media, posts  # noqa: E402
from content.drafts import Draft, PictureChoice  # noqa: E402
from content.models import Library, Media, Publication  # noqa: E402
from content.models.publication import PublicationState as State  # noqa: E402
from content.permissions import Actor, Role  # noqa: E402
from workers import tasks  # noqa: E402
from workers.app import app  # noqa: E402

COLUMNS = ("id", "state", "reason", "detail", "attempt", "remote_id", "permalink", "post__text")


def _library() -> Library:
    library, made = Library.objects.get_or_create(
        slug="cempaka",
        defaults={"name": "Perpustakaan Cempaka", "created_at": timezone.now()},
    )
    if made:
        user = User.objects.create_user(email="rini@example.org", name="Rini", password=None)
        Membership.objects.create(user=user, library=library, role=Role.ADMIN)
    return library


def _admin(library: Library) -> Actor:
    user_id = Membership.objects.filter(library=library).values_list("user_id", flat=True)[0]
    return Actor(user_id=user_id, library_id=library.pk, role=Role.ADMIN)


def connect(*, network: str, external_id: str, handle: str, token: str) -> int:
    library = _library()
    channel = channels.connect(
        library.pk,
        actor=_admin(library),
        network=network,
        external_id=external_id,
        name="Perpustakaan Cempaka",
        handle=handle,
        credentials={"access_token": token},
        now=timezone.now(),
    )
    return channel.pk


def schedule(
    *, channel_ids: list[int], text: str, in_s: float, picture_count: int = 0
) -> list[int]:
    """One approved post; its publications, due in `in_s` seconds."""
    library = _library()
    now = timezone.now()
    pictures = [_picture(library, number, now) for number in range(picture_count)]
    post = posts.draft(
        library,
        actor=_admin(library),
        now=now,
        content=Draft(
            title=text[:40],
            text=text,
            channel_ids=channel_ids,
            media=[PictureChoice(picture.pk, "Sampul") for picture in pictures],
        ),
    )
    posts.publish_now(post, actor=_admin(library), now=timezone.now() + timedelta(seconds=in_s))
    return list(post.publications.order_by("pk").values_list("pk", flat=True))


def _picture(library: Library, number: int, now: datetime) -> Media:
    file = io.BytesIO()
    Image.new("RGB", (640, 800), (number * 40 % 256, 90, 120)).save(file, "PNG")
    return media.keep(library, data=file.getvalue(), name=f"{number}.png", now=now)


def rows() -> list[dict[str, Any]]:
    return list(Publication.objects.order_by("pk").values(*COLUMNS))


def lateness_ms(*, network: str) -> list[float]:
    """How long after the due instant each irreversible call to a network began."""
    called = Publication.objects.filter(channel__network=network).exclude(called_at=None)
    times = called.values_list("called_at", "due_at")
    return [(at - due).total_seconds() * 1000 for at, due in times if at is not None]


def pass_time(*, seconds: float) -> None:
    """As if `seconds` had gone by for everything that waits."""
    waiting = Publication.objects.filter(state__in=(State.SCHEDULED, State.SENDING, State.UNKNOWN))
    for column in ("claimed_at", "wake_at", "dispatched_at"):
        for pk, value in waiting.exclude(**{column: None}).values_list("pk", column):
            earlier = value - timedelta(seconds=seconds)
            Publication.objects.filter(pk=pk, **{column: value}).update(**{column: earlier})


def dispatch() -> None:
    """Send the wake-ups of what is due soon, as a tick of beat does."""
    tasks.dispatch()


def wake(*, publication_id: int) -> None:
    """One more wake-up than needed."""
    tasks.publish.delay(publication_id)


ORDERS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        connect,
        schedule,
        rows,
        lateness_ms,
        pass_time,
        dispatch,
        wake,
    )
}


def main() -> None:
    app.set_default()
    for line in sys.stdin:
        order = json.loads(line)
        try:
            answer = {"answer": ORDERS[order.pop("order")](**order)}
        except Exception as error:  # noqa: BLE001 - told to the test that asked
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer, default=str), flush=True)


if __name__ == "__main__":
    main()
