"""What every network promises, tried on the practice networks over HTTP through the real SDKs."""

import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image

from tests.practice import ACCOUNTS, token_of
from workers.networks import matching, registry
from workers.networks.base import (
    Account,
    Content,
    Endpoints,
    MediaItem,
    Metric,
    Network,
    Prepared,
    Published,
)
from workers.networks.errors import (
    NeedsReconnect,
    NetworkError,
    OutcomeUnknown,
    Rejected,
    TryLater,
)
from workers.networks.reasons import Reason
from workers.sandbox.client import PracticeNetworks

FINAL_PATH = {
    "facebook": "/v25.0/*/photos",
    "instagram": "/v25.0/*/media_publish",
    "twitter": "/2/tweets",
}
MOST_PICTURES = {"facebook": 10, "instagram": 10, "twitter": 4}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def media_url(tmp_path: Path) -> Iterator[str]:
    """Pictures at an address, as MEDIA_PUBLIC_URL would serve them."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def photo(tmp_path: Path, media_url: str) -> Callable[[int], MediaItem]:
    def make(number: int) -> MediaItem:
        path = tmp_path / f"rak-{number}.jpg"
        Image.new("RGB", (1080, 1080), (40 * number % 256, 90, 120)).save(path)
        return MediaItem(
            path=path,
            mime="image/jpeg",
            width_px=1080,
            height_px=1080,
            size_bytes=path.stat().st_size,
            url=f"{media_url}/{path.name}",
            alt_text=f"Rak buku baru nomor {number}",
        )

    return make


@pytest.fixture(params=sorted(registry.REGISTRY))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def account(name: str) -> Account:
    return Account(
        external_id=str(ACCOUNTS[name]["id"]),
        handle=str(ACCOUNTS[name]["handle"]),
        credentials={"access_token": token_of(name)},
    )


@pytest.fixture
def practice_endpoints(practice_networks: PracticeNetworks) -> Endpoints:
    url = practice_networks.base_url
    return Endpoints(url, url, url, url, url, timeout_s=2.0)


@pytest.fixture
def network(name: str, account: Account, practice_endpoints: Endpoints) -> Network:
    return registry.connect(name, account, practice_endpoints)


@pytest.fixture
def content(photo: Callable[[int], MediaItem]) -> Content:
    return Content(
        "Buku baru pekan ini: <Laskar & Pelangi>\n\nSelamat membaca 📚", media=(photo(1),)
    )


def _prepare(network: Network, content: Content) -> Prepared:
    prepared = network.prepare(content)
    pause = threading.Event()
    while not prepared.ready:
        assert prepared.look_again_s is not None
        pause.wait(0.25)  # the practice containers are ready sooner than a real one would be
        prepared = network.prepare(content, prepared)
    return prepared


def _publish(network: Network, content: Content) -> Published:
    return network.publish(content, _prepare(network, content))


def _written(practice_networks: PracticeNetworks, name: str) -> list[str]:
    return [entry.text for entry in practice_networks.journal(network=name, kind="post")]


def test_profile_names_the_account(network: Network, account: Account) -> None:
    profile = network.profile()
    assert profile.external_id == account.external_id
    assert profile.handle == account.handle
    assert profile.name == "Perpustakaan Cempaka"
    assert profile.followers
    assert profile.followers >= 900


def test_text_alone_is_published_where_the_network_takes_it(
    network: Network, practice_networks: PracticeNetworks
) -> None:
    content = Content("Perpustakaan buka sampai 20.00 WIB hari ini.")
    if network.name == "instagram":
        with pytest.raises(Rejected) as caught:
            network.prepare(content)
        assert caught.value.reason == Reason.MEDIA_MISSING
        return
    _publish(network, content)
    assert _written(practice_networks, network.name) == [content.text]


def test_a_link_goes_out_where_the_network_has_a_place_for_it(
    network: Network, content: Content, practice_networks: PracticeNetworks
) -> None:
    link = "https://opac.cempaka.example.org/rekor/17"
    _publish(network, replace(content, link=link))
    if network.name == "facebook":
        _publish(network, Content("Katalog daring kami", link=link))
    entries = practice_networks.journal(network=network.name, kind="post")
    shown = [link in f"{entry.text} {entry.link}" for entry in entries]
    assert (
        shown == {"facebook": [True, True], "instagram": [False], "twitter": [True]}[network.name]
    )


@pytest.mark.parametrize("count", [1, 2, 4])
def test_pictures_are_published_once_in_order_with_their_alt_texts(
    network: Network,
    content: Content,
    photo: Callable[[int], MediaItem],
    practice_networks: PracticeNetworks,
    count: int,
) -> None:
    content = replace(content, media=tuple(photo(number) for number in range(count)))
    published = _publish(network, content)
    [entry] = practice_networks.journal(network=network.name, kind="post")
    assert entry.remote_id == published.remote_id
    assert entry.text == content.text
    assert [item["alt_text"] for item in entry.media] == [item.alt_text for item in content.media]


def test_more_pictures_than_a_post_takes_are_refused_before_any_upload(
    network: Network,
    content: Content,
    photo: Callable[[int], MediaItem],
    practice_networks: PracticeNetworks,
) -> None:
    most = MOST_PICTURES[network.name]
    content = replace(content, media=tuple(photo(number) for number in range(most + 1)))
    with pytest.raises(Rejected) as caught:
        network.prepare(content)
    assert (caught.value.reason, caught.value.params) == (Reason.TOO_MANY_MEDIA, {"max": most})
    assert practice_networks.journal(network=network.name) == []


def test_the_permalink_leads_to_the_post(network: Network, content: Content) -> None:
    published = _publish(network, content)
    permalink = network.permalink(published.remote_id)
    assert published.permalink in {"", permalink}
    assert permalink.startswith("http://127.0.0.1:")


def test_a_preparation_used_again_uploads_nothing_again(
    network: Network,
    content: Content,
    photo: Callable[[int], MediaItem],
    practice_networks: PracticeNetworks,
) -> None:
    content = replace(content, media=(photo(1), photo(2)))
    prepared = _prepare(network, content)
    practice_networks.forget_requests()
    assert network.prepare(content, prepared).data == prepared.data
    assert [one for one in practice_networks.requests() if one.method == "POST"] == []


def test_an_upload_that_failed_can_be_repeated(
    network: Network,
    content: Content,
    photo: Callable[[int], MediaItem],
    practice_networks: PracticeNetworks,
) -> None:
    content = replace(content, media=(photo(1), photo(2)))
    path = {
        "facebook": "/v25.0/*/photos",
        "instagram": "/v25.0/*/media",
        "twitter": "/2/media/upload",
    }[network.name]
    practice_networks.fault("status", method="POST", path=path, code=503, html="busy")
    with pytest.raises(TryLater):
        network.prepare(content)
    _publish(network, content)
    [entry] = practice_networks.journal(network=network.name, kind="post")
    assert [item["alt_text"] for item in entry.media] == [item.alt_text for item in content.media]


@pytest.mark.parametrize(
    ("preset", "expected"),
    [
        ("rate_limited", (TryLater, Reason.RATE_LIMITED)),
        ("token_expired", (NeedsReconnect, Reason.TOKEN_EXPIRED)),
        ("server_error", (OutcomeUnknown, Reason.SERVER_ERROR)),
        ("server_error_html", (OutcomeUnknown, Reason.SERVER_ERROR)),
    ],
)
def test_what_the_network_answers_to_the_final_call_is_sorted_by_who_acts(
    network: Network,
    content: Content,
    practice_networks: PracticeNetworks,
    preset: str,
    expected: tuple[type[NetworkError], Reason],
) -> None:
    prepared = _prepare(network, content)
    practice_networks.fault("status", method="POST", path=FINAL_PATH[network.name], preset=preset)
    with pytest.raises(NetworkError) as caught:
        network.publish(content, prepared)
    assert (type(caught.value), caught.value.reason) == expected
    assert _written(practice_networks, network.name) == []


def test_a_rate_limit_says_how_long(
    network: Network, content: Content, practice_networks: PracticeNetworks
) -> None:
    prepared = _prepare(network, content)
    path = FINAL_PATH[network.name]
    practice_networks.fault("status", method="POST", path=path, preset="rate_limited")
    with pytest.raises(TryLater) as caught:
        network.publish(content, prepared)
    assert caught.value.after_s
    assert 1 <= caught.value.after_s <= 3600


# Instagram does not look for duplicates.
@pytest.mark.parametrize("name", sorted(registry.REGISTRY.keys() - {"instagram"}))
def test_a_duplicate_is_refused_with_a_hint(
    network: Network, content: Content, practice_networks: PracticeNetworks
) -> None:
    prepared = _prepare(network, content)
    path = FINAL_PATH[network.name]
    practice_networks.fault("status", method="POST", path=path, preset="duplicate")
    with pytest.raises(Rejected) as caught:
        network.publish(content, prepared)
    assert caught.value.duplicate


@pytest.mark.parametrize(("what", "written"), [("drop_before", 0), ("drop_after", 1)])
def test_a_connection_lost_on_the_final_call_is_an_unknown_outcome(
    network: Network,
    content: Content,
    practice_networks: PracticeNetworks,
    what: str,
    written: int,
) -> None:
    prepared = _prepare(network, content)
    practice_networks.fault(what, method="POST", path=FINAL_PATH[network.name])
    with pytest.raises(OutcomeUnknown):
        network.publish(content, prepared)
    assert len(_written(practice_networks, network.name)) == written


def test_a_timeout_on_the_final_call_is_an_unknown_outcome(
    name: str,
    account: Account,
    content: Content,
    practice_endpoints: Endpoints,
    practice_networks: PracticeNetworks,
) -> None:
    network = registry.connect(name, account, replace(practice_endpoints, timeout_s=0.6))
    prepared = _prepare(network, content)
    path = FINAL_PATH[name]
    practice_networks.fault("delay", method="POST", path=path, seconds=1.2, after=True)
    with pytest.raises(OutcomeUnknown) as caught:
        network.publish(content, prepared)
    assert caught.value.reason == Reason.NO_ANSWER


def test_a_refused_connection_was_certainly_not_written(
    name: str, account: Account, content: Content, network: Network
) -> None:
    prepared = _prepare(network, content)
    nowhere = "http://127.0.0.1:1"
    dead = registry.connect(name, account, Endpoints(nowhere, nowhere, nowhere, nowhere, nowhere))
    with pytest.raises(TryLater) as caught:
        dead.publish(content, prepared)
    assert caught.value.reason == Reason.NETWORK_UNREACHABLE


def test_a_post_is_found_among_the_newest_by_what_was_sent(
    network: Network, content: Content, practice_networks: PracticeNetworks
) -> None:
    content = replace(
        content, text=content.text + "\nhttps://opac.cempaka.example.org/baru?a=1&b=2"
    )
    _publish(network, replace(content, text="Yang sebelumnya"))
    attempted_at = datetime.now(UTC)
    prepared = _prepare(network, content)
    practice_networks.fault("drop_after", method="POST", path=FINAL_PATH[network.name])
    with pytest.raises(OutcomeUnknown):
        network.publish(content, prepared)

    found = [
        post
        for post in network.newest(limit=5)
        if matching.is_same_post(content, post, attempted_at=attempted_at)
    ]

    [entry] = practice_networks.journal(network=network.name, kind="post")[1:]
    assert [post.remote_id for post in found] == [entry.remote_id]
    assert found[0].permalink == entry.permalink
    late = attempted_at + timedelta(hours=1)
    assert not matching.is_same_post(content, found[0], attempted_at=late)
    assert network.find_prepared(prepared) in {True, None}


def test_newest_is_newest_first_and_no_longer_than_asked(
    network: Network, content: Content
) -> None:
    for number in range(3):
        _publish(network, replace(content, text=f"Kabar {number}"))
    assert [post.text for post in network.newest(limit=2)] == ["Kabar 2", "Kabar 1"]


def test_numbers_are_those_of_the_network_and_gone_posts_are_none(
    network: Network, content: Content, practice_networks: PracticeNetworks
) -> None:
    ids = [_publish(network, replace(content, text=f"Kabar {n}")).remote_id for n in range(3)]
    practice_networks.advance_clock(seconds=3 * 24 * 3600)
    gone = ids[0][:-3] + "000"

    numbers = network.numbers([ids[0], gone, *ids[1:]])

    assert numbers[gone] is None
    for one in ids:
        reading = numbers[one]
        assert reading is not None
        told = practice_networks.numbers(network.name, one).readings
        assert reading.values[Metric.LIKES] == _told(told, "likes")
        assert reading.values[Metric.COMMENTS] == _told(told, "comments")
        assert reading.values[Metric.VIEWS] == _told(told, "views") > 0
        assert set(Metric) == set(reading.values) | reading.unavailable
        assert not set(reading.values) & reading.unavailable


def _told(readings: object, metric: str) -> int:
    assert isinstance(readings, dict), readings
    return int(readings[metric].value)


def test_numbers_of_nothing_make_no_call(
    network: Network, practice_networks: PracticeNetworks
) -> None:
    practice_networks.forget_requests()
    assert network.numbers([]) == {}
    counted = [one for one in practice_networks.requests() if one.account]
    assert counted == []


@pytest.mark.parametrize(
    "order",
    [
        {"what": "status", "preset": "token_expired"},
        {"what": "status", "preset": "server_error_html"},
        {"what": "drop_after"},
    ],
)
def test_no_error_and_no_log_shows_the_token(
    network: Network,
    content: Content,
    practice_networks: PracticeNetworks,
    caplog: pytest.LogCaptureFixture,
    order: dict[str, str],
) -> None:
    for logger in ("", "urllib3", "urllib3.connectionpool"):
        caplog.set_level("DEBUG", logger=logger)
    token = token_of(network.name)
    calls: list[Callable[[], object]] = [
        network.profile,
        partial(network.newest, limit=2),
        partial(network.numbers, ["104857600010001_1"]),
        partial(_publish, network, content),
    ]
    practice_networks.fault(times=-1, **order)
    for call in calls:
        with pytest.raises(NetworkError) as caught:
            call()
        assert token not in "".join(traceback.format_exception(caught.value))
        assert token not in f"{caught.value.detail} {caught.value.params}"
    assert caplog.records
    assert token not in caplog.text
