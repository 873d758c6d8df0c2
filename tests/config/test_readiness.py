"""/healthz is about this process; /readyz says of each part whether it does its work."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from config import readiness, schedule

FINE = {"ok": True, "detail": ""}
ALL_FINE = {
    "database": FINE,
    "migrations": FINE,
    "broker": FINE,
    "worker:poll": FINE,
    "worker:read": FINE,
    "worker:deliver": FINE,
}
EXCUSED = {
    "ok": True,
    "detail": "No sign yet; excused for three minutes after the start.",
}
SILENT = {
    "ok": False,
    "detail": "No sign for three minutes: beat, or every worker of this queue, is not running.",
}
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_sign_of_life() -> Iterator[None]:
    """No canary was seen, and none of what other tests left in the queues is taken for one."""
    cache.clear()
    with current_app.connection_for_read() as broker:
        for queue in schedule.QUEUES:
            broker.SimpleQueue(queue).clear()
    yield
    cache.clear()


def start_long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    started_at = time.monotonic() - readiness.GRACE_SECONDS - 1
    monkeypatch.setattr(readiness, "_started_at", started_at)


def send_canaries() -> None:
    """What beat does each minute, and a worker of each queue after it, in this process."""
    current_app.loader.import_default_modules()  # what a worker does when it starts
    for entry in schedule.CANARIES.values():
        current_app.send_task(entry["task"], args=entry["args"], **entry["options"])
    for queue in schedule.QUEUES:
        with current_app.connection_for_read() as broker:
            message = broker.SimpleQueue(queue).get_nowait()
            arguments, *_rest = message.payload
            current_app.tasks[message.headers["task"]].apply(args=arguments).get()
            message.ack()


def ask(client: Client) -> tuple[int, Any]:
    response = client.get("/readyz")
    assert response["Cache-Control"] == ("max-age=0, no-cache, no-store, must-revalidate, private")
    return response.status_code, response.json()


def test_healthz_answers_without_asking_anybody(client: Client) -> None:
    response = client.get("/healthz")  # a query would fail: this test has no database

    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_when_a_canary_came_through_every_queue(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_long_ago(monkeypatch)
    send_canaries()

    assert ask(client) == (200, {"status": "ready", "checks": ALL_FINE})


@pytest.mark.django_db
def test_a_canary_is_stale_after_three_minutes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_long_ago(monkeypatch)
    with time_machine.travel(NOW, tick=False):
        send_canaries()
    with time_machine.travel(NOW + timedelta(seconds=179), tick=False):
        before = ask(client)
    with time_machine.travel(NOW + timedelta(seconds=181), tick=False):
        after = ask(client)

    stale = {f"worker:{queue}": SILENT for queue in schedule.QUEUES}
    assert before == (200, {"status": "ready", "checks": ALL_FINE})
    assert after == (503, {"status": "not ready", "checks": {**ALL_FINE, **stale}})


@pytest.mark.django_db
def test_one_queue_without_a_worker_is_named(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_long_ago(monkeypatch)
    send_canaries()
    cache.delete("canary:read")

    checks = {**ALL_FINE, "worker:read": SILENT}
    assert ask(client) == (503, {"status": "not ready", "checks": checks})


@pytest.mark.django_db
def test_workers_are_excused_shortly_after_the_start(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "_started_at", time.monotonic())  # whenever this one did
    excused = {f"worker:{queue}": EXCUSED for queue in schedule.QUEUES}

    assert ask(client) == (200, {"status": "ready", "checks": {**ALL_FINE, **excused}})


@pytest.mark.django_db
def test_a_database_behind_the_code_is_not_ready(client: Client) -> None:
    send_canaries()
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")

    behind = {
        "ok": False,
        "detail": "1 migration is not applied; run `python manage.py migrate`.",
    }
    assert ask(client) == (
        503,
        {"status": "not ready", "checks": {**ALL_FINE, "migrations": behind}},
    )


def test_what_does_not_answer_is_named_without_its_address(tmp_path: Path) -> None:
    """A process of its own: its database file is none, and nobody listens at its broker."""
    (tmp_path / "hidden.sqlite3").write_text("this is no database " * 100)
    script = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "response = Client(headers={'host': 'localhost'}).get('/readyz')\n"
        "print(response.status_code, response.content.decode())"
    )

    ending = subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(tmp_path),
            "SECRET_KEY": "hidden",
            "DATABASE_URL": f"sqlite:///{tmp_path}/hidden.sqlite3",
            "REDIS_URL": "redis://:hidden@127.0.0.1:1/0",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    status, _, body = ending.stdout.splitlines()[-1].partition(" ")
    no_cache = "The cache, where workers note that they are alive, does not answer."
    assert (status, json.loads(body)) == (
        "503",
        {
            "status": "not ready",
            "checks": {
                "database": {"ok": False, "detail": "The database does not answer."},
                "migrations": {"ok": False, "detail": "The database could not be asked."},
                "broker": {"ok": False, "detail": "The broker does not answer."},
                **{
                    f"worker:{queue}": {"ok": False, "detail": no_cache}
                    for queue in schedule.QUEUES
                },
            },
        },
    )
    assert "hidden" not in ending.stdout + ending.stderr
