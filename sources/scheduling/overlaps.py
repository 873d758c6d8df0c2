"""What two successive answers of a feed have in common, and what may have been missed. Pure.

The items of an answer are kept as eight bytes of a hash each. Their keys are the caller's: the
article's id where the item was recognised tells more than its guid, which a feed may change.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

_SIZE = 8


@dataclass(frozen=True, slots=True)
class Overlap:
    """`items` of this answer, `share_new` of them not in the one before (None where one of the
    two had none), and `is_gap`: they have nothing in common, so nobody may have seen what came
    between.
    """

    items: int
    share_new: float | None
    is_gap: bool


def pack(keys: Iterable[str]) -> bytes:
    """The items of one answer, in their order, each once."""
    return b"".join(
        hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()
        for key in dict.fromkeys(keys)
    )


def compare(before: bytes, now: bytes) -> Overlap:
    """Two full answers, as packed; `before` is empty for the first answer ever.

    An answer without items is no gap and tells nothing: keep the one before for the next time.
    """
    old, new = _unpack(before), _unpack(now)
    if not old or not new:
        return Overlap(len(new), None, is_gap=False)
    shared = len(new & old)
    return Overlap(len(new), 1 - shared / len(new), is_gap=not shared)


def count(packed: bytes) -> int:
    """How many items a packed answer has."""
    return len(packed) // _SIZE


def _unpack(packed: bytes) -> set[bytes]:
    return {packed[at : at + _SIZE] for at in range(0, len(packed) - _SIZE + 1, _SIZE)}
