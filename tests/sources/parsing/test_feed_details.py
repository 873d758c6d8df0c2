"""What feeds say in their less usual ways, and what is left of broken ones."""

from datetime import UTC, datetime

import pytest

from sources.parsing.documents import ParsedFeed, ParsedItem
from sources.parsing.feeds import parse_feed

URL = "https://courier.example/news/feed"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">%s</feed>'
XHTML = "<div xmlns='http://www.w3.org/1999/xhtml'>"
RDF = (
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
    "xmlns='http://purl.org/rss/1.0/'>"
)
RSS = "<rss version='2.0'><channel>%s</channel></rss>"


def feed(document: str) -> ParsedFeed:
    return parse_feed(document.encode(), url=URL)


def item(document: str) -> ParsedItem:
    (only,) = feed(document).items
    return only


def test_content_that_is_no_text_is_no_summary() -> None:
    entry = "<entry><id>1</id><title>x</title><content type='image/png'>iVBORw0KGgo=</content>%s"
    page = "<content type='text/html' src='/pier'/></entry>"

    assert item(ATOM % (entry % "</entry>")).summary_text == ""
    assert item(ATOM % (entry % page)).link == "https://courier.example/pier"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<content>1 &lt; 2 &amp; 3</content>", "1 < 2 & 3"),
        ("<content type='html'>1 &amp;lt; 2 &lt;b&gt;bold&lt;/b&gt;</content>", "1 < 2 bold"),
        (
            f"<content type='xhtml'>{XHTML}1 &lt; <b>2</b></div></content>",
            "1 < 2",
        ),
        ("<summary>Short.</summary><content>Long.</content>", "Short."),
        ("<content type='text/html'><![CDATA[<p>One.</p>Two.]]></content>", "One. Two."),
    ],
)
def test_text_is_read_by_its_type(content: str, text: str) -> None:
    assert item(ATOM % f"<entry><id>1</id>{content}</entry>").summary_text == text


def test_addresses_are_absolute_by_the_base_that_holds() -> None:
    entry = "<entry xml:base='harbour/'><id>1</id><link href='pier'/></entry>"

    assert item(ATOM % entry).link == "https://courier.example/news/harbour/pier"
    based = "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://b.example/x/'>%s</feed>"
    assert item(based % entry).link == "https://b.example/x/harbour/pier"


def test_page_is_chosen_among_links() -> None:
    links = "".join(
        f"<link rel='{rel}' type='{kind}' href='/{name}'/>"
        for rel, kind, name in (
            ("self", "application/atom+xml", "entry"),
            ("alternate", "text/html", "pier"),
            ("alternate", "application/json", "pier.json"),
            ("enclosure", "audio/mpeg", "pier.mp3"),
            ("related", "text/html", "ferry"),
        )
    )
    assert item(ATOM % f"<entry><id>1</id>{links}</entry>").link == "https://courier.example/pier"


def test_authors_are_all_named_and_the_feeds_stands_in() -> None:
    of_feed = "<author><name>The desk</name></author>"
    two = "<author><name>Jo Berg</name></author><author><name>Ida Lund</name></author>"

    items = feed(
        ATOM % f"{of_feed}<entry><id>1</id>{two}</entry><entry><id>2</id></entry><entry/>"
    ).items

    assert [one.author for one in items] == ["Jo Berg, Ida Lund", "The desk"]


def test_item_says_its_own_language() -> None:
    assert (
        item(ATOM % "<entry xml:lang='no'><id>1</id><title>En pir</title></entry>").language
        == "no"
    )
    assert (
        item(RSS % "<item><title>x</title><dc:language>fr</dc:language></item>").language == "fr"
    )
    assert item(RSS % "<item><title>x</title></item>").language == ""


@pytest.mark.parametrize(
    ("guid", "is_link"),
    [
        ("<guid>https://courier.example/1</guid>", True),
        ("<guid isPermaLink='true'>https://courier.example/1</guid>", True),
        ("<guid isPermaLink='false'>https://courier.example/1?a&amp;b</guid>", False),
        ("<guid ispermalink=false><![CDATA[https://courier.example/1]]></guid>", False),
        ("<guid>courier-1</guid>", False),
    ],
)
def test_identifier_is_a_link_unless_that_is_denied(guid: str, is_link: bool) -> None:
    for order in (f"<link>/pier</link>{guid}", f"{guid}<link>/pier</link>"):
        one = item(RSS % f"<item>{order}</item>")
        assert (one.link, one.guid_is_link) == ("https://courier.example/pier", is_link)


def test_counter_of_clicks_gives_way_to_what_it_stands_for() -> None:
    one = item(
        RSS % "<item><link>https://clicks.example/~r/7</link>"
        "<feedburner:origLink>/pier</feedburner:origLink></item>"
    )
    assert one.link == "https://courier.example/pier"


def test_prefixes_that_nobody_declared_are_read() -> None:
    parsed = feed(
        RSS % "<item><title>A &lt; B</title><link>/p?a=1&b=2&amp;c=3</link><x:y z:a='1'/>"
        "<dc:creator>Jo Berg</dc:creator><content:encoded><![CDATA[<p>a:b</p>]]></content:encoded>"
        "<dc:date>2025-05-15T06:00:00Z</dc:date></item>"
    )

    at = datetime(2025, 5, 15, 6, tzinfo=UTC)
    link = "https://courier.example/p?a=1&b=2&c=3"
    assert parsed.items == (ParsedItem("", link, "A < B", "a:b", "Jo Berg", at, at),)
    assert parsed.is_well_formed


@pytest.mark.parametrize(
    ("document", "root"),
    [
        ("<rss version='2.0'><channel><title>C</title>%s", "item"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'><title>C</title>%s", "entry"),
        (
            RDF + "<channel><title>C</title></channel>%s",
            "item",
        ),
    ],
)
def test_document_that_was_cut_off_ends_after_its_last_whole_item(
    document: str, root: str
) -> None:
    link = "<link href='/%s'>/%s</link>"
    whole = f"<{root}><title>one</title>{link % ('pier', 'pier')}</{root}>"
    for cut_off in (f"<{root}><title>two</title><link>/fer", f"<{root}", "<!-- and"):
        parsed = feed(document % (whole + cut_off))

        assert (parsed.title, parsed.is_well_formed) == ("C", False)
        assert [one.link for one in parsed.items] == ["https://courier.example/pier"]
    assert feed(document % f"<{root}><title>tw").items == ()


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("&#X41;&#x42;", "AB"),
        ("a&#150;b&#x96;c", "a–b–c"),
        ("a&#8;b&#xD800;c", "abc"),
        ("&#38;amp; &#60;b&#62;", "&amp; <b>"),
        ("a&#xFFFFFF;b", "ab"),
    ],
)
def test_numbers_of_characters_are_read_as_browsers_do(markup: str, title: str) -> None:
    one = feed(ATOM % f"<entry><title>{markup}</title><id>1</id></entry>")
    assert (one.items[0].title.replace("\ufffd", ""), one.is_well_formed) == (title, True)
