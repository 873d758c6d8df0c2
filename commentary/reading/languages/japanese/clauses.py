"""Where a Japanese sentence says that something was said: と and a verb, or によると."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from commentary.reading.languages.japanese.sentences import Quotation, Sentence
from commentary.reading.languages.japanese.words import FoundVerb, Words, alternatives
from commentary.reading.types import Span

Link = Literal["quoted", "clause", "request", "this_way", "that_way"]

# A predicate ends so in front of と; a noun seldom does.
_PREDICATE_ENDS = frozenset("るたいだうくすつぬむぶぐかねよぞわなん。？！」")
_NOUN_END = re.compile(r"[一-鿿ァ-ヺー々]")
_NEAR = 24  # characters between と and its verb, where no bracket stands in front of と
_FAR = 60  # ... where one does
_NO_QUOTE = re.compile(r"と(?:こ|は限|ころ|り|も(?:に|か)|って|しても)|ところ|として?も")
_NOT_TO = ("たとえ", "ひとつ", "ふたと", "もともと")
# Between a closing mark and と: 「港は沈む」など(だ)と, 「…」「…」と.
_BETWEEN = re.compile(r"(?:など|だ|である|、)?(?=と)")


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue and how what was said hangs on it.

    `link` "quoted": the last quotation before `particle`; "clause" and "request": the words up to
    `particle`; "this_way" and "that_way": other sentences.
    """

    span: Span
    verb: FoundVerb | None
    link: Link
    particle: int
    quotation: Quotation | None = None
    negated: bool = False
    hypothetical: bool = False


def cues_in(text: str, sentence: Sentence, words: Words) -> list[FoundCue]:
    """Return the cues of a sentence in order."""
    found: list[FoundCue] = []
    least = sentence.start
    for verb in _verbs(text, sentence, words):
        cue = _cue(text, sentence, verb, least, words)
        if cue is not None:
            found.append(cue)
            least = cue.span.end
    return found


def _verbs(text: str, sentence: Sentence, words: Words) -> Iterator[FoundVerb]:
    for gap in sentence.gaps():
        at = gap.start
        while at < gap.end:
            verb = words.verb_at(text, at, gap.end)
            if verb is None:
                at += 1
                continue
            yield verb
            at = verb.end


def _cue(
    text: str, sentence: Sentence, verb: FoundVerb, least: int, words: Words
) -> FoundCue | None:
    form = verb.form
    shown = _shown(text, verb, least, words) if form.shows else None
    start = shown.end if shown is not None else verb.start
    cue_start = start
    if not form.frames and shown is None:
        return None
    way = _way(text, verb.start, words) if form.frames - {"light"} else None
    negated = form.kind == "negated"
    hypothetical = _is_doubtful(text, verb, words)
    span = Span(cue_start, verb.end)
    if way is not None:
        return FoundCue(span, verb, way, -1, None, negated, hypothetical)
    linked = (
        _link(text, sentence, shown.start, least, 0, words)
        if shown is not None
        else _plain_link(text, sentence, verb, least, words)
    )
    if linked is None:
        return None
    link, particle, quotation = linked
    if shown is not None:
        span = Span(shown.end, verb.end)
    elif "light" in form.frames:
        span = Span(particle, verb.end)
    return FoundCue(span, verb, link, particle, quotation, negated, hypothetical)


def _shown(text: str, verb: FoundVerb, least: int, words: Words) -> Span | None:
    """Return と to the noun of との見方を示した: the place of と, and where the noun begins."""
    begin = max(least, verb.start - _NEAR)
    found = None
    for match in re.finditer("と", text[begin : verb.start]):
        candidate = words.shown.match(text, begin + match.start(), verb.start)
        if candidate is not None:
            found = Span(begin + match.start(), candidate.start("shown"))
    return found


def _way(text: str, at: int, words: Words) -> Link | None:
    """Tell こう述べた from そう述べた: the words stand elsewhere."""
    kinds: tuple[tuple[str, Link], ...] = (("this_way", "this_way"), ("that_way", "that_way"))
    for name, link in kinds:
        for word in words.lists[name]:
            if text.endswith(word, 0, at):
                return link
    return None


def _is_doubtful(text: str, verb: FoundVerb, words: Words) -> bool:
    if verb.form.text.endswith(words.doubtful_endings):
        return True
    behind = text[verb.end : verb.end + 12].lstrip("とのる")
    return behind.startswith(words.doubtful_behind)


_Linked = tuple[Link, int, Quotation | None]


