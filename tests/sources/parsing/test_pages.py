from datetime import UTC, date, datetime

import pytest

from sources.parsing.documents import ParsedPage
from sources.parsing.pages import parse_page
from sources.parsing.text_files import parse_text

URL = "https://courier.example/news/pier?utm_source=rss"
OWN = "https://courier.example/news/pier"
FIRST = (
    "The council of Vestvik voted on Tuesday to build a second pier, after three winters in "
    "which the ferry could not land for days at a time."
)
SECOND = (
    "“We have waited long enough,” said Marit Solvang of the Institute for Harbour Studies, who "
    "wrote the report that the council had asked for."
)
HEAD = """<meta property="og:type" content="article">
<meta property="og:site_name" content="Vestvik Courier">
<meta property="og:title" content="A second pier - Vestvik Courier">
<meta name="author" content="By Jo Berg">
<meta property="article:published_time" content="2025-05-15T00:30:00+02:00">"""


def page(body: str, head: str = HEAD, lang: str = "en-GB") -> bytes:
    return (
        f"<!doctype html><html lang='{lang}'><head><meta charset='utf-8'>"
        f"<title>A second pier - Vestvik Courier</title>{head}</head><body>"
        "<header><nav><a href='/'>Home</a> <a href='/sport/'>Sport</a></nav></header>"
        f"<main>{body}</main><aside><h2>Most read</h2><ul><li><a href='/a'>Fog at sea</a></li>"
        "</ul></aside><footer><p>Terms of use. All rights reserved.</p></footer></body></html>"
    ).encode()


def article(inner: str) -> bytes:
    return page(f"<article><h1>A second pier</h1>{inner}</article>")


def read(body: bytes) -> ParsedPage:
    return parse_page(body, url=URL, content_type="text/html; charset=utf-8")


def marked(parsed: ParsedPage) -> list[tuple[str, str]]:
    return [(kind, parsed.text[start:end]) for kind, start, end in parsed.marks]


def test_article_page_gives_its_paragraphs_and_facts() -> None:
    assert read(article(f"<p>{FIRST}</p>\n<p>Is it safe?</p><p>No.</p><p>{SECOND}</p>")) == (
        ParsedPage(
            canonical_url=OWN,
            declared_canonical="",
            title="A second pier",
            author="Jo Berg",
            site_name="Vestvik Courier",
            published_at=datetime(2025, 5, 14, 22, 30, tzinfo=UTC),
            published_on=date(2025, 5, 15),
            language="en-gb",
            text=f"{FIRST}\n\nIs it safe?\n\nNo.\n\n{SECOND}",
            marks=(),
            extractor="main",
            is_article=True,
            reason="",
        )
    )


