"""The reader: one article text in, who said what in which words out.

Pure and deterministic: no models, no clock, no network, no roster of tracked people. Time is
linear in the text's length. `READER_VERSION` changes with every change of what is found, so that
stored texts can be read again.
"""

from commentary.reading.reader import READER_VERSION, read
from commentary.reading.types import (
    Answer,
    Cue,
    Document,
    Entry,
    FoundDay,
    FoundExchange,
    FoundInterview,
    FoundPerson,
    FoundStatement,
    Mark,
    Mention,
    Reading,
    Span,
    Turn,
)

__all__ = [
    "READER_VERSION",
    "Answer",
    "Cue",
    "Document",
    "Entry",
    "FoundDay",
    "FoundExchange",
    "FoundInterview",
    "FoundPerson",
    "FoundStatement",
    "Mark",
    "Mention",
    "Reading",
    "Span",
    "Turn",
    "read",
]
