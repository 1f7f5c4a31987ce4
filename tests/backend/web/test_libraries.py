"""Who gets through to a library's pages, and what everybody else sees."""

import pytest
from django.test import Client
from django.urls import reverse

from backend.accounts.models import Membership
from content.models import Library

pytestmark = pytest.mark.django_db

PAGES = ["calendar", "calendar-entries", "summary"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("person", ["as_admin", "as_librarian", "as_manager"])
def test_every_member_may_read(
    request: pytest.FixtureRequest, library: Library, person: str, page: str
) -> None:
    client: Client = request.getfixturevalue(person)
    days = {"start": "2026-11-01", "end": "2026-12-01"}
    assert client.get(reverse(page, args=[library.slug]), days).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_stranger_cannot_tell_it_from_nothing(
    as_stranger: Client, library: Library, page: str
) -> None:
    theirs = as_stranger.get(reverse(page, args=[library.slug]))
    nothing = as_stranger.get(reverse(page, args=["no-such-library"]))
    assert theirs.status_code == nothing.status_code == 404
    assert library.name not in theirs.content.decode()


@pytest.mark.parametrize("slug", ["balai-literasi", "no-such-library"])
@pytest.mark.usefixtures("library")
def test_nobody_signed_in_is_led_to_the_sign_in_page(client: Client, slug: str) -> None:
    address = reverse("calendar", args=[slug])
    assert client.get(address).headers["Location"] == f"/sign-in/?next={address}"


def test_fragment_asked_for_after_the_session_ended_moves_the_whole_page(
    client: Client, library: Library
) -> None:
    address = reverse("calendar", args=[library.slug])
    response = client.get(
        address, headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{address}"}
    )
    assert response.status_code == 200
    assert response.headers["HX-Redirect"].startswith("/sign-in/?next=")
    assert "door__card" not in response.content.decode()


def test_role_that_lacks_the_permission_gets_a_page_that_says_so(
    as_manager: Client, library: Library
) -> None:
    response = as_manager.get(reverse("post-new", args=[library.slug]))
    assert response.status_code == 403
    assert "Your role does not include this" in response.content.decode()


def test_membership_taken_away_closes_the_page_at_once(
    as_librarian: Client, library: Library
) -> None:
    Membership.objects.filter(library=library).delete()
    assert as_librarian.get(reverse("calendar", args=[library.slug])).status_code == 404


def test_manager_is_offered_nothing_to_write(as_manager: Client, library: Library) -> None:
    page = as_manager.get(reverse("calendar", args=[library.slug])).content.decode()
    assert reverse("post-new", args=[library.slug]) not in page


def test_librarian_is_offered_a_new_post(as_librarian: Client, library: Library) -> None:
    page = as_librarian.get(reverse("calendar", args=[library.slug])).content.decode()
    assert reverse("post-new", args=[library.slug]) in page


def test_page_allows_no_inline_script_or_style(as_admin: Client, library: Library) -> None:
    response = as_admin.get(reverse("summary", args=[library.slug]))
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    page = response.content.decode()
    assert " style=" not in page
    assert "<script>" not in page
    assert " onclick=" not in page


def test_address_that_leads_nowhere_has_a_friendly_page(as_admin: Client) -> None:
    response = as_admin.get("/no/such/page/")
    assert response.status_code == 404
    assert "There is nothing at this address" in response.content.decode()


def test_form_without_its_token_is_explained(library: Library, admin: object) -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    response = client.post(reverse("sign-in"), {"username": "rini@example.org", "password": "x"})
    assert response.status_code == 403
    assert "This page was open for too long" in response.content.decode()
