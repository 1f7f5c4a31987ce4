"""A remote that answers with what the test recorded, over real HTTP on this machine."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Answer:
    """`cut` closes the connection instead, `wait_s` comes first."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    html: str | None = None
    cut: bool = False
    wait_s: float = 0.0


def graph_error(code: int, subcode: int = 0, message: str = "no", **more: Any) -> Answer:
    error = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "A1"}
    if subcode:
        error["error_subcode"] = subcode
    return Answer({"error": error | more}, status=400)


@dataclass(frozen=True)
class Seen:
    """One request as it arrived. `fields` are those of a form or multipart body."""

    method: str
    path: str
    query: dict[str, str]
    headers: Message
    body: bytes
    fields: dict[str, str]
    files: dict[str, tuple[str, str, bytes]]

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Choose = Callable[[Seen], Answer]


class Remote:
    """Gives the queued answers in order, or what `choose` returns for the request."""

    def __init__(self) -> None:
        self.queue: list[Answer] = []
        self.choose: Choose | None = None
        self.seen: list[Seen] = []
        remote = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *args: object) -> None:
                """Keep the test's output clean."""

            def do_GET(self) -> None:
                remote._take(self)

            do_POST = do_GET  # noqa: N815 - the name http.server looks for

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self._thread.start()

    def answer(self, *answers: Answer) -> None:
        self.queue += answers

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _take(self, handler: BaseHTTPRequestHandler) -> None:
        seen = _seen(handler)
        self.seen.append(seen)
        answer = self.choose(seen) if self.choose else self.queue.pop(0)
        time.sleep(answer.wait_s)
        if answer.cut:
            handler.close_connection = True
            return
        kind, body = "application/json", json.dumps(answer.body).encode()
        if answer.html is not None:
            kind, body = "text/html", answer.html.encode()
        handler.send_response(answer.status)
        headers = {"Content-Type": kind, "Content-Length": str(len(body))} | dict(answer.headers)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        try:
            handler.wfile.write(body)
        except OSError:
            handler.close_connection = True


def _seen(handler: BaseHTTPRequestHandler) -> Seen:
    url = urlsplit(handler.path)
    body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
    kind = handler.headers.get("Content-Type", "")
    fields: dict[str, str] = {}
    files: dict[str, tuple[str, str, bytes]] = {}
    if kind.startswith("application/x-www-form-urlencoded"):
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True))
    elif kind.startswith("multipart/form-data"):
        whole = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
        for part in whole.get_payload():
            assert isinstance(part, Message)
            name = str(part.get_param("name", header="content-disposition"))
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            filename = part.get_filename()
            if filename:
                files[name] = (filename, part.get_content_type(), content)
            else:
                fields[name] = content.decode()
    return Seen(
        handler.command,
        url.path,
        dict(parse_qsl(url.query, keep_blank_values=True)),
        handler.headers,
        body,
        fields,
        files,
    )
