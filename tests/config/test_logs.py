"""Log lines: one record, one line; ids and phrases, whatever failed and wherever."""

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from celery import shared_task
from celery.app.trace import build_tracer
from django.core.mail.backends.base import BaseEmailBackend
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from gunicorn.config import Config

from alerts.models import Subscriber
from alerts.services.deliveries import deliver
from commentary.services.readings import read_text
from common.http.networks import Network
from common.request_ids import RequestIdMiddleware
from config.gunicorn_logs import RedactedLogger
from config.logs import LineFormatter, format_chosen
from sources.models import ArticleText
from tests.factories import (
    ArticleTextFactory,
    DeliveryFactory,
    ReadingFactory,
    SubscriberFactory,
    SubscriptionFactory,
)

MARK = "Zeppelin-harbour"


@pytest.fixture
def lines() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """Every record from now on, as it is written in JSON."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(LineFormatter(style="json"))
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    finally:
        root.removeHandler(handler)


def record(**given: Any) -> logging.LogRecord:
    return logging.makeLogRecord(
        {"name": "sources.polling", "levelno": 30, "levelname": "WARNING", "msg": "poll failed"}
        | given
    )


def test_a_record_is_one_line_of_json_with_its_ids() -> None:
    line = LineFormatter(style="json").format(record(feed=7, text="a word", msg="poll\nfailed"))

    told = json.loads(line)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", told.pop("timestamp"))
    assert told == {
        "level": "warning",
        "logger": "sources.polling",
        "event": "poll | failed",
        "feed": 7,
        "text": "[hidden]",
    }


def test_a_record_is_one_line_to_read() -> None:
    with pytest.raises(ValueError, match="invalid literal") as caught:
        int(MARK)

    line = LineFormatter(style="console").format(
        record(feed=7, exc_info=(ValueError, caught.value, caught.tb))
    )

    assert re.fullmatch(
        r"\S+Z WARNING sources\.polling: poll failed feed=7 \| ValueError: \S+test_logs\.py:\d+ "
        r"test_a_record_is_one_line_to_read",
        line,
    )


@pytest.mark.parametrize(("given", "chosen"), [("json", "json"), ("console", "console")])
def test_the_format_that_is_asked_for_is_taken(given: str, chosen: str) -> None:
    assert format_chosen(given) == chosen


def test_lines_are_json_where_nobody_reads_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for is_terminal, chosen in ((True, "console"), (False, "json")):
        monkeypatch.setattr("sys.stdout", SimpleNamespace(isatty=lambda is_it=is_terminal: is_it))
        assert format_chosen("") == chosen


@pytest.mark.django_db
def test_every_line_of_a_request_has_the_id_of_its_answer(
    client: Client, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    answer = client.get(f"/nothing-here/?q={MARK}")

    told = [line for line in lines() if line["logger"] == "django.request"]
    assert [line["event"] for line in told] == ["Not Found: /nothing-here/"]
    assert [line["request_id"] for line in told] == [answer["X-Request-ID"]]
    assert re.fullmatch(r"[0-9a-f]{32}", answer["X-Request-ID"])


@pytest.mark.parametrize(
    ("peer", "given", "is_taken"),
    [
        ("10.0.0.9", "edge-0123456789", True),
        ("192.0.2.1", "edge-0123456789", False),
        ("10.0.0.9", "short", False),
        ("10.0.0.9", "two words 0123456789", False),
        ("10.0.0.9", "x" * 65, False),
        ("", "edge-0123456789", False),
    ],
)
def test_only_a_proxy_of_ours_names_a_request(
    networks: list[Network], peer: str, given: str, is_taken: bool
) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers={"X-Request-ID": given})

    with override_settings(TRUSTED_PROXIES=networks):
        answer = RequestIdMiddleware(lambda _request: HttpResponse())(request)

    assert (answer["X-Request-ID"] == given) is is_taken


@pytest.fixture
def networks() -> list[Network]:
    from ipaddress import ip_network

    return [ip_network("10.0.0.0/8")]


def test_lines_of_a_task_name_it_and_a_failed_one_says_no_more(
    lines: Callable[[], list[dict[str, Any]]],
) -> None:
    @shared_task(name="tests.log_and_fail")
    def log_and_fail(words: str) -> None:
        logging.getLogger("sources.polling").warning("poll failed", extra={"feed": 7})
        raise ValueError(words)

    trace = build_tracer(log_and_fail.name, log_and_fail, app=log_and_fail.app)
    trace("0123", [MARK], {}, {"id": "0123", "hostname": "w", "is_eager": False})
    logging.getLogger("sources.polling").warning("poll failed")

    ours, failed, after = lines()
    assert (ours["task"], ours["task_id"], ours["feed"]) == ("tests.log_and_fail", "0123", 7)
    assert failed["logger"] == "celery.app.trace"
    assert failed["exception"][0].startswith("ValueError: ")
    assert "task" not in after
    assert MARK not in json.dumps([ours, failed, after])


class RepeatingBackend(BaseEmailBackend):
    """A mail server whose errors say everything that it was given."""

    def send_messages(self, email_messages: Any) -> int:
        raise RuntimeError([(one.to, one.body, one.extra_headers) for one in email_messages])


def fail_with_all(request: HttpRequest, token: str) -> HttpResponse:
    """A view that breaks with everything at hand."""
    text = ArticleText.objects.get()
    raise RuntimeError(text.text, Subscriber.objects.get().address, token, request.headers)


urlpatterns = [path("manage/<str:token>/", fail_with_all)]
handler500 = "config.errors.server_error"


@pytest.mark.django_db
@pytest.mark.parametrize("style", ["json", "console"])
def test_nothing_that_was_planted_is_in_any_line(
    client: Client, lines: Callable[[], list[dict[str, Any]]], style: str
) -> None:
    """A text, an address, tokens and a secret, through what works and what fails with them."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(LineFormatter(style=style))
    logging.getLogger().addHandler(handler)
    client.raise_request_exception = False
    text = ArticleTextFactory.create(text=f"“The {MARK} is full,” said Kari Nordmann.")
    reader = SubscriberFactory.create(address=f"{MARK}@mail.example", confirmed=True)
    delivery = DeliveryFactory.create(subscriber=reader)
    delivery.subscriptions.add(SubscriptionFactory.create(subscriber=reader, active=True))

    try:
        read_text(ReadingFactory.create(article_text=text).pk)
        with override_settings(EMAIL_BACKEND=f"{__name__}.RepeatingBackend"):
            deliver(delivery.pk)
        with override_settings(ROOT_URLCONF=__name__):
            broken = client.get(f"/manage/{MARK}/?t={MARK}", headers={"Authorization": MARK})
        for address in (f"/manage/{MARK}/", f"/subscribe/confirm/{MARK}", f"/api/v1/?q={MARK}"):
            client.get(address, headers={"Cookie": f"sessionid={MARK}"})
    finally:
        logging.getLogger().removeHandler(handler)

    told = {(line["logger"], line["event"]) for line in lines()}
    assert broken.status_code == 500
    assert {
        ("alerts.services.deliveries", "delivery could not be made"),
        ("django.request", "Internal Server Error: /manage/[token]/"),
    } <= told
    assert "RuntimeError: " in written.getvalue()
    assert MARK.lower() not in written.getvalue().lower()


