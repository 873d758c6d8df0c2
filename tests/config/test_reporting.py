"""Reports of errors: sent where SENTRY_DSN says, with nothing in them but kinds and places."""

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.conf import settings

from common.redaction import HIDDEN
from config.reporting import before_send

MARK = "Zeppelin-harbour"
# A process of its own: the client of Sentry is one for all of a process.
FAILING = f"""
import io, logging
import django
django.setup()
from django.core.handlers.wsgi import WSGIHandler
from django.urls import path
import config.urls

def fail(request, token):
    words = "{MARK} is full, {MARK}@mail.example"
    raise RuntimeError(words, token)

config.urls.urlpatterns.insert(0, path("manage/<str:token>/", fail))
environ = {{"REQUEST_METHOD": "GET", "PATH_INFO": "/manage/{MARK}/", "QUERY_STRING": "t={MARK}",
           "HTTP_AUTHORIZATION": "{MARK}", "HTTP_COOKIE": "a={MARK}", "wsgi.input": io.BytesIO(),
           "SERVER_NAME": "localhost", "SERVER_PORT": "80", "wsgi.url_scheme": "http",
           "REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "192.0.2.7"}}
statuses = []
WSGIHandler()(environ, lambda status, headers: statuses.append(status))
extra = {{"feed": 7, "text": "{MARK}"}}
logging.getLogger("sources").error("poll failed %s", "{MARK}", extra=extra)
import sentry_sdk
sentry_sdk.flush(10)
print(statuses[0][:3])
"""


class Sink(ThreadingHTTPServer):
    """A Sentry on loopback that keeps what it is sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Keeping)
        self.bodies: list[str] = []

    @property
    def dsn(self) -> str:
        return f"http://0123456789abcdef@127.0.0.1:{self.server_address[1]}/42"

    def events(self) -> list[dict[str, object]]:
        """The events of every envelope: lines of JSON, header and item by turns."""
        lines = [json.loads(line) for body in self.bodies for line in body.splitlines() if line]
        return [line for line in lines if "platform" in line]


class _Keeping(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        assert isinstance(self.server, Sink)
        self.server.bodies.append(body.decode())
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def sink() -> Iterator[Sink]:
    sink = Sink()
    thread = threading.Thread(target=sink.serve_forever, daemon=True)
    thread.start()
    try:
        yield sink
    finally:
        sink.shutdown()
        sink.server_close()
        thread.join(5)


def test_a_report_says_what_broke_and_none_of_the_data(sink: Sink, tmp_path: Path) -> None:
    ending = subprocess.run(
        [sys.executable, "-c", FAILING],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(tmp_path),
            "SECRET_KEY": f"{MARK}-0123456789-0123456789-0123456789",
            "SENTRY_DSN": sink.dsn,
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ending.stdout.splitlines()[-1:] == ["500"], ending.stderr
    broken, logged = sink.events()
    assert broken["request"] == {"method": "GET", "url": "http://localhost/manage/[token]/"}
    told = broken["exception"]["values"][0]  # type: ignore[index]
    assert (told["type"], told["value"]) == ("RuntimeError", "RuntimeError")
    assert told["stacktrace"]["frames"][-1]["function"] == "fail"
    assert logged["logentry"] == {"message": "poll failed %s"}
    assert logged["extra"] == {"feed": 7, "text": HIDDEN}
    assert MARK not in "".join(sink.bodies)
    assert "192.0.2" not in "".join(sink.bodies)


def test_an_event_of_another_kind_is_sent_without_its_data() -> None:
    event = {
        "event_id": "0123",
        "user": {"email": "kari@mail.example"},
        "breadcrumbs": {"values": [{"message": MARK}]},
        "contexts": {"trace": {"data": MARK}},
        "exception": {"values": [{"type": "KeyError", "value": MARK}]},
    }

    assert before_send(event, {}) == {
        "event_id": "0123",
        "extra": {},
        "exception": {
            "values": [
                {
                    "type": "KeyError",
                    "module": None,
                    "value": HIDDEN,
                    "stacktrace": {"frames": []},
                }
            ]
        },
    }
