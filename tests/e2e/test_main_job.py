"""The main job as a person does it: sign in, write, add a picture, schedule, see it planned."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from backend.accounts.models import User
from content.models import Channel, Post, Publication
from content.models.publication import PublicationState
from tests.e2e.conftest import PASSWORD, Desk

HOSTILE = "<script>window.hacked=1</script><img src=x onerror='window.hacked=2'> & \"kutip\""


def _picture(folder: Path) -> Path:
    path = folder / "rak-novel.png"
    Image.new("RGB", (1080, 1350), "#0f5c5c").save(path)
    return path


def _tomorrow() -> str:
    return (timezone.now() + timedelta(days=1)).date().isoformat()


def _saved(page: Page) -> None:
    expect(page.locator("#save")).to_contain_text("Saved")


def test_from_sign_in_to_the_calendar(
    desk: Desk, admin: User, channel_factory: Callable[..., Channel], tmp_path: Path
) -> None:
    for network in ("facebook", "instagram", "twitter"):
        channel_factory(network)
    desk.page.context.clear_cookies()
    page = desk.open("/")
    page.get_by_label("E-mail").fill(admin.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Create a post").first.click()

    page.get_by_label("Title").fill("Buku baru pekan ini")
    page.get_by_label("Text", exact=True).fill("Lima novel baru sudah bisa dipinjam.")
    page.wait_for_url("**/edit/")
    page.locator("input[type=file]").set_input_files(_picture(tmp_path))
    page.get_by_label("Picture 1: what does it show?").fill("Lima novel di rak kayu")
    page.get_by_label("Day").fill(_tomorrow())
    page.get_by_label("Time").fill("09:00")
    _saved(page)
    expect(page.locator("#feedback")).to_contain_text("Everything is there.")
    post = Post.objects.get()
    assert (post.text, post.post_media.get().alt_text, post.planned_local[11:]) == (
        "Lima novel baru sudah bisa dipinjam.",
        "Lima novel di rak kayu",
        "09:00",
    )

    page.get_by_role("button", name="Approve and schedule").click()
    expect(page.get_by_text("Goes out by itself on")).to_be_visible()
    states = set(Publication.objects.values_list("state", flat=True))
    assert states == {PublicationState.SCHEDULED}
    assert Publication.objects.count() == 3

    page.goto(f"{desk.server}/balai-literasi/calendar/?month={_tomorrow()[:7]}")
    expect(page.get_by_text("Buku baru pekan ini").first).to_be_visible()


def test_words_are_there_again_after_a_reload(desk: Desk) -> None:
    page = desk.open("/balai-literasi/posts/new/")
    page.get_by_label("Text", exact=True).type("Sebuah kabar", delay=5)
    page.wait_for_url("**/edit/")
    _saved(page)
    page.reload()
    expect(page.get_by_label("Text", exact=True)).to_have_value("Sebuah kabar")
    assert Post.objects.count() == 1


def test_hostile_words_stay_words_everywhere(
    desk: Desk, channel_factory: Callable[..., Channel]
) -> None:
    channel_factory("facebook")
    Channel.objects.update(name=HOSTILE)
    page = desk.open("/balai-literasi/posts/new/")
    page.get_by_label("Title").fill(HOSTILE)
    page.get_by_label("Text", exact=True).fill(HOSTILE)
    page.get_by_label("Day").fill(_tomorrow())
    page.get_by_label("Time").fill("09:00")
    page.wait_for_url("**/edit/")
    _saved(page)
    page.get_by_role("button", name="Approve and schedule").click()
    expect(page.locator("h1")).to_have_text(HOSTILE)
    expect(page.locator(".preview__text")).to_have_text(HOSTILE)
    assert page.evaluate("window.hacked") is None
    for path in (f"calendar/?month={_tomorrow()[:7]}", "summary/", "channels/"):
        desk.open(f"/balai-literasi/{path}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.hacked") is None


def test_post_can_be_written_and_scheduled_by_keyboard_alone(
    desk: Desk, channel_factory: Callable[..., Channel]
) -> None:
    channel_factory("facebook")
    page = desk.open("/balai-literasi/calendar/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    _tab_to(page, "Create a post")
    page.keyboard.press("Enter")
    page.wait_for_url("**/posts/new/")

    _tab_to(page, "Title")
    page.keyboard.type("Dari papan ketik")
    _tab_to(page, "Everywhere")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Facebook")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    _tab_to(page, "Text")
    page.keyboard.type("Kabar dari papan ketik")
    page.get_by_label("Day").fill(_tomorrow())  # a native picker; its keys differ by locale
    page.get_by_label("Time").fill("09:00")
    _saved(page)
    _tab_to(page, "Approve and schedule")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Goes out by itself on")).to_be_visible()
    assert Publication.objects.get().state == PublicationState.SCHEDULED


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until what has this name is focused, as somebody without a mouse would."""
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => {
                const here = document.activeElement;
                const words = here.getAttribute("aria-label")
                    || (here.labels && here.labels[0]?.textContent) || here.textContent;
                return words.trim();
            }"""
        )
        if found.startswith(name):
            return
    raise AssertionError(f"“{name}” cannot be reached by Tab")
