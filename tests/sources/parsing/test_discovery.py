"""The feeds that a page names."""

import pytest

from sources.parsing.discovery import FeedLink, find_feed_links

PAGE = "https://havneby.example/news/"


def found(markup: str, **also: str) -> list[FeedLink]:
    return find_feed_links(markup.encode(), url=PAGE, content_type="text/html", **also)


def urls(markup: str) -> list[str]:
    return [link.url for link in found(markup)]


def test_declared_feeds_come_in_the_order_of_the_page_those_of_comments_last() -> None:
    links = found(
        """<html><head>
        <link rel="alternate" type="application/rss+xml" title="Comments on the news" href="/c">
        <link REL="Alternate home" type="Application/Atom+XML; charset=utf-8" href="../atom.xml"
              title="All  the\n news">
        <link rel="alternate" type="application/feed+json" href="https://feeds.example/n.json">
        <link rel="alternate" type="application/rss+xml" href="/atom.xml" title="Again">
        </head><body><a href="/rss/other.xml">RSS</a></body></html>"""
    )

    assert links == [
        FeedLink("https://havneby.example/atom.xml", "All the news"),
        FeedLink("https://feeds.example/n.json", ""),
        FeedLink("https://havneby.example/c", "Comments on the news"),
    ]


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ('rel="feed" href="/all"', "https://havneby.example/all"),
        ('rel="alternate" type="text/xml" href="/rss.php"', "https://havneby.example/rss.php"),
        ('rel="alternate" type="application/xml" href="/sitemap.xml"', None),
        ('rel="alternate" type="application/json" href="/wp-json/posts/1"', None),
        ('rel="alternate" hreflang="de" href="/de/feed/"', None),
        ('rel="alternate stylesheet" type="application/rss+xml" href="/x"', None),
        ('rel="alternate" type="application/rss+xml" href="javascript:feed()"', None),
        ('rel="alternate" type="application/rss+xml" href=""', None),
        ('rel="alternate" type="application/rss+xml"', None),
        ('rel="icon" type="application/rss+xml" href="/x"', None),
    ],
)
def test_what_counts_as_declared(link: str, address: str | None) -> None:
    assert urls(f"<html><head><link {link}></head><body><p>News</p></body></html>") == (
        [address] if address else []
    )


def test_addresses_are_relative_to_the_base_that_the_page_declares() -> None:
    page = (
        '<base href="//static.example/a/"><link rel=alternate type=application/rss+xml href=f.xml>'
    )

    assert urls(page) == ["https://static.example/a/f.xml"]


@pytest.mark.parametrize(
    ("href", "is_one"),
    [
        ("/feed/", True),
        ("/rss", True),
        ("/news.rss", True),
        ("/index.php?format=feed", True),
        ("/feeds/all.xml#top", True),
        ("/feedback/", False),
        ("/news/feeding-the-gulls", False),
        ("/news/#rss", False),
        ("mailto:rss@havneby.example", False),
    ],
)
def test_where_nothing_is_declared_links_that_look_like_feeds_are_named(
    href: str, is_one: bool
) -> None:
    assert bool(urls(f'<body><p><a href="{href}">News</a></p></body>')) is is_one


@pytest.mark.parametrize("markup", ["", "  ", "<", "\x00", "<!-- -->", "<rss></rss>"])
def test_what_is_no_page_names_nothing(markup: str) -> None:
    assert urls(markup) == []
