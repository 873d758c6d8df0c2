"""Claims as leases: a row is worked on by one worker at a time, and never forgotten."""

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from common.leases import claim, settle
from sources.models import Feed
from tests.factories import FeedFactory, OutletFactory

NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)
LEASE = timedelta(minutes=5)


def claim_now(feed: Feed) -> UUID | None:
    return claim(Feed, feed.pk, now=timezone.now(), lease=LEASE)


def state_of(feed: Feed) -> tuple[datetime | None, UUID | None, int]:
    feed.refresh_from_db()
    return feed.due_at, feed.lease_token, feed.attempts


@pytest.mark.django_db
def test_claim_moves_the_row_to_the_end_of_the_lease() -> None:
    feed = FeedFactory.create(due_at=NOON)

    token = claim(Feed, feed.pk, now=NOON, lease=LEASE)

    assert token is not None
    assert state_of(feed) == (NOON + LEASE, token, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("due_at", [NOON + timedelta(seconds=1), None])
def test_row_that_is_not_due_is_not_claimed(due_at: datetime | None) -> None:
    feed = FeedFactory.create(due_at=due_at)

    assert claim(Feed, feed.pk, now=NOON, lease=LEASE) is None
    assert state_of(feed) == (due_at, None, 0)


@pytest.mark.django_db
def test_claim_takes_only_what_also_fits() -> None:
    feed = FeedFactory.create(due_at=NOON, paused=True)

    assert claim(Feed, feed.pk, now=NOON, lease=LEASE, state="active") is None
    assert claim(Feed, feed.pk, now=NOON, lease=LEASE, state="paused") is not None


@pytest.mark.django_db
def test_claim_of_a_row_that_is_gone_is_none() -> None:
    assert claim(Feed, 999_999, now=NOON, lease=LEASE) is None


@pytest.mark.django_db
def test_claim_lapses_when_the_worker_dies() -> None:
    feed = FeedFactory.create(due_at=NOON)
    with time_machine.travel(NOON, tick=False) as clock:
        dead = claim_now(feed)
        clock.shift(LEASE - timedelta(seconds=1))
        too_early = claim_now(feed)
        clock.shift(1)
        next_worker = claim_now(feed)

    assert too_early is None
    assert next_worker not in {None, dead}
    assert state_of(feed) == (NOON + 2 * LEASE, next_worker, 2)


@pytest.mark.django_db
def test_settle_writes_the_outcome_and_gives_the_row_back() -> None:
    feed = FeedFactory.create(due_at=NOON)
    token = claim(Feed, feed.pk, now=NOON, lease=LEASE)
    assert token is not None

    written = settle(Feed, feed.pk, token=token, due_at=NOON + timedelta(hours=1), title="Polled")

    assert written is True
    assert state_of(feed) == (NOON + timedelta(hours=1), None, 1)
    assert feed.title == "Polled"


@pytest.mark.django_db
def test_late_outcome_finds_nothing_to_write_to() -> None:
    feed = FeedFactory.create(due_at=NOON, title="As it was")
    slow = claim(Feed, feed.pk, now=NOON, lease=LEASE)
    fast = claim(Feed, feed.pk, now=NOON + LEASE, lease=LEASE)
    assert slow is not None
    assert fast is not None
    before = state_of(feed)

    written = settle(Feed, feed.pk, token=slow, due_at=None, title="Too late")

    assert written is False
    assert (state_of(feed), feed.title) == (before, "As it was")
    assert settle(Feed, feed.pk, token=fast, due_at=None, title="In time") is True
    assert settle(Feed, feed.pk, token=fast, due_at=NOON, title="Twice") is False
    assert (state_of(feed), feed.title) == ((None, None, 2), "In time")


@pytest.mark.django_db
def test_outcome_of_a_stranger_is_not_written() -> None:
    feed = FeedFactory.create(due_at=NOON, title="As it was")
    claim(Feed, feed.pk, now=NOON, lease=LEASE)

    assert settle(Feed, feed.pk, token=uuid4(), title="Forged") is False
    feed.refresh_from_db()
    assert feed.title == "As it was"


@pytest.mark.django_db(transaction=True)
def test_eight_workers_take_fifty_rows_once_each() -> None:
    """Each worker tries every row, as if eight sweeps had sent the same fifty messages."""
    outlet = OutletFactory.create()
    rows = [feed.pk for feed in FeedFactory.create_batch(50, outlet=outlet, due_at=NOON)]

    done = _race(workers=8, rows=rows, now=NOON)

    assert Counter(done) == dict.fromkeys(rows, 1)
    assert not Feed.objects.exclude(attempts=1, due_at=None, lease_token=None).exists()


@pytest.mark.django_db(transaction=True)
def test_what_dead_workers_held_is_taken_once_each_when_the_lease_has_passed() -> None:
    outlet = OutletFactory.create()
    rows = [feed.pk for feed in FeedFactory.create_batch(50, outlet=outlet, due_at=NOON)]
    for pk in rows[::2]:
        claim(Feed, pk, now=NOON, lease=LEASE)

    at_once = _race(workers=8, rows=rows, now=NOON)
    later = _race(workers=8, rows=rows, now=NOON + LEASE)

    assert Counter(at_once) == dict.fromkeys(rows[1::2], 1)
    assert Counter(later) == dict.fromkeys(rows[::2], 1)
    assert not Feed.objects.due(NOON + timedelta(days=1)).exists()


def _race(*, workers: int, rows: list[int], now: datetime) -> list[int]:
    """Let `workers` threads, each from another row on, claim and settle; the rows settled."""
    start = threading.Barrier(workers)
    settled: list[int] = []
    failures: list[BaseException] = []

    def work(offset: int) -> None:
        try:
            start.wait(timeout=30)
            for pk in rows[offset:] + rows[:offset]:
                token = claim(Feed, pk, now=now, lease=LEASE)
                if token is not None and settle(Feed, pk, token=token, due_at=None):
                    settled.append(pk)
        except BaseException as error:
            failures.append(error)
            raise
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(3 * number,)) for number in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failures == []
    return settled
