"""Nothing typed is lost: no connection, somebody else's change, a closed window."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, expect

from backend.accounts.models import User
from content import posts
from content.drafts import Draft
from content.models import Post
from content.permissions import Actor
from tests.e2e.conftest import PASSWORD, Desk

MakePost = Callable[..., Post]


@pytest.fixture
def post(post_factory: MakePost) -> Post:
    return post_factory("Semula", planned_at=timezone.now() + timedelta(days=1))


def _expected(desk: Desk, status: str) -> None:
    """The browser itself reports a refused request on its console; that one was meant."""
    assert any(status in fault for fault in desk.faults)
    desk.faults[:] = [fault for fault in desk.faults if status not in fault]


def test_without_connection_it_says_so_and_tries_again(
    desk: Desk, context: BrowserContext, post: Post
) -> None:
    page = desk.open(f"/balai-literasi/posts/{post.pk}/edit/")
    context.set_offline(True)
    page.get_by_label("Text", exact=True).fill("Ditulis di kereta")
    expect(page.locator("#save")).to_contain_text("Not saved yet: no connection")
    assert Post.objects.get().text == "Semula"
    context.set_offline(False)
    expect(page.locator("#save")).to_contain_text("Saved", timeout=15_000)
    assert Post.objects.get().text == "Ditulis di kereta"
    _expected(desk, "ERR_INTERNET_DISCONNECTED")


def test_words_of_a_window_closed_without_connection_are_offered_again(
    desk: Desk, context: BrowserContext, post: Post
) -> None:
    page = desk.open(f"/balai-literasi/posts/{post.pk}/edit/")
    context.set_offline(True)
    page.get_by_label("Text", exact=True).fill("Hampir hilang")
    expect(page.locator("#save")).to_contain_text("no connection")
    _expected(desk, "ERR_INTERNET_DISCONNECTED")
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(f"{desk.server}/balai-literasi/posts/{post.pk}/edit/")
    expect(again.locator("#banner")).to_contain_text("Hampir hilang")
    again.get_by_role("button", name="Bring them back").click()
    expect(again.get_by_label("Text", exact=True)).to_have_value("Hampir hilang")
    expect(again.locator("#save")).to_contain_text("Saved")
    assert Post.objects.get().text == "Hampir hilang"
    again.reload()
    expect(again.locator("#banner .note")).to_have_count(0)


def test_signed_out_while_writing_loses_nothing(
    desk: Desk, context: BrowserContext, post: Post, admin: User
) -> None:
    page = desk.open(f"/balai-literasi/posts/{post.pk}/edit/")
    context.clear_cookies()
    page.get_by_label("Text", exact=True).fill("Ditulis setelah makan siang")
    expect(page.locator("#save")).to_contain_text("you are signed out")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(page.locator("#save")).to_be_in_viewport()
    _expected(desk, "403")
    other = context.new_page()
    other.goto(f"{desk.server}/sign-in/")
    other.get_by_label("E-mail").fill(admin.email)
    other.get_by_label("Password", exact=True).fill(PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    expect(page.locator("#save")).to_contain_text("Saved", timeout=20_000)
    assert Post.objects.get().text == "Ditulis setelah makan siang"
    desk.faults[:] = [fault for fault in desk.faults if "403" not in fault]


def test_conflict_leaves_the_choice_and_the_words(
    desk: Desk, post: Post, librarian_actor: Actor
) -> None:
    page = desk.open(f"/balai-literasi/posts/{post.pk}/edit/")
    posts.edit(post, actor=librarian_actor, now=timezone.now(), content=Draft(text="Punya Bagas"))
    page.get_by_label("Text", exact=True).fill("Punya Rini")
    expect(page.locator("#banner")).to_contain_text("Bagas changed this post at")
    expect(page.locator("#banner .note")).to_be_in_viewport()
    expect(page.get_by_label("Text", exact=True)).to_have_value("Punya Rini")
    assert Post.objects.get().text == "Punya Bagas"
    page.get_by_role("button", name="Keep mine instead").click()
    expect(page.locator("#save")).to_contain_text("Saved")
    assert Post.objects.get().text == "Punya Rini"
    _expected(desk, "409")


def test_approved_post_changes_only_on_a_click(desk: Desk, post: Post, admin_actor: Actor) -> None:
    posts.schedule(post, actor=admin_actor, now=timezone.now())
    page = desk.open(f"/balai-literasi/posts/{post.pk}/edit/")
    page.get_by_label("Text", exact=True).fill("Lebih baik 😀")
    expect(page.locator("#save")).to_contain_text("not saved until you press")
    expect(page.locator("#feedback .counter__used")).to_have_text("13")
    page.wait_for_timeout(1500)  # longer than a draft would wait
    assert Post.objects.get().text == "Semula"
    page.get_by_role("button", name="Save changes").click()
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_url(f"**/posts/{post.pk}/")
    assert Post.objects.get().text == "Lebih baik 😀"


def test_counters_answer_at_once_and_the_server_has_the_last_word(
    desk: Desk, post_factory: MakePost, channel_factory: Callable[..., object]
) -> None:
    post = post_factory("x", channels=[channel_factory("twitter")])
    page = desk.open(f"/balai-literasi/posts/{post.pk}/edit/")
    page.get_by_label("Text", exact=True).fill(
        "Lihat https://perpustakaan.example.org/katalog/baru"
    )
    used = page.locator(".counter[data-network=twitter] .counter__used")
    expect(used).to_have_text("29")
    page.get_by_role("tab", name="Twitter/X").click()
    page.get_by_label("Own text for Twitter/X").fill("y" * 281)
    expect(page.locator("#feedback")).to_contain_text("1 characters too long for Twitter/X")
    expect(page.locator(".counter--over")).to_have_count(1)
    page.get_by_role("tab", name="Everywhere").click()
    page.get_by_role("link", name="1 characters too long").click()
    expect(page.get_by_label("Own text for Twitter/X")).to_be_focused()
