"""Real SDKs pointed at the practice networks, and pictures to send."""

import io
import json
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
import requests
import tweepy
from PIL import Image
from requests.adapters import HTTPAdapter

from tests.practice import ACCOUNTS, token_of
from workers.sandbox.client import PracticeNetworks

with warnings.catch_warnings():  # a regular expression in it is not a raw string
    warnings.simplefilter("ignore")
    import facebook

PAGE = str(ACCOUNTS["facebook"]["id"])
PROFILE = str(ACCOUNTS["instagram"]["id"])
USER = str(ACCOUNTS["twitter"]["id"])
HANDLE = str(ACCOUNTS["instagram"]["handle"])


def picture(
    *, width_px: int = 400, height_px: int = 500, form: str = "JPEG", colour: str = "teal"
) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width_px, height_px), colour).save(out, form)
    return out.getvalue()


class ToPractice(HTTPAdapter):
    """Sends what was meant for a real host to the practice networks."""

    def __init__(self, base_url: str) -> None:
        self._base = urlsplit(base_url)
        super().__init__(max_retries=0)

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> Any:
        real = urlsplit(str(request.url))
        copy = request.copy()
        address = (self._base.scheme, self._base.netloc, real.path, real.query, "")
        copy.url = urlunsplit(address)
        copy.headers.pop("Host", None)
        answer = super().send(copy, *args, **kwargs)
        answer.url, answer.request = str(request.url), request
        return answer


class Graph(facebook.GraphAPI):  # type: ignore[misc]
    def __init__(self, token: str, base_url: str, *, version: str = "25.0") -> None:
        session = requests.Session()
        session.trust_env = False
        session.mount("https://graph.facebook.com/", ToPractice(base_url))
        super().__init__(access_token=token, timeout=10, session=session)
        self.version = f"v{version}"


def graph_error(call: Callable[[], object]) -> dict[str, Any]:
    """The error Graph answers `call` with."""
    with pytest.raises(facebook.GraphAPIError) as caught:
        call()
    error: dict[str, Any] = caught.value.result["error"]
    return error


class Instagram:
    """The steps of publishing to Instagram, over plain HTTP."""

    def __init__(self, networks: PracticeNetworks) -> None:
        self._networks = networks
        self._token = token_of("instagram")

    def ask(self, method: str, path: str, **params: str) -> requests.Response:
        place = "params" if method == "GET" else "data"
        values = {"access_token": self._token, **params}
        url = f"{self._networks.base_url}/v25.0/{path}"
        return requests.request(method, url, timeout=10, **{place: values})  # type: ignore[arg-type]

    def json(self, method: str, path: str, **params: str) -> Any:
        answer = self.ask(method, path, **params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def error(self, method: str, path: str, **params: str) -> Any:
        answer = self.ask(method, path, **params)
        assert answer.status_code >= 400, answer.text
        return answer.json()["error"]

    def container(self, **params: str) -> str:
        return str(self.json("POST", f"{PROFILE}/media", **params)["id"])

    def status(self, container: str) -> str:
        return str(self.json("GET", container, fields="status_code")["status_code"])

    def wait(self, container: str) -> None:
        deadline = time.monotonic() + 5
        while self.status(container) == "IN_PROGRESS":
            assert time.monotonic() < deadline
            time.sleep(0.03)

    def publish(self, container: str) -> str:
        self.wait(container)
        return str(self.json("POST", f"{PROFILE}/media_publish", creation_id=container)["id"])


@pytest.fixture
def graph(practice_networks: PracticeNetworks) -> Iterator[Graph]:
    found = Graph(token_of("facebook"), practice_networks.base_url)
    yield found
    found.session.close()


@pytest.fixture
def instagram(practice_networks: PracticeNetworks) -> Instagram:
    return Instagram(practice_networks)


@pytest.fixture
def hosted(practice_networks: PracticeNetworks, graph: Graph) -> Callable[..., str]:
    """Put a picture where Instagram can fetch it: as an unpublished photo of the Page."""

    def put(data: bytes) -> str:
        graph.put_photo(io.BytesIO(data), album_path=f"{PAGE}/photos", published="false")
        media = practice_networks.journal(kind="media")[-1].media[0]
        return f"{practice_networks.base_url}/feeds/media/{media['sha256']}"

    return put


@pytest.fixture
def x(practice_networks: PracticeNetworks) -> Iterator[tweepy.Client]:
    client = tweepy.Client(bearer_token=token_of("twitter"), return_type=requests.Response)
    client.session.trust_env = False
    client.session.mount("https://api.twitter.com/", ToPractice(practice_networks.base_url))
    yield client
    client.session.close()


@pytest.fixture
def x_call(practice_networks: PracticeNetworks) -> Callable[..., requests.Response]:
    """A plain call to X with the account's bearer token."""

    def call(
        method: str, path: str, *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> requests.Response:
        sent = {"Authorization": f"Bearer {token_of('twitter')}", **(headers or {})}
        url = practice_networks.base_url + path
        return requests.request(method, url, headers=sent, timeout=10, **more)

    return call


@pytest.fixture
def upload(x_call: Callable[..., requests.Response]) -> Callable[..., str]:
    """Upload a picture to X; gives its media id."""

    def send(data: bytes) -> str:
        answer = x_call(
            "POST",
            "/2/media/upload",
            files={"media": ("a.jpg", data, "image/jpeg")},
            data={"media_category": "tweet_image"},
        )
        assert answer.status_code == 200, answer.text
        return str(answer.json()["data"]["id"])

    return send


def attached(*photo_ids: str) -> str:
    return json.dumps([{"media_fbid": one} for one in photo_ids])
