"""Documents that are allowed but rare, and broken ones of which something can be read."""

import json

import pytest
from lxml import etree

from sources.exceptions import NotAFeedError
from sources.parsing.documents import ParsedItem, ParsedPage
from sources.parsing.feeds import parse_feed
from sources.parsing.pages import parse_page
from sources.parsing.paragraphs import Paragraphs, read_paragraphs

FEED_URL = "https://courier.example/news/feed"
PAGE_URL = "https://courier.example/news/pier"
TEXT = (
    "The council of Vestvik voted on Tuesday to build a second pier, after three winters in "
    "which the ferry could not land for days at a time, and the island went without bread. "
    "Work is to begin in spring, once the ice is gone, and should end before the autumn storms."
)


def items(body: str, content_type: str = "") -> tuple[ParsedItem, ...]:
    return parse_feed(body.encode(), url=FEED_URL, content_type=content_type).items


def page(body: str, head: str = "") -> ParsedPage:
    markup = f"<!doctype html><html><head>{head}</head><body><main>{body}</main></body></html>"
    return parse_page(markup.encode(), url=PAGE_URL, content_type="text/html")


def blocks(markup: str) -> Paragraphs:
    return read_paragraphs(etree.fromstring(f"<body>{markup}</body>"), set())


def atom(entry: str) -> str:
    return (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Courier</title>"
        f"<entry><id>tag:1</id>{entry}</entry></feed>"
    )


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param("<!-- ]> -->", id="comment"),
        pytest.param("<?note ]> ?>", id="instruction"),
        pytest.param('<!ENTITY pier "]>">', id="quoted value"),
    ],
)
def test_doctype_ends_behind_what_it_holds(inside: str) -> None:
    body = f"<!DOCTYPE rss [{inside}]><rss version='2.0'><channel><item><title>Pier</title>"
    assert [item.title for item in items(f"{body}</item></channel></rss>")] == ["Pier"]


@pytest.mark.parametrize("inside", ["<!-- no end", "<?note", '<!ENTITY pier "no end', "["])
def test_doctype_without_an_end_hides_the_document(inside: str) -> None:
    with pytest.raises(NotAFeedError) as raised:
        items(f"<!DOCTYPE rss [{inside}<rss version='2.0'><channel></channel></rss>")
    assert str(raised.value) == "The document is neither RSS, RDF, Atom nor JSON Feed."


def test_xml_that_only_begins_like_a_feed_is_none() -> None:
    with pytest.raises(NotAFeedError) as raised:
        items("<channel><title>Pier</title></channel>")
    assert str(raised.value) == "The document is XML, but neither RSS, RDF nor Atom."


@pytest.mark.parametrize(
    ("entry", "summary"),
    [
        pytest.param("<summary/><content>Forty million.</content>", "Forty million.", id="one"),
        pytest.param(
            "<summary/><content/><content type='html'>&lt;p&gt;In spring.&lt;/p&gt;</content>",
            "In spring.",
            id="the first is empty",
        ),
        pytest.param("<summary/><content/>", "", id="empty"),
    ],
)
def test_content_stands_in_for_an_empty_summary(entry: str, summary: str) -> None:
    assert [item.summary_text for item in items(atom(entry))] == [summary]


def test_json_feed_with_a_summary_and_a_date_that_is_none() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1",
        "items": [{"id": "1", "summary": "Forty\nmillion.", "date_published": "in spring"}],
    }
    assert items(json.dumps(feed)) == (ParsedItem("1", "", "", "Forty million.", "", None, None),)


@pytest.mark.parametrize("label", ["vestvik-8", "utf-16", "base64"])
def test_label_that_cannot_be_true_is_passed_over(label: str) -> None:
    body = "<rss version='2.0'><channel><item><title>Fähre</title></item></channel></rss>"
    feed = parse_feed(
        body.encode("cp1252"), url=FEED_URL, content_type=f"text/xml; charset={label}"
    )
    assert [item.title for item in feed.items] == ["Fähre"]


def linked(*data: object) -> str:
    return "".join(
        f"<script type='application/ld+json'>{one if isinstance(one, str) else json.dumps(one)}"
        "</script>"
        for one in data
    )


ARTICLE = {"@type": "NewsArticle", "headline": "A second pier", "author": {"name": "Jo Berg"}}


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(linked("{ broken", ARTICLE), id="behind a broken one"),
        pytest.param(linked({"@type": "WebSite"}, ARTICLE), id="behind another thing"),
        pytest.param(linked([3, "pier", ARTICLE]), id="in a list with other values"),
    ],
)
def test_article_is_found_among_the_linked_data(head: str) -> None:
    parsed = page(f"<article><p>{TEXT}</p></article>", head)
    assert (parsed.title, parsed.author, parsed.is_article) == ("A second pier", "Jo Berg", True)


def test_headline_is_the_first_heading_with_words_without_what_the_title_adds() -> None:
    parsed = page(
        f"<h1> </h1><article><h1>A second pier for Vestvik</h1><p>{TEXT}</p></article>",
        "<title>A second pier for Vestvik, at last</title>",
    )
    assert (parsed.title, parsed.text) == ("A second pier for Vestvik", TEXT)


def test_long_text_that_asks_for_a_login_is_no_article() -> None:
    more = (
        "The islanders had asked for it since the first of those winters, and the council of the "
        "mainland, which pays for the ferry, agreed to bear a third of what the pier will cost."
    )
    parsed = page(
        f"<article><p>{TEXT}</p><p>{more}</p><p>Subscribe to continue reading.</p></article>"
    )
    assert (parsed.is_article, parsed.reason) == (
        False,
        "The page asks for a login or a subscription instead of showing the article.",
    )


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        pytest.param("Fog<p>Ice</p>Wind", "Fog\n\nIce\n\nWind", id="loose text"),
        pytest.param("<p>Fog<graphic/> and ice</p>", "Fog and ice", id="picture"),
        pytest.param("<p>Fog<lb/>Ice</p>", "Fog\nIce", id="line break"),
        pytest.param("<p>Fog<lb/><lb/>Ice</p>", "Fog\n\nIce", id="two line breaks"),
        pytest.param(
            "<table><row><cell>Fog</cell><cell>9</cell></row><row><cell>Ice</cell></row></table>",
            "Fog 9\n\nIce",
            id="table",
        ),
        pytest.param("<p>Fog</p><p>* * *</p><p>Ice</p>", "Fog\n\nIce", id="asterisks"),
    ],
)
def test_blocks_become_paragraphs(markup: str, text: str) -> None:
    assert blocks(markup) == Paragraphs(text, ())
