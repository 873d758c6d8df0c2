"""Transcripts: a hearing or a debate of several voices, or a speech of one."""

from collections import Counter
from collections.abc import Sequence

from commentary.reading.forms.phrases import phrase_in
from commentary.reading.forms.signers import names_listed
from commentary.reading.forms.voiced import VoicedText, own_words
from commentary.reading.interview.exchanges import person_of_label
from commentary.reading.interview.labels import Label, labels_in
from commentary.reading.interview.roles import is_aside, is_caption
from commentary.reading.page import Page, Paragraph
from commentary.reading.types import Mention, Span

_FEWEST_TURNS = 3
_LONGEST_HEADING = 45
_AT_THE_TOP = 3
_LABELLED = 3  # every third paragraph at least begins a turn
_IN_PERSON = 0.01  # share of "I", "we" and their kin among a speaker's words
_FEWEST_WORDS = 30
_BRACKETS = {"(": ")", "[": "]"}


def hearing_in(page: Page) -> VoicedText | None:
    """Read a page as the transcript of several voices, each named in front of its turns.

    A page whose heading speaks of an interview is none: there one side asks.
    """
    labels = labels_in(page)
    first = next((at for at, label in enumerate(labels) if label), len(labels))
    told = _told_above(page, first, "hearing")
    if _told_above(page, first, "interview_named") and not told:
        return None
    counts = Counter(label.key for label in labels if label and _is_voice(page, label))
    if len(counts) < 2 or sum(counts.values()) < _FEWEST_TURNS or max(counts.values()) < 2:
        return None
    if not told and (
        sum(counts.values()) * _LABELLED < len(labels) - first
        or any(label and label.key not in counts for label in labels)
    ):
        return None
    return _voices(
        page,
        [label if label and label.key in counts else None for label in labels],
        "labelled turns" + (" of a hearing or debate" if told else ""),
    )


def is_hearing(page: Page) -> bool:
    """Tell whether what stands above the first label announces a hearing or a debate."""
    labels = labels_in(page)
    first = next((at for at, label in enumerate(labels) if label), len(labels))
    return _told_above(page, first, "hearing") and not _told_above(page, first, "interview_named")


def speech_in(page: Page) -> VoicedText | None:
    """Read a page as one person's speech, announced above it ("Remarks by Marit Solvang")."""
    head, speaker = _announced(page)
    if speaker is None:
        return None
    body = [
        at
        for at in range(head + 1, len(page.paragraphs))
        if not is_aside(page, page.paragraphs[at]) and not _is_bracketed(page.paragraphs[at])
    ]
    spans = [page.paragraphs[at].span for at in body]
    labels = labels_in(page)
    for index, at in enumerate(body):
        label = labels[at]
        if label is not None:
            if person_of_label(page, label.span) != speaker.person:
                return None
            spans[index] = label.words
    words = sum(page.paragraphs[at].word_count for at in body)
    own = {*page.lexicon.forms.get("in_person", ()), *page.lexicon.forms.get("together", ())}
    in_person = sum(t.lower in own for at in body for t in page.paragraphs[at].tokens)
    quoted = sum(page.paragraphs[at].opens_with_mark for at in body)
    family = speaker.person.split()[-1].lower()
    named = any(
        name.family == family and labels[at] is None
        for at in body
        for name in page.paragraphs[at].names
    )
    if words < _FEWEST_WORDS or in_person < _IN_PERSON * words or quoted * 4 > len(body) or named:
        return None
    return VoicedText(
        form="transcript",
        reason="a speech, announced above it",
        own=(own_words(page, spans, [speaker], medium="speech", rendering="transcript"),),
        speakers=dict.fromkeys(body, speaker.person),
    )


