"""Names in running text: where they stand, and the titles in front of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from commentary.reading.lexicon import Lexicon
from commentary.reading.text.tokens import Token

_LONGEST_NAME = 5
_LONGEST_CASELESS = 6  # characters of a name in a script without capitals and spaces
_ARTICLES = frozenset({"the", "a", "an"})
_OPENS_SENTENCE = frozenset([*".!?:…“”\"‘’'«»„()[]", ""])


@dataclass(frozen=True, slots=True)
class Name:
    """Capitalised words that may name somebody: tokens `first` to `last`, title left out.

    `is_thing` marks what an article or quotation marks make a thing's name. `before` is the word
    or mark in front of it and its title, "" at the beginning of a paragraph.
    """

    words: tuple[str, ...]
    first: int
    last: int
    start: int
    end: int
    title: tuple[str, ...] = ()
    is_thing: bool = False
    before: str = ""

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def opens(self) -> bool:
        """Tell whether it begins a sentence, where a capital letter marks nothing."""
        return not self.title and self.before in _OPENS_SENTENCE

    @property
    def family(self) -> str:
        return self.words[-1].lower().rstrip(".")

    def without(self, count: int, tokens: Sequence[Token]) -> "Name":
        """Return the name that is left without its first `count` words."""
        first, dropped = self.first, 0
        while dropped < count:
            first += 1
            dropped += tokens[first].is_word
        return Name(
            self.words[count:],
            first,
            self.last,
            tokens[first].start,
            self.end,
            self.title,
            before=tokens[first - 1].lower,
        )


def names_in(tokens: Sequence[Token], lexicon: Lexicon) -> list[Name]:
    """Return every run of capitalised words that is shaped like a name, in order.

    In a text that is mostly of letters with capitals, words of a script without them are names
    too, where they are as short as one.
    """
    caseless = _may_hold_caseless(tokens)
    found: list[Name] = []
    at = 0
    while at < len(tokens):
        if caseless and _is_caseless(tokens[at]):
            end = _caseless_end(tokens, at)
            words = tuple(token.text for token in tokens[at:end])
            if len(words) <= _LONGEST_NAME and len(words[0]) <= 2 * _LONGEST_CASELESS:
                found.append(Name(words, at, end - 1, tokens[at].start, tokens[end - 1].end))
            at = end
            continue
        if not _starts_name(tokens[at], lexicon):
            at += 1
            continue
        end = _run_end(tokens, at, lexicon)
        name = _as_name(tokens, at, end, lexicon)
        if name is not None:
            found.append(name)
        at = end
    return found


def is_acronym(word: str) -> bool:
    """Tell whether a word is capitals only and no initial ("NHC", not "J.")."""
    return len(word) > 1 and word.isupper() and "." not in word


def _may_hold_caseless(tokens: Sequence[Token]) -> bool:
    if all(token.text.isascii() for token in tokens):
        return False
    cased = sum(token.text[0].lower() != token.text[0].upper() for token in tokens)
    other = sum(_is_caseless(token) for token in tokens)
    return 0 < other < cased


def _is_caseless(token: Token) -> bool:
    first = token.text[0]
    return first.isalpha() and first.lower() == first.upper()


def _caseless_end(tokens: Sequence[Token], at: int) -> int:
    end = at + 1
    while end < len(tokens) and (
        _is_caseless(tokens[end])
        or (
            tokens[end].text in {"・", "·"}
            and end + 1 < len(tokens)
            and _is_caseless(tokens[end + 1])
        )
    ):
        end += 1
    return end


def _starts_name(token: Token, lexicon: Lexicon) -> bool:
    if token.is_capital:
        return token.lower not in lexicon.names["not_names"]
    prefix, hyphen, rest = token.text.partition("-")  # "al-Holm"
    return bool(hyphen) and rest[:1].isupper() and prefix in lexicon.names["particles"]


def _run_end(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> int:
    """Return the index behind the run of capitals that begins at `at`."""
    end = at + 1
    while end < len(tokens):
        if (
            _starts_name(tokens[end], lexicon)
            or (tokens[end].text == "." and _is_abbreviated(tokens[end - 1], tokens[end], lexicon))
            or _is_particle(tokens, end, lexicon)
        ):
            end += 1
        else:
            break
    while not tokens[end - 1].is_word or tokens[end - 1].text in lexicon.names["particles"]:
        if end - 1 == at:
            break
        end -= 1
    return end


def _is_abbreviated(word: Token, stop: Token, lexicon: Lexicon) -> bool:
    if word.end != stop.start:
        return False
    names = lexicon.names
    initials = all(len(part) == 1 for part in word.text.split("."))
    return initials or word.lower in names["titles"] or word.lower in names["suffixes"]


def _is_particle(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        tokens[at].lower in lexicon.names["particles"]
        and following is not None
        and (following.is_capital or following.lower in lexicon.names["particles"])
    )


def _as_name(tokens: Sequence[Token], at: int, end: int, lexicon: Lexicon) -> Name | None:
    words = [index for index in range(at, end) if tokens[index].is_word]
    while len(words) > 2 and tokens[words[-1]].lower in lexicon.names["degrees"]:
        words.pop()
    cut = _titles_end(tokens, words, lexicon)
    kept = words[cut:]
    if not kept or len(kept) > _LONGEST_NAME:
        return None
    first, last = kept[0], kept[-1]
    stop = _has_stop(tokens, last) and tokens[last].lower in lexicon.names["suffixes"]
    return Name(
        words=tuple(_with_stop(tokens, index, stop=index < last or stop) for index in kept),
        first=first,
        last=last,
        start=tokens[first].start,
        end=tokens[last + 1].end if stop else tokens[last].end,
        title=tuple(tokens[index].lower for index in words[:cut]),
        is_thing=cut == 0 and _is_thing(tokens, at, end, lexicon),
        before=tokens[at - 1].lower if at else "",
    )


def _titles_end(tokens: Sequence[Token], words: Sequence[int], lexicon: Lexicon) -> int:
    """Return how many of the words are titles: "Emeritus Professor", "NHC Director".

    A title's word behind a given name belongs to the name: "Martin Luther King".
    """
    lists = lexicon.names
    titles = lists["titles"] | lists["roles"]
    cut = 0
    for place, index in enumerate(words[:-1]):
        if cut < place and tokens[words[cut]].lower in lists["given"]:
            break
        if (
            tokens[index].lower in titles
            and tokens[words[place + 1]].lower not in (lists["suffixes"])
        ):
            cut = place + 1
    while (
        cut < len(words) - 1
        and is_acronym(tokens[words[cut]].text)
        and not is_acronym(tokens[words[-1]].text)
        and not _may_be_initials(tokens, words, cut, lexicon)
    ):
        cut += 1
    return cut


def _may_be_initials(
    tokens: Sequence[Token], words: Sequence[int], at: int, lexicon: Lexicon
) -> bool:
    """Tell "AJ Ekdahl" and "SOLVANG Marit" from "NHC Marit Solvang"."""
    text = tokens[words[at]].text
    if len(words) - at != 2:
        return False
    given_last = tokens[words[-1]].lower in lexicon.names["given"]
    return len(text) == 2 or (len(text) > 3 and given_last)


def _is_thing(tokens: Sequence[Token], at: int, end: int, lexicon: Lexicon) -> bool:
    """Tell what stands behind an article, in quotation marks, or behind "Institute for"."""
    before = tokens[at - 1].lower if at else ""
    if before in _ARTICLES:
        return True
    if before in {"of", "for", "on"} and at > 1:
        return tokens[at - 2].lower in lexicon.names["organisations"]
    behind = tokens[end].text if end < len(tokens) else ""
    return before in {"“", '"', "‘"} and behind in {"”", '"', "’"}


def _has_stop(tokens: Sequence[Token], at: int) -> bool:
    return (
        at + 1 < len(tokens)
        and tokens[at + 1].text == "."
        and tokens[at + 1].start == tokens[at].end
    )


def _with_stop(tokens: Sequence[Token], at: int, *, stop: bool) -> str:
    """Return a name's word, with the stop of an initial or of "Jr."."""
    return tokens[at].text + "." if stop and _has_stop(tokens, at) else tokens[at].text
