"""The sentences on which people stand somewhere: adding, rewording and closing them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from commentary.enums import EndedReason, PropositionKind, PropositionState, RecordKind
from commentary.exceptions import AlreadyReviewedError, DecisionError, WordingError
from commentary.models import Proposition, PropositionWording, Topic
from commentary.services.records import append_record
from commentary.services.review import stated_reason
from commentary.services.search_index import index_proposition
from commentary.shaping import proposition_record
from commentary.wording import HARD, find_faults
from common.history import because

_SLUG_LENGTH = 110


@transaction.atomic
def add_proposition(
    *,
    wording: str,
    kind: str,
    topic: Topic,
    guide: str = "",
    slug: str = "",
    due_on: date | None = None,
    at: datetime | None = None,
) -> Proposition:
    """Add a proposition with its first wording, public from `at` (now).

    Without `slug` it is made from the wording. Raises WordingError where the wording is empty, too
    long or a question, and for a forecast without its date; DecisionError for an unknown kind or
    a slug that is taken.
    """
    wording = " ".join(wording.split())
    if kind not in PropositionKind.values:
        known = ", ".join(PropositionKind.values)
        raise DecisionError(f"“{kind}” is no kind of proposition; use one of: {known}.")
    _refuse_unusable(wording, kind, due_on=due_on)
    if slug and Proposition.objects.filter(slug=slug).exists():
        raise DecisionError(f"There is a proposition “{slug}” already; choose another slug.")
    proposition: Proposition = Proposition.objects.create(
        slug=slug or _free_slug(wording),
        topic=topic,
        kind=kind,
        wording=wording,
        guide=guide.strip(),
        due_on=due_on,
    )
    PropositionWording.objects.create(
        proposition=proposition, version=1, wording=wording, recorded_at=at or timezone.now()
    )
    index_proposition(proposition.pk)
    return proposition


@transaction.atomic
def reword_proposition(*, proposition_id: int, wording: str) -> Proposition:
    """Give a proposition its next wording; positions remember the one they were judged on.

    A wording with another meaning is another proposition. Raises WordingError, DecisionError when
    the wording is the same, AlreadyReviewedError when the proposition is closed.
    """
    wording = " ".join(wording.split())
    proposition = _lock_open(proposition_id)
    _refuse_unusable(wording, proposition.kind, due_on=proposition.due_on)
    if wording == proposition.wording:
        raise DecisionError("That is its wording already.")
    now = timezone.now()
    before = proposition_record(proposition.pk)
    current = PropositionWording.objects.get(proposition=proposition, ended_at__isnull=True)
    current.ended_at, current.ended_reason = now, EndedReason.REWORDED
    current.save(update_fields=["ended_at", "ended_reason"])
    PropositionWording.objects.create(
        proposition=proposition, version=current.version + 1, wording=wording, recorded_at=now
    )
    proposition.wording = wording
    proposition.save(update_fields=["wording", "updated_at"])
    index_proposition(proposition.pk)
    append_record(
        kind=RecordKind.PROPOSITION_REWORDED,
        at=now,
        before=before,
        after=proposition_record(proposition.pk),
        proposition=proposition,
    )
    return proposition


@transaction.atomic
def close_proposition(*, proposition_id: int, closed_on: date, reason: str) -> Proposition:
    """Close a proposition: it keeps its timelines, and makes no more changes.

    Raises DecisionError without a reason, AlreadyReviewedError when it is closed already.
    """
    reason = stated_reason(reason)[:300]
    proposition = _lock_open(proposition_id)
    before = proposition_record(proposition.pk)
    proposition.state = PropositionState.CLOSED
    proposition.closed_on, proposition.closed_reason = closed_on, reason
    because(proposition, reason=reason)
    proposition.save(update_fields=["state", "closed_on", "closed_reason", "updated_at"])
    append_record(
        kind=RecordKind.PROPOSITION_CLOSED,
        at=timezone.now(),
        before=before,
        after=proposition_record(proposition.pk),
        proposition=proposition,
    )
    return proposition


def _lock_open(proposition_id: int) -> Proposition:
    proposition: Proposition = Proposition.objects.select_for_update().get(pk=proposition_id)
    if proposition.state == PropositionState.CLOSED:
        raise AlreadyReviewedError(
            f"This proposition was closed on {proposition.closed_on}; add a new one."
        )
    return proposition


def _refuse_unusable(wording: str, kind: str, *, due_on: date | None) -> None:
    for fault in find_faults(wording, kind, due_on=due_on):
        if fault in HARD:
            raise WordingError(str(fault.label))


def _free_slug(wording: str) -> str:
    base = slugify(wording, allow_unicode=True)[:_SLUG_LENGTH].strip("-") or "proposition"
    taken = set(Proposition.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
