"""How readings are compared with what annotators found.

Two sets of words are compared by the places of their letters and digits: Jaccard, which is what
both have over what either has. Statements of an article are matched one to one, the most alike
first; a match counts from a Jaccard of one half on, or when both are the same.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from bench.reader_corpora import Article, Attribution, Interview, Pair
from commentary.reading import FoundStatement, Reading

ENOUGH = 0.5
Letters = frozenset[int]

#: What counts as saying, for the slice of recall that the work is judged by.
SPEECH = (
    "say tell add ask reply respond answer note argue claim assert state declare announce explain"
    " insist warn contend maintain acknowledge admit concede confess deny confirm reveal disclose"
    " report recall remark comment observe stress emphasize emphasise reiterate repeat predict"
    " promise vow pledge write tweet post testify complain conclude suggest quip joke"
)
_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "you", "who"])
_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote writing written",
}
_DOUBLING = frozenset({"admit", "quip"})
_WORD = re.compile(r"[^\W\d_]+")


def _forms(verb: str) -> Iterator[str]:
    yield verb
    if verb in _IRREGULAR:
        yield from _IRREGULAR[verb].split()
        return
    stem = verb + verb[-1] if verb in _DOUBLING else verb.removesuffix("e")
    yield from (f"{verb}s", f"{stem}ed", f"{stem}ing")
    if verb.endswith("y"):
        yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied")


_SAYING = frozenset(form for verb in SPEECH.split() for form in _forms(verb))

SLICE = (
    "a cue that holds a form of "
    + ", ".join(SPEECH.split())
    + ', or begins with "according to"; and a source that is one of the pronouns '
    + ", ".join(sorted(_PRONOUNS))
    + " or holds a capitalised word that the article nowhere writes small"
)


def small_words(text: str) -> frozenset[str]:
    """Return the words that a text writes with a small letter somewhere."""
    return frozenset(word for word in _WORD.findall(text) if word[0].islower())


def is_speech_of_somebody(text: str, one: Attribution, small: frozenset[str]) -> bool:
    """Tell whether an attribution belongs to the slice that SLICE describes."""
    if one.cue is None:
        return False
    cue = [word.lower() for word in _WORD.findall(text, *one.cue)]
    if not _SAYING & set(cue) and cue[:2] != ["according", "to"]:
        return False
    return source_kind(text, one.speaker, small) in {"pronoun", "name"}


def source_kind(text: str, source: Pair | None, small: frozenset[str]) -> str:
    """Return "none", "pronoun", "name" or "noun": what a source is made of."""
    words = _WORD.findall(text, *source) if source else []
    if not words:
        return "none"
    if len(words) == 1 and words[0].lower() in _PRONOUNS:
        return "pronoun"
    named = any(word[0].isupper() and word.lower() not in small for word in words)
    return "name" if named else "noun"


@dataclass(frozen=True, slots=True)
class Match:
    """What one attribution (`wanted`) and one statement (`found`) have in common; or one alone."""

    wanted: int | None
    found: int | None
    jaccard: float = 0.0


@dataclass(slots=True)
class Figures:
    """Counts over many articles; shares in percent."""

    wanted: int = 0
    found: int = 0
    half: int = 0
    same: int = 0
    speakers: int = 0
    speakers_right: int = 0
    by_type: dict[str, Counter[str]] = field(default_factory=dict)

    def f1(self, right: int) -> float:
        """Return the harmonic mean of recall and precision."""
        return 200 * right / max(1, self.wanted + self.found)

    def recall(self, kind: str, what: str = "half") -> float:
        """Return which share of the attributions of a kind were found."""
        counts = self.by_type.get(kind, Counter())
        return share(counts[what], counts["wanted"])


def share(part: int, whole: int) -> float:
    """Return a share in percent; 0 of nothing."""
    return 100 * part / max(1, whole)


def letters_of(text: str, spans: Sequence[Pair]) -> Letters:
    """Return the places of letters and digits inside spans."""
    return frozenset(
        at
        for start, end in spans
        for at in range(start, min(end, len(text)))
        if text[at].isalnum()
    )


def spans_of(statement: FoundStatement) -> list[Pair]:
    """Return a statement's spans as plain pairs."""
    return [(span.start, span.end) for span in statement.spans]


def matches(wanted: Sequence[Letters], found: Sequence[Letters]) -> Iterator[Match]:
    """Match one to one, the most alike first; then yield what is left of either."""
    alike = sorted(
        (
            (len(a & b) / len(a | b), i, j)
            for i, a in enumerate(wanted)
            for j, b in enumerate(found)
            if not a.isdisjoint(b)
        ),
        reverse=True,
    )
    left, unmatched = set(range(len(wanted))), set(range(len(found)))
    for jaccard, i, j in alike:
        if i in left and j in unmatched:
            left.remove(i)
            unmatched.remove(j)
            yield Match(i, j, jaccard)
    yield from (Match(i, None) for i in sorted(left))
    yield from (Match(None, j) for j in sorted(unmatched))


def score_statements(articles: Sequence[Article], readings: Sequence[Reading]) -> Figures:
    """Compare readings with attributions, article by article."""
    figures = Figures()
    for article, reading in zip(articles, readings, strict=True):
        _score_article(article, reading, figures)
    return figures


