"""Texts in which nobody is reported: listings, results, recipes, terms, and speech that no voice
is told apart in.

What looks like a statement there ("You agree that", "Mars says go") is nobody's. Two things must
come together: the page is laid out or worded as no report is, and nothing in it is surely said by
somebody.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from commentary.reading.forms.phrases import phrase_in
from commentary.reading.lexicon import Lexicon
from commentary.reading.page import Page, Paragraph
from commentary.reading.types import FoundStatement, Span

_FEWEST_LINES = 3
_FEWEST_WORDS = 25
_LISTED = 0.4  # share of the words that stand outside running sentences
_MOSTLY_LISTED = 0.5
_ADDRESSED = 0.02  # share of words like "you" and "our" outside quotations
_SHORTEST_PROSE = 8
_LONG_PROSE = 40
_LONGEST_HEAD = 3
_ABOUT_PERSONS = 0.02  # mentions of persons, and of "I", among the words
_SIGNED = 3
_SIGNED_WORDS = 8
_DIGITS = 0.15
_CAPITALS = 0.5
_ENDS = frozenset({".", "!", "?", "…", "..."})
_CLOSERS = frozenset({"”", '"', "’", "'", ")", "]", "''", "»"})
_BULLETS = frozenset({"•", "-", "–", "—", "*", "·", "▪", "‣", "+", "☐", "✓", "►", "|", ">", "#"})
_NUMBERED = frozenset({".", ")", ":"})
_FEWEST_SPOKEN = 100
_LONGEST_RUN = 60  # words between two stops; nobody writes so, software takes down so
_SPOKEN_CAPITALS = 0.15
_STAMP = re.compile(r"[\[(]?(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?[\])]?")
_STAMPED = 0.4
_FILLED = 0.01
_STOPS = frozenset({".", "!", "?", "…", "...", ",", ";", ":", "。", "、"})


def notice_reason(page: Page, statements: Sequence[FoundStatement]) -> str:
    """Return why a page is a notice or a listing, in words; "" when it is not.

    `statements` are what was found on it, read as a report.
    """
    lexicon = page.lexicon
    prose = [paragraph for paragraph in page.paragraphs if _is_prose(page, paragraph)]
    if _is_headed_so(page) and not any(
        _names_somebody(one) and _is_reported(one, lexicon) for one in statements
    ):
        return "it is headed as a notice"
    words = sum(paragraph.word_count for paragraph in page.paragraphs)
    if len(page.paragraphs) < _FEWEST_LINES or words < _FEWEST_WORDS:
        return ""
    listed = 1 - sum(paragraph.word_count for paragraph in prose) / words
    addressed = listed < _LISTED and _addresses_reader(page, words)
    if listed < _LISTED and not addressed:
        return ""
    starts = {paragraph.span.start for paragraph in prose}
    every = [paragraph.span.start for paragraph in page.paragraphs]
    in_prose = [
        one for one in statements if every[bisect_right(every, one.spans[0].start) - 1] in starts
    ]
    quoted = [one for one in statements if one.type == "direct"]
    if any(_is_reported(one, lexicon) for one in [*in_prose, *quoted]) or _are_signed(statements):
        return ""
    if any(_names_somebody(one) for one in in_prose) and listed < _MOSTLY_LISTED:
        return ""
    return "it speaks to its reader and reports nobody" if addressed else "lines of a listing"


def _is_prose(page: Page, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is running sentences, not a line of a list or a table."""
    tokens = paragraph.tokens
    words = [token for token in tokens if token.is_word]
    digits = sum(word.text[0].isdigit() for word in words)
    capitals = sum(word.is_capital for word in words)
    if digits > _DIGITS * len(words) or capitals > _CAPITALS * len(words):
        return False
    if len(words) >= _LONG_PROSE:
        return True
    if len(words) < _SHORTEST_PROSE or tokens[0].text in _BULLETS:
        return False
    if tokens[0].text.isdigit() and tokens[1].text in _NUMBERED:
        return False
    last = len(tokens) - 1
    while last > 0 and tokens[last].text in _CLOSERS:
        last -= 1
    return tokens[last].text in _ENDS and not _has_head(page, paragraph)


