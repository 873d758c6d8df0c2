"""Phrases of the lexicon, found in running text."""

import re
from functools import lru_cache

from commentary.reading.lexicon import Lexicon
from commentary.reading.types import Span


def phrase_in(lexicon: Lexicon, kind: str, text: str, span: Span) -> Span | None:
    """Return where the first phrase of a kind stands inside `span`, or None.

    Whole words in any case; a kind that the language does not list is never found.
    """
    phrases = lexicon.forms.get(kind)
    if not phrases:
        return None
    found = _pattern(phrases).search(text, span.start, span.end)
    return Span(found.start(), found.end()) if found else None


@lru_cache(maxsize=64)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern for all of the phrases; an apostrophe is printed in two ways."""
    every = "|".join(re.escape(phrase).replace("'", "['’]") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{every})(?!\w)", re.IGNORECASE)
