"""Whether a page is an article, and if not, why not, in a sentence. Pure."""

import re

from lxml import html

from common.text import letters_and_digits
from sources.parsing.page_facts import PageFacts
from sources.parsing.paragraphs import Paragraphs

# Letters and digits: some 25 words, or half a dozen Chinese sentences.
SHORTEST_TEXT = 120
SHORTEST_CJK_TEXT = 50
# A notice in place of the article is never longer than this.
LONGEST_NOTICE = 1_500

_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NOTICES = (
    (
        "The page asks for a login or a subscription instead of showing the article.",
        re.compile(
            r"(subscribe|log ?in|sign ?in|register|create (a free |an )?account)"
            r"[^.!?\n]{0,60}(to (continue|read|keep reading|access|view|unlock)|for full access)"
            r"|(continue|keep) reading[^.!?\n]{0,60}(subscri|log ?in|sign ?in|account)"
            r"|(this|the) (article|content|story) is (only |exclusively )?(available |reserved )?"
            r"(for|to) (our )?(paying |registered )?(subscribers|members)"
            r"|already (a subscriber|have an account)|subscribers? only|members? only",
            re.IGNORECASE,
        ),
    ),
    (
        "The page checks the visitor's browser instead of showing the article.",
        re.compile(
            r"just a moment|checking your browser|verify(ing)? (that )?you are (a )?human"
            r"|enable javascript|javascript is (disabled|required)|are you a robot|captcha"
            r"|access (to this page )?(has been )?denied|unusual traffic",
            re.IGNORECASE,
        ),
    ),
    (
        "The page asks for consent to cookies instead of showing the article.",
        re.compile(
            r"(we|our partners)[^.!?\n]{0,80}use cookies|accept (all )?cookies"
            r"|before you continue|your privacy choices|manage (your )?(consent|preferences)",
            re.IGNORECASE,
        ),
    ),
    (
        "The page says that the article does not exist.",
        re.compile(
            r"page (was |is |could )?not (be )?found|404 (error|not found)|error 404"
            r"|(page|article|story) (you[^.!?\n]{0,40} )?(no longer|does not|doesn.t) exist"
            r"|no longer available",
            re.IGNORECASE,
        ),
    ),
)
_TEASERS = "//article[.//a[@href]][.//h1 or .//h2 or .//h3 or .//h4]"
_LINKED_HEADINGS = "//main//h2[.//a[@href]] | //main//h3[.//a[@href]] | //section//h3[.//a[@href]]"
_MANY_TEASERS = 5
_SHORT_PARAGRAPH = 350


def judge(root: html.HtmlElement, found: Paragraphs, facts: PageFacts) -> str:
    """ "" for an article, else one sentence that says what the page is instead."""
    length = len(letters_and_digits(found.text))
    if length < LONGEST_NOTICE and not _is_enough(found.text, length, twice=True):
        shown = f"{facts.title}\n{found.text or _all_text(root)}"
        for sentence, notice in _NOTICES:
            if notice.search(shown):
                return sentence
    if not _is_enough(found.text, length):
        return "No text of an article was found on the page."
    for sentence, notice in _NOTICES:
        if length < LONGEST_NOTICE and notice.search(f"{facts.title}\n{found.text}"):
            return sentence
    if _is_listing(root, found, facts):
        return "The page is a list of articles, not an article."
    return ""


def _is_enough(text: str, length: int, *, twice: bool = False) -> bool:
    shortest = SHORTEST_CJK_TEXT if len(_CJK.findall(text)) * 2 > length else SHORTEST_TEXT
    return length >= shortest * (2 if twice else 1)


def _is_listing(root: html.HtmlElement, found: Paragraphs, facts: PageFacts) -> bool:
    if facts.is_declared_article:
        return False
    longest = max((len(part) for part in found.text.split("\n\n")), default=0)
    teasers = max(len(root.xpath(_TEASERS)), len(root.xpath(_LINKED_HEADINGS)))
    return teasers >= _MANY_TEASERS and longest < _SHORT_PARAGRAPH


def _all_text(root: html.HtmlElement) -> str:
    return " ".join(str(root.text_content()).split())[:LONGEST_NOTICE]
