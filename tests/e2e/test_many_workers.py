"""Several workers and several beats on one database do nothing twice."""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from config import schedule
from tests.e2e import newsroom
from tests.loopback import RSS, Item, Loopback, article_page, rss
from tests.migrated import Migrated
from tests.processes import Stack, wait_until
from tests.sinks import Sink

pytestmark = [pytest.mark.processes, pytest.mark.enable_socket]

PATIENCE = 60.0
CELERY = (sys.executable, "-m", "celery", "--app", "config", "--quiet")
WORKER = (
    *(*CELERY, "worker", "--pool=threads", "--concurrency=4"),
    *("--without-gossip", "--without-mingle", f"--queues={','.join(schedule.QUEUES)}"),
)
SHIPS = ("trawlers", "tugs", "barges")
MATTERS = ("dues", "berths", "hours", "cranes")


@pytest.fixture
def stack(tmp_path: Path, migrated_database: Migrated) -> Iterator[Stack]:
    stack = Stack(
        tmp_path,
        migrated_database,
        environment={
            "DJANGO_SETTINGS_MODULE": "tests.e2e.hurried",
            "FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
            "WEBHOOK_ALLOWED_NETWORKS": "127.0.0.0/8",
            "FETCH_HOST_GAP": "0",
        },
    )
    try:
        yield stack
    finally:
        print(stack.output())  # noqa: T201 - pytest shows it when the test went wrong
        stack.close()


def publish(site: Loopback) -> tuple[list[str], list[str]]:
    """Put feeds and articles on the site; returns their paths."""
    feeds, pages = [], []
    yesterday = format_datetime(datetime.now(UTC) - timedelta(days=1))
    for ship in SHIPS:
        items = []
        for matter in MATTERS:
            path, title = f"/{ship}-{matter}.html", f"The {matter} of {ship}"
            words = (
                f"The port has to look at the {matter} of the {ship} again before the summer, "
                f"because nobody counted the {ship} when the {matter} were fixed."
            )
            paragraphs = [
                f"{title} were before the council of Havneby, which put off its decision on them.",
                f"“{words}” said {newsroom.EXPERT}, a professor at the Institute for Harbours.",
                f"The council meets on the {matter} again when the {ship} have come home.",
            ]
            site.put(path, article_page(paragraphs, title=title), seconds=0.05)
            items.append(Item(site.url(path), title, guid=path, published=yesterday))
            pages.append(path)
        path = f"/{ship}.xml"
        site.put(path, rss(items, title=f"News of {ship}"), content_type=RSS, seconds=0.05)
        feeds.append(path)
    return feeds, pages


def act(stack: Stack, call: str) -> str:
    """Let tests.e2e.acts do something in the stack's database; returns what it printed."""
    code = f"from tests.e2e import acts; acts.{call}"
    done = stack.manage("shell", "--no-imports", "-c", code, seconds=PATIENCE * 2)
    assert done.returncode == 0, done.stderr
    return done.stdout


def told(stack: Stack) -> dict[str, Any]:
    return dict(json.loads(act(stack, "tell()").splitlines()[-1]))


def test_two_workers_and_two_beats_do_nothing_twice(
    stack: Stack, site: Loopback, sink: Sink
) -> None:
    feeds, pages = publish(site)
    count = len(pages)
    stack.start()
    stack.launch_beside(*WORKER, "--hostname=second@%h")
    stack.launch_beside(*CELERY, "beat", "--pidfile=")
    act(stack, f"follow({newsroom.EXPERT!r}, {list(map(site.url, feeds))}, {sink.url()!r})")

    act(stack, f"accept_all({count}, {PATIENCE})")
    wait_until(lambda: len(sink.received) >= count, PATIENCE, "everything is told")
    time.sleep(3)  # both beats have asked three times more

    assert Counter(site.paths()) == Counter(["/robots.txt", *feeds, *pages])
    assert Counter(request.id for request in sink.received).most_common(1)[0][1] == 1
    assert len(sink.received) == count
    assert told(stack) == {
        "statements": count,
        "polls": [1] * len(feeds),
        "texts": [1] * count,
        "readings": [1] * count,
        "deliveries": [1] * count,
        "events": list(range(1, count + 1)),
    }
    running = [name for name in ("worker", "beat") for _pid in stack.named(name)]
    assert Counter(running) == Counter(worker=2, beat=2)
