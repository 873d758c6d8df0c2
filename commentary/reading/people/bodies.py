"""Organisations and other bodies that a document names, and which of them a source means."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from commentary.reading.lexicon import Lexicon
from commentary.reading.people.names import is_acronym
from commentary.reading.text.tokens import Token

_JOINS = frozenset({"of", "for", "and", "on", "&", "the", "'s", "’s", "-", "in"})
_LONGEST = 10
_SMALL = frozenset({"of", "for", "and", "on", "the", "in", "&"})


class Bodies:
    """The bodies of one document, by their letters and by the nouns that they are called by."""

    def __init__(self, paragraphs: Iterable[Sequence[Token]], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._by_letters: dict[str, str] = {}
        self._by_noun: dict[str, dict[str, None]] = {}
        self._proper: set[str] = set()
        for tokens in paragraphs:
            self._learn(tokens)

    def named(self, tokens: Sequence[Token]) -> str:
        """Return the fullest name of the body that the words name, or "".

        "the Norhaven Harbour Council", "NHC" and "the council" are one, where the text writes
        the letters behind the name and knows of no other council.
        """
        words = [token for token in tokens if token.is_word or token.lower in _JOINS]
        definite = bool(words) and words[0].lower in {"the", "this"}
        while words and words[0].lower in self._lexicon.frames["determiners"]:
            words = words[1:]
        if not words or len(words) > _LONGEST:
            return ""
        if len(words) == 1 and words[0].text.islower():
            known = self._by_noun.get(words[0].lower, {}) if definite else {}
            return next(iter(known)) if len(known) == 1 else ""
        if not self._is_name(words):
            return ""
        name = _joined(words)
        return self._by_letters.get(name, name)

    def _is_name(self, words: Sequence[Token]) -> bool:
        if not (words[0].is_capital and words[-1].is_capital):
            return False
        if any(not word.is_capital and word.lower not in _JOINS for word in words):
            return False
        if len(words) == 1:
            return words[0].lower in self._proper or is_acronym(words[0].text)
        return words[0].lower not in self._lexicon.names["nationalities"] or not (
            self._is_group(words[-1].lower)
        )

    def _is_group(self, word: str) -> bool:
        return word in self._lexicon.names["groups"]

    def _learn(self, tokens: Sequence[Token]) -> None:
        lists = self._lexicon.names
        at = 0
        while at < len(tokens):
            if not tokens[at].is_capital or tokens[at].lower in lists["not_names"]:
                at += 1
                continue
            end = self._end(tokens, at)
            words = tokens[at:end]
            starts = at == 0 or not (tokens[at - 1].is_word or tokens[at - 1].text == ",")
            if len(words) == 1 and not starts and not self._is_group(words[0].lower):
                self._proper.add(words[0].lower)
            if len(words) > 1:
                name = _joined(words)
                noun = _noun_of(words)
                if noun in lists["organisations"]:
                    self._by_noun.setdefault(noun, {})[name] = None
                self._learn_letters(tokens, end, words, name)
            at = end

    def _end(self, tokens: Sequence[Token], at: int) -> int:
        """Return the index behind the last capital of a run joined by small words."""
        end = last = at + 1
        while end < len(tokens) and end - at < _LONGEST:
            if tokens[end].is_capital:
                last = end + 1
            elif tokens[end].lower not in _SMALL:
                break
            end += 1
        return last

    def _learn_letters(
        self, tokens: Sequence[Token], end: int, words: Sequence[Token], name: str
    ) -> None:
        """Take "(NHC)" behind "Norhaven Harbour Council" for its letters."""
        if end + 2 >= len(tokens) or tokens[end].text != "(" or tokens[end + 2].text != ")":
            return
        letters = tokens[end + 1].text
        first = "".join(word.text[0] for word in words if word.is_capital)
        if is_acronym(letters) and (first.upper() == letters or first.upper().endswith(letters)):
            self._by_letters.setdefault(letters, name)


def _noun_of(words: Sequence[Token]) -> str:
    """Return the noun of a body's name: "council", "institute" of "Institute for Tides"."""
    for at, word in enumerate(words):
        if word.lower in _SMALL and at:
            return words[at - 1].lower
    return words[-1].lower


def _joined(words: Sequence[Token]) -> str:
    """Return tokens as text, with a blank where there was one."""
    text = words[0].text
    for before, word in pairwise(words):
        text += (" " if word.start > before.end else "") + word.text
    return text