def comparable(
    article: Article, reading: Reading
) -> tuple[list[tuple[Attribution, Letters]], list[tuple[FoundStatement, Letters]]]:
    """Return what can be compared of both: what holds a letter or digit."""
    wanted = [(one, letters_of(article.text, one.spans)) for one in article.attributions]
    found = [(one, letters_of(article.text, spans_of(one))) for one in reading.statements]
    return [pair for pair in wanted if pair[1]], [pair for pair in found if pair[1]]


def _score_article(article: Article, reading: Reading, figures: Figures) -> None:
    wanted, found = comparable(article, reading)
    small = small_words(article.text)
    figures.wanted += len(wanted)
    figures.found += len(found)
    for match in matches([letters for _, letters in wanted], [letters for _, letters in found]):
        if match.wanted is None:
            continue
        one, there = wanted[match.wanted]
        kinds = [one.type]
        if is_speech_of_somebody(article.text, one, small):
            kinds.append("speech")
        statement, here = found[match.found] if match.found is not None else (None, frozenset())
        half, same = match.jaccard >= ENOUGH, there == here
        figures.half += half
        figures.same += same
        for kind in kinds:
            figures.by_type.setdefault(kind, Counter()).update(wanted=1, half=half, same=same)
        if half and one.speaker is not None:
            figures.speakers += 1
            figures.speakers_right += _meets(one.speaker, statement)


def _meets(source: Pair, statement: FoundStatement | None) -> bool:
    speaker = statement.speaker if statement is not None else None
    return speaker is not None and max(source[0], speaker.start) < min(source[1], speaker.end)


def score_people(
    articles: Sequence[Article], readings: Sequence[Reading]
) -> tuple[int, int, list[str]]:
    """Return attributions with the right person, of how many, and a line on each other one.

    Right is the person of the statement that is most alike (one half at least) when it shares the
    family name with the person wanted, or one of both names holds the other's last word.
    """
    right, wrong = 0, list[str]()
    for article, reading in zip(articles, readings, strict=True):
        found = [(letters_of(article.text, spans_of(one)), one) for one in reading.statements]
        for wanted in filter(lambda one: one.person, article.attributions):
            there = letters_of(article.text, wanted.spans)
            alike = [(_jaccard(there, here), one) for here, one in found]
            jaccard, best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
            person = best.speaker.person if best is not None and best.speaker is not None else ""
            if jaccard < ENOUGH:
                wrong.append(f"not found: {wanted.person}")
            elif _same_person(wanted.person, person):
                right += 1
            else:
                wrong.append(f"{person or 'nobody'} for {wanted.person}")
    return right, right + len(wrong), wrong


def _jaccard(a: Letters, b: Letters) -> float:
    return len(a & b) / max(1, len(a | b))


def _same_person(wanted: str, found: str) -> bool:
    one, other = _plain_words(wanted), _plain_words(found)
    return bool(one and other) and (one[-1] in other or other[-1] in one)


def _plain_words(name: str) -> list[str]:
    return ["".join(c for c in word.lower() if c.isalpha()) for word in name.split()]


@dataclass(slots=True)
class InterviewFigures:
    """Paragraphs with the right role, and pairs of question and answer with right bounds."""

    paragraphs: int = 0
    right: int = 0
    wanted: int = 0
    found: int = 0
    both: int = 0

    @property
    def accuracy(self) -> float:
        return share(self.right, self.paragraphs)

    @property
    def pair_f1(self) -> float:
        return 200 * self.both / max(1, self.wanted + self.found)


def score_interviews(
    interviews: Sequence[Interview], readings: Sequence[Reading]
) -> dict[str, InterviewFigures]:
    """Return the figures of each rendering."""
    figures: dict[str, InterviewFigures] = {}
    for wanted, reading in zip(interviews, readings, strict=True):
        one = figures.setdefault(wanted.variant, InterviewFigures())
        text, found = wanted.text, reading.interview
        turns = [(turn.start, turn.end, turn.role) for turn in found.turns] if found else []
        role_wanted, role_found = _role_by_place(wanted.turns), _role_by_place(turns)
        for place in _paragraphs(text):
            one.paragraphs += 1
            one.right += role_wanted(place) == role_found(place)
        there = {(_core(text, q), _core(text, a)) for q, a in wanted.pairs}
        here = {
            (
                _core(text, (exchange.question.start, exchange.question.end)),
                _core(text, (exchange.answers[0].span.start, exchange.answers[-1].span.end)),
            )
            for exchange in (found.exchanges if found else ())
        }
        one.wanted += len(there)
        one.found += len(here)
        one.both += len(there & here)
    return figures


def _paragraphs(text: str) -> Iterator[Pair]:
    at = 0
    for part in re.split(r"(\n\n)", text):
        if part.strip():
            yield at, at + len(part)
        at += len(part)


def _role_by_place(turns: Sequence[tuple[int, int, str]]) -> Callable[[Pair], str]:
    """Return what tells the role of a place: that of the turn it has most in common with."""
    ends = [end for _start, end, _role in turns]

    def role(place: Pair) -> str:
        start, end = place
        best, most = "narration", 0
        for at in range(bisect_left(ends, start + 1), len(turns)):
            if turns[at][0] >= end:
                break
            common = min(turns[at][1], end) - max(turns[at][0], start)
            if common > most:
                best, most = turns[at][2], common
        return best

    return role


def _core(text: str, span: Pair) -> Pair:
    """Leave out what is no letter or digit at both ends."""
    start, end = span
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end
