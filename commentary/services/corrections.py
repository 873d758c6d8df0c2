"""Saying that a record is wrong, and answering it: received, under review, decided.

An Editor verifies that a request comes from the person quoted. Until then it is counted and not
shown; from then on the reply stands beside the record, and a denial marks the record as disputed
and holds its alerts (alerts asks Statement.disputed_at).
"""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commentary.answers import CORRECTION_FIELDS, correction_shape
from commentary.enums import Asker, Claim, CorrectionState, RecordKind
from commentary.exceptions import AlreadyReviewedError, CorrectionError, UnknownRecordError
from commentary.models import (
    CorrectionRequest,
    Expert,
    Position,
    StanceChange,
    Statement,
)
from commentary.models.corrections import DECIDED, RECORDS
from commentary.publications import public_articles
from commentary.services.records import append_record
from commentary.services.review import lock_expert
from commentary.shaping import position_record, statement_record
from common.public_ids import row_number

WHY_LENGTH = 5_000
REPLY_LENGTH = 2_000
CONTACT_LENGTH = 254
ANSWER_LENGTH = 5_000


def find_record(record: str) -> tuple[str, Any]:
    """The public record of an id or, for a person, a slug: the column it goes into, and the row.

    Raises UnknownRecordError.
    """
    found: dict[str, Any] = {
        "position": lambda pk: Position.objects.published().public().filter(pk=pk),
        "statement": lambda pk: Statement.objects.accepted().public().filter(pk=pk),
        "change": lambda pk: StanceChange.objects.public().filter(
            pk=pk, recorded_at__isnull=False
        ),
        "article": lambda pk: public_articles().filter(pk=pk),
    }
    for kind, rows in found.items():
        number = row_number(kind, record)
        if number is not None and (row := rows(number).first()) is not None:
            return kind, row
    expert = None if "\0" in record else Expert.objects.filter(slug=record).first()
    if expert is not None and expert.survivor().restricted_at is None:
        return "expert", expert.survivor()
    raise UnknownRecordError(
        _(
            "“%(record)s” is no public record here; give the id of a position, statement, change "
            "or article, or the slug of a person."
        )
        % {"record": record}
    )


@transaction.atomic
def file_request(
    *, record: str, asked_by: str, claim: str, why: str, contact: str = "", reply: str = ""
) -> CorrectionRequest:
    """Take in that `record` (see find_record) is wrong; anybody may say so.

    `reply` is what the person quoted wants to stand beside the record. The very same request made
    twice, before anybody took it up, is one. Raises UnknownRecordError, CorrectionError.
    """
    why, reply, contact = why.strip(), reply.strip(), contact.strip()
    _check(asked_by=asked_by, claim=claim, why=why, contact=contact, reply=reply)
    kind, row = find_record(record)
    given = {kind: row, "asked_by": asked_by, "claim": claim, "why": why, "reply": reply}
    waiting = CorrectionRequest.objects.filter(state=CorrectionState.RECEIVED, **given)
    for same in waiting.order_by("pk"):
        if same.contact == contact:
            return same
    return CorrectionRequest.objects.create(
        **given,
        public_id=f"cor_{secrets.token_hex(12)}",
        contact=contact,
        received_at=timezone.now(),
    )


@transaction.atomic
def take_up(*, request_id: int, editor: User) -> CorrectionRequest:
    """Say that somebody is at it. Raises AlreadyReviewedError when somebody is, or was."""
    request = _lock(request_id)
    if request.state != CorrectionState.RECEIVED:
        raise AlreadyReviewedError(
            f"This request is already {request.get_state_display()}; reload it to see by whom."
        )
    request.state = CorrectionState.UNDER_REVIEW
    request.taken_up_at, request.taken_up_by = timezone.now(), editor
    request.save(update_fields=["state", "taken_up_at", "taken_up_by", "updated_at"])
    return request


@transaction.atomic
def verify_subject(*, request_id: int, editor: User) -> CorrectionRequest:
    """Say that the request comes from the person quoted: their reply is public from now on, and a
    denial marks the record as disputed, which is a public act of its own.

    Raises CorrectionError for a request of somebody else, AlreadyReviewedError when it is
    verified already.
    """
    request = _lock(request_id)
    if request.asked_by != Asker.SUBJECT:
        raise CorrectionError(
            f"This request comes from {request.get_asked_by_display()}; only one that says it "
            "comes from the person quoted can be verified as such."
        )
    if request.verified_at is not None:
        raise AlreadyReviewedError("This request was verified already; reload it to see by whom.")
    now = timezone.now()
    request.verified_at, request.verified_by = now, editor
    request.save(update_fields=["verified_at", "verified_by", "updated_at"])
    for statement in _statements_of(request):
        if request.reply:
            Statement.objects.filter(pk=statement.pk).update(
                reply=request.reply, replied_at=now, updated_at=now
            )
        _mark(statement, now=now)
    return request


