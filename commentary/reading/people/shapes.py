"""The parts of a person's name, and which runs of capitals have the shape of one."""

import unicodedata
from dataclasses import dataclass

from commentary.reading.lexicon import Lexicon
from commentary.reading.people.names import Name, is_acronym

_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013", "-"))
_LONG_ACRONYM = 4  # "MARIT SOLVANG" and "Marit SOLVANG" are names, "Norhaven GOP" is not
_GERUND = 6


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart, in small letters without accents and stops.

    `suffix` tells a son from his father; `middles` are initials or names.
    """

    given: str
    middles: tuple[str, ...]
    family: str
    suffix: str = ""

    def may_be(self, other: "Parts") -> bool:
        """Tell whether both can be one person's name: what both give agrees.

        An initial agrees with a name that it begins; a given name told in full and a middle name
        that differ are another person's. "Solvang Marit" is "Marit Solvang".
        """
        if self.family != other.family:
            return not (self.middles or other.middles or self.suffix or other.suffix) and (
                self.given,
                self.family,
            ) == (other.family, other.given)
        return (
            self.suffix == other.suffix
            and _agrees(self.given, other.given)
            and _all_agree(self.middles, other.middles)
        )


def parts_of(words: tuple[str, ...], lexicon: Lexicon) -> Parts:
    """Take a name of one word or more apart."""
    plain = [folded(word) for word in words]
    suffix = ""
    if len(plain) > 1 and plain[-1] in lexicon.names["suffixes"]:
        suffix = plain.pop()
    particles = lexicon.names["particles"]
    end = len(plain) - 1
    first = end
    while first > 1 and plain[first - 1] in particles:
        first -= 1
    return Parts(plain[0] if end else "", tuple(plain[1:first]), family_key(plain[end]), suffix)


def folded(word: str) -> str:
    """Return a word in small letters, without accents, the stop of an initial, odd hyphens."""
    if word.isascii():
        return word.lower().rstrip(".")
    decomposed = unicodedata.normalize("NFKD", word.translate(_HYPHENS)).lower()
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return plain.rstrip(".").replace("\u2019", "'")


def family_key(word: str) -> str:
    """Return the form of a family name under which it is found: "al-Holm" as "holm"."""
    prefix, hyphen, rest = word.partition("-")
    return rest if hyphen and rest and prefix in {"al", "el", "ad", "as", "ar", "an"} else word


def singulars(word: str) -> set[str]:
    """Return the family names of which a word may be the plural: "Solvangs", "Joneses"."""
    plain = folded(word)
    return {plain.removesuffix("s"), plain.removesuffix("es")} - {plain}


def may_name_person(name: Name, lexicon: Lexicon) -> bool:
    """Tell whether a run of several capitals has the look of a person's name."""
    lists = lexicon.names
    if name.is_thing:
        return False
    if not name.words[0][0].isupper() and "-" not in name.words[0]:
        return _is_caseless_name(name.words)
    words = [word.lower().rstrip(".") for word in name.words]
    bare = [word for word in words if word not in lists["suffixes"]]
    if len(bare) < 2 or (
        all(word in lists["particles"] for word in bare[:-1]) and (bare[0] not in lists["given"])
    ):
        return False
    known = lists["organisations"] | lists["nationalities"]
    if any(word in known for word in words):
        return False
    if words[0] in lists["places"]:
        return False
    if words[-1] in lists["titles"] and words[0] not in lists["given"]:
        return False
    if any(word[0].isdigit() or "&" in word for word in words):
        return False
    return _is_cased_like_a_name(name, lexicon)


def _is_caseless_name(words: tuple[str, ...]) -> bool:
    """Two words, or the two to six signs of one that is written without a space."""
    return len(words) > 1 or 2 <= len(words[0]) <= 6


def _is_cased_like_a_name(name: Name, lexicon: Lexicon) -> bool:
    """Tell "MARIT SOLVANG", "Marit SOLVANG" and "AJ Ekdahl" from "Norhaven GOP"."""
    loud = [is_acronym(word.rstrip(".")) for word in name.words]
    suffixes = lexicon.names["suffixes"]
    for at, word in enumerate(name.words):
        if word.lower().rstrip(".") in suffixes:
            loud[at] = False
    if not any(loud) or all(loud):
        return True
    if loud[0] and len(name.words[0]) == 2:
        return not any(loud[1:])
    others = [word.lower() for word, is_loud in zip(name.words, loud, strict=True) if not is_loud]
    return any(word in lexicon.names["given"] for word in others) and all(
        len(word) >= _LONG_ACRONYM
        for word, is_loud in zip(name.words, loud, strict=True)
        if is_loud
    )


def looks_like_a_verb(word: str) -> bool:
    """Tell "Chasing" from a given name; a sentence begins with it in capitals."""
    return len(word) >= _GERUND and word.lower().endswith("ing")


def _agrees(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if "." in short or len(short) == 1:
        return bool(long) and short[:1] == long[0]
    return False


def _all_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether the shorter list stands within the longer one, in order."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return all(any(_agrees(part, candidate) for candidate in rest) for part in short)