def _plain_link(
    text: str, sentence: Sentence, verb: FoundVerb, least: int, words: Words
) -> _Linked | None:
    form = verb.form
    if "light" in form.frames or form.lemma in words.close:
        before = verb.start - 1
        if "light" in form.frames and text[before : before + 1] != "と":
            return None
        if text[before : before + 1] not in {"と", "は", "も", "が"}:
            return None
    if not form.frames:
        return None
    if "request" in form.frames:
        at = _request(text, verb, least)
        if at is not None:
            return "request", at, None
    return _link(text, sentence, verb.start, least, _FAR, words, verb)


def _request(text: str, verb: FoundVerb, least: int) -> int | None:
    """Return where 閉鎖するよう ends in front of 求めた."""
    begin = max(least, verb.start - _NEAR)
    at = text.rfind("よう", begin, verb.start)
    if (
        at < 1
        or text[at - 1] not in "るいうくすつぬむぶぐ"
        or text[at + 2] not in "に、求訴促要指命迫提呼助強改"
    ):
        return None
    return at + 2


def _link(
    text: str,
    sentence: Sentence,
    behind: int,
    least: int,
    far: int,
    words: Words,
    verb: FoundVerb | None = None,
) -> _Linked | None:
    """Return the と that the verb at `behind` belongs to, the nearest that can be one."""
    if verb is None:
        return _link_at(text, sentence, behind, words, None, near=True)
    floor = max(least, behind - far)
    last = None
    for quotation in sentence.quotations:
        if quotation.end <= behind:
            last = quotation
    if last is not None:
        floor = max(floor, last.end)
    at = behind
    while (at := text.rfind("と", floor, at)) >= 0:
        near = behind - at <= _NEAR
        found = _link_at(text, sentence, at, words, verb, near=near)
        if found is not None:
            in_marks = found[0] == "quoted" or verb.form.lemma not in words.quoted
            return found if in_marks else None
    return None


def _link_at(
    text: str,
    sentence: Sentence,
    at: int,
    words: Words,
    verb: FoundVerb | None,
    *,
    near: bool,
) -> _Linked | None:
    """Tell whether と at `at` ends something said."""
    quotation = _quotation_before(text, sentence, at)
    adjacent = verb is not None and verb.start == at + 1
    light = verb is not None and "light" in verb.form.frames
    if quotation is not None:
        if verb is not None and _names_a_thing(text, at):
            return None
        says = _is_predicate(text, quotation.inner.end - 1)
        return None if light and not says else ("quoted", at, quotation)
    before = at - 1
    if before < sentence.start or not near or _is_no_particle(text, at, verb):
        return None
    if light and verb is not None and _is_attempt(text, at, verb, words):
        return None
    if _is_predicate(text, before):
        return "clause", at, None
    if adjacent and not light and verb is not None and _NOUN_END.match(text, before):
        return None if verb.form.lemma in words.together else ("clause", at, None)
    return None


def _quotation_before(text: str, sentence: Sentence, at: int) -> Quotation | None:
    """Return the quotation that closes directly before と, over など."""
    for quotation in reversed(sentence.quotations):
        if quotation.end <= at:
            between = text[quotation.end : at]
            return quotation if between in {"", "など", "だ", "などだ", "、", "など、"} else None
    return None


def _is_no_particle(text: str, at: int, verb: FoundVerb | None) -> bool:
    if any(text.startswith(word, max(0, at - word.index("と"))) for word in _NOT_TO):
        return True
    if text.startswith("という", at) or text.startswith("といった", at):
        return verb is not None and not text.startswith(("というこ", "との"), at)
    return bool(_NO_QUOTE.match(text, at)) and not (verb is not None and verb.start == at + 2)


def _names_a_thing(text: str, at: int) -> bool:
    """Tell 「港の歌」という本 from 「港は沈む」と言った."""
    return text.startswith(("という", "といった", "との"), at) and not text.startswith(
        "というこ", at
    )


def _is_attempt(text: str, at: int, verb: FoundVerb, words: Words) -> bool:
    """Tell 閉鎖しようとした and 閉鎖だとすれば from 閉鎖だとした."""
    if verb.form.text.endswith(words.doubtful_endings):
        return True
    return text[at - 1] == "う" and not text.endswith(("だろう", "であろう", "でしょう"), 0, at)


def _is_predicate(text: str, at: int) -> bool:
    return text[at] in _PREDICATE_ENDS


def accordings_in(text: str, sentence: Sentence, words: Words) -> Iterator[Span]:
    """Yield the places of によると and its kin."""
    pattern = _according_pattern(words)
    for gap in sentence.gaps():
        for found in pattern.finditer(text, gap.start, gap.end):
            yield Span(found.start(), found.end())


def _according_pattern(words: Words) -> re.Pattern[str]:
    return re.compile(alternatives(words.lists["according"]))
