"""Why statements were missed, and what was found that is none: one class for each, counted.

The classes go by the readings alone, so that they stay true whatever the reader does inside.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.reader_corpora import Article, Attribution
from bench.reader_scores import ENOUGH, Letters, comparable, matches, small_words, source_kind
from commentary.reading import FoundStatement, Reading
from commentary.reading.lexicon import Lexicon, lexicon_for

_MOST = 0.8
_WORD = re.compile(r"[^\W\d_]+")
_BESIDE = 60
_SOURCES = {
    "none": "no source",
    "name": "a name says it",
    "pronoun": "a pronoun says it",
    "noun": "a noun says it",
}


@dataclass(frozen=True, slots=True)
class Error:
    """One error: which article and class, and the words for those who want to look."""

    article: str
    kind: str
    words: str


def errors_in(articles: Sequence[Article], readings: Sequence[Reading]) -> dict[str, list[Error]]:
    """Return the errors by class, "missed: ..." and "wrong: ...", the most frequent first."""
    found: dict[str, list[Error]] = defaultdict(list)
    for article, reading in zip(articles, readings, strict=True):
        for error in _errors(article, reading):
            found[error.kind].append(error)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def _errors(article: Article, reading: Reading) -> Iterator[Error]:
    lexicon = lexicon_for("en")
    text, small = article.text, small_words(article.text)
    wanted, found = comparable(article, reading)
    for match in matches([letters for _, letters in wanted], [letters for _, letters in found]):
        if match.jaccard >= ENOUGH:
            continue
        if match.wanted is not None:
            one, there = wanted[match.wanted]
            overlap = found[match.found] if match.found is not None else None
            if overlap is None:
                statements = [statement for statement, _ in found]
                kind = _why_missed(text, one, statements, small, lexicon)
            else:
                kind = _difference(there, overlap[1])
            yield Error(article.name, f"missed: {kind}", _wanted_words(text, one))
        if match.found is not None:
            statement, here = found[match.found]
            if match.wanted is not None:
                kind = _difference(wanted[match.wanted][1], here)
            else:
                kind = _why_wrong(statement, here, wanted)
            yield Error(article.name, f"wrong: {kind}", _found_words(text, statement))


def _difference(there: Letters, here: Letters) -> str:
    common = len(there & here)
    if common >= _MOST * len(there):
        return "found, but too long"
    if common >= _MOST * len(here):
        return "found, but too short"
    return "found, but mostly other words"


def _why_missed(
    text: str,
    one: Attribution,
    statements: Sequence[FoundStatement],
    small: frozenset[str],
    lexicon: Lexicon,
) -> str:
    if one.cue is None:
        return "no cue in the text"
    start, end = one.cue
    if any(found.cue and found.cue.start < end and start < found.cue.end for found in statements):
        return "cue taken, for other words"
    words = [word.lower() for word in _WORD.findall(text, start, end)]
    verbs = lexicon.verbs.keys() & set(words)
    source = _SOURCES[source_kind(text, one.speaker, small)]
    if verbs:
        return f"verb known but not taken, {source}"
    if words[:1] == ["according"] or any(word in lexicon.claims for word in words):
        return "noun or phrase known but not taken"
    return f"no word of the cue known, {source}"


def _why_wrong(
    statement: FoundStatement, here: Letters, wanted: Sequence[tuple[Attribution, Letters]]
) -> str:
    cue = statement.cue
    if cue is not None and any(
        one.cue is not None and one.cue[0] < cue.end and cue.start < one.cue[1]
        for one, _ in wanted
    ):
        return "cue right, for other words"
    if any(len(here & there) >= _MOST * len(here) for _, there in wanted):
        return "said within what another said"
    if any(here & there for _, there in wanted):
        return "overlaps what another said"
    without = "without a cue" if cue is None else "with a cue"
    return f"nothing is marked there, {statement.type} {without}"


def _wanted_words(text: str, one: Attribution) -> str:
    marks = [(*span, "<>") for span in one.spans]
    marks += [(*one.speaker, "[]")] if one.speaker else []
    marks += [(*one.cue, "{}")] if one.cue else []
    return _with_marks(text, marks)


def _found_words(text: str, one: FoundStatement) -> str:
    marks = [(span.start, span.end, "<>") for span in one.spans]
    marks += [(one.speaker.start, one.speaker.end, "[]")] if one.speaker else []
    marks += [(one.cue.start, one.cue.end, "{}")] if one.cue else []
    return _with_marks(text, marks)


def _with_marks(text: str, marks: Sequence[tuple[int, int, str]]) -> str:
    """Return the words from the first mark to the last with some beside, on one line."""
    first = max(0, min(start for start, _, _ in marks) - _BESIDE)
    behind = min(len(text), max(end for _, end, _ in marks) + _BESIDE)
    places = [(end, 0, pair[1]) for _, end, pair in marks]
    places += [(start, 1, pair[0]) for start, _, pair in marks]
    shown, at = [], first
    for place, _closes_first, sign in sorted(places):
        shown += [text[at:place], sign]
        at = place
    return " ".join("".join([*shown, text[at:behind]]).split())
