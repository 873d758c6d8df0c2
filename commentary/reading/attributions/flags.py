"""Whether a statement was made at all: denied, supposed, asked, or reported by somebody else."""

from collections.abc import Sequence

from commentary.reading.attributions.contents import Attribution
from commentary.reading.attributions.cues import asks
from commentary.reading.attributions.drafts import Draft
from commentary.reading.lexicon import Lexicon
from commentary.reading.text.units import Sentence

_SUPPOSING = frozenset({"if", "unless", "whether"})
_QUESTION_WORDS = frozenset(
    ["if", "whether", "how", "why", "what", "when", "where", "who", "which"]
)


def is_negated(sentence: Sentence, found: Attribution, lexicon: Lexicon) -> bool:
    """Tell whether it is said that it was not said: "did not say", "nobody said"."""
    if found.cue.negated or found.source is None:
        return found.cue.negated
    return sentence.lower(found.source.first) in lexicon.frames["nobody"]


def is_hypothetical(sentence: Sentence, found: Attribution) -> bool:
    """Tell whether it is only supposed: "would say", "if she said"."""
    first = found.source.first if found.source else found.cue.start
    return found.cue.hypothetical or sentence.lower(first - 1) in _SUPPOSING


def is_asked(sentence: Sentence, found: Attribution, lexicon: Lexicon) -> bool:
    """Tell whether a question is told: "asked whether it holds", "Did she say that it holds?"."""
    if asks(sentence, lexicon) and found.pieces and found.pieces[0][0] > 1:
        return True
    if found.cue.lemma not in lexicon.frames["asking"] or not found.pieces:
        return False
    first, behind = found.pieces[0]
    if sentence.lower(first) in _QUESTION_WORDS:
        return True
    return sentence.is_quoted(behind - 1) and sentence.last_mark(behind - 1) == "?"


def mark_reported(drafts: Sequence[Draft]) -> None:
    """Note in whose words another person's statement stands: "Solvang said Ekdahl promised"."""
    for outer in drafts:
        person = outer.speaker.person if outer.speaker else ""
        if not person or not outer.pieces:
            continue
        start, end = outer.pieces[0].start, outer.pieces[-1].end
        for inner in drafts:
            if inner is outer or not inner.pieces or inner.speaker is None:
                continue
            inside = start <= inner.speaker.start and inner.pieces[-1].end <= end
            if inside and inner.speaker.person and inner.speaker.person != person:
                inner.reported_by = person
