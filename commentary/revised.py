"""What a changed text of an article did to the words of the text before it. Pure.

Words are compared as commentary.matching has them, so that other quotation marks, dashes and
capitals change nothing, and any other word or number does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commentary.enums import EvidenceLive, StatementFate
from commentary.matching import SAME_STORY, jaccard, shared_of_shorter

Words = tuple[str, ...]

#: Shorter words ("We will see") stand in texts in which nobody says them.
TELLING = 4
# Altered words share so much with what they were, or one stands nearly whole in the other.
_ALTERED = 0.5
_CUT = 0.8
_LIVE = {
    StatementFate.KEPT: EvidenceLive.PRESENT,
    StatementFate.ALTERED: EvidenceLive.ALTERED,
    StatementFate.REMOVED: EvidenceLive.REMOVED,
    StatementFate.REATTRIBUTED: EvidenceLive.ALTERED,
}


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as an earlier text prints it.

    `pieces` are the words of its spans, `setting` those from the first to the last of its speaker,
    cue and content. `expert` is the number of who said it, `names` the keys (linking.name_key) of
    that person's names.
    """

    key: int
    expert: int
    names: frozenset[str]
    pieces: tuple[Words, ...]
    setting: Words = ()

    @property
    def words(self) -> Words:
        return tuple(word for piece in self.pieces for word in piece)


@dataclass(frozen=True, slots=True)
class Heard:
    """A statement that was found in the newest text.

    `experts` are the tracked people who say it, `others` the keys of the full names of those who
    are not known to be tracked; both are empty where the text does not say who.
    """

    words: Words
    experts: frozenset[int] = frozenset()
    others: frozenset[str] = frozenset()


def find_fates(
    said: Iterable[Said], newest: Words, heard: Sequence[Heard]
) -> dict[int, StatementFate]:
    """The fate of each statement of an earlier text, by its key; `newest` are the words of the
    newest text and `heard` what was found in it. The order of neither matters.

    Words that stand in the newest text are kept whether or not they were found there again, unless
    it gives them to somebody else by a full name.
    """
    statements = list(said)
    text, found = _Text(newest), [(one, _Text(one.words)) for one in heard]
    fates = {one.key: _fate_of_standing(one, text, found) for one in statements}
    # A statement that stands unchanged is nobody's altered one.
    kept = [one.words for one in statements if fates[one.key] is StatementFate.KEPT]
    free = [
        one for one in heard if not any(jaccard(one.words, words) >= SAME_STORY for words in kept)
    ]
    return {one.key: fates[one.key] or _fate_of_changed(one, text, free) for one in statements}


def live_of(fate: str, *, is_withdrawn: bool) -> EvidenceLive:
    """What is said beside words whose statement had this fate; an empty one: nothing happened.

    Words that the newest text gives to somebody else show no longer what they showed.
    """
    if is_withdrawn:
        return EvidenceLive.WITHDRAWN
    return _LIVE[StatementFate(fate)] if fate else EvidenceLive.PRESENT


def live_of_piece(fate: str, piece: Words, newest: Words, *, is_withdrawn: bool) -> EvidenceLive:
    """As `live_of` for a piece of a statement, which may stand where the whole does not."""
    is_hurt = fate in {StatementFate.ALTERED, StatementFate.REMOVED}
    if is_hurt and len(piece) >= TELLING and _Text(newest).has(piece):
        fate = StatementFate.KEPT
    return live_of(fate, is_withdrawn=is_withdrawn)


class _Text:
    """Words in which other words are looked for; linear in their length."""

    def __init__(self, words: Words) -> None:
        self._joined = f" {' '.join(words)} "

    def has(self, words: Words) -> bool:
        return f" {' '.join(words)} " in self._joined


_Found = Sequence[tuple[Heard, _Text]]


def _fate_of_standing(said: Said, text: _Text, found: _Found) -> StatementFate | None:
    """Kept, or given to somebody else; None where its words do not stand as they were."""
    if not all(_stands(piece, said, text, found) for piece in said.pieces):
        return None
    words = said.words
    telling = [piece for piece in said.pieces if len(piece) >= TELLING]
    holders = [
        one
        for one, inside in found
        if any(inside.has(piece) for piece in telling) and jaccard(one.words, words) >= _ALTERED
    ]
    if holders and all(_is_somebody_else(one, said) for one in holders):
        return StatementFate.REATTRIBUTED
    return StatementFate.KEPT


def _stands(piece: Words, said: Said, text: _Text, found: _Found) -> bool:
    if len(piece) >= TELLING:
        return text.has(piece)
    if len(said.setting) >= TELLING and text.has(said.setting):
        return True
    return any(said.expert in one.experts and inside.has(piece) for one, inside in found)


def _fate_of_changed(said: Said, text: _Text, heard: Sequence[Heard]) -> StatementFate:
    words = said.words
    alike = [one for one in heard if _is_alike(words, one.words)]
    if any(not _is_somebody_else(one, said) for one in alike):
        return StatementFate.ALTERED
    if len(words) >= TELLING and any(jaccard(words, one.words) >= SAME_STORY for one in alike):
        return StatementFate.REATTRIBUTED
    if any(len(piece) >= TELLING and text.has(piece) for piece in said.pieces):
        return StatementFate.ALTERED
    return StatementFate.REMOVED


def _is_alike(one: Words, other: Words) -> bool:
    if jaccard(one, other) >= _ALTERED:
        return True
    return min(len(one), len(other)) >= TELLING and shared_of_shorter(one, other) >= _CUT


def _is_somebody_else(heard: Heard, said: Said) -> bool:
    """The newest text names who says it, and that is certainly not the same person."""
    if said.expert in heard.experts or not (heard.experts or heard.others):
        return False
    return not any(may_be_one(other, name) for other in heard.others for name in said.names)


def may_be_one(one: str, other: str) -> bool:
    """Whether two keys of names may be one person's: a part may be left out, or be an initial."""
    fewer, more = sorted((one.split(), other.split()), key=len)
    if len(more) == 1:
        return one in other or other in one  # scripts without spaces
    left = list(more)
    for part in fewer:
        same = next((p for p in left if p == part), None) or next(
            (p for p in left if 1 in {len(p), len(part)} and p[0] == part[0]), None
        )
        if same is None:
            return False
        left.remove(same)
    return bool(fewer)
