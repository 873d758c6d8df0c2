"""Opaque public ids: `pos_Uk3xQp7a` for a row number, the same for ever, so that nobody counts our
rows by them.

Sqids is an encoding, not a secret: whether a row may be seen is always decided by the query.
"""

from sqids import Sqids

# Fixed for ever: another alphabet or length would change every public id.
_ALPHABET = "tK7mRd4VbXyQ2sJ9zHwLcFnG8fPkT3hMj6NvBpWxDgC5qZrS"
# No vowels, so no words: the blocklist, which may change with a version of the library, is not
# needed.
_SQIDS = Sqids(alphabet=_ALPHABET, min_length=8, blocklist=[])

_HIGHEST_ROW = 2**63 - 1  # BigAutoField; Sqids decodes higher ones and then refuses to encode them

PREFIXES = {
    "article": "art",
    "article_text": "txt",
    "change": "chg",
    "delivery": "msg",
    "endpoint": "end",
    "feed": "fed",
    "interview": "int",
    "occasion": "occ",
    "passage": "pas",
    "position": "pos",
    "statement": "sta",
    "subscription": "sub",
}


def public_id(kind: str, pk: int) -> str:
    return f"{PREFIXES[kind]}_{_SQIDS.encode([pk])}"


def row_number(kind: str, public: str) -> int | None:
    """The row number behind a public id, or None when it is not an id of that kind."""
    prefix, _, code = public.partition("_")
    if prefix != PREFIXES[kind]:
        return None
    numbers = _SQIDS.decode(code)
    if len(numbers) != 1 or numbers[0] > _HIGHEST_ROW:
        return None
    # Several codes decode to one number; only the one that we print is an id.
    return numbers[0] if _SQIDS.encode(numbers) == code else None
