"""Sentences of a paragraph: a quotation counts as one piece, whatever stops stand in it."""

from collections.abc import Sequence

from commentary.reading.lexicon import Lexicon
from commentary.reading.text.quotations import Quotation
from commentary.reading.text.tokens import Token

_STOPS = frozenset({".", "!", "?", "…", "...", "。"})
_CLOSERS = frozenset({")", "]", "”", '"', "’", "'", "''", "»"})
_GO_ON = frozenset({",", ";", ":", ")", "]"})
_TAG_LENGTH = 7
_TAG_VERB = 4  # letters at least in front of the last: "need" is no past
# No writer's sentence is longer; what is cut here keeps every later step linear in the text.
_MOST_UNITS = 200


def sentences_in(
    tokens: Sequence[Token], quotations: Sequence[Quotation], lexicon: Lexicon
) -> list[tuple[int, int]]:
    """Return the sentences as token ranges, end exclusive, that cover the paragraph."""
    skips = {quotation.first: quotation for quotation in quotations}
    found: list[tuple[int, int]] = []
    start = at = 0
    units = 0
    while at < len(tokens):
        units += 1
        quotation = skips.get(at)
        if quotation is not None:
            at = quotation.behind
            ends = _quotation_ends(tokens, quotation, lexicon)
        else:
            ends = tokens[at].text in _STOPS and _stop_ends(tokens, at, lexicon)
            at += 1
            while ends and at < len(tokens) and at not in skips and _closes(tokens, at):
                at += 1
        if ends or units == _MOST_UNITS:
            found.append((start, at))
            start, units = at, 0
    if start < len(tokens):
        found.append((start, len(tokens)))
    return found


def _closes(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].text in _CLOSERS and tokens[at - 1].end == tokens[at].start


def _stop_ends(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    if at + 1 == len(tokens):
        return True
    following = tokens[at + 1]
    if following.start == tokens[at].end and (following.is_word or following.text in _GO_ON):
        return False
    if following.is_word and not following.is_capital and not following.text[0].isdigit():
        return not following.text[0].islower()
    if tokens[at].text != "." or at == 0 or tokens[at - 1].end != tokens[at].start:
        return True
    word = tokens[at - 1].lower
    if (len(word) == 1 and word.isalpha()) or word in lexicon.frames["abbreviated_titles"]:
        return not following.is_word and following.text not in "“\"'‘("
    if word in lexicon.frames["abbreviations"] or word in lexicon.names["suffixes"]:
        return following.is_capital and following.lower in lexicon.names["not_names"]
    if "." in word and all(len(part) == 1 for part in word.split(".")):
        return following.lower in lexicon.names["not_names"]  # "K.C. Solvang"
    return True


def _quotation_ends(tokens: Sequence[Token], quotation: Quotation, lexicon: Lexicon) -> bool:
    """Tell whether a sentence ends with this quotation, and no "she said" follows."""
    behind = quotation.behind
    if behind == len(tokens) or quotation.single:
        return behind == len(tokens)
    if tokens[quotation.inner_behind - 1].text not in _STOPS:
        return False
    following = tokens[behind]
    if following.is_word and following.text[0].islower():
        return False
    if not following.is_word:
        return following.text in _CLOSERS or following.text in "“\"‘'("
    asks = tokens[quotation.inner_behind - 1].text != "."
    return not _tag_follows(tokens, behind, lexicon, asks=asks)


def _is_regular_past(token: Token) -> bool:
    return not token.is_capital and token.lower.endswith("ed") and len(token.text) > _TAG_VERB


def _tag_follows(tokens: Sequence[Token], at: int, lexicon: Lexicon, *, asks: bool) -> bool:
    """Tell whether "Solvang said" stands at `at`: a short subject and a cue.

    Behind a full stop it must be all there is, for "... of peace." He told them ..." begins anew.
    """
    for place in range(at + 1, min(at + _TAG_LENGTH, len(tokens))):
        cue = lexicon.verbs.get(tokens[place].lower)
        if cue is not None and cue.frames & {"say", "tell"} and cue.forms & {"past", "s"}:
            if place + 1 == len(tokens):
                return True
            behind = tokens[place + 1].lower
            return behind not in {"that", ":"} if asks else behind in {".", ","}
        if asks and _is_regular_past(tokens[place]) and place + 1 < len(tokens):
            return tokens[place + 1].text in {".", ","}
        if not tokens[place].is_word:
            return False
    return False
