"""Non-answers: what somebody does in place of answering, as reported or in their own words."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from commentary.reading.lexicon import tables_of
from commentary.reading.page import Page, Paragraph
from commentary.reading.people.names import Name
from commentary.reading.text.tokens import trimmed
from commentary.reading.types import Cue, FoundStatement, Mention, NonAnswer, Span

# An answer that goes on for longer than this has answered something after all.
_MOST_WORDS = 30
# So many code points of a report are looked at: a cue, and what it says was declined.
_WINDOW = 160
_LONGEST_ASIDE = 20  # tokens between a name and what the person did
_KINDS: tuple[NonAnswer, ...] = ("declined", "no_comment", "evaded", "other_question")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'"})

_Patterns = tuple[tuple[NonAnswer, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """How one language declines to answer: in reports, and in one's own words.

    `signs` are words (in lower case) of which every report holds one.
    """

    reported: _Patterns
    spoken: _Patterns
    signs: frozenset[str]


@lru_cache(maxsize=16)
def answer_words_for(language: str) -> AnswerWords:
    """Return how a language declines to answer; one whose files say nothing of it never does."""
    table = tables_of(language).get("answers", {})
    openings = table.get("spoken", {}).get("openings", "")
    led = rf"(?:(?:{openings})\b[,.;:!]?\s{{1,3}}){{0,2}}" if openings else ""
    return AnswerWords(
        reported=_patterns(table.get("reported", {}), table),
        spoken=_patterns(table.get("spoken", {}), table, led=led),
        signs=frozenset(table.get("signs", "").split()),
    )


def _patterns(written: Mapping[str, Any], table: Mapping[str, Any], *, led: str = "") -> _Patterns:
    found: list[tuple[NonAnswer, re.Pattern[str]]] = []
    for kind in _KINDS:
        for pattern in written.get(kind, ()):
            whole = pattern
            for name in ("speak", "asked", "adverb"):
                whole = whole.replace(f"{{{name}}}", f"(?:{table[name]})".replace("\n", ""))
            ready = whole.replace(" ", r"\s{1,3}")
            found.append((kind, re.compile(led + f"(?:{ready})" + r"(?![^\W_])")))
    return tuple(found)


def with_non_answers(
    page: Page, statements: Iterable[FoundStatement]
) -> tuple[FoundStatement, ...]:
    """Return the statements, marked where they are no answer, in the order of the text.

    Reports that somebody named did not answer ("did not respond to a request for comment") become
    statements where they were none. What somebody declined to do other than to speak ("declined
    to rule out a strike", "refused to leave") is no non-answer.
    """
    words = answer_words_for(page.document.language)
    marked = [replace(one, non_answer=_kind_of(page, one, words)) for one in statements]
    more = list(_unreported(page, marked, words))
    if not more:
        return tuple(marked)
    return tuple(
        sorted([*marked, *more], key=lambda one: (one.spans[0].start, one.exchange is None))
    )


def _kind_of(page: Page, statement: FoundStatement, words: AnswerWords) -> NonAnswer:
    cue = statement.cue
    only_supposed = statement.hypothetical and not statement.negated
    if cue is not None and statement.type != "direct" and not only_supposed:
        told = _lowered(page.text[cue.start : cue.start + _WINDOW])
        for kind, pattern in words.reported:
            if pattern.match(told):
                return kind
    if cue is not None and (statement.negated or statement.hypothetical):
        return ""
    if statement.type == "direct" and _is_short(statement):
        said = _lowered(statement.text).strip(" \"“”.…!?,'")
        for kind, pattern in words.spoken:
            if pattern.match(said):
                return kind
    return ""


def _is_short(statement: FoundStatement) -> bool:
    return len(statement.text) <= _MOST_WORDS * 12 and len(statement.text.split()) <= _MOST_WORDS


def _lowered(text: str) -> str:
    return text.translate(_STRAIGHT).lower()


def _unreported(
    page: Page, known: Sequence[FoundStatement], words: AnswerWords
) -> Iterator[FoundStatement]:
    """Yield the reports of non-answers that hang on a name and are no statement yet."""
    cues = sorted(one.cue.start for one in known if one.cue is not None)
    spans = sorted(span for one in known for span in one.spans)
    for paragraph in page.paragraphs:
        if words.signs.isdisjoint(token.lower for token in paragraph.tokens):
            continue
        for name in paragraph.names:
            person = page.persons.person_of(name)
            at = _behind(paragraph, name)
            if not person or at < 0:
                continue
            found = _report(page, paragraph.tokens[at].start, words)
            if found is None:
                continue
            kind, cue, told = found
            inside = bisect_left(spans, Span(told.end, 0)) - 1
            is_told = inside >= 0 and spans[inside].end > cue.start
            if is_told or bisect_left(cues, cue.start) < bisect_left(cues, told.end):
                continue
            yield FoundStatement(
                type="indirect",
                medium="speech",
                spans=(told,),
                text=told.of(page.text),
                speaker=Mention(page.text[name.start : name.end], name.start, name.end, person),
                cue=cue,
                non_answer=kind,
            )


def _behind(paragraph: Paragraph, name: Name) -> int:
    """Return the token behind a name, over an aside between two commas; -1 where there is none."""
    tokens, at = paragraph.tokens, name.last + 1
    if at < len(tokens) and tokens[at].text == ",":
        aside = range(at + 1, min(at + _LONGEST_ASIDE, len(tokens)))
        at = next((place + 1 for place in aside if tokens[place].text == ","), len(tokens))
    return at if at < len(tokens) else -1


def _report(page: Page, start: int, words: AnswerWords) -> tuple[NonAnswer, Cue, Span] | None:
    """Return what kind of non-answer begins at `start`, its cue and the rest of it."""
    told = _lowered(page.text[start : start + _WINDOW])
    for kind, pattern in words.reported:
        found = pattern.match(told)
        if found is not None and "cue" in pattern.groupindex:
            end = start + found.end("cue")
            cue = Cue(page.text[start:end], start, end)
            return kind, cue, trimmed(page.text, end, start + found.end())
    return None
