"""Figures of polling and of articles for /metrics, counted in the rows.

No label holds an address, a name or a word of a text: outcomes and kinds only, of which there are
few. Every query looks at an index, at a small table, or at the newest rows of a large one.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Max, Model, Q, Sum
from prometheus_client.core import GaugeMetricFamily

from sources.enums import ArticleState, ErrorKind, Extractor, FetchOutcome, RevisionKind
from sources.health import DEADLY
from sources.models import (
    Article,
    ArticleText,
    DeadlyDocument,
    FeedFetch,
    FeedGap,
    HostTurn,
    Outage,
    Revision,
)

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
#: Of how many articles and texts the shares are told.
NEWEST = 10_000


def from_sources(now: datetime) -> Iterator[GaugeMetricFamily]:
    """Ten queries."""
    yield from _polls(now)
    yield _table(
        "stanceline_newest_articles",
        f"The newest {NEWEST} articles, by what became of the visit.",
        ("state", "obstacle"),
        _newest(Article, "state", "obstacle"),
        known=[(state, "") for state in ArticleState.values],
    )
    yield _table(
        "stanceline_newest_texts",
        f"The newest {NEWEST} texts, by who found them on the page.",
        ("extractor",),
        _newest(ArticleText, "extractor"),
        known=[(extractor,) for extractor in Extractor.values],
    )
    yield _table(
        "stanceline_revisions",
        "Changes of articles, each seen twice.",
        ("kind",),
        Revision.objects.order_by().values_list("kind").annotate(rows=Count("pk")),
        known=[(kind,) for kind in RevisionKind.values],
    )
    hosts = HostTurn.objects.aggregate(
        busy=Count("pk", filter=Q(token__isnull=False, free_at__gt=now)),
        closed=Count("pk", filter=Q(closed_until__gt=now)),
    )
    yield _table(
        "stanceline_hosts",
        "Hosts that are being asked something, and those that asked to be left alone.",
        ("state",),
        [("busy", hosts["busy"]), ("closed", hosts["closed"])],
    )
    is_out = Outage.objects.filter(ended_at__isnull=True).exists()
    yield _one("stanceline_outage", "1 while most hosts fail at once, which is ours.", int(is_out))
    deadly = DeadlyDocument.objects.filter(kills__gte=DEADLY).count()
    yield _one("stanceline_quarantined_documents", "Documents that are not read again.", deadly)


def _polls(now: datetime) -> Iterator[GaugeMetricFamily]:
    recent = FeedFetch.objects.filter(finished_at__gt=now - _HOUR).order_by()
    fine = [outcome for outcome in FetchOutcome.values if outcome != FetchOutcome.FAILED]
    yield _table(
        "stanceline_polls_last_hour",
        "Polls of the last hour.",
        ("outcome", "error_kind"),
        recent.values_list("outcome", "error_kind").annotate(rows=Count("pk")),
        known=[
            *((outcome, "") for outcome in fine),
            *((FetchOutcome.FAILED.value, kind) for kind in ErrorKind.values),
        ],
    )
    found = recent.aggregate(items=Sum("items_new"))["items"]
    yield _one("stanceline_new_items_last_hour", "New items of those polls.", found or 0)
    gaps = FeedGap.objects.filter(before__gt=now - _DAY).count()
    yield _one("stanceline_gaps_last_day", "Stretches of feeds that may have been missed.", gaps)


def _newest(model: type[Model], *columns: str) -> Iterable[tuple[object, ...]]:
    rows = model._default_manager.order_by()  # noqa: SLF001 - the documented name
    last = rows.aggregate(last=Max("pk"))["last"] or 0
    counted: Iterable[tuple[object, ...]] = (
        rows.filter(pk__gt=last - NEWEST).values_list(*columns).annotate(rows=Count("pk"))
    )
    return counted


def _table(
    name: str,
    documentation: str,
    labels: tuple[str, ...],
    rows: Iterable[tuple[object, ...]],
    *,
    known: Iterable[tuple[str, ...]] = (),
) -> GaugeMetricFamily:
    """`rows` end in their number; what is `known` and not among them is 0."""
    counted: dict[tuple[str, ...], int] = dict.fromkeys(known, 0)
    counted |= {tuple(str(one) for one in row[:-1]): int(str(row[-1])) for row in rows}
    gauge = GaugeMetricFamily(name, documentation, labels=labels)
    for values, number in counted.items():
        gauge.add_metric(values, number)
    return gauge


def _one(name: str, documentation: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, documentation, value=value)
