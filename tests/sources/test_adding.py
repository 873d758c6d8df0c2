"""Articles and feeds that staff give by hand."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from common import leases
from common.exceptions import DomainError
from sources.enums import ArticleState, TimeBasis
from sources.models import Article, Feed, Outlet
from sources.parsing.pages import parse_page
from sources.services.adding import HTML, PLAIN, add_page, add_text
from sources.services.articles import fetch_article
from sources.services.feeds import add_feed, find_feed, require_feed
from sources.services.recording import record_page
from tests.factories.sources import OutletFactory
from tests.loopback import Loopback, article_page
from tests.sources.harbour import OTHER, PLAN

pytestmark = pytest.mark.django_db

TEXT = "\n\n".join(PLAN)
FILE = TEXT.encode()
HTML_FILE = article_page(PLAN, title="A second pier", site_name="Harbour Gazette").encode()


def test_text_file_without_address_is_named_by_its_hash() -> None:
    report = add_text(FILE, content_type=PLAIN, outlet_name="Harbour Gazette")

    article = Article.objects.get()
    assert report.article_id == article.pk
    assert report.text is not None
    assert report.text.text == TEXT
    assert article.url == "urn:sha256:" + hashlib.sha256(FILE).hexdigest()
    assert (article.state, article.due_at, article.outlet.name) == (
        ArticleState.STORED,
        None,
        "Harbour Gazette",
    )
    assert (article.published_at, article.published_basis) == (None, TimeBasis.UNKNOWN)


def test_day_given_begins_at_midnight_where_the_outlet_is() -> None:
    OutletFactory.create(slug="havneby-courier", name="Havneby Courier", time_zone="Asia/Tokyo")

    add_text(
        FILE,
        content_type=PLAIN,
        outlet_name="Havneby Courier",
        published_on=date(2026, 3, 2),
    )

    assert Article.objects.values_list("published_at", "published_basis").get() == (
        datetime(2026, 3, 1, 15, tzinfo=UTC),
        TimeBasis.GIVEN,
    )


def test_same_file_again_is_the_same_article() -> None:
    first = add_text(FILE, content_type=PLAIN)

    second = add_text(FILE.replace(b"\n", b"\r\n"), content_type=PLAIN)

    assert (second.article_id, second.text, second.is_new_text) == (
        first.article_id,
        first.text,
        False,
    )


def test_other_text_at_the_same_address_is_a_revision() -> None:
    url = "https://havneby.example/pier"
    first = add_text(FILE, content_type=PLAIN, url=url)

    second = add_text(FILE + b"\n\nThe council meets in April.", content_type=PLAIN, url=url)

    assert second.article_id == first.article_id
    assert second.text is not None
    assert second.text.revision == 2


def test_html_file_gives_headline_and_outlet() -> None:
    add_text(HTML_FILE, content_type=HTML)

    article = Article.objects.get()
    assert (article.title, article.outlet.name) == ("A second pier", "Harbour Gazette")
    assert article.texts.get().text.split("\n\n") == list(PLAN)


@pytest.mark.parametrize(
    ("data", "content_type", "url", "sentence"),
    [
        (b" \n\n ", PLAIN, "", "The file has no text."),
        (b"<html><p>Hello.</p></html>", HTML, "", "No text of an article was found on the page."),
        (b"x" * 6_000_001, PLAIN, "", "The file is larger than 6000000 bytes."),
        (
            FILE,
            PLAIN,
            "ftp://havneby.example/",
            "The address must begin with http:// or https://.",
        ),
    ],
)
def test_what_is_no_article_is_refused_and_nothing_is_stored(
    data: bytes, content_type: str, url: str, sentence: str
) -> None:
    with pytest.raises(DomainError) as refused:
        add_text(data, content_type=content_type, url=url)

    assert str(refused.value) == sentence
    assert not Article.objects.exists()
    assert not Outlet.objects.exists()


def test_page_given_by_staff_is_fetched_with_their_day(site: Loopback) -> None:
    page = article_page(PLAN, published="2026-03-05T06:00:00+00:00", site_name="Harbour Gazette")
    pk = add_page(url=site.put("/pier", page) + "?utm_source=mail", published_on=date(2026, 3, 2))

    fetch_article(pk)

    article = Article.objects.get()
    assert (article.url, article.outlet.name) == (site.url("/pier"), "Harbour Gazette")
    assert (article.published_at, article.published_basis) == (
        datetime(2026, 3, 2, tzinfo=UTC),
        TimeBasis.GIVEN,
    )


def test_page_given_twice_is_visited_again_as_the_same_article(site: Loopback) -> None:
    url = site.put("/pier", article_page(PLAN))
    first = add_page(url=url)
    fetch_article(first)

    second = add_page(url=url, outlet_name="Somebody Else")
    report = fetch_article(second)

    assert second == first
    assert report is not None
    assert not report.is_new_text
    assert site.paths() == ["/robots.txt", "/pier", "/pier"]


def test_pages_of_one_unnamed_site_share_an_outlet(site: Loopback) -> None:
    for path, text in (("/pier", PLAN), ("/lamp", OTHER)):
        fetch_article(
            add_page(url=site.put(path, article_page(text, site_name="Harbour Gazette")))
        )

    assert Outlet.objects.values_list("name", flat=True).get() == "Harbour Gazette"


def test_outlet_may_be_named_while_a_page_of_it_is_on_its_way(site: Loopback) -> None:
    OutletFactory.create(name="Harbour Gazette", slug="harbour-gazette", home="")
    page = article_page(OTHER, site_name="Harbour Gazette on Sunday")
    first, second = (
        add_page(url=site.put(path, article_page(text, site_name="Harbour Gazette")))
        for path, text in (("/pier", PLAN), ("/lamp", OTHER))
    )
    token = leases.claim(Article, second, now=timezone.now(), lease=timedelta(minutes=5))
    assert token is not None
    under_way = Article.objects.select_related("outlet").get(pk=second)
    fetch_article(first)

    record_page(under_way, token, parse_page(page.encode(), url=site.url("/lamp")))

    assert {article.outlet.name for article in Article.objects.all()} == {"Harbour Gazette"}
    assert Outlet.objects.count() == 1


def test_file_for_an_address_that_waits_ends_the_waiting(site: Loopback) -> None:
    pk = add_page(url=site.url("/pier"))

    report = add_text(FILE, content_type=PLAIN, url=site.url("/pier"))

    article = Article.objects.get()
    assert (report.article_id, article.state, article.due_at) == (pk, ArticleState.STORED, None)


def test_page_of_a_text_that_came_as_a_file_gives_it_its_address(site: Loopback) -> None:
    outlet = "Harbour Gazette"
    filed = add_text(FILE, content_type=PLAIN, outlet_name=outlet)
    urn = Article.objects.get().url
    url = site.put("/pier", article_page(PLAN, published="2026-03-02T06:00:00+00:00"))

    report = fetch_article(add_page(url=url, outlet_name=outlet))

    assert report is not None
    assert report.article_id == filed.article_id
    assert list(Article.objects.order_by("pk").values_list("url", "state")) == [
        (url, ArticleState.STORED),
        (urn, ArticleState.NOT_AN_ARTICLE),
    ]
    assert add_text(FILE, content_type=PLAIN).article_id == filed.article_id
    assert add_page(url=url) == filed.article_id


def test_page_that_names_the_outlet_of_a_file_is_its_article(site: Loopback) -> None:
    page = article_page(PLAN).replace(
        "<title>", '<meta property="og:site_name" content="Harbour Gazette"><title>'
    )
    filed = add_text(FILE, content_type=PLAIN, outlet_name="Harbour Gazette")

    report = fetch_article(add_page(url=site.put("/pier", page)))

    assert report is not None
    assert report.article_id == filed.article_id
    assert Outlet.objects.get().name == "Harbour Gazette"


def test_file_of_a_text_that_stands_at_an_address_is_that_article(site: Loopback) -> None:
    outlet = "Harbour Gazette"
    pk = add_page(url=site.put("/pier", article_page(PLAN)), outlet_name=outlet)
    fetch_article(pk)

    report = add_text(FILE, content_type=PLAIN, outlet_name=outlet)

    assert (report.article_id, report.is_new_text) == (pk, False)
    assert Article.objects.get().url == site.url("/pier")


def test_file_given_again_with_its_address_learns_it() -> None:
    url = "https://havneby.example/pier"
    first = add_text(FILE, content_type=PLAIN, outlet_name="Harbour Gazette")

    second = add_text(FILE, content_type=PLAIN, outlet_name="Harbour Gazette", url=url)

    assert second.article_id == first.article_id
    assert Article.objects.get().url == url


def test_feed_added_twice_is_there_already() -> None:
    first = add_feed(url="https://Havneby.example:443/feed.xml", outlet_name="Harbour Gazette")

    second = add_feed(url="https://havneby.example/feed.xml", outlet_name="Somebody Else")

    assert second == first
    assert Outlet.objects.count() == Feed.objects.count() == 1
    assert first.due_at is not None


def test_feeds_of_one_named_outlet_share_it() -> None:
    for path in ("port", "town"):
        add_feed(url=f"https://havneby.example/{path}.xml", outlet_name=" harbour  gazette ")

    assert Outlet.objects.values_list("name", "slug").get() == (
        "harbour gazette",
        "harbour-gazette",
    )


def test_unnamed_feeds_have_outlets_of_their_own_until_they_are_read() -> None:
    for path in ("port", "town"):
        add_feed(url=f"https://www.havneby.example/{path}.xml")

    assert set(Outlet.objects.values_list("name", "slug")) == {
        ("havneby.example", "havneby-example"),
        ("havneby.example", "havneby-example-2"),
    }


@pytest.mark.parametrize(
    ("url", "outlet", "sentence"),
    [
        ("", "", "The address is empty."),
        ("havneby", "", "Write the whole address, beginning with http:// or https://."),
        (
            "https://havneby.example/" + "a" * 2000,
            "",
            "The address is longer than 2000 characters.",
        ),
        ("https://h.example/f", "a" * 201, "The name of an outlet has 1 to 200 characters."),
    ],
)
def test_bad_feed_is_refused_in_one_sentence(url: str, outlet: str, sentence: str) -> None:
    with pytest.raises(DomainError) as refused:
        add_feed(url=url, outlet_name=outlet)

    assert str(refused.value) == sentence
    assert not Feed.objects.exists()
    assert not Outlet.objects.exists()


def test_unknown_feed_is_named_with_the_next_step() -> None:
    assert find_feed("https://havneby.example/feed.xml") is None
    with pytest.raises(DomainError, match="register it with add_feed"):
        require_feed("https://havneby.example/feed.xml")
