"""Which words a text is found by, what a search asks for, and where in a text it is.

One rule for both databases: a text becomes tokens here, and a database only looks tokens up.
Letters are compared without case, width or accents; a script without spaces between words
(Chinese, Japanese, Korean, Thai ...) is taken apart into pairs of characters, so that a family
name of one or two characters is found. Offsets are code points of the text as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Self

Span = tuple[int, int]

#: Longer words are cut to this many characters, in texts and in searches.
TOKEN_LENGTH = 60
#: A search has at most this many words.
MOST_WORDS = 16
#: Between the parts of a record: no phrase goes across it.
WALL = "|"

_SNIPPET = 200
# Before the first word that was found, so many characters of the snippet.
_LEAD = 60

_PACKED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3041-\u3096\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U000323af]"
)
# Accents, and the points of Hebrew and Arabic; the voicing marks of kana are letters.
_ACCENT = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
# What belongs to the character before it: the half-width voicing marks, and Korean vowels and
# finals that were not composed. (Other marks are known by their category.)
_FOLLOWS = re.compile("[\uff9e\uff9f\u1160-\u11ff]")
_PLAIN = {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}  # noqa: RUF001 - the letter it is
# How the same letters are written without their accents in German and Scandinavian names.
_SPELT = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "œ": "oe"}
_GLUE = frozenset("'’‘ʼ-‐‑")  # noqa: RUF001 - apostrophes and hyphens of every kind
_QUOTES = re.compile('["“”„«»＂]')  # noqa: RUF001 - the same
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Run:
    """Letters and digits in a row; `spelt` is the other spelling. `is_glued`: an apostrophe or
    hyphen joins it to the run before.
    """

    text: str
    spelt: str
    places: tuple[Span, ...]  # of each character of `text`
    is_packed: bool
    is_glued: bool

    @property
    def span(self) -> Span:
        return self.places[0][0], self.places[-1][1]

    @property
    def tokens(self) -> list[str]:
        if self.is_packed and len(self.text) > 1:
            return [a + b for a, b in pairwise(self.text)]
        return [self.text[:TOKEN_LENGTH]]


@dataclass(frozen=True, slots=True)
class Tokens:
    """`words` in their order, " a b | c ", for looking up phrases too; `more` are other tokens by
    which the same text is found, "x y".
    """

    words: str
    more: str


def tokens_of(parts: Iterable[str]) -> Tokens:
    """What the parts of one record are found by."""
    lines: list[str] = []
    more: set[str] = set()
    for part in parts:
        runs = _runs(part)
        if line := " ".join(token for run in runs for token in run.tokens):
            lines.append(line)
        for run in runs:
            more |= set(run.text) if run.is_packed else {run.spelt[:TOKEN_LENGTH]}
        for group in _glued(runs):
            more |= set(_joined(group))
    words = f" {f' {WALL} '.join(lines)} " if lines else ""
    return Tokens(words, " ".join(sorted(more - set(words.split()))))


def name_forms(names: Iterable[str]) -> list[str]:
    """Names as they may be written: Chinese and Japanese ones with and without a space."""
    forms: list[str] = []
    for name in names:
        runs = _runs(name)
        forms.append(name)
        if len(runs) > 1 and all(run.is_packed for run in runs):
            forms.append("".join(run.text for run in runs))
    return list(dict.fromkeys(forms))


def name_keys(names: Iterable[str]) -> str:
    """ "|a b|b c|": each name's words in alphabetical order, to find one that was given whole."""
    keys = {_key(name) for name in names} - {""}
    return WALL.join(["", *sorted(keys), ""]) if keys else ""


@dataclass(frozen=True, slots=True)
class Term:
    """A token that a record must have; `is_start`: one that begins like this will do."""

    token: str
    is_start: bool = False


