"""A phrase that says who somebody is, taken apart: the role and the organisation in it."""

import re
from collections.abc import Iterable

ROLE_LENGTH = 200

_WORD = re.compile(r"\w+")
_EMPTY = frozenset({"a", "an", "the", "and", "also", "then", "now", "currently"})
_ARTICLE = re.compile(r"^(?:(?:a|an|the|and|also|then|now|currently)\s+)+", re.IGNORECASE)
# "fellow at the Institute for Harbour Studies", "director of NHC": a preposition and a capital.
_PLACED = re.compile(r"\s+(?:at|of|for|with|from|in)\s+(?:the\s+)?(?=[^\W\d_a-z])")
_FIRST_PLACED = re.compile(r"^(?:at|of|from|with)\s+(?:the\s+)?(?=[^\W\d_a-z])")
# "Norhaven University professor": capitals, then the role in small letters.
_IN_FRONT = re.compile(
    r"^((?:[^\W\d_a-z][\w’'.&-]*\s+)+(?:of\s+[^\W\d_a-z]\S*\s+)?)([^\W\dA-Z_].*)$"
)


def taken_apart(phrase: str) -> tuple[str, str]:
    """Return role and organisation as printed in a phrase; "" for the one it does not name.

    "a senior fellow at the Institute for Harbour Studies" and "Norhaven University professor"
    name both, "of the University of Norhaven" the one, "the harbour minister" the other.
    """
    plain = _ARTICLE.sub("", " ".join(phrase.split()))
    if (first := _FIRST_PLACED.match(plain)) is not None:
        return "", plain[first.end() :]
    if (placed := _PLACED.search(plain)) is not None:
        return plain[: placed.start()], plain[placed.end() :]
    if (in_front := _IN_FRONT.match(plain)) is not None:
        return in_front[2], in_front[1].strip().removesuffix("’s").removesuffix("'s")
    return plain, ""


def phrase_key(phrase: str) -> str:
    """The form in which a phrase is the same one: its words, in small letters, no article."""
    words = _WORD.findall(phrase.casefold())
    while words and words[0] in _EMPTY:
        words = words[1:]
    return " ".join(words)[:ROLE_LENGTH].strip()


def is_known(phrase: str, affiliations: Iterable[tuple[str, str]]) -> bool:
    """Whether a phrase tells nothing but one of these roles at organisations."""
    words = set(phrase_key(phrase).split())
    role, organisation = (set(phrase_key(part).split()) for part in taken_apart(phrase))
    return any(
        role <= set(phrase_key(known_role).split())
        and organisation <= set(phrase_key(known).split())
        and bool(words)
        for known_role, known in affiliations
    )
