"""Signing in and out, the choice of library and of language."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from backend.accounts.models import Membership, User
from content.models import Library
from tests.backend.web.conftest import Browser

pytestmark = pytest.mark.django_db

PASSWORD = "meja sirkulasi lantai dua"


@pytest.fixture
def rini(admin: User) -> User:
    admin.set_password(PASSWORD)
    admin.save()
    return admin


def _sign_in(client: Client, *, password: str = PASSWORD, following: str = "") -> object:
    return client.post(
        reverse("sign-in"),
        {"username": "Rini@Example.org", "password": password, "next": following},
        headers={"accept-language": "en"},
    )


# --- Signing in ---


@pytest.mark.usefixtures("rini")
def test_right_password_leads_to_the_calendar(client: Client, library: Library) -> None:
    _sign_in(client)
    response = client.get("/", follow=True)
    assert response.redirect_chain == [(f"/{library.slug}/calendar/", 302)]
    assert response.status_code == 200


@pytest.mark.usefixtures("rini")
def test_wrong_password_says_so_and_keeps_the_address(client: Client) -> None:
    response = client.post(
        reverse("sign-in"),
        {"username": "rini@example.org", "password": "salah"},
        headers={"accept-language": "en"},
    )
    page = response.content.decode()
    assert "The e-mail address or the password is not right." in page
    assert 'value="rini@example.org"' in page
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("rini")
def test_unknown_address_is_answered_like_a_wrong_password(client: Client) -> None:
    answers = [
        client.post(reverse("sign-in"), {"username": email, "password": "salah"})
        for email in ("rini@example.org", "siapa@example.org")
    ]
    words = [answer.context["form"].non_field_errors() for answer in answers]
    assert words[0] == words[1]


@pytest.mark.usefixtures("rini")
def test_eleventh_try_is_refused_even_with_the_right_password(client: Client) -> None:
    for _ in range(10):
        _sign_in(client, password="salah")
    response = client.post(
        reverse("sign-in"),
        {"username": "rini@example.org", "password": PASSWORD},
        headers={"accept-language": "en"},
    )
    assert "Too many tries" in response.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("rini")
def test_page_asked_for_first_opens_after_signing_in(client: Client, library: Library) -> None:
    wanted = reverse("summary", args=[library.slug])
    asked = client.get(wanted)
    assert asked.headers["Location"] == f"{reverse('sign-in')}?next={wanted}"
    client.post(
        asked.headers["Location"],
        {"username": "rini@example.org", "password": PASSWORD, "next": wanted},
    )
    assert client.get(wanted).status_code == 200


@pytest.mark.usefixtures("rini")
def test_next_on_another_site_is_ignored(client: Client) -> None:
    response = client.post(
        reverse("sign-in"),
        {"username": "rini@example.org", "password": PASSWORD, "next": "https://evil.example"},
    )
    assert response.headers["Location"] == "/"


def test_sign_in_page_suits_a_password_manager(client: Client) -> None:
    page = client.get(reverse("sign-in")).content.decode()
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page


def test_signing_out_takes_a_post(as_admin: Client) -> None:
    assert as_admin.get(reverse("sign-out")).status_code == 405
    as_admin.post(reverse("sign-out"))
    assert "_auth_user_id" not in as_admin.session


# --- The choice of library ---


def test_nobody_signed_in_is_led_to_the_sign_in_page(client: Client) -> None:
    assert client.get("/").headers["Location"] == "/sign-in/?next=/"


def test_member_of_two_libraries_chooses(
    as_admin: Client, admin: User, library: Library, other_library: Library
) -> None:
    Membership.objects.create(user=admin, library=other_library, role="manager")
    page = as_admin.get("/").content.decode()
    for place in (library, other_library):
        assert place.name in page
        assert reverse("calendar", args=[place.slug]) in page


def test_chooser_shows_no_other_library(as_admin: Client, other_library: Library) -> None:
    assert other_library.name not in as_admin.get(reverse("libraries")).content.decode()


def test_person_without_a_library_reads_what_to_do(browser: Browser) -> None:
    lone = User.objects.create_user(email="baru@example.org", name="Baru", password=None)
    page = browser(lone).get("/").content.decode()
    assert "not yet part of a library" in page
    assert "baru@example.org" in page


# --- The language ---


def test_chosen_language_stays_with_the_person(as_admin: Client, admin: User) -> None:
    response = as_admin.post(reverse("language"), {"language": "id", "next": "/libraries/"})
    admin.refresh_from_db()
    assert admin.language == "id"
    assert response.headers["Location"] == "/libraries/"
    assert '<html lang="id">' in as_admin.get("/libraries/").content.decode()


@pytest.mark.parametrize(
    "after", ["no-such-view", "library:calendar", "javascript:alert(1)", "//evil.example"]
)
def test_junk_to_go_back_to_is_no_fault(as_admin: Client, after: str) -> None:
    response = as_admin.post(reverse("language"), {"language": "en", "next": after})
    assert response.status_code == 302
    assert "evil" not in response.headers["Location"]
    assert "javascript" not in response.headers["Location"]


@pytest.mark.usefixtures("rini")
def test_signing_in_elsewhere_brings_the_language_along(client: Client) -> None:
    User.objects.update(language="id")
    client.post(reverse("sign-in"), {"username": "rini@example.org", "password": PASSWORD})
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "id"


def test_browser_language_serves_a_newcomer(client: Client) -> None:
    page = client.get(reverse("sign-in"), headers={"accept-language": "en-GB"})
    assert '<html lang="en">' in page.content.decode()


def test_unknown_language_and_foreign_next_change_nothing(as_admin: Client, admin: User) -> None:
    response = as_admin.post(
        reverse("language"), {"language": "xx", "next": "https://evil.example/"}
    )
    admin.refresh_from_db()
    assert admin.language == ""
    assert response.headers["Location"] == "/"
    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies
