"""Documents that end the process reading them, twice."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import isolation
from common.isolation import IsolatedCrashError, IsolatedError, IsolatedTimeoutError
from sources.enums import ArticleState, FeedState
from sources.exceptions import ArticleRefusedError, QuarantinedError
from sources.models import Article, DeadlyDocument, Feed
from sources.services.adding import PLAIN, add_page, add_text
from sources.services.articles import fetch_article
from sources.services.feeds import add_feed, poll_soon
from sources.services.polling import asking
from sources.services.polling.drain import poll_feed
from sources.services.quarantine import read_safely
from tests.common.isolated_functions import read
from tests.factories.sources import DeadlyDocumentFactory
from tests.loopback import RSS, Item, Loopback, article_page, rss
from tests.sources.hanging import hang
from tests.sources.harbour import PLAN

pytestmark = pytest.mark.django_db

URL = "https://havneby.example/feed.xml"
MOMENT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SENTENCE = (
    "The document is in quarantine and is not read until it changes: it stopped the process "
    "reading it 2 times, last on 2026-03-02. Its process died (exit status -9)."
)


def read_body(body: bytes, *, url: str = URL, seconds: float = 20) -> str:
    return read_safely(read, body, url=url, seconds=seconds, megabytes=300)


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def test_document_that_ends_its_process_twice_is_not_read_again() -> None:
    with time_machine.travel(MOMENT, tick=False), pytest.raises(IsolatedCrashError):
        read_body(b"crash")
    with time_machine.travel(MOMENT + timedelta(hours=1), tick=False):
        with pytest.raises(QuarantinedError) as second:
            read_body(b"crash", url="https://other.example/copy.xml")
        with CaptureQueriesContext(connection) as queries, pytest.raises(QuarantinedError):
            read_body(b"crash")  # a third end would have been counted

    assert str(second.value) == SENTENCE
    assert len(queries) == 1
    assert list(DeadlyDocument.objects.values()) == [
        {
            "id": DeadlyDocument.objects.get().pk,
            "sha256": sha256(b"crash"),
            "url": URL,
            "kills": 2,
            "reason": "Its process died (exit status -9).",
            "first_at": MOMENT,
            "last_at": MOMENT + timedelta(hours=1),
        }
    ]


def test_changed_document_is_read_and_its_neighbours_are() -> None:
    DeadlyDocumentFactory.create(sha256=sha256(b"good"), kills=1)
    DeadlyDocumentFactory.create(sha256=sha256(b"crash"))

    assert (read_body(b"good"), read_body(b"crush")) == ("good", "crush")
    assert sorted(DeadlyDocument.objects.values_list("kills", flat=True)) == [1, 2]


def test_document_that_hangs_is_counted_and_one_that_is_refused_is_not() -> None:
    with pytest.raises(ValueError, match="no document"):
        read_body(b"refuse")
    with pytest.raises(IsolatedTimeoutError):
        read_body(b"hang", seconds=0.1)

    counted = DeadlyDocument.objects.values_list("sha256", "kills", "reason")
    assert list(counted) == [(sha256(b"hang"), 1, "It was not done within 0.1 seconds.")]


def test_process_that_does_not_start_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    isolation._POOL.close()
    monkeypatch.setattr(isolation, "START_SECONDS", 0.0)
    with pytest.raises(IsolatedError):
        read_body(b"good")

    assert not DeadlyDocument.objects.exists()


def poll_again(feed: Feed) -> Feed:
    poll_soon(feed_id=feed.pk, reason="Asked for by the test.")
    poll_feed(feed.pk)
    feed.refresh_from_db()
    return feed


def test_feed_whose_document_is_in_quarantine_lives_on(
    site: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [Item(site.url("/pier"), guid="hg-1")]
    url = site.put("/feed.xml", rss(items), content_type=RSS, ETag='"1"')
    feed = add_feed(url=url, outlet_name="Harbour Gazette")

    with monkeypatch.context() as hurried:
        hurried.setattr(asking, "parse_feed", hang)
        hurried.setattr(asking, "PARSE_SECONDS", 0.1)
        told = [poll_again(feed).last_error for _ in range(2)]
    told.append(poll_again(feed).last_error)

    assert told[:2] == ["The feed could not be read: It was not done within 0.1 seconds."] * 2
    assert told[2].startswith("The document is in quarantine and is not read until it changes")
    assert (feed.state, feed.failures_in_a_row) == (FeedState.ACTIVE, 3)
    assert DeadlyDocument.objects.get().kills == 2

    site.put("/feed.xml", rss([*items, Item(site.url("/lamp"), guid="hg-2")]), content_type=RSS)
    poll_again(feed)

    assert (feed.last_error, feed.failures_in_a_row) == ("", 0)
    assert Article.objects.count() == 2


def test_article_whose_page_is_in_quarantine_says_so_and_is_read_when_it_changes(
    site: Loopback,
) -> None:
    page = article_page(PLAN)
    DeadlyDocumentFactory.create(sha256=sha256(page.encode()))
    article_id = add_page(url=site.put("/pier", page))
    fetch_article(article_id)

    article = Article.objects.get()
    assert (article.state, article.due_at) == (ArticleState.FAILED, None)
    assert article.reason.startswith("The document is in quarantine")

    site.put("/pier", page + "\n")
    add_page(url=article.url)
    fetch_article(article_id)

    article.refresh_from_db()
    assert (article.state, article.reason) == (ArticleState.STORED, "")


def test_given_file_that_is_in_quarantine_is_refused() -> None:
    DeadlyDocumentFactory.create(sha256=sha256(b"The pier."))

    with pytest.raises(ArticleRefusedError, match="in quarantine"):
        add_text(b"The pier.", content_type=PLAIN)

    assert not Article.objects.exists()
