"""Phrases that say who a person is: beside the name, in front of it, behind "is"."""

from collections.abc import Iterator, Sequence

from commentary.reading.lexicon import Lexicon
from commentary.reading.people.names import Name
from commentary.reading.text.tokens import Token
from commentary.reading.types import Span

_LONGEST = 18
_LONGEST_IN_FRONT = 8
_MOST = 3
_WORD = 4
_BEFORE_ROLE = frozenset({"a", "an", "the", "then", "now", "former", "currently", "also", "and"})
_PLACED = frozenset({"of", "at", "from", "with"})
_ENDS = frozenset({",", ".", ";", "(", ")", "–", "—", ":", "--"})
_JOINS = frozenset({"of", "for", "and", "'s", "’s", "the", "-"})
_CLITICS = frozenset({"'s", "’s"})
_SMALL_WORDS = (
    "auxiliaries",
    "adverbs",
    "pronouns",
    "subordinators",
    "prepositions",
    "determiners",
    "conjunctions",
    "times",
)


def appositions_of(tokens: Sequence[Token], name: Name, lexicon: Lexicon) -> list[Span]:
    """Return the phrases beside a name that say who the person is, in order.

    "Marit Solvang, a fellow of the Institute for Harbour Studies, and chair of its board, said":
    the words between the marks. "Marit Solvang is a fellow of ...": the words up to the next
    mark. "Norhaven harbour minister Marit Solvang": the words in front.
    """
    found = [*_in_front(tokens, name, lexicon), *_behind(tokens, name, lexicon)]
    return [Span(tokens[first].start, tokens[last - 1].end) for first, last in found]


def _behind(tokens: Sequence[Token], name: Name, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    at = name.last + 1
    if at < len(tokens) and tokens[at].text == "." and tokens[at].end == name.end:
        at += 1
    if at + 2 >= len(tokens):
        return
    copula = tokens[at].lower in {"is", "was"} and tokens[at + 1].lower in {"a", "an", "the"}
    if tokens[at].text not in {",", "("} and not copula:
        return
    for _ in range(_MOST):
        first = last = at + 1
        while last < len(tokens) and last - first < _LONGEST:
            if tokens[last].text in _ENDS or tokens[last].lower == "who":
                break
            last += 1
        if _says_who(tokens[first:last], lexicon):
            yield first, last
        elif last - first > 1 or not tokens[first].text.isdigit():  # her age may stand between
            return
        if copula or last >= len(tokens) or tokens[last].text != ",":
            return
        at = last


def _in_front(tokens: Sequence[Token], name: Name, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Find "Norhaven harbour minister" of "Norhaven harbour minister Marit Solvang"."""
    first = name.first
    while first > 0 and name.first - first < _LONGEST_IN_FRONT and _tells(tokens, first, lexicon):
        first -= 1
    while first < name.first and (not tokens[first].is_word or tokens[first].lower in _JOINS):
        first += 1
    last, roles = name.first, lexicon.names["roles"]
    while last > first and (not tokens[last - 1].is_word or len(tokens[last - 1].text) < _WORD):
        last -= 1  # "Mr.", "Dr."
    if last - first > 1 and any(token.lower in roles for token in tokens[first:last]):
        yield first, last


def _tells(tokens: Sequence[Token], behind: int, lexicon: Lexicon) -> bool:
    """Tell whether the token in front of `behind` goes on with a phrase in front of a name."""
    token, names = tokens[behind - 1], lexicon.names
    if token.text == ".":
        return behind > 1 and tokens[behind - 2].lower in names["titles"]
    if token.lower in _JOINS or token.lower in names["roles"] | names["titles"]:
        return True
    if token.is_capital:
        return token.lower not in names["not_names"] | lexicon.frames["times"]
    if not token.is_word or tokens[behind].lower not in names["roles"] | names["titles"]:
        return False
    return token.lower not in lexicon.verbs and not any(
        token.lower in lexicon.frames[group] for group in _SMALL_WORDS
    )


def _says_who(phrase: Sequence[Token], lexicon: Lexicon) -> bool:
    if len(phrase) < 2 or len(phrase) >= _LONGEST:
        return False
    if phrase[0].lower in _PLACED:
        return any(token.lower in lexicon.names["organisations"] for token in phrase)
    if any(token.lower in lexicon.frames["auxiliaries"] - {"to"} - _CLITICS for token in phrase):
        return False
    words = {part for token in phrase for part in token.lower.split("-")}
    begins = phrase[0].lower in _BEFORE_ROLE or phrase[0].lower in lexicon.names["roles"]
    begins = begins or any(token.lower in _CLITICS for token in phrase) or phrase[0].is_capital
    return begins and bool(words & lexicon.names["roles"])