def test_marks_say_what_was_a_heading_or_strong() -> None:
    parsed = read(
        article(
            f"<h2>What it costs</h2><p>{FIRST}</p><p><strong>Is it <i>safe</i>?</strong></p>"
            f"<p>Not yet.</p><p><b>And the cost?</b><br>{SECOND}</p><h3>How it ends</h3>"
            f"<p>{FIRST} It is <b>not</b> over.</p>"
        )
    )
    assert parsed.text == (
        f"What it costs\n\n{FIRST}\n\nIs it safe?\n\nNot yet.\n\nAnd the cost?\n{SECOND}\n\n"
        f"How it ends\n\n{FIRST} It is not over."
    )
    assert marked(parsed) == [
        ("heading", "What it costs"),
        ("strong", "Is it safe?"),
        ("strong", "And the cost?"),
        ("heading", "How it ends"),
        ("strong", "not"),
    ]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (f"<p>{FIRST}<br><br/>{SECOND}</p>", f"{FIRST}\n\n{SECOND}"),
        (f"<p>{FIRST}<br>\n<br><br> <br>{SECOND}</p>", f"{FIRST}\n\n{SECOND}"),
        (f"<p>Q: {FIRST}<br>A: {SECOND}</p>", f"Q: {FIRST}\nA: {SECOND}"),
        (f"<p>{FIRST}\n   \t{SECOND}</p>", f"{FIRST} {SECOND}"),
        (f"<div>{FIRST}</div><div>{SECOND}</div>", f"{FIRST}\n\n{SECOND}"),
        (
            f"<p>{FIRST}</p><blockquote><p>One.</p><p>Two.</p></blockquote><p>{SECOND}</p>",
            f"{FIRST}\n\nOne.\n\nTwo.\n\n{SECOND}",
        ),
        (
            f"<p>{FIRST}</p><ul><li>Point one.</li><li>Point <a>two</a>.</li></ul><p>{SECOND}</p>",
            f"{FIRST}\n\nPoint one.\n\nPoint two.\n\n{SECOND}",
        ),
        (
            f"<p>{FIRST}</p><div>Advertisement</div><p>{SECOND}</p>",
            f"{FIRST}\n\n{SECOND}",
        ),
        (
            f"<p>{FIRST}</p><figure><figcaption>Pier.</figcaption></figure><p>{SECOND}</p>",
            f"{FIRST}\n\n{SECOND}",
        ),
        (
            f"<p>{FIRST}</p><p>Yes.</p><p>{SECOND}</p><p>Yes.</p>",
            f"{FIRST}\n\nYes.\n\n{SECOND}\n\nYes.",
        ),
        (f"<script>var x = 1</script><p>{FIRST}</p><p>{SECOND}</p>", f"{FIRST}\n\n{SECOND}"),
    ],
)
def test_paragraphs_are_those_of_the_page(inner: str, text: str) -> None:
    assert read(article(inner)).text == text


@pytest.mark.parametrize(
    ("declared", "canonical", "kept"),
    [
        ("/news/pier#top", OWN, OWN),
        (
            "https://www.courier.example/2025/pier",
            "https://www.courier.example/2025/pier",
            "https://www.courier.example/2025/pier",
        ),
        ("https://wire.example/pier", OWN, "https://wire.example/pier"),
        ("https://courier.example/", OWN, "https://courier.example/"),
        ("javascript:alert(1)", OWN, ""),
        ("", OWN, ""),
    ],
)
def test_canonical_address_counts_on_the_same_site_only(
    declared: str, canonical: str, kept: str
) -> None:
    link = f"<link rel='Canonical' href='{declared}'>"
    parsed = read(page(f"<article><h1>A</h1><p>{FIRST}</p><p>{SECOND}</p></article>", link))
    assert (parsed.canonical_url, parsed.declared_canonical) == (canonical, kept)
    assert parsed.is_article


