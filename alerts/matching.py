"""Which subscriptions an event concerns. Pure.

`concerns` is the rule; `Subscription.objects.concerned_by` says the same in SQL for all rows at
once, and a test holds the two together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

# Told when a subscription names no kinds: that somebody moved, and that we were wrong.
USUAL_KINDS = frozenset({"change.confirmed", "change.withdrawn", "position.retracted"})
# What a subscription may name, in the order in which it is offered.
SELECTABLE_KINDS = (
    "change.confirmed",
    "change.withdrawn",
    "position.retracted",
    "position.published",
    "position.superseded",
    "position.disputed",
    "statement.published",
    "evidence.altered",
    "article.revised",
    "correction.decided",
    "proposition.reworded",
    "proposition.closed",
)
# These say "this is new"; of old words it would not be true.
ANNOUNCING = frozenset({"statement.published", "position.published", "change.confirmed"})

# Told of a disputed record too: that it is disputed, taken back or answered.
NEVER_HELD = frozenset(
    {
        "position.disputed",
        "position.retracted",
        "change.withdrawn",
        "correction.decided",
        "record.restricted",
        "record.erased",
    }
)


class Audience(Enum):
    """Who may hear of an event at all, before any subscription is asked."""

    ALL = "all"
    TOLD = "told"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Subject:
    """What an event is about. `topics` are the proposition's topic and all topics above it."""

    kind: str
    expert: int | None = None
    proposition: int | None = None
    topics: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Target:
    """What a subscription asks for. Several targets together must all hold."""

    everything: bool = False
    expert: int | None = None
    proposition: int | None = None
    topic: int | None = None
    kinds: tuple[str, ...] = ()


def concerns(target: Target, subject: Subject) -> bool:
    """Whether a subscription with this target is told about this subject."""
    if subject.kind not in (target.kinds or USUAL_KINDS):
        return False
    if target.everything:
        return True
    wanted = [
        (target.expert, {subject.expert}),
        (target.proposition, {subject.proposition}),
        (target.topic, subject.topics),
    ]
    asked = [(one, among) for one, among in wanted if one is not None]
    return bool(asked) and all(one in among for one, among in asked)


def audience(
    kind: str, *, stated_on: date | None, at: date, most_days: int, is_late: bool = False
) -> Audience:
    """Who may hear of an act of the day `at` about words said on `stated_on`.

    Words older than `most_days` (ALERT_MAX_AGE_DAYS), or marked late by whoever recorded the act,
    are announced to nobody: filling an archive mails no history. What takes something back is
    told of old words too, but only to those who were told of them.
    """
    is_old = is_late or (stated_on is not None and at - stated_on > timedelta(days=most_days))
    if not is_old:
        return Audience.ALL
    return Audience.NOBODY if kind in ANNOUNCING else Audience.TOLD


def above(topic: int | None, parents: Iterable[tuple[int, int | None]]) -> frozenset[int]:
    """The topic with all its ancestors; `parents` are (topic, its parent) pairs of the tree."""
    parent_of = dict(parents)
    found: set[int] = set()
    while topic is not None and topic not in found:
        found.add(topic)
        topic = parent_of.get(topic)
    return frozenset(found)
