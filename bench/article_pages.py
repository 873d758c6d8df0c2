"""News pages of invented words, as various as outlets are: for bench/article.py."""

import json
import random
from collections.abc import Iterator
from html import escape

_SYLLABLES = (
    *("ba", "den", "fo", "gri", "hal", "ker", "lun", "mor", "nes", "pil", "ros", "sten"),
    *("tor", "vik", "wen", "yl", "ansk", "orm", "und", "ert"),
)
_LANGUAGES = ("en", "de", "fr", "es", "nl", "")


def pages(count: int, *, seed: int) -> Iterator[tuple[str, bytes]]:
    """(address, page) of `count` articles of 250 to 1,800 words among 700 to 1,500 elements."""
    numbers = random.Random(seed)  # noqa: S311 - the same pages in every run
    words = ["".join(numbers.choices(_SYLLABLES, k=numbers.randint(1, 4))) for _ in range(4_000)]
    for number in range(count):
        day = f"2025/05/{number % 28 + 1:02}"
        url = f"https://outlet{number % 23}.example/news/{day}/{seed}-{number}"
        yield url, _page(numbers, words, number).encode()


def _page(numbers: random.Random, words: list[str], number: int) -> str:
    paragraphs = [_paragraph(numbers, words) for _ in range(numbers.randint(6, 32))]
    title = _words(numbers, words, 9).capitalize()
    language = _LANGUAGES[number % len(_LANGUAGES)]
    lang = f' lang="{language}"' if language else ""
    scripts = "".join(
        f"<script>var w{n} = {json.dumps(_words(numbers, words, 300))};</script>"
        for n in range(numbers.randint(1, 25))
    )
    head = (
        f"<title>{title} | Outlet</title>{_meta(number, title)}{_data(number, title, paragraphs)}"
    )
    body = _nested(_article(numbers, number, title, paragraphs), number % 7)
    return (
        f"<!doctype html><html{lang}><head><meta charset='utf-8'>{head}"
        f"<style>{'.c{margin:0;padding:1px}' * 200}</style>{scripts}</head><body>"
        f"{_menu(numbers, words)}<main>{body}{_teasers(numbers, words)}</main>"
        f"{_comments(numbers, words, number)}<footer>{_menu(numbers, words)}</footer>"
        f"{scripts}</body></html>"
    )


def _meta(number: int, title: str) -> str:
    kinds = ('<meta property="og:type" content="article">', "")
    times = (
        '<meta property="article:published_time" content="2025-05-15T08:30:00+02:00">',
        '<meta name="date" content="2025-05-15">',
        "",
    )
    return f'{kinds[number % 2]}{times[number % 3]}<meta property="og:title" content="{title}">'


def _data(number: int, title: str, paragraphs: list[str]) -> str:
    if number % 5 > 2:
        return ""
    data: dict[str, object] = {"@type": "NewsArticle", "headline": title}
    data |= {"author": [{"name": "Jo Berg"}], "datePublished": "2025-05-15T08:30:00+02:00"}
    if number % 10 == 0:
        data["articleBody"] = " ".join(paragraphs)
    elif number % 10 == 5:
        data["articleBody"] = paragraphs[0] + "…"
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def _article(numbers: random.Random, number: int, title: str, paragraphs: list[str]) -> str:
    parts = []
    for place, text in enumerate(paragraphs):
        if number % 3 == 0 and place % 5 == 4:
            parts.append(f"<h2>{escape(text[:40])}?</h2>")
        if number % 4 == 1 and place % 6 == 3:
            parts.append(
                f"<figure><img src='/{place}.jpg'><figcaption>{text[:60]}</figcaption></figure>"
            )
        first, _, rest = text.partition(" ")
        linked = f"<a href='/tag/{place}'>{first}</a> {rest}" if numbers.random() < 0.3 else text
        strong = (
            f"<strong>{linked[:30]}</strong>" if number % 6 == 2 and "<" not in linked[:30] else ""
        )
        parts.append(f"<p class='c'>{strong}{linked[30:] if strong else linked}</p>")
        if place % 8 == 7:
            parts.append("<div class='ad'><span>Advertisement</span></div>")
    time = "<time datetime='2025-05-15T08:30:00+02:00'>15 May</time>"
    date = f"<p class='byline'>By Jo Berg, {time}</p>"
    return f"<article><h1>{title}</h1>{date}{''.join(parts)}</article>"


def _nested(article: str, depth: int) -> str:
    return "<div class='grid'><div>" * depth + article + "</div></div>" * depth


def _menu(numbers: random.Random, words: list[str]) -> str:
    """Sections with their topics, as outlets have them at the top and the bottom of each page."""
    return "<nav>" + "".join(_section(numbers, words) for _ in range(12)) + "</nav>"


def _section(numbers: random.Random, words: list[str]) -> str:
    icon = "<svg viewBox='0 0 9 9'><g><path d='M0 0h9v9z'/></g></svg>"
    links = "".join(
        f"<li class='menu__item'><a class='menu__link' href='/{n}' data-track='menu-{n}'>"
        f"<span>{_words(numbers, words, 2)}</span>{icon}</a></li>"
        for n in range(9)
    )
    return f"<div class='menu'><button aria-expanded='false'>{icon}</button><ul>{links}</ul></div>"


def _teasers(numbers: random.Random, words: list[str]) -> str:
    picture = (
        "<picture><source srcset='/s.webp 1x, /m.webp 2x'><source srcset='/s.jpg 1x'>"
        "<img src='/s.jpg' alt='' loading='lazy' width='320' height='180'></picture>"
    )
    teasers = "".join(
        f"<div class='teaser'><a href='/t{n}'>{picture}</a><div class='teaser__body'>"
        f"<span class='teaser__topic'>{_words(numbers, words, 1)}</span>"
        f"<h3><a href='/t{n}'><span>{_words(numbers, words, 8)}</span></a></h3>"
        f"<p>{_words(numbers, words, 18)}</p>"
        "<div class='meta'><time>15 May</time></div></div></div>"
        for n in range(numbers.randint(10, 40))
    )
    return f"<aside class='more'><h2>More</h2>{teasers}</aside>"


def _comments(numbers: random.Random, words: list[str], number: int) -> str:
    if number % 4:
        return ""
    comments = "".join(f"<p>{_words(numbers, words, 40)}</p>" for _ in range(10))
    return f"<section id='comments'>{comments}</section>"


def _paragraph(numbers: random.Random, words: list[str]) -> str:
    sentences = (_words(numbers, words, numbers.randint(6, 22)).capitalize() for _ in range(3))
    return ". ".join(sentences) + "."


def _words(numbers: random.Random, words: list[str], count: int) -> str:
    return " ".join(numbers.choices(words, k=count))
