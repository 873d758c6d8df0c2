"""What an alert says: an event taken apart for reading. Pure.

Everything comes out of the event as it was written down, so a repeated mail says the same. Words
stand in quotation marks only where their shape says `quotable`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Shape = Mapping[str, Any]

_CHANGES = "change."


@dataclass(frozen=True, slots=True)
class Words:
    """The words that show something, and where they were printed.

    `text` is empty where we may not show them: "read it at the source". `outlet` is a slug.
    """

    text: str
    is_quotable: bool
    is_cut: bool
    rendering: str
    outlet: str
    url: str


@dataclass(frozen=True, slots=True)
class Side:
    """One position or statement; `stance` is empty for a statement.

    `reply` is what the person quoted says about it, or empty.
    """

    stated_on: date
    precision: str
    stance: str
    summary: str
    reply: str
    words: Words | None


@dataclass(frozen=True, slots=True)
class Notice:
    """One event: what happened to whom on what, with the words before and after.

    `ended` is the stored reason (EndedReason) why the record stopped being current, or empty;
    `answer` is what a request for a correction was answered; `live` is what the newest text says
    (EvidenceLive) of words of which that has changed, or empty.
    """

    sequence: int
    type: str
    expert: str
    proposition: str
    proposition_kind: str
    before: Side | None
    after: Side | None
    url: str
    ended: str
    answer: str
    live: str = ""


def make_notice(event: Shape) -> Notice:
    """Read an event (alerts.shapes.event_shape)."""
    before, after = event["before"], event["after"]
    record = after or before or {}
    is_altered = event["type"] == "evidence.altered"
    live = _changed_live(before or {}, record) if is_altered else ""
    if event["type"].startswith(_CHANGES):
        before, after = record.get("before"), record.get("after")
    elif before and after and before.get("id") == after.get("id"):
        before = None  # one record around an act that ended it: its words are told once
    return Notice(
        sequence=event["sequence"],
        type=event["type"],
        expert=(event["expert"] or {}).get("name", ""),
        proposition=(event["proposition"] or {}).get("wording", ""),
        proposition_kind=(event["proposition"] or {}).get("kind", ""),
        before=_side(before),
        after=_side(after),
        url=event["url"],
        ended=record.get("ended_reason") or "",
        answer=record.get("answer") or "",
        live=live,
    )


def outlets_of(notice: Notice) -> frozenset[str]:
    """The slugs of the outlets that a notice names."""
    sides = [side for side in (notice.before, notice.after) if side is not None]
    return frozenset(side.words.outlet for side in sides if side.words and side.words.outlet)


def _changed_live(before: Shape, after: Shape) -> str:
    """Of the first piece of evidence that is no longer what it was."""
    pairs = zip(before.get("evidence") or (), after.get("evidence") or (), strict=False)
    changed = (new for old, new in pairs if old.get("live") != new.get("live"))
    return next((one.get("live") or "" for one in changed), "")


def _side(record: Shape | None) -> Side | None:
    """None for what is no position and no statement."""
    if not record or not record.get("stated_on"):
        return None
    printed = record.get("evidence") or record.get("appearances") or []
    return Side(
        stated_on=date.fromisoformat(record["stated_on"]),
        precision=record.get("precision", "day"),
        stance=record.get("stance", ""),
        summary=record.get("summary", ""),
        reply=(record.get("reply") or {}).get("text", ""),
        words=_words(printed[0]) if printed else None,
    )


def _words(printed: Shape) -> Words:
    text = printed.get("exact") or ""
    return Words(
        text=text,
        is_quotable=bool(text) and bool(printed.get("quotable")),
        is_cut=bool(text) and bool(printed.get("cut")),
        rendering=printed.get("rendering", ""),
        outlet=printed.get("outlet") or "",
        url=printed.get("url") or "",
    )
