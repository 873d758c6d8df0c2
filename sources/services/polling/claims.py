"""Taking due feeds to poll, and putting back those whose turn has not come."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, Min, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from sources.enums import FeedState
from sources.models import Feed, FeedFetch, HostTurn
from sources.scheduling.trust import AUDIT_EVERY, Asking, Credit, how_to_ask
from sources.services.polling.item_times import recent_item_times

# Longer than the wait for a turn, the requests, starting a parser, parsing and storing together.
LEASE = timedelta(minutes=5)
_LONGEST_REASON = 300
# Looked at for each feed taken: a host with many due feeds must not hide the others.
_LOOKED_AT = 8
# Where no gap is asked for, so many feeds of one host follow each other in one turn.
_IN_ONE_TURN = 20


@dataclass(slots=True)
class Claimed:
    """One feed that is ours to poll until `started_at` + LEASE.

    `url` is asked next (another than the feed's after redirects), `hops` the (status, address) of
    those before, `spent` the seconds that these took, `is_registered` as for
    common.http.client.Trust. `tries` counts how often its
    host was busy. `is_given`: nothing is asked, staff gave the document.
    """

    feed: Feed
    token: UUID
    started_at: datetime
    asking: Asking
    url: str
    is_registered: bool = True
    hops: list[tuple[int, str]] = field(default_factory=list)
    spent: float = 0.0
    not_before: datetime | None = None
    tries: int = 0
    is_given: bool = False


def claim_feeds(
    now: datetime, *, most: int, among: Collection[int] | None = None
) -> list[Claimed]:
    """Take up to `most` due feeds, longest waiting first, whose hosts are free now.

    `among`: only these, whatever their hosts do. One of each host while a gap is asked for.
    """
    if among is None:
        _wait_with_closed_hosts(now)
        picked = _pick(now, most)
    else:
        picked = list(among)
    return _take(now, picked) if picked else []


def next_turn_at(now: datetime) -> datetime | None:
    """When the first host with a due feed gives its next turn; None where nobody waits for one.

    Hosts that are being asked are left out: nobody knows how long that takes.
    """
    due = Feed.objects.filter(state=FeedState.ACTIVE, due_at__lte=now, host=OuterRef("host"))
    waited_for = HostTurn.objects.filter(
        Exists(due), Q(closed_until=None) | Q(closed_until__lte=now), token=None, free_at__gt=now
    )
    at: datetime | None = waited_for.aggregate(at=Min("free_at"))["at"]
    return at


def put_back(claims: Iterable[Claimed], *, until: datetime, reason: str = "") -> set[int]:
    """Their hosts are busy until then: not a try. Returns the feeds that were still ours."""
    also = {"due_reason": reason[:_LONGEST_REASON]} if reason else {}
    with transaction.atomic():
        ours = set(held(claims))
        Feed.objects.filter(pk__in=ours).update(
            due_at=until, lease_token=None, attempts=F("attempts") - 1, **also
        )
    return ours


def held(claims: Iterable[Claimed]) -> dict[int, Feed]:
    """Those of these feeds that are still ours, with their outlets, as they stand now; locked in
    one order. Call inside a transaction.
    """
    tokens = {one.feed.pk: one.token for one in claims}
    rows = (
        Feed.objects.select_for_update(of=("self",))
        .select_related("outlet")
        .filter(pk__in=tokens, lease_token__in=set(tokens.values()))
        .order_by("pk")
    )
    return {feed.pk: feed for feed in rows if feed.lease_token == tokens[feed.pk]}


def _wait_with_closed_hosts(now: datetime) -> None:
    """Due feeds of hosts that asked to be left alone are due when these may be asked again."""
    closed = HostTurn.objects.filter(closed_until__gt=now)
    if not closed.exists():
        return
    of_feed = HostTurn.objects.filter(host=OuterRef("host"), closed_until__gt=now)
    feeds = Feed.objects.filter(
        pk__in=list(Feed.objects.due(now).filter(Exists(of_feed)).values_list("pk", flat=True))
    )
    with transaction.atomic():
        mine = list(
            feeds.filter(due_at__lte=now)
            .select_for_update()
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        Feed.objects.filter(pk__in=mine).update(
            due_at=Subquery(of_feed.values("closed_until")[:1]),
            due_reason=_("Its host asked to be left alone until then."),
        )


def _pick(now: datetime, most: int) -> list[int]:
    busy = HostTurn.objects.filter(
        Q(free_at__gt=now) | Q(closed_until__gt=now), host=OuterRef("host")
    )
    due = Feed.objects.due(now).filter(~Exists(busy)).values_list("pk", "host")
    per_host = 1 if settings.FETCH_HOST_GAP else _IN_ONE_TURN
    picked: list[int] = []
    taken: dict[str, int] = {}
    for pk, host in due[: most * _LOOKED_AT]:
        taken[host] = taken.get(host, 0) + 1
        if taken[host] <= per_host:
            picked.append(pk)
        if len(picked) == most:
            break
    return picked


def _take(now: datetime, feed_ids: Collection[int]) -> list[Claimed]:
    token = uuid4()
    with transaction.atomic():
        feeds = list(
            Feed.objects.select_for_update(of=("self",))
            .select_related("outlet")
            .filter(pk__in=feed_ids, state=FeedState.ACTIVE, due_at__lte=now)
            .order_by("pk")
        )
        Feed.objects.filter(pk__in=[feed.pk for feed in feeds]).update(
            due_at=now + LEASE, lease_token=token, attempts=F("attempts") + 1
        )
    askings = _askings(now, feeds)
    order = {pk: at for at, pk in enumerate(feed_ids)}
    return [
        Claimed(feed, token, timezone.now(), askings[feed.pk], feed.url)
        for feed in sorted(feeds, key=lambda feed: order[feed.pk])
    ]


def _askings(now: datetime, feeds: Iterable[Feed]) -> dict[int, Asking]:
    """How each feed is asked: an audit needs a look at what the feed published."""
    silent = [feed for feed in feeds if _may_be_audited(feed, now)]
    audited = set(
        FeedFetch.objects.filter(
            feed__in=silent, is_audit=True, started_at__gt=now - AUDIT_EVERY
        ).values_list("feed_id", flat=True)
        if silent
        else ()
    )
    silent = [feed for feed in silent if feed.pk not in audited]
    times = recent_item_times([feed.pk for feed in silent])
    audits = {feed.pk for feed in silent}
    return {
        feed.pk: how_to_ask(
            now,
            Credit(
                item_times=times.get(feed.pk, ()),
                has_validators=bool(feed.etag or feed.last_modified),
                was_unchanged=feed.pk in audits,
                asked_in_full_at=None,
                distrusted_at=feed.validators_distrusted_at,
            ),
        )
        for feed in feeds
    }


def _may_be_audited(feed: Feed, now: datetime) -> bool:
    """Its latest answer was “not modified”, and for a day it gave none in full."""
    return (
        feed.last_success_at is not None
        and feed.full_answer_at is not None
        and feed.full_answer_at < feed.last_success_at
        and now - feed.full_answer_at >= AUDIT_EVERY
    )
