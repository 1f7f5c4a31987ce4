from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.workers.networks.remote import Remote
from workers.networks import graph_insights
from workers.networks.base import Endpoints, MediaItem

TOKEN = "EAAGm0PX4ZCpsBAKZCtokenOfThePage1234567890"

Picture = Callable[..., MediaItem]


@pytest.fixture
def remote() -> Iterator[Remote]:
    server = Remote()
    yield server
    server.close()


@pytest.fixture
def endpoints(remote: Remote) -> Endpoints:
    return Endpoints(
        facebook_graph_url=remote.url,
        instagram_graph_url=remote.url,
        meta_upload_url=remote.url,
        x_api_url=remote.url,
        instagram_web_url=remote.url,
        timeout_s=1.0,
    )


@pytest.fixture(autouse=True)
def _forget_dead_metrics() -> None:
    """Another test's port may come round again, and the process remembers metrics by address."""
    graph_insights._DEAD.clear()


@pytest.fixture
def picture(tmp_path: Path) -> Picture:
    def make(name: str = "rak.jpg", *, alt_text: str = "", url: str = "") -> MediaItem:
        path = tmp_path / name
        path.write_bytes(b"\xff\xd8 picture " + name.encode())
        return MediaItem(
            path=path,
            mime="image/jpeg",
            width_px=1080,
            height_px=1080,
            size_bytes=path.stat().st_size,
            url=url or f"https://media.perpustakaan.example.org/{name}",
            alt_text=alt_text,
        )

    return make
