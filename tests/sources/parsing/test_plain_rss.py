"""What is read without feedparser says what feedparser would have said."""

from html import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sources.exceptions import NotAFeedError
from sources.parsing.documents import ParsedFeed
from sources.parsing.feeds import parse_feed
from sources.parsing.mending import mend
from sources.parsing.plain_rss import read_plain

NAMESPACES = (
    ' xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:media="http://search.yahoo.com/mrss/"'
    ' xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
    ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    ' xmlns:harbour="urn:harbour:board"'
)
PIER = "<item><title>A second pier</title><link>https://courier.example/pier</link></item>"
AS_PRINTED = (
    "<title>Vestvik Courier</title><link>https://courier.example</link><language>nb</language>"
    '<atom:link rel="self" type="application/rss+xml" href="https://courier.example/feed"/>'
    "<description>News</description><ttl>30</ttl><sy:updatePeriod>daily</sy:updatePeriod>"
    '<site xmlns="com-wordpress:feed-additions:1">9</site>'
    "<image><url>https://courier.example/a.png</url><title>Courier</title><link>/</link></image>"
    "<item><title>5 &lt; 6 in the <![CDATA[harbour]]></title><dc:creator>Jo Berg</dc:creator>"
    "<pubDate>Thu, 15 May 2025 08:00:00 +0200</pubDate><guid>https://courier.example/1</guid>"
    '<post-id xmlns="com-wordpress:feed-additions:1">7</post-id>'
    '<category domain="x">harbour</category><slash:comments>4</slash:comments>'
    '<media:group><media:thumbnail url="https://courier.example/t.png"/></media:group>'
    "<description>&lt;p&gt;Forty&amp;nbsp;million.&lt;/p&gt;</description>"
    "<content:encoded><![CDATA[<p>Forty <b>million</b></p>]]></content:encoded></item>"
)


def document(channel: str, root: str = 'version="2.0"') -> str:
    return f"<rss {root}{NAMESPACES}><channel>{channel}</channel></rss>"


def read(text: str) -> ParsedFeed | str:
    try:
        return parse_feed(text.encode(), url="https://courier.example/feed")
    except NotAFeedError as error:
        return str(error)


def read_by_feedparser(text: str) -> ParsedFeed | str:
    """An attribute that means nothing is enough of the unusual."""
    return read(text.replace("<rss ", '<rss x="" ', 1))


def test_feed_as_outlets_print_it_is_plain() -> None:
    text = document(AS_PRINTED)

    assert read_plain(mend(text)) is not None
    assert read(text) == read_by_feedparser(text)


_words = st.one_of(
    st.sampled_from(
        [
            "",
            " Two  words \n",
            "AT&amp;T &nbsp; &copy; & &bogus;",
            "<![CDATA[<p>Hello &amp; <i>you</i></p>]]>",
            "&lt;b&gt;bold&lt;/b&gt; &lt;/none&gt;",
            "&amp;eacute;l&amp;eacute;ment",
            "CafÃ© \x93quoted\x94 &#150;",
            "https:///courier.example/a?b=1&amp;c=2&amp;amp;d=3;",
            "/relative path",
            "javascript:alert(1)",
            "post@courier.example (Marit Solvang)",
            "Thu, 15 May 2025 08:00:00 GMT",
            "2025-05-15T08:00:00Z",
            "<b>markup</b>",
        ]
    ),
    st.text(max_size=20).map(escape),
)
_attributes = st.one_of(
    st.just(""),
    st.just(""),
    st.sampled_from(
        [
            ' isPermaLink="false"',
            ' ispermalink="True"',
            ' rel="hub" href="https://hub.example/"',
            ' rel="alternate" href="https://other.example/"',
            ' url="https://courier.example/p.jpg" type="image/jpeg"',
            ' xml:base="https://other.example/"',
            ' xml:lang="de"',
            ' type="html"',
        ]
    ),
)


def elements(names: str) -> st.SearchStrategy[str]:
    return st.builds(
        "<{0}{1}>{2}</{0}>".format, st.sampled_from(names.split()), _attributes, _words
    )


_fields = elements(
    "title link guid description pubDate author content:encoded dc:creator dc:date category"
    " title link guid description pubDate comments enclosure source atom:link media:thumbnail"
    " media:title slash:comments harbour:berth dc:subject summary id TITLE unknown:thing"
)
_items = st.lists(_fields, max_size=5).map(lambda parts: f"<item>{'x'.join(parts)}</item>")
_about = elements(
    "title link description language ttl sy:updatePeriod atom:link generator image dc:date"
)


@given(
    about=st.lists(_about, max_size=3),
    items=st.lists(_items, max_size=3),
    cut=st.one_of(st.just(0), st.just(0), st.integers(1, 60)),
)
@example(about=[], items=["<item><guid>a</guid><link>/b</link></item>", PIER], cut=0)
def test_who_reads_a_feed_makes_no_difference(
    about: list[str], items: list[str], cut: int
) -> None:
    text = document("".join([*about, *items]))
    text = text[: len(text) - cut]

    assert read(text) == read_by_feedparser(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(document(f"<title>A</title>{PIER}<title>B</title>"), id="two titles"),
        pytest.param(
            document(PIER.replace("A second", "A <i>second</i>")), id="markup in a field"
        ),
        pytest.param(document(PIER.replace("<link>", '<link type="x">')), id="an attribute"),
        pytest.param(document('<category base="https://b.example"/>'), id="a base"),
        pytest.param(document("<item><media:title>A</media:title></item>"), id="another's title"),
        pytest.param(document("<item><pubDate>in spring</pubDate></item>"), id="no date"),
        pytest.param(document("<item><summary>A</summary></item>"), id="an element of Atom"),
        pytest.param(document("<item><atom:link href='/a'/></item>"), id="a link of Atom"),
        pytest.param(document(f'<x:y xmlns:x="urn:x"/>{PIER}'), id="a late namespace"),
        pytest.param(document(PIER, 'version="2.0" xmlns="urn:x"'), id="a default namespace"),
        pytest.param(document(PIER, 'version="0.91"'), id="an old version"),
        pytest.param(document(PIER, 'version="2.0" xmlns:media2="urn:m"')[:-9], id="cut off"),
        pytest.param(
            document(PIER, 'version="2.0" xmlns:creativecommons="urn:m"'), id="a prefix reused"
        ),
        pytest.param(document(f"</channel><channel>{PIER}"), id="two channels"),
        pytest.param("<feed xmlns='http://www.w3.org/2005/Atom'/>", id="Atom"),
    ],
)
def test_unusual_document_is_left_to_feedparser(text: str) -> None:
    assert read_plain(text) is None
