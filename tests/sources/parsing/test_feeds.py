import json
from datetime import UTC, datetime

import pytest

from sources.exceptions import NotAFeedError
from sources.parsing.documents import ParsedFeed, ParsedItem
from sources.parsing.feeds import parse_feed

URL = "https://courier.example/news/feed"
MAY = datetime(2025, 5, 15, 6, tzinfo=UTC)
NOTHING = ParsedItem("", "", "", "", "", None, None)


def rss(items: str, channel: str = "", prolog: str = "") -> bytes:
    return (
        f"{prolog}<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'"
        " xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"<channel>{channel}{items}</channel></rss>"
    ).encode()


def only_item(body: bytes, content_type: str = "") -> ParsedItem:
    (item,) = parse_feed(body, url=URL, content_type=content_type).items
    return item


def test_rss_gives_its_items_in_order() -> None:
    body = rss(
        "<item><title>A second pier</title><link>/pier?utm_source=rss</link>"
        "<guid isPermaLink='false'>vc-1</guid><dc:creator>Jo Berg</dc:creator>"
        "<pubDate>Thu, 15 May 2025 08:00:00 +0200</pubDate>"
        "<description>&lt;p&gt;Forty&amp;nbsp;million.&lt;/p&gt;&lt;p&gt;In spring.&lt;/p&gt;"
        "</description></item>"
        "<item><guid isPermaLink='false'>vc-2</guid></item><item/>",
        "<title>Vestvik Courier</title><link>https://courier.example</link>"
        "<language>en-GB</language><ttl>60</ttl><sy:updatePeriod>daily</sy:updatePeriod>"
        "<sy:updateFrequency>4</sy:updateFrequency>",
        '<?xml version="1.0"?>\n',
    )

    assert parse_feed(body, url=URL, content_type="text/xml") == ParsedFeed(
        title="Vestvik Courier",
        home="https://courier.example/",
        language="en-gb",
        ttl_minutes=360,
        items=(
            ParsedItem(
                guid="vc-1",
                link="https://courier.example/pier?utm_source=rss",
                title="A second pier",
                summary_text="Forty million. In spring.",
                author="Jo Berg",
                published_at=MAY,
                updated_at=None,
            ),
            ParsedItem("vc-2", "", "", "", "", None, None),
        ),
        kind="rss20",
    )


def test_atom_gives_its_items() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
      <title type="html">Vestvik &amp;amp; Umland</title><link href="https://courier.example/"/>
      <entry><id>tag:courier.example,2025:1</id><title type="text">1 &lt; 2 &lt;b&gt;</title>
        <link rel="enclosure" href="https://courier.example/a.mp3"/>
        <link rel="alternate" href="pier.html"/><author><name>Jo Berg</name></author>
        <published>2025-05-15T06:00:00Z</published><updated>2025-05-15T09:00:00+03:00</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p>
        </div></content></entry></feed>"""

    assert parse_feed(body, url=URL) == ParsedFeed(
        title="Vestvik & Umland",
        home="https://courier.example/",
        language="de",
        ttl_minutes=None,
        items=(
            ParsedItem(
                guid="tag:courier.example,2025:1",
                link="https://courier.example/news/pier.html",
                title="1 < 2 <b>",
                summary_text="One. Two.",
                author="Jo Berg",
                published_at=MAY,
                updated_at=MAY,
            ),
        ),
        kind="atom10",
    )


def test_rdf_date_is_the_day_of_publication() -> None:
    body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="x"><title>Courier</title></channel>
      <item rdf:about="https://courier.example/1"><title>Pier</title>
      <link>https://courier.example/1</link><dc:date>2025-05-15T06:00:00Z</dc:date></item>
      </rdf:RDF>"""
    feed = parse_feed(body, url=URL)
    assert (feed.kind, feed.items[0].published_at) == ("rss10", MAY)
    assert feed.items[0].guid == "https://courier.example/1"


def test_json_feed_gives_its_items() -> None:
    body = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Vestvik Courier",
            "home_page_url": "/",
            "language": "en",
            "items": [
                {
                    "id": 7,
                    "url": "pier",
                    "title": "A second\npier",
                    "content_html": "<p>Forty&nbsp;million.</p><script>x</script>",
                    "date_published": "2025-05-15T08:00:00+02:00",
                    "authors": [{"name": "Jo Berg"}, {"name": "Ida Lund"}, 3],
                },
                {"title": 5},
                "nothing",
            ],
        }
    )
    assert parse_feed(body.encode(), url=URL) == ParsedFeed(
        title="Vestvik Courier",
        home="https://courier.example/",
        language="en",
        ttl_minutes=None,
        items=(
            ParsedItem(
                guid="7",
                link="https://courier.example/news/pier",
                title="A second pier",
                summary_text="Forty million.",
                author="Jo Berg, Ida Lund",
                published_at=MAY,
                updated_at=None,
            ),
        ),
        kind="json11",
    )