#: One of these ways, all of whose terms are there.
Ways = tuple[tuple[Term, ...], ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked for: all of `wanted`, and each of `phrases` word for word in `Tokens.words`.

    `key` is what name_keys() has of a name that is the whole search. `runs` are characters of a
    script without spaces, to be shown where they stand.
    """

    wanted: tuple[Ways, ...]
    phrases: tuple[tuple[str, ...], ...]
    key: str
    runs: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """Read what somebody typed: words, all of them required, the last one also as the
        beginning of a word; a phrase in quotation marks stands word for word. Nothing else has a
        meaning. What holds no letter or digit wants nothing.
        """
        wanted: list[Ways] = []
        phrases: list[tuple[str, ...]] = []
        packed: list[str] = []
        pieces = _QUOTES.split(text)
        # A quotation mark that is never closed is none.
        quoted = set(range(1, len(pieces) - 1, 2))
        for place, piece in enumerate(pieces):
            runs = _runs(piece)
            packed += [run.text for run in runs if run.is_packed]
            if place in quoted:
                line = tuple(token for run in runs for token in run.tokens)
                wanted += [((Term(token),),) for token in line]
                phrases += [line] if len(line) > 1 else []
                continue
            phrases += [tuple(run.tokens) for run in runs if len(run.tokens) > 1]
            groups = _groups(runs)
            is_open = not any(_runs(later) for later in pieces[place + 1 :])
            for number, group in enumerate(groups, start=1):
                wanted += _ways(group, is_start=is_open and number == len(groups))
        return cls(
            tuple(dict.fromkeys(wanted)),
            tuple(dict.fromkeys(phrases)),
            _key(text),
            tuple(dict.fromkeys(packed)),
        )


def find_matches(search: Search, text: str) -> list[Span]:
    """Where in the text the words of the search stand: spans in order that do not touch."""
    terms = [term for ways in search.wanted for way in ways for term in way]
    exact = {term.token for term in terms}
    starts = tuple(term.token for term in terms if term.is_start)
    found: list[Span] = []
    runs = _runs(text)
    for run in runs:
        if run.is_packed:
            found += _packed_matches(search.runs, run)
        elif any(one in exact or one.startswith(starts) for one in (run.text, run.spelt)):
            found.append(run.span)
    for group in _glued(runs):
        if any(one in exact or one.startswith(starts) for one in _joined(group)):
            found.append((group[0].span[0], group[-1].span[1]))
    return _merged(found)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of `text` from `start` on, and where in the piece the words stand."""

    text: str
    start: int
    end: int
    matches: tuple[Span, ...]


def snippet_of(search: Search, text: str) -> Snippet:
    """At most 200 characters around the first word that was found, cut between words."""
    matches = find_matches(search, text)
    first = matches[0][0] if matches else 0
    start = max(min(first - _LEAD, len(text) - _SNIPPET), 0)
    # A script without spaces is cut anywhere.
    if start and (space := _SPACE.search(text, start - 1, first)):
        start = space.end()
    end = min(start + _SNIPPET, len(text))
    if end < len(text) and (spaces := list(_SPACE.finditer(text, start + _SNIPPET // 2, end + 1))):
        end = spaces[-1].start()
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in matches]
    return Snippet(text[start:end], start, end, tuple((a, b) for a, b in inside if a < b))


def nearest_names(text: str, names: Mapping[str, int], *, most: int = 5) -> list[str]:
    """Names that a misspelt one may mean, the nearest first.

    `names` are in writing, with a number each that decides between equally near ones. Every word
    must be near a word of the name: share 3 of 10 of their groups of three letters.
    """
    words = [_triples(word) for word in _name_words(text) if len(word) > 1]
    found: list[tuple[float, int, str]] = []
    for name, number in names.items() if words else ():
        parts = [_triples(part) for part in _name_words(name)]
        near = [max((_alike(word, part) for part in parts), default=0.0) for word in words]
        if min(near) >= _NEAR:
            found.append((-sum(near) / len(near), number, name))
    return [name for _alikeness, _number, name in sorted(found)[:most]]


_NEAR = 0.3


def _name_words(text: str) -> list[str]:
    return [run.text for run in _runs(text)]


def _triples(word: str) -> frozenset[str]:
    padded = f"  {word} "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def _ways(group: Sequence[_Run], *, is_start: bool) -> list[Ways]:
    """What one word of a search asks for; it may be several runs that are glued."""
    if len(group) > 1 and not any(run.is_packed for run in group):
        apart = [Term(run.text[:TOKEN_LENGTH]) for run in group]
        apart[-1] = Term(apart[-1].token, is_start)
        joined = [(Term(one, is_start),) for one in _joined(group)]
        return [(*joined, tuple(apart))]
    found: list[Ways] = []
    for number, run in enumerate(group, start=1):
        if run.is_packed:
            found += [((Term(token),),) for token in run.tokens]
        else:
            spellings = dict.fromkeys((run.text[:TOKEN_LENGTH], run.spelt[:TOKEN_LENGTH]))
            is_last = is_start and number == len(group)
            found.append(tuple((Term(one, is_last),) for one in spellings))
    return found


def _key(text: str) -> str:
    return " ".join(sorted(token for run in _runs(text) for token in run.tokens))


def _groups(runs: Sequence[_Run]) -> list[list[_Run]]:
    """Runs with those that are glued to them."""
    groups: list[list[_Run]] = []
    for run in runs:
        if run.is_glued and groups:
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _glued(runs: Sequence[_Run]) -> Iterator[list[_Run]]:
    for group in _groups(runs):
        if len(group) > 1 and not any(run.is_packed for run in group):
            yield group


def _joined(group: Sequence[_Run]) -> list[str]:
    """Written as one word: oneill; twice where there are two spellings."""
    texts = ("".join(run.text for run in group), "".join(run.spelt for run in group))
    return list(dict.fromkeys(one[:TOKEN_LENGTH] for one in texts))


def _packed_matches(wanted: Sequence[str], run: _Run) -> list[Span]:
    found: list[Span] = []
    for text in wanted:
        place = run.text.find(text)
        while place >= 0:
            found.append((run.places[place][0], run.places[place + len(text) - 1][1]))
            place = run.text.find(text, place + 1)
    return found


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    spelt: str
    place: Span
    is_packed: bool
    is_glued: bool


def _runs(text: str) -> list[_Run]:
    """The runs of letters and digits of a text, folded, each of one kind of script."""
    letters: list[_Letter | None] = list(_letters(text))
    runs: list[_Run] = []
    for kind, group in groupby(letters, key=lambda one: None if one is None else one.is_packed):
        if kind is None:
            continue
        found = [one for one in group if one is not None]
        runs.append(
            _Run(
                text="".join(one.text for one in found),
                spelt="".join(one.spelt for one in found),
                places=tuple(one.place for one in found for _ in one.text),
                is_packed=kind,
                is_glued=found[0].is_glued and bool(runs),
            )
        )
    return runs


def _letters(text: str) -> Iterator[_Letter | None]:
    """Each character with its marks, folded; None where a run ends."""
    last_end, glue_end = -1, -1
    for start, end in _clusters(text):
        folded = _fold(text[start:end])
        if not folded:
            if end - start == 1 and text[start] in _GLUE and start == last_end:
                glue_end = end
            yield None
            continue
        spelt = _SPELT.get(unicodedata.normalize("NFC", text[start:end].lower()), folded)
        for piece in folded.split():
            is_packed = bool(_PACKED.match(piece))
            own = spelt if piece == folded else piece
            yield _Letter(piece, own, (start, end), is_packed, glue_end == start)
            if piece != folded:
                yield None
        last_end = end


def _clusters(text: str) -> Iterator[Span]:
    start = 0
    for place in range(1, len(text)):
        character = text[place]
        is_part = not character.isascii() and (
            unicodedata.category(character)[0] == "M" or _FOLLOWS.match(character)
        )
        if not is_part:
            yield start, place
            start = place
    if text:
        yield start, len(text)


def _fold(cluster: str) -> str:
    """Letters and digits in the form in which they are compared, "" for anything else.

    What is written as one character and is several words (½) is told apart by spaces.
    """
    if cluster.isascii():
        return cluster.lower() if cluster.isalnum() else ""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", cluster).casefold())
    plain = _ACCENT.sub("", unicodedata.normalize("NFD", folded))
    plain = unicodedata.normalize("NFC", "".join(_PLAIN.get(one, one) for one in plain))
    if not any(one.isalnum() for one in plain):
        return ""
    kept = (one if one.isalnum() or unicodedata.category(one)[0] == "M" else " " for one in plain)
    return "".join(kept).strip()
