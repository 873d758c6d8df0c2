"""What the services of sources do where it seldom comes to it."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from common.http.errors import BadUrlError
from sources.deciding import address_name
from sources.enums import ArticleState, TimeBasis
from sources.exceptions import BadOpmlError
from sources.models import Article, Feed
from sources.parsing.documents import ParsedPage
from sources.services.adding import PLAIN, add_text
from sources.services.aliases import known_articles
from sources.services.articles import _put_back, _record_failure
from sources.services.hosts import Busy
from sources.services.opml import import_opml
from sources.services.outlets import describe_outlet
from sources.services.polling.drain import take_document
from sources.services.recording import midnight, record_page
from sources.services.visits import Failure
from tests.factories import (
    PUBLISHED_AT,
    ArticleAliasFactory,
    ArticleFactory,
    FeedFactory,
    OutletFactory,
)
from tests.sources.harbour import PLAN

pytestmark = pytest.mark.django_db
PIER = "https://havneby.example/pier"
DOCUMENT = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour news</title>
<item><title>A second pier</title><link>%s</link></item>%s</channel></rss>"""


def give(feed_id: int, more: str = "") -> tuple[int, ...]:
    """The new articles of a feed's document with the pier in it."""
    report = take_document(
        feed_id, (DOCUMENT % (PIER, more)).encode(), content_type="application/rss+xml"
    )
    assert report is not None
    assert report.message == ""
    return report.article_ids


def page(canonical: str) -> ParsedPage:
    return ParsedPage(
        canonical_url=canonical, title="A second pier", text="\n\n".join(PLAN), is_article=True
    )


def test_outlet_that_has_articles_keeps_its_zone() -> None:
    outlet = ArticleFactory.create().outlet

    describe_outlet(outlet, time_zone="Asia/Tokyo", language="ja")

    outlet.refresh_from_db()
    assert (outlet.time_zone, outlet.language) == ("UTC", "en")


def test_outlet_without_articles_is_described() -> None:
    outlet = OutletFactory.create()

    describe_outlet(outlet, time_zone="Asia/Tokyo", language="ja")

    outlet.refresh_from_db()
    assert (outlet.time_zone, outlet.language) == ("Asia/Tokyo", "ja")


def test_day_of_an_outlet_in_a_zone_that_nobody_knows_begins_in_utc() -> None:
    outlet = OutletFactory.create(time_zone="Coast/Havneby")

    assert midnight(date(2025, 3, 3), outlet) == datetime(2025, 3, 3, tzinfo=UTC)


def test_article_that_a_given_document_names_again_stays_as_it_is() -> None:
    feed = FeedFactory.create()
    (article_id,) = give(feed.pk)
    Article.objects.filter(pk=article_id).update(state=ArticleState.FAILED, due_at=None)

    assert give(feed.pk, more="<item><title>No page</title></item>") == ()

    article = Article.objects.get()
    assert (article.pk, article.state, article.is_registered) == (
        article_id,
        ArticleState.FAILED,
        False,
    )


def test_article_whose_address_lost_its_name_is_not_made_twice() -> None:
    feed = FeedFactory.create()
    article = ArticleFactory.create(url=PIER)

    assert give(feed.pk) == ()

    assert Article.objects.get() == article
    assert known_articles([address_name(PIER)]) == {address_name(PIER): article.pk}


def test_page_takes_over_the_names_of_an_article_that_came_to_nothing() -> None:
    failed = ArticleFactory.create(state=ArticleState.FAILED, url="https://havneby.example/old")
    ArticleAliasFactory.create(article=failed, key=PIER)
    token = uuid4()
    article = ArticleFactory.create(owed=True, lease_token=token, outlet=failed.outlet)

    report = record_page(article, token, page(PIER))

    assert report is not None
    assert (report.article_id, report.state, report.is_new_text) == (
        article.pk,
        ArticleState.STORED,
        True,
    )
    assert known_articles([address_name(PIER)]) == {address_name(PIER): article.pk}
    failed.refresh_from_db()
    assert failed.state == ArticleState.FAILED


def test_day_that_was_given_with_a_file_stays_when_its_page_is_found() -> None:
    given = PUBLISHED_AT - timedelta(days=1)
    file = ArticleFactory.create(
        url="urn:sha256:11", published_at=given, published_basis=TimeBasis.GIVEN
    )
    ArticleAliasFactory.create(article=file, key=PIER)
    token = uuid4()
    article = ArticleFactory.create(owed=True, lease_token=token, outlet=file.outlet, url=PIER)

    report = record_page(article, token, page(PIER))

    assert report is not None
    assert report.article_id == file.pk
    file.refresh_from_db()
    article.refresh_from_db()
    assert (file.url, file.published_at, file.published_basis) == (PIER, given, TimeBasis.GIVEN)
    assert (article.url, article.state) == ("urn:sha256:11", ArticleState.NOT_AN_ARTICLE)


def test_visit_that_outlived_its_lease_writes_nothing() -> None:
    article = ArticleFactory.create(owed=True, lease_token=uuid4())
    later = PUBLISHED_AT + timedelta(hours=1)

    assert _put_back(article, uuid4(), Busy(later)) is None
    assert _record_failure(article, uuid4(), Failure("It is gone.", False)) is None

    article.refresh_from_db()
    assert (article.state, article.reason, article.due_at, article.attempts) == (
        ArticleState.OWED,
        "",
        PUBLISHED_AT,
        0,
    )


def test_file_at_an_address_that_is_too_long_is_refused() -> None:
    address = "https://havneby.example/" + "a" * 2000

    with pytest.raises(BadUrlError) as error:
        add_text("\n\n".join(PLAN).encode(), content_type=PLAIN, url=address)

    assert str(error.value) == "The address is longer than 2000 characters."
    assert Article.objects.count() == 0


def test_list_of_too_many_entries_is_refused_whole() -> None:
    feed = f'<outline xmlUrl="{PIER}.xml"/>'
    document = f'<opml version="2.0"><body>{feed}{"<outline/>" * 10_000}</body></opml>'

    with pytest.raises(BadOpmlError) as error:
        import_opml(document.encode())

    assert str(error.value) == "The list has more than 10000 entries."
    assert Feed.objects.count() == 0
