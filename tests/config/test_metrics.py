"""What Prometheus reads: what is owed, counted in the rows, and only for whom it concerns."""

import os
import re
import runpy
import time
from collections.abc import Callable
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config import canaries, schedule
from sources.enums import ArticleState, ErrorKind, Extractor, RevisionKind
from tests.factories import (
    ArticleFactory,
    ArticleTextFactory,
    DeadlyDocumentFactory,
    DeliveryFactory,
    FeedFactory,
    FeedFetchFactory,
    FeedGapFactory,
    HostTurnFactory,
    OutageFactory,
    PassageFactory,
    ReadingFactory,
    RecordFactory,
    RevisionFactory,
)

pytestmark = pytest.mark.django_db
AT = "/metrics"


def figures(client: Client) -> dict[str, float]:
    """Our own metrics: `name{labels}` and the value."""
    text = client.get(AT).content.decode()
    found = re.findall(r"^(stanceline_\S+) (\S+)$", text, re.MULTILINE)
    return {name: float(value) for name, value in found}


@pytest.fixture(autouse=True)
def no_canaries() -> None:
    cache.clear()


def test_figures_are_counted_in_the_rows(client: Client) -> None:
    now = timezone.now()
    ago: Callable[[int], object] = lambda minutes: now - timedelta(minutes=minutes)  # noqa: E731 - short
    FeedFactory.create(due_at=ago(30))
    FeedFactory.create(due_at=ago(-30), failures_in_a_row=2)
    FeedFactory.create(due_at=ago(90), paused=True)
    ReadingFactory.create(due_at=ago(1))
    DeliveryFactory.create(confirmation=True, due_at=ago(60))
    waiting = PassageFactory.create()
    RecordFactory.create()
    canaries.note("poll")

    told = figures(client)

    assert {name: told[name] for name in told if 'kind="feed"' in name} == {
        'stanceline_owed{kind="feed"}': 2,
        'stanceline_due{kind="feed"}': 1,
        'stanceline_overdue{kind="feed"}': 1,
        'stanceline_oldest_due_seconds{kind="feed"}': pytest.approx(1800, abs=60),
        'stanceline_failed{kind="feed"}': 1,
    }
    assert told['stanceline_overdue{kind="reading"}'] == 0
    assert told['stanceline_due{kind="reading"}'] == 1
    assert told['stanceline_oldest_due_seconds{kind="delivery"}'] == pytest.approx(3600, abs=60)
    assert told['stanceline_waiting{step="number"}'] == 1
    assert told['stanceline_waiting{step="review"}'] == 1, waiting
    assert told['stanceline_queue_alive{queue="poll"}'] == 1
    assert told['stanceline_queue_alive{queue="read"}'] == 0
    assert 0 <= told['stanceline_canary_age_seconds{queue="poll"}'] < 60
    assert 'stanceline_canary_age_seconds{queue="read"}' not in told
    assert told['stanceline_scrape_ok{source="database"}'] == 1


def test_an_empty_installation_owes_nothing(client: Client) -> None:
    told = figures(client)

    zero = {name for name, value in told.items() if not value}
    assert set(told) - zero == {
        'stanceline_scrape_ok{source="database"}',
        'stanceline_scrape_ok{source="canaries"}',
    }
    kinds = [ErrorKind, ArticleState, Extractor, RevisionKind]
    ours = 2 + sum(len(one) for one in kinds) + 2 + 4
    assert len(zero) == 4 * 4 + 4 + 2 + len(schedule.QUEUES) + ours


def test_a_scrape_costs_the_same_however_much_is_owed(client: Client) -> None:
    costs = []
    for more in (1, 3):
        ArticleFactory.create_batch(more, owed=True)
        with CaptureQueriesContext(connection) as queries:
            figures(client)
        costs.append(len(queries))

    assert costs == [21, 21]