def test_gunicorns_access_log_names_no_token_and_no_query(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOG_FORMAT", "json")
    path = tmp_path / "access.log"
    make_config: Any = Config  # gunicorn has no types
    make_logger: Any = RedactedLogger
    cfg = make_config()
    cfg.set("accesslog", str(path))
    log = make_logger(cfg)
    request = SimpleNamespace(
        headers=[("REFERER", f"https://x.example/manage/{MARK}/")],
        method="GET",
        uri=f"/manage/{MARK}/?t={MARK}",
        path=f"/manage/{MARK}/",
        query=f"t={MARK}",
        version=(1, 1),
    )
    environ = {
        "REMOTE_ADDR": "192.0.2.1",
        "REQUEST_METHOD": "GET",
        "RAW_URI": request.uri,
        "PATH_INFO": request.path,
        "QUERY_STRING": request.query,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": request.headers[0][1],
        "HTTP_AUTHORIZATION": f"Basic {MARK}",
    }
    response = SimpleNamespace(status="200 OK", sent=10, headers=[])

    log.access(response, request, environ, timedelta(milliseconds=5))

    line = json.loads(path.read_text())
    assert '"GET /manage/[token]/?[query] HTTP/1.1" 200 10' in line["event"]
    assert MARK not in path.read_text()
