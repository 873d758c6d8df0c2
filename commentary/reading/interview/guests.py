"""Who is interviewed: read from the title and the introduction."""

import itertools
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass

from commentary.reading.interview.roles import is_caption
from commentary.reading.lexicon import Lexicon
from commentary.reading.page import Page, Paragraph
from commentary.reading.people.names import Name
from commentary.reading.types import Mention, Role

_BESIDE_INTERVIEW = 3
_AS_SUBJECT = 3
_INTRODUCED = 2
_BEFORE = 6
_BEFORE_SUBJECT = frozenset(["on", "about", "over", "in", "at", "from", "against", "of"])


@dataclass(frozen=True, slots=True)
class Guests:
    """The guests in order, each with the mention that introduces them."""

    names: tuple[str, ...]
    mentions: dict[str, Mention]
    interview_named: bool


def guests_of(page: Page, roles: Sequence[Role]) -> Guests:
    """Return the guests that the narration names; two only where it joins them by "and"."""
    scores: Counter[str] = Counter()
    mentions: dict[str, Mention] = {}
    pairs: set[tuple[str, str]] = set()
    named = _speaks_of_interview(page.document.title.lower().split(), page.lexicon)
    affiliated = {person.name for person in page.persons.found() if person.affiliations}
    for paragraph, role in zip(page.paragraphs, roles, strict=True):
        if role != "narration":
            continue
        named |= _speaks_of_interview([token.lower for token in paragraph.tokens], page.lexicon)
        if is_caption(page, paragraph):  # shows one guest of several, or nobody's picture
            continue
        _score(page, paragraph, scores, mentions, pairs)
    for person in affiliated & scores.keys():
        scores[person] += _INTRODUCED
    scores = +scores
    if not scores:
        return Guests((), {}, named)
    first = min(scores, key=lambda person: (-scores[person], mentions[person].start))
    names = [first]
    names += [other for one, other in sorted(pairs) if one == first]
    names += [one for one, other in sorted(pairs) if other == first and one not in names]
    names.sort(key=lambda person: mentions[person].start)
    return Guests(tuple(names), mentions, named)


def _speaks_of_interview(words: Sequence[str], lexicon: Lexicon) -> bool:
    bare = {word.strip(".,:;!?()“”\"'‘’") for word in words}
    return bool(bare & (lexicon.interviews["words"] - {"questions"}))


def _score(
    page: Page,
    paragraph: Paragraph,
    scores: Counter[str],
    mentions: dict[str, Mention],
    pairs: set[tuple[str, str]],
) -> None:
    names = deque((name, page.persons.person_of(name)) for name in paragraph.names)
    for first, last in paragraph.sentences:
        words = [token.lower for token in paragraph.tokens[first:last]]
        in_interview = bool(set(words) & page.lexicon.interviews["words"])
        here: list[tuple[Name, str]] = []
        while names and names[0][0].first < last:
            here.append(names.popleft())
        here = [(name, person) for name, person in here if person]
        for name, person in here:
            scores[person] += 1 + in_interview
            scores[person] += _role_in(paragraph, name, page.lexicon, in_interview=in_interview)
            full = len(name.words) > 1
            if person not in mentions or (full and " " not in mentions[person].text):
                mentions[person] = Mention(
                    page.text[name.start : name.end], name.start, name.end, person
                )
        for (one, person), (other, second) in itertools.pairwise(here):
            joined = {token.lower for token in paragraph.tokens[one.last + 1 : other.first]}
            if in_interview and "and" in joined and person != second and len(joined) < _BEFORE:
                pairs.add((person, second))


def _role_in(paragraph: Paragraph, name: Name, lexicon: Lexicon, *, in_interview: bool) -> int:
    """Weigh what the words beside a name make of it: the guest, or the one who asks."""
    tokens = paragraph.tokens
    before = [token.lower for token in tokens[max(0, name.first - _BEFORE) : name.first]]
    behind = [token.lower for token in tokens[name.last + 1 : name.last + 1 + 2 * _BEFORE]]
    if before and before[-1] in _BEFORE_SUBJECT:
        return -_BESIDE_INTERVIEW
    weight = 0
    if set(behind[:3]) & lexicon.interviews["meetings"]:
        weight += _AS_SUBJECT
    elif set(behind) & lexicon.interviews["meetings"]:
        weight += 1
    if before and before[-1] in {"with", "by"} and set(before) & {"down", "spoke", "talked", "by"}:
        return weight - 1 if "interview" not in before else weight
    if in_interview and set(before) & lexicon.interviews["words"]:
        weight += _BESIDE_INTERVIEW
    return weight