def test_polls_articles_and_hosts_are_counted_by_kind(client: Client) -> None:
    now = timezone.now()
    feed = FeedFactory.create()
    for minutes, facts in (
        (5, {"items_new": 3}),
        (9, {"items_new": 2}),
        (20, {"outcome": "failed", "error_kind": "timed_out", "items_new": 0}),
        (70, {"items_new": 100}),
    ):
        FeedFetchFactory.create(feed=feed, started_at=now - timedelta(minutes=minutes), **facts)
    FeedGapFactory.create(feed=feed, after=now - timedelta(hours=9))
    FeedGapFactory.create(feed=feed)
    article = ArticleFactory.create(state="failed", obstacle="paywall", reason="Pay.")
    text = ArticleTextFactory.create(article=ArticleFactory.create(), extractor="second")
    RevisionFactory.create(before=text, after=text, kind="headline")
    HostTurnFactory.create(token=uuid4(), free_at=now + timedelta(seconds=20))
    HostTurnFactory.create(token=uuid4(), free_at=now - timedelta(seconds=20))
    HostTurnFactory.create(closed_until=now + timedelta(days=1))
    OutageFactory.create(lasting=True)
    DeadlyDocumentFactory.create(kills=2)
    DeadlyDocumentFactory.create(kills=1)

    told = {name: value for name, value in figures(client).items() if value}

    assert {
        'stanceline_polls_last_hour{error_kind="",outcome="new_content"}': 2,
        'stanceline_polls_last_hour{error_kind="timed_out",outcome="failed"}': 1,
        "stanceline_new_items_last_hour": 5,
        "stanceline_gaps_last_day": 1,
        'stanceline_newest_articles{obstacle="paywall",state="failed"}': 1,
        'stanceline_newest_articles{obstacle="",state="stored"}': 1,
        'stanceline_newest_texts{extractor="second"}': 1,
        'stanceline_revisions{kind="headline"}': 1,
        'stanceline_hosts{state="busy"}': 1,
        'stanceline_hosts{state="closed"}': 1,
        "stanceline_outage": 1,
        "stanceline_quarantined_documents": 1,
    }.items() <= told.items()
    assert article.title not in client.get(AT).content.decode()


def test_requests_are_counted_by_view(client: Client) -> None:
    client.get("/healthz")
    counted = (
        r'django_http_requests_total_by_view_transport_method_total\{[^}]*view="healthz"\} (\S+)'
    )

    before = re.search(counted, client.get(AT).content.decode())
    client.get("/healthz")
    after = re.search(counted, client.get(AT).content.decode())

    assert before is not None
    assert after is not None
    assert float(after[1]) - float(before[1]) == 1


@pytest.mark.parametrize(
    ("peer", "headers", "proxies", "status"),
    [
        ("127.0.0.1", {}, [], 200),
        ("::1", {}, [], 200),
        ("10.1.2.3", {}, [], 200),
        ("192.0.2.1", {}, [], 404),
        ("", {}, [], 404),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.1"}, [], 404),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.1"}, ["127.0.0.1/32"], 404),
        ("127.0.0.1", {"X-Forwarded-For": "10.1.2.3"}, ["127.0.0.1/32"], 200),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, [], 404),
        ("127.0.0.1", {"Forwarded": "for=192.0.2.1"}, [], 404),
    ],
)
def test_only_the_machine_and_named_networks_may_read(
    client: Client, peer: str, headers: dict[str, str], proxies: list[str], status: int
) -> None:
    with override_settings(
        METRICS_ALLOWED_NETWORKS=[ip_network("10.0.0.0/8")],
        TRUSTED_PROXIES=[ip_network(proxy) for proxy in proxies],
    ):
        answer = client.get(AT, REMOTE_ADDR=peer, headers=headers)

    assert answer.status_code == status


def test_a_sign_of_life_says_when_it_came() -> None:
    before = time.time()

    canaries.note("deliver")

    assert before <= canaries.last_signs()["deliver"] <= time.time()
    assert canaries.silent_queues() == [one for one in schedule.QUEUES if one != "deliver"]


@pytest.mark.parametrize(("processes", "shares"), [("", False), ("1", False), ("2", True)])
def test_processes_of_one_gunicorn_share_their_counts(
    monkeypatch: pytest.MonkeyPatch, processes: str, shares: bool
) -> None:
    monkeypatch.setenv("WEB_CONCURRENCY", processes)
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)

    conf = runpy.run_path(str(settings.BASE_DIR / "gunicorn.conf.py"))
    made = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")
    was_there = Path(made).is_dir() if made else False
    conf["on_exit"](None)
    os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)  # set by the file, not by the fixture

    assert (bool(made), was_there) == (shares, shares)
    assert not made or not Path(made).exists()
