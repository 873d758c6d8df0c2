"""Figures for Prometheus at /metrics: what is owed, counted in the rows at each scrape, and what
this gunicorn has served.

What is owed is the same whichever process answers. What was served is counted in each process;
with more than one gunicorn.conf.py has them share files (prometheus_client's multiprocess mode),
so that a scrape sees all of them.
"""

import os
import time
from collections.abc import Iterator
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import Error
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from redis.exceptions import RedisError

from alerts.enums import DeliveryState
from alerts.models import Delivery
from commentary.enums import PassageState, ReadingState
from commentary.models import Passage, Reading, Record
from common.http.networks import is_within
from config import canaries, schedule
from config.feed_metrics import from_sources
from config.owed import count_owed, rows_owed
from sources.enums import ArticleState, FeedState
from sources.models import Article, Feed

_LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


class OwedCollector(Collector):
    """Everything that a sweep would find, and everything that failed for good."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        answered = GaugeMetricFamily(
            "stanceline_scrape_ok", "1 when the source could be asked.", labels=["source"]
        )
        for source, ask, refusals in (
            ("database", _from_rows, (Error, OSError)),
            ("canaries", _from_canaries, (RedisError, OSError)),
        ):
            try:
                found = list(ask())
            except refusals:
                found = []
                answered.add_metric([source], 0)
            else:
                answered.add_metric([source], 1)
            yield from found
        yield answered


def _from_rows() -> Iterator[GaugeMetricFamily]:
    now = timezone.now()
    owed = _gauge("stanceline_owed", "Rows that some worker will work on.", "kind")
    due = _gauge("stanceline_due", "Those of them that are due now.", "kind")
    overdue = _gauge("stanceline_overdue", "Those that have been due for 15 minutes.", "kind")
    oldest = _gauge("stanceline_oldest_due_seconds", "How long the oldest has been due.", "kind")
    for kind, rows in rows_owed().items():
        told = count_owed(rows, now)
        owed.add_metric([kind], told.total)
        due.add_metric([kind], told.due)
        overdue.add_metric([kind], told.overdue)
        since = told.due_since
        oldest.add_metric([kind], (now - since).total_seconds() if since else 0)
    yield from (owed, due, overdue, oldest)

    failed = _gauge("stanceline_failed", "Rows that were given up, or fail at present.", "kind")
    failing = Q(state=FeedState.ACTIVE, failures_in_a_row__gt=0)
    failed.add_metric(["feed"], Feed.objects.filter(failing).count())
    failed.add_metric(["article"], Article.objects.filter(state=ArticleState.FAILED).count())
    failed.add_metric(["reading"], Reading.objects.filter(state=ReadingState.FAILED).count())
    failed.add_metric(["delivery"], Delivery.objects.filter(state=DeliveryState.FAILED).count())
    yield failed

    waiting = _gauge("stanceline_waiting", "Rows that wait for a step that comes next.", "step")
    waiting.add_metric(["number"], Record.objects.filter(numbered_at__isnull=True).count())
    waiting.add_metric(["review"], Passage.objects.filter(state=PassageState.AWAITING).count())
    yield waiting
    yield from from_sources(now)


def _from_canaries() -> Iterator[GaugeMetricFamily]:
    came = canaries.last_signs()
    alive = _gauge("stanceline_queue_alive", "1 when a canary came within 3 minutes.", "queue")
    age = _gauge("stanceline_canary_age_seconds", "Since the last canary of a queue.", "queue")
    for queue in schedule.QUEUES:
        alive.add_metric([queue], 1 if queue in came else 0)
        if queue in came:
            age.add_metric([queue], max(0.0, time.time() - came[queue]))
    yield from (alive, age)


def _gauge(name: str, documentation: str, label: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, documentation, labels=[label])


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' text format, for METRICS_ALLOWED_NETWORKS and the machine itself; 404 for
    everybody else.
    """
    if not _may_read(request):
        raise Http404
    owed = CollectorRegistry()
    owed.register(OwedCollector())
    served = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        served = CollectorRegistry()
        MultiProcessCollector(served)  # type: ignore[no-untyped-call]  # it has no types
    return HttpResponse(
        generate_latest(owed) + generate_latest(served), content_type=CONTENT_TYPE_LATEST
    )


def _may_read(request: HttpRequest) -> bool:
    try:
        reader = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    if not settings.TRUSTED_PROXIES and (
        "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    ):
        return False  # a proxy on this machine that nobody named: its readers are not the machine
    return is_within(reader, [*_LOOPBACK, *settings.METRICS_ALLOWED_NETWORKS])