@transaction.atomic
def decide(*, request_id: int, editor: User, outcome: str, answer: str) -> CorrectionRequest:
    """Answer a request: upheld, partly upheld or declined, with reasons that are public.

    What follows from it (a correction, a retraction, a restriction) is an act of its own. Raises
    AlreadyReviewedError, CorrectionError without reasons, before somebody took it up, or for
    another outcome.
    """
    answer = answer.strip()
    if outcome not in DECIDED:
        known = ", ".join(DECIDED)
        raise CorrectionError(f"“{outcome}” is no outcome; use one of: {known}.")
    if not answer or len(answer) > ANSWER_LENGTH:
        raise CorrectionError(
            f"Give the reasons in 1 to {ANSWER_LENGTH} characters: they are the public answer."
        )
    request = _lock(request_id)
    if request.is_decided:
        raise AlreadyReviewedError(
            f"This request is already {request.get_state_display()}; reload it to see by whom."
        )
    if request.state != CorrectionState.UNDER_REVIEW:
        raise CorrectionError("Take the request up first: others see then that you are at it.")
    now = timezone.now()
    request.state, request.answer = outcome, answer
    request.decided_at, request.decided_by = now, editor
    request.save(update_fields=["state", "answer", "decided_at", "decided_by", "updated_at"])
    for statement in _statements_of(request):
        _mark(statement, now=now)
    append_record(
        kind=RecordKind.CORRECTION_DECIDED,
        at=now,
        before=None,
        after=correction_record(request.pk),
        **_about(request),
    )
    return request


def correction_record(pk: int) -> dict[str, Any]:
    """One request in the shape of the public log."""
    return correction_shape(CorrectionRequest.objects.values(*CORRECTION_FIELDS).get(pk=pk))


def _check(*, asked_by: str, claim: str, why: str, contact: str, reply: str) -> None:
    for value, choices, name in (
        (asked_by, Asker.values, "asker"),
        (claim, Claim.values, "claim"),
    ):
        if value not in choices:
            raise CorrectionError(f"“{value}” is no {name}; use one of: {', '.join(choices)}.")
    if not why:
        raise CorrectionError(_("Say why: it is what an Editor judges by."))
    for text, most, name in (
        (why, WHY_LENGTH, "why"),
        (contact, CONTACT_LENGTH, "contact"),
        (reply, REPLY_LENGTH, "reply"),
    ):
        if len(text) > most:
            raise CorrectionError(
                _("%(name)s: at most %(most)d characters.") % {"name": name, "most": most}
            )
        if "\0" in text:
            raise CorrectionError(_("%(name)s: it has a NUL character.") % {"name": name})
    if reply and asked_by != Asker.SUBJECT:
        raise CorrectionError(_("Only the person quoted can have a reply shown."))


def _lock(request_id: int) -> CorrectionRequest:
    """The request as it is once this transaction alone may change it and what it disputes."""
    request = CorrectionRequest.objects.select_related(*RECORDS).get(pk=request_id)
    expert = _expert_of(request)
    if expert is not None:
        lock_expert(expert.pk)
    CorrectionRequest.objects.select_for_update().get(pk=request_id)
    request.refresh_from_db(fields=["state", "verified_at", "reply"])
    return request


def _expert_of(request: CorrectionRequest) -> Expert | None:
    record = request.record
    if isinstance(record, Position | Statement | StanceChange):
        return record.expert
    return record if isinstance(record, Expert) else None


def _about(request: CorrectionRequest) -> dict[str, Any]:
    """What the request is about, as an event is matched by it."""
    record = request.record
    found: dict[str, Any] = {"expert": _expert_of(request)}
    if isinstance(record, Position):
        found |= {
            "position": record,
            "statement": record.statement,
            "proposition": record.proposition,
        }
    elif isinstance(record, StanceChange):
        found |= {"change": record, "proposition": record.proposition}
    elif isinstance(record, Statement):
        found |= {"statement": record}
    return found


def _statements_of(request: CorrectionRequest) -> Iterable[Statement]:
    """The words that a request is about; a person or article as a whole names none."""
    record = request.record
    if isinstance(record, Statement):
        return [record]
    if isinstance(record, Position):
        return [record.statement]
    if isinstance(record, StanceChange):
        return [record.before.statement, record.after.statement]
    return []


def _mark(statement: Statement, *, now: datetime) -> None:
    """Bring the mark of a dispute in line with the requests that dispute it."""
    disputes = CorrectionRequest.objects.about_statement(statement).disputing()
    since = disputes.order_by("verified_at").values_list("verified_at", flat=True).first()
    was = Statement.objects.values_list("disputed_at", flat=True).get(pk=statement.pk)
    if since == was:
        return
    positions: list[Position] = list(
        Position.objects.published().standing().filter(statement=statement).order_by("pk")
    )
    before = {one.pk: position_record(one.pk) for one in positions}
    said_before = statement_record(statement.pk)
    Statement.objects.filter(pk=statement.pk).update(disputed_at=since, updated_at=now)
    if was is not None or since is None:
        return
    for one in positions:
        append_record(
            kind=RecordKind.POSITION_DISPUTED,
            at=now,
            before=before[one.pk],
            after=position_record(one.pk),
            expert=one.expert,
            proposition=one.proposition,
            statement=statement,
            position=one,
        )
    if not positions:
        append_record(
            kind=RecordKind.POSITION_DISPUTED,
            at=now,
            before=said_before,
            after=statement_record(statement.pk),
            expert=statement.expert,
            statement=statement,
        )
