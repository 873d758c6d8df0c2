"""Proposing and publishing a position in one decision, with the changes it makes in view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from commentary.exceptions import UnseenChangesError
from commentary.models import Position
from commentary.services.positions import propose_position, publish_position
from commentary.timelines import PreviewedChange, preview_changes


@transaction.atomic
def place_position(*, reviewer: User, seen: str, **terms: Any) -> Position:
    """Publish where an accepted statement puts its speaker; `terms` are those of propose_position.

    Raises UnseenChangesError when it makes changes of stance other than those in `seen`, and what
    propose_position and publish_position raise; nothing is written then.
    """
    position = propose_position(**terms)
    changes = preview_changes(
        expert=position.expert, proposition=position.proposition, candidate=position
    )
    found = fingerprint(changes, position)
    if seen != found:
        raise UnseenChangesError(_told(found))
    return publish_position(position_id=position.pk, reviewer=reviewer)


def fingerprint(changes: Sequence[PreviewedChange], position: Position) -> str:
    """The changes in one line, so that another one is never confirmed unseen; "" for none."""

    def name(one: Position) -> str:
        if one.pk == position.pk:
            return f"new:{position.stance}:{position.strength}"
        return str(one.pk)

    return " ".join(
        f"{change.kind}:{name(change.before)}:{name(change.after)}:{change.on}"
        for change in changes
    )


def _told(found: str) -> str:
    if not found:
        return "It makes no change of stance: send it without `seen`."
    return (
        "It makes changes of stance, which are confirmed with it: look at them, and send"
        f" `seen` as “{found}”."
    )
