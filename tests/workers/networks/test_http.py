import socket
import ssl
import threading
import traceback
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
import requests

from tests.workers.networks.remote import Answer, Remote
from workers.networks import http
from workers.networks.errors import Misconfigured, NetworkError, OutcomeUnknown, TryLater
from workers.networks.reasons import Reason

SECRET = "very-secret-token-1234"


def _send(url: str, *, irreversible: bool = True, timeout_s: float = 0.5) -> requests.Response:
    session = http.Session(timeout_s=timeout_s)
    with closing(session):
        return http.send(
            session,
            "POST",
            url,
            irreversible=irreversible,
            secrets=[SECRET],
            params={"access_token": SECRET},
            data={"message": "Halo"},
        )


def _failure(url: str, **options: bool) -> NetworkError:
    with pytest.raises(NetworkError) as caught:
        _send(url, **options)
    shown = "".join(traceback.format_exception(caught.value))
    assert SECRET not in shown
    return caught.value


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/feed",
        "http://no-such-host.invalid/feed",
        "http://[::1]:1/feed",
    ],
)
def test_refused_or_unknown_host_was_certainly_not_sent(url: str) -> None:
    error = _failure(url)
    assert type(error) is TryLater
    assert error.reason == Reason.NETWORK_UNREACHABLE


def test_a_certificate_nobody_vouches_for_was_certainly_not_sent(remote: Remote) -> None:
    error = _failure(remote.url.replace("http://", "https://"))
    assert (type(error), error.reason) == (TryLater, Reason.NETWORK_UNREACHABLE)


def test_an_address_that_is_none_is_a_matter_of_setup() -> None:
    error = _failure("graph.facebook.com/feed")
    assert (type(error), error.reason) == (Misconfigured, Reason.WRONG_ADDRESS)


@pytest.mark.parametrize(("irreversible", "kind"), [(True, OutcomeUnknown), (False, TryLater)])
@pytest.mark.parametrize("answer", [Answer(cut=True), Answer({}, wait_s=1.0)])
def test_reset_or_timeout_after_sending(
    remote: Remote, answer: Answer, irreversible: bool, kind: type[NetworkError]
) -> None:
    remote.answer(answer)
    error = _failure(remote.url + "/feed", irreversible=irreversible)
    assert (type(error), error.reason) == (kind, Reason.NO_ANSWER)
    assert len(remote.seen) == 1


def test_a_broken_tls_record_after_sending_is_an_unknown_outcome() -> None:
    broken = requests.exceptions.SSLError(ssl.SSLEOFError(8, "EOF occurred"))
    error = http._from_transport(broken, irreversible=True, secrets=())
    assert type(error) is OutcomeUnknown


def test_an_endless_answer_is_not_read_to_its_end(remote: Remote) -> None:
    remote.answer(Answer("x" * (http.MAX_ANSWER_BYTES + 1)))
    assert type(_failure(remote.url + "/feed")) is OutcomeUnknown


@contextmanager
def _dripping() -> Iterator[str]:
    """A server that sends one byte of its answer at a time, for ever."""
    stop = threading.Event()
    listening = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while not stop.wait(0.02):
                try:
                    connection.sendall(b"x")
                except OSError:
                    return

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    stop.set()
    thread.join()
    listening.close()


def test_an_answer_in_drops_is_cut_off_in_time() -> None:
    with _dripping() as url:
        session = http.Session(timeout_s=0.2)
        with closing(session), pytest.raises(OutcomeUnknown):
            http.send(session, "GET", url, irreversible=True, secrets=[])


def test_a_redirect_is_never_followed(remote: Remote) -> None:
    remote.answer(Answer({}, status=302, headers={"Location": remote.url + "/login"}))
    assert _send(remote.url + "/feed").status_code == 302
    assert len(remote.seen) == 1


def test_a_netrc_entry_does_not_replace_our_authorization(
    remote: Remote, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path_factory.mktemp("home") / "netrc"
    netrc.write_text("machine 127.0.0.1 login stranger password stranger\n")
    monkeypatch.setenv("NETRC", str(netrc))
    remote.answer(Answer({}))
    with closing(http.Session(timeout_s=1)) as session:
        session.get(remote.url, headers={"Authorization": "Bearer ours"})
    assert remote.seen[0].headers["Authorization"] == "Bearer ours"


def test_html_and_lists_are_no_json_object(remote: Remote) -> None:
    remote.answer(Answer(html="<h1>Bad gateway</h1>", status=502), Answer([1]), Answer({"id": 1}))
    answers = [http.json_object(_send(remote.url)) for _ in range(3)]
    assert answers == [None, None, {"id": 1}]


def test_addresses_in_the_debug_log_have_no_token(
    remote: Remote, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="urllib3.connectionpool")
    remote.answer(Answer({}))
    _send(f"{remote.url}/v25.0/me")
    assert "/v25.0/me" in caplog.text
    assert SECRET not in caplog.text
