"""Bundled feeds and pages on the way that every feed and page takes, without a network.

A feed's document is parsed and recorded like a polled one, its pages like those that staff give as
files, and the reader reads them in its own process.
"""

from collections.abc import Iterable
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commentary.enums import ReadingState
from config.carrying import read_newest
from config.sample.exceptions import SampleError
from config.sample.tables import SampleFeed, SamplePage
from sources.models import Article, ArticleText, Feed
from sources.services.adding import HTML, add_text
from sources.services.feeds import add_feed, pause_feed
from sources.services.outlets import describe_outlet
from sources.services.polling.drain import take_document

_DOCUMENTS = Path(__file__).parent / "documents"
_RSS = "application/rss+xml"


def take_feeds(feeds: Iterable[SampleFeed], pages: Iterable[SamplePage]) -> None:
    """Take in the feeds unless every page is known already."""
    wanted = {page.url for page in pages}
    if Article.objects.filter(url__in=wanted).count() < len(wanted):
        for feed in feeds:
            _take_feed(feed)


def _take_feed(sample: SampleFeed) -> None:
    with transaction.atomic():  # nobody sees it unpaused: its address is no real one
        feed = Feed.objects.filter(url=sample.url).first()
        if feed is None:
            feed = add_feed(url=sample.url, outlet_name=sample.outlet)
            describe_outlet(feed.outlet, time_zone=sample.time_zone, language=sample.language)
            pause_feed(
                feed_id=feed.pk,
                reason=_("Part of the sample: it came with the program and stands nowhere."),
            )
    take_document(feed.pk, _document(sample.file), content_type=_RSS)


def take_page(page: SamplePage) -> int:
    """Store and read what is missing of an article that a feed has named; returns how many texts
    are new. Raises SampleError.
    """
    article = Article.objects.filter(url=page.url).first()
    if article is None:
        raise SampleError(f"The sample's feeds do not name {page.url}.")
    stored = list(article.texts.order_by("revision"))
    missing = page.files[len(stored) :]
    for text in stored:
        _read(article, text)
    for file in missing:
        report = add_text(_document(file), content_type=HTML, url=page.url)
        article.refresh_from_db()
        assert report.text is not None  # noqa: S101 - add_text stored it or refused
        _read(article, report.text)
    return len(missing)


def _read(article: Article, text: ArticleText) -> None:
    carried = read_newest(article, text, began_at=timezone.now())
    if carried.state != ReadingState.DONE:
        raise SampleError(
            f"{article.url} of the sample was not read: {carried.reason or carried.state}"
        )


def _document(file: str) -> bytes:
    return (_DOCUMENTS / file).read_bytes()