def _is_headed_so(page: Page) -> bool:
    """Tell whether the title or a heading at the top names a kind of notice."""
    title = page.document.title
    heads = [(title, Span(0, len(title)))]
    heads += [
        (page.text, paragraph.span)
        for paragraph in page.paragraphs[: min(2, len(page.paragraphs) - 1)]
        if paragraph.word_count <= _SHORTEST_PROSE and paragraph.tokens[-1].text not in _ENDS
    ]
    return any(phrase_in(page.lexicon, "notice", text, span) for text, span in heads)


def _has_head(page: Page, paragraph: Paragraph) -> bool:
    """Tell whether a line explains the word in front of its colon: "Berth: the place where"."""
    head = paragraph.tokens[: _LONGEST_HEAD + 1]
    at = next((at for at, token in enumerate(head) if token.text == ":"), 0)
    if not at or not all(token.is_word for token in head[:at]):
        return False
    return not any(page.persons.person_of(name) for name in paragraph.names if name.first < at)


def machine_transcript_reason(page: Page) -> str:
    """Return why a page is speech that software took down without its voices, or ""."""
    paragraphs = page.paragraphs
    words = sum(paragraph.word_count for paragraph in paragraphs)
    if words < _FEWEST_SPOKEN:
        return ""
    stops = sum(token.text in _STOPS for paragraph in paragraphs for token in paragraph.tokens)
    capitals = sum(token.is_capital for paragraph in paragraphs for token in paragraph.tokens)
    if words > _LONGEST_RUN * (stops + 1) and capitals < _SPOKEN_CAPITALS * words:
        return "speech without stops"
    stamps = [
        _STAMP.match(page.text, paragraph.span.start, paragraph.span.end)
        for paragraph in paragraphs
    ]
    stamped = [found[1] for found in stamps if found]
    # A recording is counted from nought; a live blog tells the time of day.
    if len(stamped) > _STAMPED * len(paragraphs) and not stamped[0].strip("0:"):
        return "lines with the seconds of a recording, and no names"
    fillers = set(page.lexicon.forms.get("fillers", ()))
    spoken = sum(token.lower in fillers for one in paragraphs for token in one.tokens)
    if spoken > _FILLED * words:
        return "unedited speech without names"
    return ""


def _addresses_reader(page: Page, words: int) -> bool:
    """Tell whether a page speaks to its reader, outside quotations, and hardly of persons."""
    address = set(page.lexicon.forms["address"])
    in_own = set(page.lexicon.forms.get("in_person", ()))
    to_reader = in_person = 0
    for paragraph in page.paragraphs:
        behind = 0
        starts = {quotation.first: quotation.behind for quotation in paragraph.quotations}
        for at, token in enumerate(paragraph.tokens):
            behind = max(behind, starts.get(at, 0))
            to_reader += at >= behind and token.lower in address
            in_person += token.lower in in_own
    persons = sum(len(person.mentions) for person in page.persons.found())
    return to_reader >= _ADDRESSED * words and persons + in_person < _ABOUT_PERSONS * words


def _are_signed(statements: Sequence[FoundStatement]) -> bool:
    """Tell whether a page collects what people wrote: whole sentences, each with a full name."""
    signed = [
        one
        for one in statements
        if one.type == "direct" and one.speaker and " " in one.speaker.person
    ]
    long = sum(one.text.count(" ") >= _SIGNED_WORDS for one in signed)
    return long >= _SIGNED and long * 2 > len(signed)


def _names_somebody(statement: FoundStatement) -> bool:
    """Tell whether the source is a person whose name is known, not a body or "the vicar"."""
    speaker = statement.speaker
    return speaker is not None and speaker.is_person and bool(speaker.person)


def _is_reported(statement: FoundStatement, lexicon: Lexicon) -> bool:
    """Tell whether somebody surely said it: a source that is no pronoun, a cue in the past."""
    speaker, cue = statement.speaker, statement.cue
    if speaker is None or cue is None or statement.hypothetical:
        return False
    words = cue.text.lower().split()
    past = any(
        "past" in lexicon.verbs[word].forms and "base" not in lexicon.verbs[word].forms
        for word in words
        if word in lexicon.verbs
    )
    if not past and "according" not in words and not statement.negated:
        return False
    return bool(speaker.person) or speaker.text.lower() not in lexicon.frames["pronouns"]
