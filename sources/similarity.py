"""Near-identical texts at several outlets, whatever their quotation marks. Pure, deterministic.

Texts are compared as sets of shingles (five words in a row, letters and digits only). MinHash
(Broder 1997) finds candidates: two texts share a band of their signatures with a probability
that rises steeply with their resemblance; candidates are then compared exactly.
"""

import hashlib
import re
import unicodedata

PLACES = 64
# 16 bands of 4 rows: a pair with Jaccard .8 shares one in 99.98 %, with .5 in 64 %, .3 in 12 %.
BAND_ROWS = 4
SHINGLE_WORDS = 5
SHINGLE_LETTERS = 9  # of scripts that are written without spaces
# A copy with its first and last paragraphs dropped has a Jaccard of .7 and more; two reports of
# one event by two reporters, who quote the same sentences, stay under .3.
SAME_STORY = 0.6
# A shortened copy: nearly all of the shorter text stands in the longer one.
SAME_STORY_CONTAINED = 0.85
SHORTEST_SHINGLES = 20  # below this, chance and boilerplate weigh too much for containment

_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_APOSTROPHE = re.compile("(?<=[^\\W_])['’\u02bc\uff07](?=[^\\W_])")


def shingles(text: str) -> frozenset[int]:
    """The text's shingles as 64-bit numbers; a text shorter than one is its own single shingle."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = _WORD.findall(_APOSTROPHE.sub("", folded))
    if len(_UNSPACED.findall(folded)) * 2 > sum(map(len, words)):
        letters, size = "".join(words), SHINGLE_LETTERS
        parts = [letters[at : at + size] for at in range(max(1, len(letters) - size + 1))]
    else:
        size = SHINGLE_WORDS
        parts = [" ".join(words[at : at + size]) for at in range(max(1, len(words) - size + 1))]
    return frozenset(_number(part) for part in parts if part)


def signature(text: str) -> bytes:
    """MinHash of the text: PLACES numbers of four bytes; b"" for a text without letters.

    One permutation cut into PLACES parts (Li, Owen and Zhang 2012), which costs one pass instead
    of one per number; an empty part takes the number of another one that its own fixed order
    names first (Shrivastava 2017), so that short texts compare as well.
    """
    lowest: dict[int, int] = {}
    for number in shingles(text):
        place, rest = number % PLACES, number >> 32
        if rest < lowest.get(place, 1 << 32):
            lowest[place] = rest
    if not lowest:
        return b""
    numbers = (lowest[next(p for p in order if p in lowest)] for order in _ORDERS)
    return b"".join(number.to_bytes(4, "big") for number in numbers)


def bands(signature: bytes) -> tuple[str, ...]:
    """Keys for looking up candidates: near-identical texts share at least one.

    Each is 18 hexadecimal digits, the first two being the band's place.
    """
    width = 4 * BAND_ROWS
    return tuple(
        f"{place:02x}{hashlib.blake2b(signature[at : at + width], digest_size=8).hexdigest()}"
        for place, at in enumerate(range(0, len(signature), width))
    )


def resemblance(one: str, other: str) -> float:
    """Jaccard of the two texts' shingles: 1.0 for the same words, 0.0 for no shared shingle."""
    return _jaccard(shingles(one), shingles(other))


def containment(one: str, other: str) -> float:
    """The share of the shorter text's shingles that the longer one has."""
    return _containment(shingles(one), shingles(other))


def is_same_story(one: str, other: str) -> bool:
    """Whether one text is a copy of the other, shortened or with other marks at most.

    True from a Jaccard of SAME_STORY, or when SAME_STORY_CONTAINED of the shorter text stands
    in the longer one and that is at least a quarter of it (a quotation is not a copy).
    """
    a, b = shingles(one), shingles(other)
    shorter, longer = sorted((len(a), len(b)))
    if _jaccard(a, b) >= SAME_STORY:
        return True
    return (
        shorter >= SHORTEST_SHINGLES
        and shorter * 4 >= longer
        and _containment(a, b) >= SAME_STORY_CONTAINED
    )


def _jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0


def _containment(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _number(part: str) -> int:
    digest = hashlib.blake2b(part.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def _orders() -> tuple[tuple[int, ...], ...]:
    """For each place, itself and then all others in an order that never changes.

    Stored signatures are compared for years, so it hangs on nothing that a release may alter.
    """
    return tuple(
        (
            place,
            *sorted(
                set(range(PLACES)) - {place}, key=lambda other: _number(f"{place} borrows {other}")
            ),
        )
        for place in range(PLACES)
    )


_ORDERS = _orders()
