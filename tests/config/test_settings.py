"""Settings that other parts rely on: database behaviour, routing, schedule."""

import os

import pytest
from celery import current_app
from django.conf import settings
from django.db import connection

from config import schedule

on_sqlite = pytest.mark.skipif(
    os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="about SQLite"
)


@on_sqlite
@pytest.mark.django_db
def test_sqlite_waits_for_writers_and_keeps_foreign_keys() -> None:
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }

    assert found == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 20_000}
    assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"] is False


def test_every_scheduled_and_woken_task_has_a_queue_that_is_consumed() -> None:
    names = set(schedule.SWEEPS) | {name for names in schedule.WAKES.values() for name in names}

    queues = {name: current_app.amqp.router.route({}, name)["queue"].name for name in names}

    assert queues == {
        "sources.poll_due_feeds": "poll",
        "sources.fetch_due_articles": "read",
        "commentary.read_due_texts": "read",
        "alerts.number_events": "deliver",
        "alerts.deliver_due": "deliver",
        "config.prune": "read",
    }
    assert set(queues.values()) == set(schedule.QUEUES)


def test_messages_of_the_sweeps_expire_with_their_period() -> None:
    assert {
        name: (entry["task"], entry["options"]["expires"])
        for name, entry in schedule.SWEEPS.items()
    } == {name: (name, entry["schedule"]) for name, entry in schedule.SWEEPS.items()}
