"""Erasing: rows, history, search and what events say of them are gone; ids and times stay.

Two steps in one transaction, because alerts has to let go in between: `plan` says what goes, and
locks it; `carry_out` erases. Nothing here is undone.

No trigger is stepped around. Rows are deleted, which none forbids; a record of a public act stays
with its number and time, and `record_is_final` lets its payload be emptied; a stored text stays
with its hash and length, and `articletext_is_final` lets it be blanked.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models, router
from django.db.models import Q
from django.utils import timezone

from commentary.enums import ReadingState, RecordKind, TombstoneKind, TombstoneReason
from commentary.exceptions import (
    AlreadyErasedError,
    DecisionError,
    UnknownExpertError,
    UnknownRecordError,
)
from commentary.models import (
    Affiliation,
    Appearance,
    CorrectionRequest,
    Evidence,
    Expert,
    ExpertIdentifier,
    ExpertName,
    Interview,
    Occasion,
    Passage,
    Position,
    ProposedAffiliation,
    Proposition,
    Reading,
    Record,
    Restriction,
    RosterChange,
    StanceChange,
    Statement,
    Tombstone,
)
from commentary.services.changes import refresh_changes
from commentary.services.records import append_record
from commentary.services.restriction import records_of_positions, require
from commentary.services.review import lock_expert
from commentary.services.search_index import index_records
from commentary.shapes import instant
from commentary.tombstones import ERASED, tombstone_key, tombstone_shape
from commentary.triggers import SEARCH_INDEX
from common.history import has_history, history_model
from common.public_ids import public_id, row_number
from sources.models import Article, ArticleText
from sources.services.erasure import blank_responses, blank_texts, forget_names

ERASE = "commentary.erase_record"


@dataclass(slots=True)
class Doomed:
    """What goes, by row numbers; `kind` and `name` are what was asked for (an id, a slug)."""

    kind: str
    name: str
    experts: list[int] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    changes: list[int] = field(default_factory=list)
    corrections: list[int] = field(default_factory=list)
    records: list[int] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Erased:
    """What is gone: rows by table, and the articles whose texts stay because they show what
    others said.
    """

    rows: Counter[str] = field(default_factory=Counter)
    interviews: list[str] = field(default_factory=list)
    texts_blanked: int = 0
    texts_kept: list[str] = field(default_factory=list)


def plan_record(name: str) -> Doomed:
    """A statement with its positions, one position, or a correction request, by public id.

    Locks the person. Raises UnknownRecordError, AlreadyErasedError.
    """
    for kind in ("statement", "position", "correction"):
        if Tombstone.objects.filter(kind=kind, key=name).exists():
            raise AlreadyErasedError(f"{name} was erased already; only its tombstone is left.")
    doomed = Doomed("", name)
    if (pk := row_number("statement", name)) is not None:
        doomed.kind, statement = "statement", Statement.objects.filter(pk=pk).first()
        if statement is not None:
            lock_expert(statement.expert_id)
            doomed.statements = [statement.pk]
            return _with_what_rests(doomed)
    elif (pk := row_number("position", name)) is not None:
        doomed.kind, position = "position", Position.objects.filter(pk=pk).first()
        if position is not None:
            lock_expert(position.expert_id)
            doomed.positions = [position.pk]
            return _with_what_rests(doomed)
    else:
        doomed.kind = "correction"
        request = CorrectionRequest.objects.filter(public_id=name).first()
        if request is not None:
            doomed.corrections = [request.pk]
            decided = Record.objects.filter(kind=RecordKind.CORRECTION_DECIDED)
            doomed.records = [
                one.pk
                for one in decided.iterator()
                if (one.payload.get("after") or {}).get("id") == name
            ]
            return doomed
    raise UnknownRecordError(
        f"“{name}” is no statement, position or correction request here. A change goes with its "
        "positions, a person with erase_person."
    )


def plan_person(slug: str) -> Doomed:
    """A person under every slug that was merged, with everything said by and about them.

    Locks them. Raises UnknownExpertError, AlreadyErasedError.
    """
    if Tombstone.objects.filter(kind="expert", key=tombstone_key("expert", slug)).exists():
        raise AlreadyErasedError("This person was erased already; only a tombstone is left.")
    expert = Expert.objects.filter(slug=slug).first()
    if expert is None:
        raise UnknownExpertError(
            f"Nobody is tracked as “{slug}”; the address of an expert's page ends in the slug."
        )
    doomed = Doomed("expert", slug)
    found = [expert.survivor().pk]
    while found:
        doomed.experts += found
        found = list(Expert.objects.filter(merged_into__in=found).values_list("pk", flat=True))
    for pk in sorted(doomed.experts):
        lock_expert(pk)
    mine = {"expert__in": doomed.experts}
    doomed.names = sorted(
        {
            *ExpertName.objects.filter(**mine).values_list("name", flat=True),
            *Expert.objects.filter(pk__in=doomed.experts).values_list("name", flat=True),
        }
    )
    doomed.statements = _ids(Statement.objects.filter(**mine))
    doomed.positions = _ids(Position.objects.filter(**mine))
    return _with_what_rests(doomed)


def _with_what_rests(doomed: Doomed) -> Doomed:
    people, said = doomed.experts, doomed.statements
    doomed.positions = sorted(
        {*doomed.positions, *_ids(Position.objects.filter(statement__in=said))}
    )
    placed = doomed.positions
    doomed.changes = _ids(
        StanceChange.objects.filter(
            Q(before__in=placed) | Q(after__in=placed) | Q(expert__in=people)
        )
    )
    doomed.corrections = _ids(
        CorrectionRequest.objects.filter(
            Q(position__in=placed)
            | Q(statement__in=said)
            | Q(change__in=doomed.changes)
            | Q(expert__in=people)
        )
    )
    doomed.records = sorted(
        {
            *_ids(records_of_positions(placed)),
            *_ids(
                Record.objects.filter(
                    Q(statement__in=said) | Q(change__in=doomed.changes) | Q(expert__in=people)
                )
            ),
        }
    )
    doomed.texts = sorted(
        {
            *_texts(Appearance.objects.filter(statement__in=said)),
            *_texts(Evidence.objects.filter(statement__in=said)),
            *_texts(Passage.objects.filter(expert__in=people)),
            *_texts(Interview.objects.filter(occasion__expert__in=people)),
            *_ids(_printing(doomed.names)),
        }
    )
    return doomed


def carry_out(doomed: Doomed, *, editor: User, reason: str) -> Erased:
    """Erase what was planned, leave tombstones, and append `record.erased`, so that followers
    delete their copies. Call it in the transaction of the plan.

    Raises NotAllowedError, DecisionError for an unknown reason.
    """
    require(editor, ERASE)
    if reason not in TombstoneReason.values:
        known = ", ".join(TombstoneReason.values)
        raise DecisionError(f"“{reason}” is no reason; use one of: {known}.")
    now, done = timezone.now(), Erased()
    timelines = set(
        Position.objects.filter(pk__in=doomed.positions)
        .exclude(expert__in=doomed.experts)
        .values_list("expert_id", "proposition_id")
    )
    public = _leave_tombstones(doomed, editor=editor, reason=reason, now=now)
    _forget_in_the_log(doomed)
    Record.objects.filter(pk__in=doomed.records).update(
        payload={},
        expert=None,
        statement=None,
        position=None,
        change=None,
        restricted_at=None,
        erased_at=now,
    )
    _delete_rows(doomed, done)
    Tombstone.objects.bulk_create(
        Tombstone(
            kind=TombstoneKind.INTERVIEW, key=key, reason=reason, erased_at=now, erased_by=editor
        )
        for key in done.interviews
    )
    _blank(doomed, done)
    for expert_id, proposition_id in sorted(timelines):
        refresh_changes(
            expert=Expert.objects.get(pk=expert_id),
            proposition=Proposition.objects.get(pk=proposition_id),
            reviewer=None,
            now=now,
        )
    index_records(experts=doomed.experts, statements=doomed.statements, positions=doomed.positions)
    SEARCH_INDEX.purge(using=router.db_for_write(Record))
    append_record(
        kind=RecordKind.RECORD_ERASED,
        at=now,
        before=None,
        after={
            **tombstone_shape(
                doomed.kind, doomed.name, state=ERASED, at=instant(now), reason=reason
            ),
            "records": [*public, *done.interviews],
        },
    )
    return done


def _leave_tombstones(doomed: Doomed, *, editor: User, reason: str, now: datetime) -> list[str]:
    """One for each record that was ever public; returns their ids."""
    left: list[tuple[str, str, datetime | None, datetime | None]] = []
    for kind, rows in (
        ("statement", Statement.objects.filter(pk__in=doomed.statements)),
        ("position", Position.objects.filter(pk__in=doomed.positions)),
        ("change", StanceChange.objects.filter(pk__in=doomed.changes)),
    ):
        was_public = rows.filter(recorded_at__isnull=False).order_by("pk")
        for pk, began, ended in was_public.values_list("pk", "recorded_at", "ended_at"):
            left.append((kind, public_id(kind, pk), began, ended))
    requests = CorrectionRequest.objects.filter(pk__in=doomed.corrections).order_by("pk")
    for name, began, ended in requests.values_list("public_id", "received_at", "decided_at"):
        left.append(("correction", name, began, ended))
    public = [name for _kind, name, _began, _ended in left]
    for slug, began in Expert.objects.filter(pk__in=doomed.experts).values_list(
        "slug", "created_at"
    ):
        left.append(("expert", tombstone_key("expert", slug), began, None))
    Tombstone.objects.bulk_create(
        Tombstone(
            kind=kind,
            key=key,
            reason=reason,
            recorded_at=began,
            ended_at=ended,
            erased_at=now,
            erased_by=editor,
        )
        for kind, key, began, ended in left
    )
    return public


def _delete_rows(doomed: Doomed, done: Erased) -> None:
    people, said, placed = doomed.experts, doomed.statements, doomed.positions
    occasions = set(
        Statement.objects.filter(pk__in=said).values_list("occasion_id", flat=True)
    ) | set(_ids(Occasion.objects.filter(expert__in=people)))
    passages = set(
        Statement.objects.filter(pk__in=said, passage__isnull=False).values_list(
            "passage_id", flat=True
        )
    ) | set(_ids(Passage.objects.filter(expert__in=people)))
    Position.objects.filter(replaces__in=placed).update(replaces=None)
    hidden = Q(expert__in=people) | Q(statement__in=said) | Q(position__in=placed)
    gone: tuple[models.QuerySet[Any], ...] = (
        CorrectionRequest.objects.filter(pk__in=doomed.corrections),
        Restriction.objects.filter(hidden),
        StanceChange.objects.filter(pk__in=doomed.changes),
        Position.objects.filter(pk__in=placed),
        Evidence.objects.filter(statement__in=said),
        Statement.objects.filter(pk__in=said),
        Passage.objects.filter(pk__in=passages, statements__isnull=True),
    )
    for rows in gone:
        _delete(rows, done)
    _let_go_of_occasions(occasions, doomed, done)
    Statement.objects.filter(reported_by__in=doomed.names).update(reported_by="")
    mine = {"expert__in": people}
    for model in (
        ExpertName,
        ExpertIdentifier,
        Affiliation,
        ProposedAffiliation,
        RosterChange,
    ):
        _delete(model._default_manager.filter(**mine), done)  # noqa: SLF001 - the documented name
        if has_history(model):
            history_model(model)._default_manager.filter(**mine).delete()  # noqa: SLF001 - the same
    Expert.objects.filter(pk__in=people).update(merged_into=None, merged_at=None)
    _delete(Expert.objects.filter(pk__in=people), done)


def _delete(rows: models.QuerySet[Any], done: Erased) -> None:
    """Rows with what hangs on them, and the history of the rows: deleting writes some of it."""
    numbers = _ids(rows)
    model = rows.model
    if not numbers:
        return
    _count, by_model = model._base_manager.filter(pk__in=numbers).delete()  # noqa: SLF001 - the documented name
    done.rows.update({name.partition(".")[2].lower(): n for name, n in by_model.items() if n})
    if has_history(model):
        history_model(model)._default_manager.filter(id__in=numbers).delete()  # noqa: SLF001 - the same


def _let_go_of_occasions(occasions: Iterable[int], doomed: Doomed, done: Erased) -> None:
    """Occasions at which nobody else spoke go, with their interviews; others forget the person."""
    there = Occasion.objects.filter(pk__in=list(occasions))
    left = there.filter(statements__isnull=True, passages__isnull=True)
    interviews = Interview.objects.filter(occasion__in=_ids(left))
    done.interviews = [public_id("interview", pk) for pk in _ids(interviews)]
    _delete(interviews, done)
    _delete(left, done)
    there.filter(expert__in=doomed.experts).update(expert=None)
    named = Q(pk__in=[])
    for name in doomed.names:
        named |= Q(title__contains=name)
    Occasion.objects.filter(named).update(title="")
    if not doomed.names:
        return
    for interview in Interview.objects.exclude(guests=[]).iterator():
        others = [guest for guest in interview.guests if guest not in doomed.names]
        if others != interview.guests:
            Interview.objects.filter(pk=interview.pk).update(guests=others)


def _blank(doomed: Doomed, done: Erased) -> None:
    """Blank the texts in which nobody else is quoted; the others stay: they prove those words."""
    used = {
        *_texts(Appearance.objects.filter(article_text__in=doomed.texts)),
        *_texts(Evidence.objects.filter(article_text__in=doomed.texts)),
        *_texts(Passage.objects.filter(article_text__in=doomed.texts)),
        *_texts(Interview.objects.filter(article_text__in=doomed.texts)),
    }
    blanked = [pk for pk in doomed.texts if pk not in used]
    blank_responses(doomed.texts)
    emptied = blank_texts(blanked)
    if doomed.names:
        forget_names(doomed.names)
    done.texts_blanked = len(blanked)
    kept = ArticleText.objects.filter(pk__in=used).order_by("article_id")
    articles = kept.values_list("article_id", flat=True).distinct()
    done.texts_kept = [public_id("article", pk) for pk in articles]
    readings = Reading.objects.filter(article_text__in=blanked)
    readings.update(found={}, reason="", lease_token=None)  # one under way writes nothing
    readings.filter(state=ReadingState.OWED).update(state=ReadingState.DONE, due_at=None)
    named = Q(pk__in=[])
    for name in doomed.names:
        named |= Q(reason__contains=name)
    Reading.objects.filter(named).update(reason="")
    _forget_rows_in_the_log(Article, emptied)
    if has_history(Article):
        history_model(Article)._default_manager.filter(id__in=emptied).delete()  # noqa: SLF001 - the documented name


def _forget_in_the_log(doomed: Doomed) -> None:
    """The admin's own log: what it says of these rows, and wherever it has one of the names."""
    for model, numbers in (
        (Expert, doomed.experts),
        (Statement, doomed.statements),
        (Position, doomed.positions),
        (StanceChange, doomed.changes),
        (CorrectionRequest, doomed.corrections),
    ):
        _forget_rows_in_the_log(model, numbers)
    for name in doomed.names:
        LogEntry.objects.filter(
            Q(object_repr__contains=name) | Q(change_message__contains=name)
        ).delete()


def _forget_rows_in_the_log(model: type[models.Model], numbers: Sequence[int]) -> None:
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id__in=[str(pk) for pk in numbers],
    ).delete()


def _printing(names: Sequence[str]) -> models.QuerySet[ArticleText]:
    """Texts that print one of the names, or have it in their headline or their byline."""
    printed = Q(pk__in=[])
    for name in names:
        printed |= Q(text__contains=name) | Q(title__contains=name)
        printed |= Q(article__author__contains=name) | Q(article__title__contains=name)
    return ArticleText.objects.filter(printed)


def _ids(rows: models.QuerySet[Any]) -> list[int]:
    return sorted(set(rows.order_by().values_list("pk", flat=True)))


def _texts(rows: models.QuerySet[Any]) -> set[int]:
    return set(
        rows.filter(article_text__isnull=False).order_by().values_list("article_text", flat=True)
    )
