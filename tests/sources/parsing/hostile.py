"""Documents made to exhaust whoever reads them: just large enough that quadratic work shows.

Each is made when it is asked for: together they are too large to keep.
"""

import json
from collections.abc import Callable

MEGABYTE = 1_000_000
SENTENCE = (
    "The council of Vestvik voted on Tuesday to build a second pier, after three winters in "
    "which the ferry could not land for days at a time. "
)
PARAGRAPH = f"<p>{SENTENCE * 3}</p>"
ITEM = "<item><title>Pier</title><guid>1</guid><link>https://havneby.example/1</link></item>"
LAUGHS = '<!DOCTYPE r [<!ENTITY l0 "lol">' + "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
)
OUTSIDE = (
    '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY x SYSTEM "file:///etc/hostname">'
    '<!ENTITY % p SYSTEM "http://127.0.0.1:9/p">%p;]>'
)
BROKEN = ITEM + "<b></a>"  # not well-formed: feedparser reads it again, with patterns


def rss(inside: str, prolog: str = "") -> bytes:
    return (
        f'{prolog}<rss version="2.0"><channel><title>Gazette</title>{inside}</channel></rss>'
    ).encode()


def atom(entry: str) -> bytes:
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id>'
    return f"{feed}{entry}</entry></feed>".encode()


def json_feed(items: str) -> bytes:
    return f'{{"version":"https://jsonfeed.org/version/1.1","items":[{items}]}}'.encode()


def attributes(count: int, tag: str = "p") -> str:
    return f"<{tag} " + " ".join(f"a{n}=''" for n in range(count)) + ">"


FEEDS: dict[str, Callable[[], bytes]] = {
    "billion laughs": lambda: rss("<item><title>&l9;</title></item>", LAUGHS + "]>"),
    "laughs in an attribute": lambda: rss('<item><link href="&l9;"/></item>', LAUGHS + "]>"),
    "entity that is long": lambda: rss(
        f"<item><title>{'&a;' * 50_000}</title></item>",
        f'<!DOCTYPE r [<!ENTITY a "{"x" * 50_000}">]>',
    ),
    "entities and DTD from elsewhere": lambda: rss("<item><title>&x;</title></item>", OUTSIDE),
    "blank lines before": lambda: b"\n" * (9 * MEGABYTE) + rss(ITEM),
    "blank lines inside": lambda: rss("<item><title>a" + "\n" * (9 * MEGABYTE)),
    "blank lines in HTML": lambda: rss(
        f"<item><description><![CDATA[<p>a{' 	' * MEGABYTE}b]]>"
    ),
    "attributes of the channel": lambda: rss(attributes(100_000, "x") + ITEM),
    "attributes of an item": lambda: rss(attributes(100_000, "item")),
    "attributes of many items": lambda: rss((attributes(100, "item") + "</item>") * 10_000),
    "namespaces": lambda: rss(
        "<x" + "".join(f" xmlns:a{n}='u'" for n in range(50_000)) + ">" + ITEM
    ),
    "tags without quotation marks": lambda: rss(BROKEN + "<item " + "a= " * MEGABYTE),
    "deep": lambda: rss("<a>" * MEGABYTE + ITEM),
    "deep but not too many": lambda: rss("<a>" * 60_000 + ITEM),
    "deep XHTML": lambda: atom("<content type='xhtml'><div>" + "<b>" * 500_000),
    "deep in CDATA": lambda: rss(f"<item><description><![CDATA[{'<b>' * MEGABYTE}]]>"),
    "long line": lambda: rss(f"<item><title>{'x' * (9 * MEGABYTE)}</title></item>"),
    "long date": lambda: rss(
        f"<item><title>a</title><pubDate>{'1 ' * (4 * MEGABYTE)}</pubDate></item>"
    ),
    "closing brackets": lambda: rss(f"<item><title><![CDATA[{']' * (9 * MEGABYTE)}]]>"),
    "open brackets": lambda: rss("<" * (4 * MEGABYTE)),
    "open tags": lambda: rss(BROKEN + ("<item " + "x " * 4_000) * 900),
    "open comments": lambda: b"<!--" * (2 * MEGABYTE),
    "open declarations": lambda: rss(BROKEN + "<!" * MEGABYTE),
    "open document type": lambda: b"<!DOCTYPE a [" + b"<!ENTITY " * MEGABYTE,
    "open CDATA": lambda: rss("<![CDATA[" * MEGABYTE),
    "slashes": lambda: rss(BROKEN + "<a/" * MEGABYTE),
    "ampersands": lambda: rss(f"<item><title>{'&' * (5 * MEGABYTE)}</title></item>"),
    "a million items": lambda: rss("<item/>" * MEGABYTE),
    "many small items": lambda: rss("<item><guid>x</guid></item>" * 12_000),
    "many contents": lambda: atom("<content>x</content>" * 300_000),
    "tables in a summary": lambda: rss(
        f"<item><description><![CDATA[{'<table><tr><td>' * 500_000}]]>"
    ),
    "picture in a summary": lambda: rss(
        f"<item><title>a</title><description><![CDATA[<img src='data:image/png;base64,"
        f"{'A' * (8 * MEGABYTE)}'>]]></description></item>"
    ),
    "JSON in JSON": lambda: b'{"version":' + b"[" * (9 * MEGABYTE),
    "JSON with a long number": lambda: json_feed('{"id":1,"url":' + "9" * (9 * MEGABYTE) + "}"),
    "JSON with a million items": lambda: json_feed(",".join(["{}"] * MEGABYTE)),
    "NUL bytes": lambda: b"\0" * (9 * MEGABYTE) + rss(ITEM),
    "half characters": lambda: b"\xff\xfe" + b"\x00\xd8" * (4 * MEGABYTE),
    "UTF-7": lambda: rss(
        "<item><title>+ADw-script+AD4-</title></item>", '<?xml encoding="utf-7"?>'
    ),
    "UTF-16 that is none": lambda: rss(ITEM, '<?xml version="1.0" encoding="utf-16"?>'),
    "escapes of no end": lambda: b"<?xml encoding='iso-2022-jp'?>" + b"\x1b$B" * (2 * MEGABYTE),
}


