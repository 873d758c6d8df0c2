"""Whether a page is an article, and if not, what it is instead. Pure."""

import re
from dataclasses import dataclass

from lxml import html

from common.text import letters_and_digits
from sources.parsing.notices import CHALLENGE, CONSENT, NOTICES, PAYWALL, SOFT_404, TITLES
from sources.parsing.page_facts import PageFacts
from sources.parsing.paragraphs import Paragraphs

LISTING, NO_TEXT = "listing", "no_text"

# Letters and digits: some 25 words, or half a dozen Chinese sentences.
SHORTEST_TEXT = 120
SHORTEST_CJK_TEXT = 50
# A notice in place of the article is never longer than this.
LONGEST_NOTICE = 1_500
# An article that its outlet sells, and of which this is all, is its first words.
LONGEST_TEASER = 600
# The share of a text that has to be notice for it to be one.
_MOSTLY = 0.5
# The call to pay is the end of the text, and no longer than this.
_LONGEST_CALL = 300

_SENTENCES = {
    PAYWALL: "The page asks for a login or a subscription instead of showing the article.",
    CHALLENGE: "The page checks the visitor's browser instead of showing the article.",
    CONSENT: "The page asks for consent to cookies instead of showing the article.",
    SOFT_404: "The page says that the article does not exist.",
    LISTING: "The page is a list of articles, not an article.",
    NO_TEXT: "No text of an article was found on the page.",
}
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TEASERS = "//article[.//a[@href]][.//h1 or .//h2 or .//h3 or .//h4]"
_LINKED_HEADINGS = "//main//h2[.//a[@href]] | //main//h3[.//a[@href]] | //section//h3[.//a[@href]]"
_MANY_TEASERS = 5
_SHORT_PARAGRAPH = 350


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands at the address in place of an article: a word of enums.Obstacle, a sentence."""

    kind: str
    reason: str


def judge(root: html.HtmlElement, found: Paragraphs, facts: PageFacts) -> Obstacle | None:
    """None for an article. An article that speaks of cookies, logins or missing pages is one: a
    notice is most of a short text, its end, or the headline.
    """
    kind = _kind(root, found, facts)
    return Obstacle(kind, _SENTENCES[kind]) if kind else None


def _kind(root: html.HtmlElement, found: Paragraphs, facts: PageFacts) -> str:
    length = len(letters_and_digits(found.text))
    is_enough = _is_enough(found.text, length)
    if length < LONGEST_NOTICE:
        kind = _headline_notice(facts.title) or (
            _notice(
                found.text, facts.title, is_short=not _is_enough(found.text, length, twice=True)
            )
        )
        if kind:
            return kind
    if not is_enough:
        return _notice_of_page(root, found) or NO_TEXT
    if not facts.is_free and (length < LONGEST_TEASER or _ends_in_call(found.text)):
        return PAYWALL
    return LISTING if _is_listing(root, found, facts) else ""


def _headline_notice(title: str) -> str:
    return next((kind for kind, notice in TITLES.items() if notice.match(title)), "")


def _notice(text: str, title: str, *, is_short: bool) -> str:
    """The notice that a short text is, or that stands at its end instead of what follows."""
    parts = [part for part in text.split("\n\n") if part]
    lengths = [len(letters_and_digits(part)) for part in parts]
    for kind, notice in NOTICES.items():
        told = [bool(notice.search(part)) for part in parts]
        if is_short and parts and (any(told) or notice.search(title)):
            return kind
        said = sum(length for length, is_told in zip(lengths, told, strict=True) if is_told)
        if said and said >= _MOSTLY * sum(lengths):
            return kind
    return PAYWALL if _ends_in_call(text) else ""


def _ends_in_call(text: str) -> bool:
    last = [part for part in text.split("\n\n") if part][-2:]
    return any(
        len(letters_and_digits(part)) <= _LONGEST_CALL and NOTICES[PAYWALL].search(part)
        for part in last
    )


def _notice_of_page(root: html.HtmlElement, found: Paragraphs) -> str:
    """What a page without a text says; where it has some words of an article, its footer does not
    count as a question for consent.
    """
    shown = " ".join(str(root.text_content()).split())[:LONGEST_NOTICE]
    for kind, notice in NOTICES.items():
        if notice.search(shown) and not (kind == CONSENT and found.text):
            return kind
    return ""


def _is_enough(text: str, length: int, *, twice: bool = False) -> bool:
    shortest = SHORTEST_CJK_TEXT if len(_CJK.findall(text)) * 2 > length else SHORTEST_TEXT
    return length >= shortest * (2 if twice else 1)


def _is_listing(root: html.HtmlElement, found: Paragraphs, facts: PageFacts) -> bool:
    if facts.is_declared_article:
        return False
    longest = max((len(part) for part in found.text.split("\n\n")), default=0)
    if longest >= _SHORT_PARAGRAPH:
        return False
    parts = {letters_and_digits(part) for part in found.text.split("\n\n")}
    headings = [heading.getparent() for heading in root.xpath(_LINKED_HEADINGS)]
    return any(
        sum(_is_taken(teaser, parts) for teaser in teasers) >= _MANY_TEASERS
        for teasers in (root.xpath(_TEASERS), headings)
    )


def _is_taken(teaser: html.HtmlElement, parts: set[str]) -> bool:
    """Whether words of this teaser are what was found: an article has teasers beside it."""
    own = teaser.iter("h1", "h2", "h3", "h4", "p")
    return any(letters_and_digits(str(element.text_content())) in parts for element in own)
