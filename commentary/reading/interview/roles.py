"""Who speaks in each paragraph of an interview whose questions carry no label."""

import itertools
import re
from collections.abc import Sequence
from typing import Literal

from commentary.reading.page import Page, Paragraph
from commentary.reading.types import Role

_AFTER_STOP = "”\"'’)] "
_LAST_SENTENCE = re.compile(r"[.!?…][”\"')\]]*\s")
_LONG_QUESTION = 60
_LONGEST_QUESTION = 130
_LONGEST_OPENING = 80
_LONGEST_HEADING = 9
_FIRST_PERSON = frozenset(["i", "we", "my", "our", "us", "me", "i'm", "i've", "we're", "we've"])
_SECOND_PERSON = frozenset(["you", "your", "yours", "yourself", "yourselves"])
_CAPTION_ASIDE = re.compile(r"\((?:left|right|centre|center|pictured|above|below)\)")
_CLOSING_WORDS = frozenset({"edited", "condensed", "conducted", "translated", "abridged"})


def roles_of(page: Page) -> list[Role]:
    """Return a role for every paragraph, taking the text to be an interview.

    Before the first question all is narration; behind it, what is no question, caption or
    heading is an answer.
    """
    roles: list[Role] = []
    marked, headings = marked_paragraphs(page)
    begun = False
    for at, paragraph in enumerate(page.paragraphs):
        previous = roles[-1] if roles else "narration"
        if at in marked or _is_question(page, paragraph, previous):
            roles.append("interviewer")
            begun = True
        elif not begun or at in headings or is_aside(page, paragraph):
            roles.append("narration")
        else:
            roles.append("guest")
    _close(page, roles)
    return roles


def is_aside(page: Page, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph between turns is a caption, a pointer or a section's heading."""
    return is_caption(page, paragraph) or _is_heading(paragraph)


def is_caption(page: Page, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph belongs to a picture or points at another article."""
    captions = page.lexicon.interviews["captions"]
    tokens = paragraph.tokens
    for token, following in itertools.pairwise(tokens):
        if following.text == ":" and token.lower in captions and token.is_capital:
            return True
    begins = [token.lower for token in tokens[:2]]
    if begins == ["file", "photo"]:
        return True
    return paragraph.word_count <= _LONGEST_OPENING // 2 and bool(
        _CAPTION_ASIDE.search(page.text, paragraph.span.start, paragraph.span.end)
    )


def _is_heading(paragraph: Paragraph) -> bool:
    return (
        paragraph.word_count <= _LONGEST_HEADING
        and paragraph.tokens[-1].is_word
        and paragraph.tokens[0].is_capital
    )


def _is_question(page: Page, paragraph: Paragraph, previous: Role) -> bool:
    if paragraph.opens_with_mark or not paragraph.tokens:
        return False
    words = [token.lower for token in paragraph.tokens if token.is_word]
    if not words or len(words) > _LONGEST_QUESTION:
        return False
    to_guest = bool(_SECOND_PERSON & set(words))
    text = paragraph.span.of(page.text).rstrip(_AFTER_STOP)
    if not text.endswith("?"):
        return _asks_without_mark(page, words, previous, to_guest=to_guest)
    if to_guest and len(words) <= _LONG_QUESTION:
        return True
    if previous == "interviewer" and len(paragraph.sentences) > 1 and not to_guest:
        return False  # an answer that ends with a question of its own
    last = _last_sentence(text)
    if _SECOND_PERSON & last:
        return True
    if _FIRST_PERSON & last:
        return words[0] in page.lexicon.interviews["asking"] and len(words) <= _LONG_QUESTION
    of_us = bool({"we", "our", "my"} & set(words))
    return len(words) <= _LONG_QUESTION and not (of_us and previous != "narration")


def _last_sentence(text: str) -> set[str]:
    start = 0
    for found in _LAST_SENTENCE.finditer(text):
        start = found.end()
    return set(text[start:].lower().replace("’", "'").rstrip("?").split())


def _asks_without_mark(
    page: Page, words: Sequence[str], previous: Role, *, to_guest: bool
) -> bool:
    if len(words) > _LONGEST_OPENING or previous == "interviewer":
        return False
    text = " ".join(words[:6]).replace("’", "'")
    opening = next((part for part in page.lexicon.openings if text.startswith(part)), "")
    if not opening:
        return False
    return to_guest or opening.split()[0] not in {"i", "some", "i'd", "please"}


def marked_paragraphs(page: Page) -> tuple[set[int], set[int]]:
    """Return the paragraphs that bold or heading marks show to be questions, and the headings.

    A kind of mark shows questions when most paragraphs that carry it end with a question mark.
    """
    kinds: dict[Literal["heading", "strong"], set[int]] = {"heading": set(), "strong": set()}
    marks = sorted(page.document.marks, key=lambda mark: mark.start)
    place = 0
    for at, paragraph in enumerate(page.paragraphs):
        while place < len(marks) and marks[place].end < paragraph.span.end:
            place += 1
        if place < len(marks) and marks[place].start <= paragraph.span.start:
            kinds[marks[place].kind].add(at)
    asking: set[int] = set()
    for places in kinds.values():
        marked = sum(page.text[page.paragraphs[at].span.end - 1] == "?" for at in places)
        if marked > 1 and marked * 2 > len(places):
            asking |= places
    return asking, kinds["heading"] - asking


def _close(page: Page, roles: list[Role]) -> None:
    """Make the note behind the last answer narration: it speaks of the guest or the interview."""
    last_question = max((at for at, role in enumerate(roles) if role == "interviewer"), default=-1)
    if last_question < 0:
        return
    about = {
        name.family
        for paragraph in page.paragraphs[: roles.index("interviewer")]
        for name in paragraph.names
    }
    for at in range(len(roles) - 1, last_question + 1, -1):
        words = {token.lower for token in page.paragraphs[at].tokens}
        edited = words & _CLOSING_WORDS and words & page.lexicon.interviews["words"]
        names = page.paragraphs[at].names
        speaks_of_guest = (
            names
            and names[0].first <= 2
            and names[0].family in about
            and not words & _FIRST_PERSON
        )
        if not edited and not speaks_of_guest:
            break
        if roles[at - 1] == "interviewer":
            break
        roles[at] = "narration"
