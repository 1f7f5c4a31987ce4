from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from workers.networks.base import Content, RemotePost
from workers.networks.matching import is_same_post

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SENT = Content("Buku  baru di\r\nperpus.id, café", link="https://opac.id/17")


def _remote(text: str) -> RemotePost:
    return RemotePost("1", text, AT + timedelta(seconds=3), "", 0)


@pytest.mark.parametrize(
    "listed",
    [
        "Buku baru di\nperpus.id, café",
        "Buku baru di http://perpus.id, cafe\u0301 https://opac.id/17",
        "Buku baru di perpus.id, café\n\nhttps://opac.id/17/",
    ],
)
def test_what_networks_do_to_a_text_does_not_hide_it(listed: str) -> None:
    assert is_same_post(SENT, _remote(listed), attempted_at=AT)


def test_another_text_another_number_of_pictures_or_an_older_post_is_another() -> None:
    same = _remote(SENT.text)
    assert is_same_post(SENT, same, attempted_at=AT)
    assert not is_same_post(SENT, _remote("Buku baru"), attempted_at=AT)
    assert not is_same_post(SENT, replace(same, media_count=1), attempted_at=AT)
    assert not is_same_post(SENT, same, attempted_at=AT + timedelta(seconds=64))
    assert is_same_post(SENT, same, attempted_at=AT + timedelta(seconds=60))
