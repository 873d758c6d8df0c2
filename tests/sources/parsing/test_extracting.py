"""Who finds the text of an article, and whom we believe."""

import json

import pytest

from sources.parsing.documents import ParsedPage
from sources.parsing.languages import detect_language
from sources.parsing.linked_text import body_paragraphs
from sources.parsing.pages import parse_page
from tests.sources.harbour import OTHER, PLAN
from tests.sources.parsing.test_notices import NEWS

URL = "https://courier.example/news/pier"


def read(body: str, article_body: str | None = None) -> ParsedPage:
    data = {"@type": "NewsArticle", "headline": "The pier"}
    data |= {} if article_body is None else {"articleBody": article_body}
    head = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    page = f"<html lang='en'><head>{head}</head><body><main>{body}</main></body></html>"
    return parse_page(page.encode(), url=URL, content_type="text/html")


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def marked(parsed: ParsedPage) -> list[tuple[str, str]]:
    return [(kind, parsed.text[start:end]) for kind, start, end in parsed.marks]


BOX = "<p>Sign up for our letter from the harbour, with all the ferries and their captains.</p>"


def test_whole_body_of_the_pages_data_says_which_words_and_the_page_how_they_stand() -> None:
    asked = "<h2>Is it safe?</h2>" + paragraphs(PLAN[2]) + "<p><b>And the cost?</b></p>"
    page = f"<article>{paragraphs(*PLAN[:2])}{asked}{paragraphs(PLAN[3])}{BOX}</article>"

    parsed = read(page, " ".join(PLAN))

    assert parsed.extractor == "json_ld"
    assert parsed.text.split("\n\n") == [
        *PLAN[:2],
        "Is it safe?",
        PLAN[2],
        "And the cost?",
        PLAN[3],
    ]
    assert marked(parsed) == [("heading", "Is it safe?"), ("strong", "And the cost?")]


@pytest.mark.parametrize(
    "teaser",
    [PLAN[0], " ".join(PLAN[:2]), " ".join(PLAN)[:500] + "…", "", "<p></p>"],
)
def test_teaser_in_the_pages_data_is_not_taken_for_the_text(teaser: str) -> None:
    parsed = read(f"<article>{paragraphs(*PLAN)}</article>", teaser)
    assert (parsed.extractor, parsed.text) == ("main", "\n\n".join(PLAN))


def test_body_that_the_page_does_not_show_is_taken_as_it_is() -> None:
    whole = [*PLAN, *OTHER]
    parsed = read(f"<article><p>{PLAN[0]}</p></article>", "\n\n".join(whole))
    assert (parsed.extractor, parsed.text.split("\n\n")) == ("json_ld", whole)


@pytest.mark.parametrize(
    "body",
    [
        "One & two.\nThree.",
        "One &amp; two.\r\n\r\nThree.",
        "<p>One &amp; <b>two</b>.</p><p>Three.</p>",
        "&lt;p&gt;One &amp; two.&lt;/p&gt;Three.",
        "One & two.<br/>Three.",
    ],
)
def test_body_is_read_as_text_or_markup(body: str) -> None:
    assert body_paragraphs(body) == ["One & two.", "Three."]


def test_words_after_a_comment_of_a_script_survive() -> None:
    inner = PLAN[0].replace("second pier", "<a href='/x'>second</a><!-- --> pier")
    parsed = read(f"<article><p>{inner}</p>{paragraphs(*PLAN[1:])}</article>")
    assert parsed.text == "\n\n".join(PLAN)


def test_second_extractor_finds_what_stands_in_parts() -> None:
    # Each part of the article in a box of its own, as pages stand that put advertisements
    # between: the first extractor takes the largest box for all of it.
    one = "".join(f"<p>{NEWS['en'].replace('pier', f'pier {n}') * 3}</p>" for n in range(6))
    parts = "".join(
        f"<div class='body'><div class='grid'>{one.replace('winter', f'winter {n}')}</div></div>"
        "<div class='ad-unit'><span>Ad</span></div>"
        for n in range(4)
    )
    parsed = read(f"<article>{parts}</article>")
    for number in range(4):
        assert f"winter {number}" in parsed.text


def test_link_leaves_its_words_and_nothing_else() -> None:
    first, *rest = PLAN[1].split(", ")
    script = "javascript:alert('x')"
    link = f'<p><a href="{script}" onclick="steal()">{first}</a>, {", ".join(rest)}</p>'
    parsed = read(f"<article>{paragraphs(PLAN[0])}{link}{paragraphs(*PLAN[2:])}</article>")
    assert parsed.text == "\n\n".join(PLAN)


@pytest.mark.parametrize("language", NEWS)
def test_language_is_told_from_the_text(language: str) -> None:
    assert detect_language(NEWS[language] * 3) == language


@pytest.mark.parametrize("text", ["", "No.", "12 34 56 " * 20])
def test_language_that_cannot_be_told_is_none(text: str) -> None:
    assert detect_language(text) == ""


def test_declared_language_is_not_guessed_at() -> None:
    page = "<html{}><body><article>" + paragraphs(*PLAN) + "</article></body></html>"
    declared = parse_page(page.format(" lang='nb-NO'").encode(), url=URL)
    told = parse_page(page.format("").encode(), url=URL)
    assert (declared.language, declared.language_is_detected) == ("nb-no", False)
    assert (told.language, told.language_is_detected) == ("en", True)
