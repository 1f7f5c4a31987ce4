import pytest

from workers.networks.media_address import is_private


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/media/rak.jpg",
        "http://localhost:8000/media/rak.jpg",
        "http://127.0.0.1/rak.jpg",
        "http://[::1]/rak.jpg",
        "http://10.1.2.3/rak.jpg",
        "http://192.168.1.20:8000/rak.jpg",
        "http://169.254.1.1/rak.jpg",
        "http://nas.local/rak.jpg",
        "http://perpus.lan./rak.jpg",
        "http://server/rak.jpg",
    ],
)
def test_addresses_only_our_own_network_reaches(url: str) -> None:
    assert is_private(url)


@pytest.mark.parametrize(
    "url",
    ["https://media.perpus.go.id/rak.jpg", "https://8.8.8.8/rak.jpg", "https://localhost.id/a"],
)
def test_addresses_the_world_reaches(url: str) -> None:
    assert not is_private(url)