def _announced(page: Page) -> tuple[int, Mention | None]:
    """Return the last paragraph of the heading that announces a speech, and who gives it."""
    found: Mention | None = None
    last = -1
    for at, paragraph in enumerate(page.paragraphs[:_AT_THE_TOP]):
        if paragraph.word_count > _LONGEST_HEADING:
            break
        phrase = phrase_in(page.lexicon, "speech", page.text, paragraph.span)
        if phrase is None:
            continue
        names = names_listed(page, paragraph)
        behind = [one for one in names if one.start >= phrase.end] or names
        last = at
        if behind and found is None:
            found = behind[0]
    if found is None:
        title = page.document.title
        phrase = phrase_in(page.lexicon, "speech", title, Span(0, len(title)))
        if phrase is not None:
            person = page.persons.person_named(_name_in(title[phrase.end :]) or _name_in(title))
            if person:
                return last, Mention("", 0, 0, person)
    return last, found


def _name_in(words: str) -> str:
    """Return the first two or more capitalised words of a heading."""
    run: list[str] = []
    for word in words.split():
        bare = word.strip(",.:;()“”\"'’")
        if bare[:1].isupper():
            run.append(bare.removesuffix("’s").removesuffix("'s"))
            if bare != word and len(run) > 1:
                break
        elif len(run) > 1:
            break
        else:
            run = []
    return " ".join(run) if len(run) > 1 else ""


def _told_above(page: Page, first: int, kind: str) -> bool:
    title = page.document.title
    if phrase_in(page.lexicon, kind, title, Span(0, len(title))):
        return True
    return any(
        phrase_in(page.lexicon, kind, page.text, paragraph.span)
        for paragraph in page.paragraphs[: min(first, _AT_THE_TOP)]
    )


def _is_voice(page: Page, label: Label) -> bool:
    """Tell whether a label names a person or an office that speaks."""
    if page.persons.person_named(label.span.of(page.text)):
        return True
    words = label.key.replace(".", "").split()
    offices = set(page.lexicon.forms.get("voices", ()))
    return bool(set(words) & offices) or words[0] in page.lexicon.names["titles"]


def _person_of(page: Page, label: Label) -> str:
    """Return whom a label names, without a title; "" for an office such as "THE CHAIR"."""
    person = person_of_label(page, label.span)
    if person != label.span.of(page.text) and not person.isupper():
        return person
    words = [word for word in person.split() if not _is_title(page, word)]
    return " ".join(word.title() if word.isupper() else word for word in words)


def _is_title(page: Page, word: str) -> bool:
    bare = word.lower().rstrip(".")
    offices = page.lexicon.forms.get("voices", ())
    return bare in page.lexicon.names["titles"] or bare in offices or bare in {"the", "a"}


def _is_bracketed(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is a stage direction: "(Applause.)"."""
    tokens = paragraph.tokens
    return _BRACKETS.get(tokens[0].text) == tokens[-1].text


def _voices(page: Page, labels: Sequence[Label | None], reason: str) -> VoicedText:
    turns: list[tuple[Mention, list[Span]]] = []
    speakers: dict[int, str] = {}
    silent: set[int] = set()
    for at, (paragraph, label) in enumerate(zip(page.paragraphs, labels, strict=True)):
        if label is not None:
            words = label.span.of(page.text)
            person = _person_of(page, label)
            mention = Mention(words, label.span.start, label.span.end, person)
            turns.append((mention, []))
        if not turns:
            continue
        if is_caption(page, paragraph) or _is_bracketed(paragraph):
            silent.add(at)
            continue
        span = label.words if label is not None else paragraph.span
        if span.start < span.end:
            turns[-1][1].append(span)
        speakers[at] = turns[-1][0].person
    return VoicedText(
        form="transcript",
        reason=reason,
        own=tuple(
            own_words(page, spans, [mention], medium="speech", rendering="transcript")
            for mention, spans in turns
            if spans
        ),
        speakers=speakers,
        silent=frozenset(silent),
        starts={at: label.words.start for at, label in enumerate(labels) if label},
    )
