"""Every page, wide and narrow, before axe-core; and nothing that scrolls sideways."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from content import metrics, posts, publishing
from content.drafts import Draft
from content.models import Channel, Media, Post
from content.models.publication import PublicationState
from content.permissions import Actor
from tests.e2e.conftest import FRONTEND, Desk

AXE = FRONTEND / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = [
    "calendar/",
    "summary/",
    "channels/",
    "channels/connect/facebook/",
    "channels/connect/instagram/",
    "channels/connect/twitter/",
    "channels/{channel}/disconnect/",
    "posts/new/",
    "posts/{post}/",
    "posts/{draft}/",
    "posts/{draft}/edit/",
    "posts/{draft}/publish/",
]

# The others are made of the same parts, in one column.
OTHER_ON_A_PHONE = {"calendar/", "summary/", "posts/{post}/", "posts/{draft}/edit/"}


@pytest.fixture
def places(
    post_factory: Callable[..., Post],
    channel_factory: Callable[..., Channel],
    media_factory: Callable[..., Media],
    admin_actor: Actor,
) -> dict[str, int]:
    """A library in use: a post out on one channel and failed on another, and a draft."""
    now = timezone.now()
    channels = [channel_factory(network) for network in ("facebook", "instagram", "twitter")]
    publishing.block_channel(channels[2].pk, reason="token_expired", now=now)
    soon = now + timedelta(hours=1)
    out = post_factory("Tayang", channels=channels, media=[media_factory()], planned_at=soon)
    posts.schedule(out, actor=admin_actor, now=now)
    for publication, state in zip(
        out.publications.order_by("pk"), ("published", "failed", "unknown"), strict=True
    ):
        attempt = publishing.claim(publication, fingerprint="f", now=soon)
        assert attempt is not None
        if state == "published":
            publishing.record_published(
                publication.pk,
                attempt=attempt,
                remote_id="1",
                permalink="https://www.facebook.com/1",
                called_at=now,
                now=now,
                collect_at=soon,
            )
            metrics.record(
                publication, values={"likes": 3, "views": 0}, unavailable=["saves"], raw={}, now=now
            )
        elif state == "failed":
            publishing.refuse(
                publication.pk,
                attempt=attempt,
                to=PublicationState.FAILED,
                reason="media_refused",
                reason_params={},
                detail="code 9004",
                now=now,
            )
        else:
            publishing.lose_sight(
                publication.pk,
                attempt=attempt,
                reason="no_answer",
                reason_params={},
                detail="",
                now=now,
            )
    draft = post_factory(
        "Rancangan", channels=channels, media=[media_factory(alt_text="")], planned_at=soon
    )
    posts.draft(draft.library, actor=admin_actor, now=now, content=Draft(title="Tanpa hari"))
    return {"channel": channels[0].pk, "post": out.pk, "draft": draft.pk}


def _violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        f"{item['id']} ({item['impact']}): {node['html'][:160]}"
        for item in found["violations"]
        if item["impact"] in {"serious", "critical"}
        for node in item["nodes"]
    ]


@pytest.mark.parametrize("width_px", [1280, 390])
def test_pages_are_for_everybody(desk: Desk, places: dict[str, int], width_px: int) -> None:
    desk.page.set_viewport_size({"width": width_px, "height": 844})
    found = {}
    for path in PAGES:
        page = desk.open(f"/balai-literasi/{path.format(**places)}")
        if path == "calendar/":  # its grid is drawn from a second answer
            page.wait_for_load_state("networkidle")
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        looked = _violations(page) if width_px > 1000 or path in OTHER_ON_A_PHONE else []
        found[path] = [*looked, *(["scrolls sideways"] if wide else [])]
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_sign_in_page_is_for_everybody(desk: Desk) -> None:
    desk.page.context.clear_cookies()
    page = desk.open("/sign-in/")
    assert _violations(page) == []