def test_json_ld_tells_the_facts() -> None:
    head = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
    {"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"], "headline": "A second pier",
    "datePublished": "2025-05-15", "publisher": {"name": "Vestvik Courier"},
    "author": [{"@type": "Person", "name": "Jo Berg"}, {"name": "Ida Lund"}]}]}</script>
    <script type="application/ld+json">{not json</script>"""
    parsed = read(page(f"<h1>Other</h1><p>{FIRST}</p><p>{SECOND}</p>", head))
    assert (
        parsed.title,
        parsed.author,
        parsed.site_name,
        parsed.published_at,
        parsed.published_on,
    ) == ("A second pier", "Jo Berg, Ida Lund", "Vestvik Courier", None, date(2025, 5, 15))


LOGIN = "The page asks for a login or a subscription instead of showing the article."
BROWSER = "The page checks the visitor's browser instead of showing the article."
CONSENT = "The page asks for consent to cookies instead of showing the article."
GONE = "The page says that the article does not exist."
NO_TEXT = "No text of an article was found on the page."
LIST = "The page is a list of articles, not an article."
TEASERS = "".join(
    f"<article><h2><a href='/{n}'>Story {n} of the harbour</a></h2>"
    f"<p>The teaser of story {n} tells a little about ships and no more than that.</p></article>"
    for n in range(9)
)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f"<article><p>{FIRST}</p><p>Subscribe to continue reading.</p></article>", LOGIN),
        ("<p>This article is only available to subscribers. Log in.</p>", LOGIN),
        ("<h1>Just a moment...</h1><p>Enable JavaScript to continue.</p>", BROWSER),
        ("<p>We and our 700 partners use cookies. Accept all cookies?</p>", CONSENT),
        ("<h1>Error 404</h1><p>The page was not found.</p>", GONE),
        ("<article><h1>A second pier</h1><p>More soon.</p></article>", NO_TEXT),
        ("", NO_TEXT),
    ],
)
def test_page_without_an_article_says_why(body: str, reason: str) -> None:
    parsed = read(page(body))
    assert (parsed.is_article, parsed.reason, parsed.text) == (False, reason, "")


def test_list_of_articles_is_none_itself() -> None:
    parsed = read(page(TEASERS, head=""))
    assert (parsed.is_article, parsed.reason) == (False, LIST)


def test_article_about_cookies_and_logins_is_an_article() -> None:
    words = "Marit Solvang asked why one must log in to read the tide tables, and who pays. "
    parsed = read(article(f"<p>{words * 12}</p><p>{FIRST} {SECOND * 6}</p>"))
    assert parsed.is_article


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"", "text/html", "The page is empty."),
        (b" \n ", "", "The page is empty."),
        (b"<html></html>", "", NO_TEXT),
        (b"%PDF-1.7", "application/pdf", "The address gives application/pdf, not a web page."),
        (b"\x89PNG", "image/png", "The address gives image/png, not a web page."),
        (
            b"<p>x</p>" * 40_000,
            "text/html",
            "The page is too large to be one article.",
        ),
    ],
)
def test_what_is_no_page_says_so(body: bytes, content_type: str, reason: str) -> None:
    parsed = parse_page(body, url=URL, content_type=content_type)
    assert parsed == ParsedPage(canonical_url=OWN, reason=reason) or parsed.reason == reason
    assert not parsed.is_article


def test_japanese_page_is_read_in_its_own_encoding() -> None:
    one, two = "港の水深は冬には十分ではない、と水先人は話している。" * 2, "市は桟橋を建てる。" * 4
    body = page(
        f"<article><h1>二つ目の桟橋</h1><p>{one}</p><p>「危険です」</p><p>{two}</p></article>",
        head="",
        lang="ja",
    )
    encoded = body.decode().replace("utf-8", "Shift_JIS").encode("shift_jis")
    parsed = parse_page(encoded, url=URL, content_type="text/html")
    assert parsed.text == f"{one}\n\n「危険です」\n\n{two}"
    assert (parsed.title, parsed.language) == ("二つ目の桟橋", "ja")


def test_file_without_an_address_has_the_one_it_declares() -> None:
    link = "<link rel='canonical' href='https://courier.example/pier'>"
    body = page(f"<article><p>{FIRST}</p><p>{SECOND}</p></article>", link)
    assert parse_page(body, url="").canonical_url == "https://courier.example/pier"
    assert parse_page(article(f"<p>{FIRST}</p><p>{SECOND}</p>"), url="").canonical_url == ""


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("One.\r\n\r\nTwo\r\nlines.  \r\n \r\n\r\n Three.\n", "One.\n\nTwo\nlines.\n\nThree."),
        ("\ufeffOne.", "One."),
        ("Q: Why?\nA: So.", "Q: Why?\nA: So."),
    ],
)
def test_text_file_keeps_its_paragraphs(text: str, stored: str) -> None:
    assert parse_text(text) == ParsedPage(text=stored, is_article=True)
    assert parse_text(stored).text == stored


@pytest.mark.parametrize("text", ["", " \n\n ", "\0", "***\n\n---"])
def test_text_file_without_words_is_no_article(text: str) -> None:
    assert parse_text(text) == ParsedPage(reason="The file has no text.")
