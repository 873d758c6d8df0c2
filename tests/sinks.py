"""A webhook receiver on loopback: it answers as scripted and keeps what came."""

import json
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of the sink; `seconds` before it comes."""

    status: int = 200
    body: bytes = b"ok"
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Received:
    """One POST as it came; header names in lower case, `at` seconds of the monotonic clock."""

    path: str
    headers: Mapping[str, str]
    body: bytes
    at: float

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def message(self) -> dict[str, Any]:
        """The body: `{"type", "timestamp", "data"}`."""
        message: dict[str, Any] = json.loads(self.body)
        return message


class Sink:
    """Takes POSTs on every path. `replies` are given in their order, then `always`."""

    def __init__(self, *replies: Reply, always: Reply = Reply()) -> None:
        self.received: list[Received] = []
        self.replies = deque(replies)
        self.always = always
        self._arrived = threading.Condition()
        sink = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sink._take(self)

            def log_message(self, *args: object) -> None:
                """The log is `Sink.received`."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()

    def url(self, path: str = "/inbox") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def ids(self) -> list[str]:
        """The webhook-id of everything that came, in the order of coming."""
        return [received.id for received in list(self.received)]

    def wait_for(self, count: int, *, seconds: float) -> list[Received]:
        """What has come as soon as it is `count` requests; raises TimeoutError otherwise."""
        with self._arrived:
            if not self._arrived.wait_for(lambda: len(self.received) >= count, seconds):
                raise TimeoutError(f"{len(self.received)} of {count} came in {seconds:g} s.")
            return list(self.received)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def _take(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in handler.headers.items()}
        with self._arrived:
            self.received.append(Received(handler.path, headers, body, time.monotonic()))
            reply = self.replies.popleft() if self.replies else self.always
            self._arrived.notify_all()
        time.sleep(reply.seconds)
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(reply.body)))
        handler.end_headers()
        handler.wfile.write(reply.body)


@contextmanager
def receiving(*replies: Reply, always: Reply = Reply()) -> Iterator[Sink]:
    """A sink for the length of a block."""
    sink = Sink(*replies, always=always)
    try:
        yield sink
    finally:
        sink.close()
