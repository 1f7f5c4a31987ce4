"""The calendar as a person uses it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from backend.accounts.models import User
from content.models import Library, Media, Post
from tests.e2e.conftest import Desk


@pytest.fixture
def calendar(library: Library) -> str:
    return reverse("calendar", args=[library.slug])


def _sit_down(desk: Desk, user: User) -> None:
    """Somebody else takes the desk."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    value = client.cookies[name].value
    desk.page.context.add_cookies([{"name": name, "value": value, "url": desk.server}])


def test_grid_shows_a_post_and_opens_it(
    desk: Desk,
    calendar: str,
    library: Library,
    post_factory: Callable[..., Post],
    media_factory: Callable[..., Media],
) -> None:
    post = post_factory(title="Kelas", media=[media_factory()], planned_at=timezone.now())
    page = desk.open(calendar)
    chip = page.locator("#grid .chip")
    expect(chip).to_contain_text("Kelas")
    page.wait_for_function("document.querySelector('#grid .chip img').naturalWidth > 0")
    chip.click()
    page.wait_for_url(f"**{reverse('post', args=[library.slug, post.pk])}")


def test_next_month_moves_the_grid_the_list_and_the_address(
    desk: Desk, calendar: str, post_factory: Callable[..., Post]
) -> None:
    first = timezone.now().replace(day=1)
    following = (first + timedelta(days=32)).replace(day=15)
    post_factory(title="Bulan depan", planned_at=following)
    page = desk.open(calendar)
    expect(page.locator("#grid [data-date]").first).to_be_visible()
    assert page.locator("#grid .chip").count() == 0
    page.locator("#month-head nav a").last.click()
    expect(page.locator("#grid .chip")).to_contain_text("Bulan depan")
    expect(page.locator("#month-list")).to_contain_text("Bulan depan")
    assert f"month={following:%Y-%m}" in page.url
    page.go_back()
    expect(page.locator("#grid [data-date]").first).to_be_visible()
    expect(page.locator("#grid .chip")).to_have_count(0)


def test_number_of_a_day_begins_a_post_on_it(desk: Desk, calendar: str) -> None:
    page = desk.open(f"{calendar}?month=2027-03")
    page.get_by_role("link", name="New post on 8 March 2027").click()
    page.wait_for_url("**/posts/new/?date=2027-03-08")
    expect(page.get_by_label("Day")).to_have_value("2027-03-08")


def test_manager_gets_no_way_to_begin_a_post(desk: Desk, calendar: str, manager: User) -> None:
    _sit_down(desk, manager)
    page = desk.open(calendar)
    expect(page.locator("#grid [data-date]").first).to_be_visible()
    assert page.locator("#grid [role=link], .grid-day__add").count() == 0


def test_day_of_the_grid_leads_to_the_list_on_a_phone(
    desk: Desk, calendar: str, post_factory: Callable[..., Post]
) -> None:
    post_factory(title="Kelas", planned_at=timezone.now())
    desk.page.set_viewport_size({"width": 390, "height": 600})
    page = desk.open(calendar)
    page.locator("#grid .stripe").click()
    expect(page.locator("#month-list .entry")).to_be_in_viewport()
    assert "/posts/" not in page.url


def test_long_word_does_not_widen_a_phone(
    desk: Desk, calendar: str, post_factory: Callable[..., Post]
) -> None:
    post_factory(title="Katakata" * 20, planned_at=timezone.now())
    desk.page.set_viewport_size({"width": 390, "height": 844})
    page = desk.open(calendar)
    expect(page.locator("#month-list .entry")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_narrower_window_draws_anew_and_leaves_the_page_as_it_is(
    desk: Desk, calendar: str, post_factory: Callable[..., Post]
) -> None:
    post_factory(title="Kelas", planned_at=timezone.now())
    page = desk.open(calendar)
    expect(page.locator("#grid .chip")).to_have_count(1)
    page.evaluate("window.untouched = true")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("#grid .stripe")).to_have_count(1)
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator("#grid .chip")).to_have_count(1)
    assert page.evaluate("window.untouched")
