"""What can be told of a proposition's wording without understanding it. Pure.

English only: in another language only the first four rules look. What they cannot tell (one
claim, no word that judges) is for the person who words it.
"""

import re
from datetime import date

from commentary.enums import PropositionKind, WordingFault

MAX_LENGTH = 300

#: Without these a stance on the proposition means nothing: they are refused.
HARD = frozenset(
    {
        WordingFault.EMPTY,
        WordingFault.TOO_LONG,
        WordingFault.QUESTION,
        WordingFault.NO_DATE,
    }
)

_SENTENCE_END = re.compile(r"(?<!\b[A-Z])[.!?](?=\s+\S)|[。！？](?=\S)")
_MOVING_TIME = re.compile(
    r"\b(?:now|nowadays|recent|recently|current|currently|today|soon|lately)\b", re.IGNORECASE
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|nobody|nothing|none|neither|nor|cannot|without)\b|n['’]t\b", re.IGNORECASE
)


def find_faults(wording: str, kind: str, *, due_on: date | None = None) -> list[WordingFault]:
    """Which rules `wording` breaks; those in HARD are refused, the others are advice."""
    wording = wording.strip()
    if not wording:
        return [WordingFault.EMPTY]
    checks = (
        (WordingFault.TOO_LONG, len(wording) > MAX_LENGTH),
        (WordingFault.QUESTION, wording.endswith(("?", "？"))),
        (WordingFault.SENTENCES, bool(_SENTENCE_END.search(wording))),
        (WordingFault.MOVING_TIME, bool(_MOVING_TIME.search(wording))),
        (WordingFault.NEGATION, bool(_NEGATION.search(wording))),
        (WordingFault.NO_DATE, kind == PropositionKind.FORECAST and due_on is None),
    )
    return [fault for fault, is_broken in checks if is_broken]


def check_wording(wording: str, kind: str, *, due_on: date | None = None) -> list[str]:
    """The same as sentences for the person who words it."""
    return [str(fault.label) for fault in find_faults(wording, kind, due_on=due_on)]