def test_empty_feed_is_a_feed() -> None:
    assert parse_feed(rss(""), url=URL).items == ()


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "The answer is empty; this address gives no feed."),
        (b" \n\t", "The answer is empty; this address gives no feed."),
        (b"words", "The document is neither RSS, RDF, Atom nor JSON Feed."),
        (b"<!-- <rss> -->", "The document is neither RSS, RDF, Atom nor JSON Feed."),
        (b"<note><to>Ida</to></note>", "The document is neither RSS, RDF, Atom nor JSON Feed."),
        (
            b"\xef\xbb\xbf<!DOCTYPE html>\n<HTML><head></head></html>",
            "This is a web page, not a feed; give the address of its feed.",
        ),
        (
            b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>',
            "This is a site map, not a feed; give the address of its feed.",
        ),
        (b"{}", "The document is JSON, but not a JSON Feed."),
        (b"[1]", "The document is JSON, but not a JSON Feed."),
        (b'{"version"', "The document looks like JSON but cannot be read."),
        (b"[" * 100_000, "The document looks like JSON but cannot be read."),
        (b"<!DOCTYPE a [" * 50, "The document is neither RSS, RDF, Atom nor JSON Feed."),
    ],
)
def test_what_is_no_feed_is_told_in_one_sentence(body: bytes, sentence: str) -> None:
    with pytest.raises(NotAFeedError) as caught:
        parse_feed(body, url=URL)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("AT&amp;T", "AT&T"),
        ("AT&T & sons", "AT&T & sons"),
        ("Caf&eacute; &ndash; open", "Café – open"),
        ("&unknown; words", "&unknown; words"),
        ("It&#x27;s &#8220;safe&#8221;", "It's “safe”"),
        ("<![CDATA[A <b>bold</b> pier & more]]>", "A bold pier & more"),
        ("<![CDATA[Caf&eacute;]]>", "Café"),
        ("  two\n  lines ", "two lines"),
    ],
)
def test_title_is_one_line_of_text(markup: str, title: str) -> None:
    item = only_item(rss(f"<item><title>{markup}</title></item>"))
    assert item == ParsedItem("", "", title, "", "", None, None)


@pytest.mark.parametrize(
    ("link", "absolute"),
    [
        ("javascript:alert(1)", ""),
        ("mailto:a@courier.example", ""),
        ("https://me:secret@courier.example/", ""),
        ("//courier.example/a", "https://courier.example/a"),
        ("<![CDATA[https://courier.example/a?b=1&c=2]]>", "https://courier.example/a?b=1&c=2"),
        ("https://courier.example/a?b=1&c=2", "https://courier.example/a?b=1&c=2"),
    ],
)
def test_link_is_an_address_that_can_be_fetched(link: str, absolute: str) -> None:
    item = only_item(rss(f"<item><title>x</title><link>{link}</link></item>"))
    assert item.link == absolute


def test_guid_is_kept_as_printed_and_is_a_link_only_if_it_is_an_address() -> None:
    assert only_item(rss("<item><guid>7#a b</guid></item>")).link == ""
    assert only_item(rss("<item><guid>7#a b</guid></item>")).guid == "7#a b"
    item = only_item(rss("<item><guid>https://courier.example/a#1</guid></item>"))
    assert (item.guid, item.link) == ("https://courier.example/a#1", "https://courier.example/a")


@pytest.mark.parametrize(
    ("encoded", "content_type"),
    [
        ("“Zürich”".encode(), ""),
        ("“Zürich”".encode(), "text/xml; charset=iso-8859-1"),
        ("“Zürich”".encode("cp1252"), "text/xml; charset=ISO-8859-1"),
        ("“Zürich”".encode("cp1252"), ""),
    ],
)
def test_encoding_is_found_whatever_the_label(encoded: bytes, content_type: str) -> None:
    body = rss("<item><title>@</title></item>").replace(b"@", encoded)
    assert only_item(body, content_type).title == "“Zürich”"


@pytest.mark.parametrize(
    ("codec", "title"),
    [
        ("utf-8-sig", "港"),
        ("utf-16", "港"),
        ("utf-16-be", "港"),
        ("utf-32", "港"),
        ("shift_jis", "港"),
        ("euc-jp", "港"),
        ("iso-2022-jp", "港"),
        ("gb2312", "港"),
        ("euc-kr", "항구"),
        ("koi8-r", "Порт"),
    ],
)
def test_declared_encodings_are_read(codec: str, title: str) -> None:
    label = codec.removesuffix("-sig")
    prolog = f'<?xml version="1.0" encoding="{label}"?>'
    body = rss(f"<item><title>{title}</title></item>", prolog=prolog).decode().encode(codec)
    assert only_item(body).title == title


def test_stray_output_before_and_a_cut_end_leave_the_readable_part() -> None:
    body = b"<br />\n<b>Warning</b>: no cache in /srv on line 3\n" + rss(
        "<item><title>one</title></item><item><title>two</ti"
    )
    feed = parse_feed(body, url=URL)
    assert [item.title for item in feed.items][:1] == ["one"]
    assert not feed.is_well_formed


@pytest.mark.parametrize(
    "date", ["", "soon", "Thu, 99 May 2025 08:00:00 GMT", "99999-01-01T00:00:00Z", "0000-00-00"]
)
def test_wrong_date_is_none(date: str) -> None:
    item = only_item(rss(f"<item><title>x</title><pubDate>{date}</pubDate></item>"))
    assert item == ParsedItem("", "", "x", "", "", None, None)


def test_entity_definitions_are_never_used() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "' + "x" * 200_000 + '">'
        '<!ENTITY % p SYSTEM "file:///etc/hostname">%p;<!ENTITY q "]>">'
        + "".join(f'<!ENTITY b{n} "{"&a;" * 50}">' for n in range(20))
        + '<!ENTITY f SYSTEM "file:///etc/hostname"> <!-- "]> -->]>'
    )
    item = only_item(rss("<item><title>&b1;&f;</title></item>", prolog=bomb))
    assert item.title == "&b1;&f;"
