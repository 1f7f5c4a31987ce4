"""instagram.com for visitors, read by the real instaloader."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests
from instaloader import Post, Profile, ProfileNotExistsException
from instaloader import instaloadercontext as ic
from instaloader.exceptions import BadResponseException

from tests.workers.sandbox.conftest import HANDLE, PROFILE, Instagram, ToPractice, picture
from workers.sandbox.client import PracticeNetworks


class Visitor(ic.InstaloaderContext):  # type: ignore[misc]
    """Every session instaloader opens, sent to the practice networks."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        super().__init__(sleep=False, quiet=True, max_connection_attempts=1, request_timeout=10)

    def _mounted(self, session: requests.Session) -> requests.Session:
        session.trust_env = False
        session.mount("https://www.instagram.com/", ToPractice(self._base_url))
        return session

    def get_anonymous_session(self) -> requests.Session:
        return self._mounted(super().get_anonymous_session())

    @contextmanager
    def _graphql_session(self, *args: Any, **kwargs: Any) -> Iterator[requests.Session]:
        with super()._graphql_session(*args, **kwargs) as session:
            yield self._mounted(session)


@pytest.fixture
def visitor(practice_networks: PracticeNetworks) -> Iterator[Visitor]:
    context = Visitor(practice_networks.base_url)
    yield context
    context.close()


@pytest.fixture
def shortcode(instagram: Instagram, hosted: Callable[..., str]) -> str:
    media_id = instagram.publish(
        instagram.container(image_url=hosted(picture()), caption="Halo </script> & dunia")
    )
    return str(instagram.json("GET", media_id, fields="shortcode")["shortcode"])


def test_profile_shows_followers_and_number_of_posts(visitor: Visitor, shortcode: str) -> None:
    profile = Profile.from_username(visitor, HANDLE)
    assert (profile.followers, profile.mediacount) == (2410, 1)
    assert str(profile.userid) == PROFILE
    assert profile.full_name == "Perpustakaan Cempaka"
    assert [post.shortcode for post in profile.get_posts()] == [shortcode]


def test_unknown_profile_does_not_exist(visitor: Visitor) -> None:
    with pytest.raises(ProfileNotExistsException):
        Profile.from_username(visitor, "nobody.here")


def test_post_shows_public_counts(
    visitor: Visitor, shortcode: str, practice_networks: PracticeNetworks
) -> None:
    practice_networks.advance_clock(seconds=3 * 86400)
    post = Post.from_shortcode(visitor, shortcode)
    (entry,) = practice_networks.journal(kind="post", network="instagram")
    readings = practice_networks.numbers("instagram", entry.remote_id).readings
    assert post.likes == readings["likes"].value > 0
    assert post.comments == readings["comments"].value
    assert post.caption == "Halo </script> & dunia"
    assert post.owner_username == HANDLE
    assert Post.shortcode_to_mediaid(shortcode) == post.mediaid


def test_unknown_post_cannot_be_fetched(visitor: Visitor) -> None:
    with pytest.raises(BadResponseException):
        Post.from_shortcode(visitor, "AAAAAAAAAAA")


def test_more_posts_than_a_page_are_all_found(
    visitor: Visitor, instagram: Instagram, hosted: Callable[..., str]
) -> None:
    url = hosted(picture())
    containers = [instagram.container(image_url=url, caption=f"n{n}") for n in range(14)]
    for container in containers:
        instagram.publish(container)
    profile = Profile.from_username(visitor, HANDLE)
    assert [post.caption for post in profile.get_posts()] == [f"n{n}" for n in range(13, -1, -1)]


def test_profile_by_number_and_with_all_its_fields(visitor: Visitor, shortcode: str) -> None:
    profile = Profile.from_id(visitor, int(PROFILE))
    assert (profile.username, profile.followers) == (HANDLE, 2410)
    profile._obtain_metadata()  # asks web_profile_info, which fills what a page lacks
    assert (profile.mediacount, profile.followees) == (1, 401)
    assert profile.business_category_name == "Library"
