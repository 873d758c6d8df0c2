"""Words that tell a day: "on Tuesday", "15 May", "last week", found and not yet understood."""

from collections.abc import Sequence
from dataclasses import dataclass

from commentary.reading.days.words import FIGURE, DayWords
from commentary.reading.text.tokens import Token


@dataclass(frozen=True, slots=True)
class Expression:
    """Tokens `first` up to `behind` that tell a day; `start` and `end` are code points.

    `meaning` is one of the language's kinds of such words, and the numbers are those it names: a
    weekday from 0, a month from 1. None: not named.
    """

    first: int
    behind: int
    start: int
    end: int
    meaning: str
    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    count: int | None = None
    other: int | None = None


def expressions_in(
    text: str, tokens: Sequence[Token], first: int, behind: int, words: DayWords
) -> list[Expression]:
    """Return what tells a day among tokens `first` up to `behind`, in order, none in another."""
    found: list[Expression] = []
    at = first
    while at < behind:
        expression = _expression(text, tokens, at, behind, words)
        if expression is not None:
            found.append(expression)
        at = expression.behind if expression is not None else at + 1
    return found


def _expression(
    text: str, tokens: Sequence[Token], at: int, behind: int, words: DayWords
) -> Expression | None:
    """Return the longest that begins with the token at `at` and ends with the range."""
    token = tokens[at]
    key = FIGURE if token.text[0].isdigit() else token.lower.split("-", maxsplit=1)[0]
    best = None
    for meaning, pattern in words.patterns.get(key, ()):
        found = pattern.match(text, token.start, tokens[behind - 1].end)
        if found is not None and (best is None or found.end() > best[1].end()):
            best = meaning, found
    if best is None:
        return None
    meaning, found = best
    after = at + 1
    while after < behind and tokens[after].end <= found.end():
        after += 1
    named = found.groupdict()
    return Expression(
        at,
        after,
        found.start(),
        found.end(),
        meaning,
        weekday=_number(named.get("weekday"), words),
        day=_number(named.get("day"), words),
        month=_number(named.get("month") or named.get("month_number"), words),
        year=_number(named.get("year"), words),
        count=_number(named.get("count"), words),
        other=_number(named.get("other"), words),
    )


def _number(word: str | None, words: DayWords) -> int | None:
    if word is None:
        return None
    return int(word) if word.isdecimal() else words.numbers[word.casefold()]
