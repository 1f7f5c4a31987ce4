"""Messages in a folder, taken once each and in order, whatever else lies there."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from workers.folder_broker import Channel


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "messages"
    folder.mkdir()
    return folder


@pytest.fixture
def channel(folder: Path) -> Iterator[Channel]:
    options = {"data_folder_in": str(folder), "data_folder_out": str(folder)}
    with Connection("folder://localhost/", transport_options=options) as connection:
        channel = connection.default_channel
        assert isinstance(channel, Channel)
        yield channel


def test_messages_are_taken_once_in_their_order(channel: Channel, folder: Path) -> None:
    channel._put("publish", {"number": 1})
    channel._put("publish", {"number": 2})
    channel._put("collect", {"number": 3})

    assert channel._size("publish") == 2
    assert [channel._get("publish"), channel._get("publish")] == [{"number": 1}, {"number": 2}]
    with pytest.raises(Empty):
        channel._get("publish")
    assert channel._get("collect") == {"number": 3}
    assert list(folder.iterdir()) == []


def test_half_written_message_is_dropped_and_the_next_one_taken(
    channel: Channel, folder: Path
) -> None:
    (folder / "0000_broken.publish.msg").write_text('{"number": ')
    channel._put("publish", {"number": 2})

    assert channel._get("publish") == {"number": 2}
    assert list(folder.iterdir()) == []


def test_broker_whose_folder_is_gone_goes_on(channel: Channel, folder: Path) -> None:
    shutil.rmtree(folder)
    with pytest.raises(Empty):
        channel._get("publish")

    channel._put("publish", {"number": 1})
    assert channel._get("publish") == {"number": 1}


def test_purge_takes_one_queue_only(channel: Channel) -> None:
    channel._put("publish", {"number": 1})
    channel._put("collect", {"number": 2})

    assert channel._purge("publish") == 1
    assert (channel._size("publish"), channel._size("collect")) == (0, 1)