def page(inside: str, head: str = "") -> bytes:
    return (
        f"<!doctype html><html lang='en'><head><title>The pier</title>{head}</head>"
        f"<body><main><article>{inside}{PARAGRAPH * 2}</article></main></body></html>"
    ).encode()


def linked(data: str) -> bytes:
    return page("", f"<script type='application/ld+json'>{data}</script>")


PAGES: dict[str, Callable[[], bytes]] = {
    "a million open tags": lambda: page("<b>" * MEGABYTE),
    "open tags of every kind": lambda: page("<a><b><i><u><p>" * 100_000),
    "tags that cross": lambda: page("<b><i></b></i>" * 100_000),
    "open list items": lambda: page("<li>x" * 900_000),
    "deep": lambda: page("<div>" * 100_000),
    "deep in many places": lambda: page(("<div>" * 250 + "x" + "</div>" * 250) * 50),
    "tables in tables": lambda: page("<table><tr><td>" * 9_000),
    "table that is wide": lambda: page(f"<table><tr>{'<td>x</td>' * 6_000}</tr></table>"),
    "attributes": lambda: page(attributes(100_000)),
    "attributes without values": lambda: page(f"<p {' '.join(f'a{n}' for n in range(200_000))}>"),
    "long attribute": lambda: page(f"<p class='{'x ' * MEGABYTE}'>"),
    "links in one paragraph": lambda: page(f"<p>{'<a href=x>word</a> ' * 28_000}</p>"),
    "spans in one paragraph": lambda: page(f"<p>{'<span>word </span>' * 28_000}</p>"),
    "paragraphs": lambda: page("<p>word word</p>" * 6_000),
    "line breaks": lambda: page("<br>" * 150_000),
    "long text": lambda: page(f"<p>{'a b ' * 150_000}</p>"),
    "long word": lambda: page(f"<p>{'x' * 500_000}</p>"),
    "nearly dates": lambda: page(f"<p>{'12.3.20 ' * 60_000}</p>"),
    "nearly dates in fields": lambda: page("", "<meta name='date' content='2026-'>" * 5_000),
    "blanks": lambda: page(f"<p>x{' ' * 5_000_000}y</p>"),
    "blanks in short runs": lambda: page(f"<p>{('x' + ' ' * 199) * 3_000}</p>"),
    "hyphens in the title": lambda: page("").replace(b"The pier", b"a" + b" -" * 900_000),
    "nearly a notice": lambda: page("").replace(b"The pier", b"subscribe " * 180_000),
    "open brackets": lambda: page("<" * (4 * MEGABYTE)),
    "open comments": lambda: page("<!--" * MEGABYTE),
    "open instructions": lambda: page("<?" * MEGABYTE),
    "ampersands": lambda: page(f"<p>{'&' * (5 * MEGABYTE)}</p>"),
    "entities": lambda: b"<!DOCTYPE html [<!ENTITY a 'xxxxxxxxxx'>" + page("&a;" * 100_000),
    "JSON in JSON": lambda: linked('[{"@graph":' * 50_000),
    "JSON with many things": lambda: linked(json.dumps({"@graph": [{"@type": "Thing"}] * 60_000})),
    "JSON with a long number": lambda: linked('{"@type":' + "9" * 900_000 + "}"),
    "picture in the page": lambda: page(f"<img src='data:image/png;base64,{'A' * 5_800_000}'>"),
    "styles": lambda: page(f"<style>{'a{}' * 1_900_000}</style>"),
    "NUL bytes": lambda: page("\0" * (5 * MEGABYTE)),
    "high bytes": lambda: b"<html><body><p>" + b"\xff\xfe" * 2_900_000,
}
