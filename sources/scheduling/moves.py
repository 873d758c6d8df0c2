"""When a feed has moved for good. Pure.

A permanent redirect (301 or 308 at every hop) is followed like any other. The feed's address is
changed only when the same target was named for seven days, and only on an answer that can be read
and shares an item with the one before. The seven days begin with such an answer too: a target that
shares nothing with what the feed had is not noted, and its items do not become the ones that the
next answer is compared with, so a stranger on the old address cannot take the feed over by
repeating itself. "Not modified" shows no items, so a target is asked in full where they are
needed: a feed in which nothing happens would otherwise keep its old address for ever.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

AGREED_FOR = timedelta(days=7)
_PERMANENT = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Move:
    """The address that the feed's own address has been naming `since`."""

    to: str
    since: datetime


@dataclass(frozen=True, slots=True)
class MoveVerdict:
    """`move`: what is noted from now on, None for nothing. `is_final`: change the address to
    `move.to` now. `keeps_items`: this answer's items are those that the next one is compared with
    (and it may be called a gap); false for a stranger's.
    """

    move: Move | None
    is_final: bool = False
    keeps_items: bool = True


def permanent_target(asked: str, hops: Sequence[tuple[int, str]], final: str) -> str:
    """Where the feed says it is now, "" where it did not move for good.

    `hops`: (status, address asked) of each redirect that was followed from `asked` to `final`.
    """
    is_permanent = bool(hops) and all(status in _PERMANENT for status, _ in hops)
    return final if is_permanent and final != asked else ""


def needs_full_answer(now: datetime, target: str, known: Move | None) -> bool:
    """Whether only an answer in full says more: the target is not noted yet, or its seven days are
    over. `target` and `known` as for `note_move`.
    """
    if not target:
        return False
    return known is None or known.to != target or now - known.since >= AGREED_FOR


def note_move(
    now: datetime, target: str, known: Move | None, *, shares_item: bool | None
) -> MoveVerdict:
    """What an answer that could be read says about the feed's address.

    `target`: from `permanent_target`. `known`: what is noted so far. `shares_item`: with the full
    answer before; None where that cannot be told ("not modified", an empty feed, a first answer).
    A poll that failed says nothing about moves: leave what is noted as it is.
    """
    if not target:
        return MoveVerdict(None)
    if known is None or known.to != target:
        if shares_item:
            return MoveVerdict(Move(target, now))
        return MoveVerdict(None, keeps_items=shares_item is None)
    is_final = now - known.since >= AGREED_FOR and shares_item is True
    return MoveVerdict(known, is_final)
