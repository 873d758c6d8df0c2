"""Saying that a record is wrong: filed, taken up, verified, decided."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection

from commentary.enums import EndedReason, RecordKind
from commentary.exceptions import (
    AlreadyReviewedError,
    CorrectionError,
    DecisionError,
    NotPublicError,
    UnknownRecordError,
)
from commentary.models import CorrectionRequest, Position, Record, Statement
from commentary.services.corrections import (
    decide,
    file_request,
    find_record,
    take_up,
    verify_subject,
)
from commentary.services.positions import propose_position, retract_position
from commentary.services.review import withdraw_statement
from commentary.shaping import position_record, statement_record
from common.public_ids import public_id
from tests.commentary.sayings import publish
from tests.factories import (
    ExpertFactory,
    PositionFactory,
    PropositionFactory,
    StanceChangeFactory,
    StatementFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
ONE = datetime(2025, 3, 4, 13, tzinfo=UTC)


@pytest.fixture
def editor() -> User:
    return UserFactory.create()


@pytest.fixture
def position(editor: User) -> Position:
    return publish(
        ExpertFactory.create(slug="marit-solvang"),
        PropositionFactory.create(),
        "favor",
        date(2025, 3, 3),
        editor,
    )


def ask(position: Position, **given: Any) -> CorrectionRequest:
    values = {"asked_by": "subject", "claim": "not said", "why": "I was in Skagen that day."}
    return file_request(**{"record": public_id("position", position.pk), **values, **given})


def kinds() -> list[str]:
    return list(Record.objects.order_by("pk").values_list("kind", flat=True))


def statement_of(position: Position) -> Statement:
    return Statement.objects.get(pk=position.statement_id)


def test_file_request_names_the_record_and_keeps_the_address_encrypted(
    position: Position,
) -> None:
    filed = ask(position, contact=" kai@mail.example ", asked_by="reader", claim="date")

    filed.refresh_from_db()
    assert filed.record == position
    assert (filed.asked_by, filed.claim, filed.state) == ("reader", "date", "received")
    assert filed.contact == "kai@mail.example"
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact FROM commentary_correctionrequest")
        assert "kai" not in cursor.fetchone()[0]


def test_every_kind_of_public_record_can_be_named() -> None:
    change = StanceChangeFactory.create(confirmed=True)
    position = change.after
    evidence = position.lead_evidence
    assert evidence is not None
    assert evidence.article_text is not None
    article = evidence.article_text.article

    named = {
        "change": public_id("change", change.pk),
        "position": public_id("position", position.pk),
        "statement": public_id("statement", position.statement_id),
        "article": public_id("article", article.pk),
        "expert": position.expert.slug,
    }

    found = {kind: find_record(name) for kind, name in named.items()}
    assert found == {
        "change": ("change", change),
        "position": ("position", position),
        "statement": ("statement", position.statement),
        "article": ("article", article),
        "expert": ("expert", position.expert),
    }


@pytest.mark.parametrize("name", ["", "nobody", "pos_", "pos_zzz", "sta_\0", "\0", "chg_37zNPwys"])
def test_what_is_not_public_cannot_be_named(name: str) -> None:
    PositionFactory.create()
    StatementFactory.create()

    with pytest.raises(UnknownRecordError):
        find_record(name)


def test_a_proposal_cannot_be_named() -> None:
    with pytest.raises(UnknownRecordError):
        find_record(public_id("position", PositionFactory.create().pk))


@pytest.mark.parametrize(
    "given",
    [
        {"claim": "ugly"},
        {"asked_by": "nobody"},
        {"why": "  \n"},
        {"why": "x" * 5001},
        {"contact": "x" * 255},
        {"why": "a\0b"},
        {"asked_by": "reader", "reply": "I am not she, and answer for her."},
    ],
)
def test_file_request_refuses_what_nobody_can_judge(
    position: Position, given: dict[str, str]
) -> None:
    with pytest.raises(CorrectionError):
        ask(position, **given)
    assert CorrectionRequest.objects.count() == 0


def test_the_same_request_twice_is_one_and_nothing_new_is_lost(
    position: Position, editor: User
) -> None:
    first = ask(position)

    assert ask(position) == first
    assert ask(position, contact="kai@mail.example") != first
    take_up(request_id=first.pk, editor=editor)
    assert ask(position) != first


def test_a_request_that_nobody_verified_marks_nothing(position: Position) -> None:
    said = statement_record(position.statement_id)

    ask(position, reply="I said no such thing.")

    assert statement_record(position.statement_id) == said
    assert kinds() == ["statement.published", "position.published"]


@pytest.mark.parametrize("claim", ["not said", "wrong person"])
def test_a_verified_denial_marks_the_words_and_what_rests_on_them(
    position: Position, editor: User, claim: str
) -> None:
    before = position_record(position.pk)
    request = ask(position, claim=claim, reply="I said no such thing.")

    with time_machine.travel(NOON, tick=False):
        verify_subject(request_id=request.pk, editor=editor)

    said = {
        "disputed_at": "2025-03-04T12:00:00Z",
        "reply": {"text": "I said no such thing.", "at": "2025-03-04T12:00:00Z"},
    }
    assert position_record(position.pk) == {**before, **said}
    assert statement_record(position.statement_id).items() >= said.items()
    record = Record.objects.latest("pk")
    assert (record.kind, record.position) == (RecordKind.POSITION_DISPUTED, position)
    assert (record.expert, record.proposition) == (position.expert, position.proposition)
    assert record.payload == {
        "before": {**before, "reply": said["reply"]},
        "after": {**before, **said},
    }


def test_a_verified_reply_that_denies_nothing_stands_without_a_dispute(
    position: Position, editor: User
) -> None:
    request = ask(position, claim="out of context", reply="I spoke of the old pier.")

    verify_subject(request_id=request.pk, editor=editor)

    statement = statement_of(position)
    assert (statement.reply, statement.disputed_at) == ("I spoke of the old pier.", None)
    assert kinds() == ["statement.published", "position.published"]


def test_a_denied_change_disputes_both_its_ends(editor: User) -> None:
    change = StanceChangeFactory.create(confirmed=True)
    request = file_request(
        record=public_id("change", change.pk), asked_by="subject", claim="not said", why="No."
    )

    verify_subject(request_id=request.pk, editor=editor)

    ends = {change.before.statement_id, change.after.statement_id}
    disputed = Statement.objects.filter(disputed_at__isnull=False)
    assert set(disputed.values_list("pk", flat=True)) == ends
    assert kinds() == ["position.disputed", "position.disputed"]


def test_words_without_a_position_are_disputed_as_a_statement(editor: User) -> None:
    statement = StatementFactory.create(accepted=True, printed=True)
    request = file_request(
        record=public_id("statement", statement.pk), asked_by="subject", claim="not said", why="-"
    )

    verify_subject(request_id=request.pk, editor=editor)

    record = Record.objects.get()
    assert (record.kind, record.statement, record.position) == (
        "position.disputed",
        statement,
        None,
    )
    assert record.payload["after"]["id"] == public_id("statement", statement.pk)


def test_only_the_person_quoted_can_be_verified_and_only_once(
    position: Position, editor: User
) -> None:
    reader = ask(position, asked_by="reader")
    with pytest.raises(CorrectionError, match="a reader"):
        verify_subject(request_id=reader.pk, editor=editor)
    request = ask(position)
    verify_subject(request_id=request.pk, editor=editor)

    with pytest.raises(AlreadyReviewedError):
        verify_subject(request_id=request.pk, editor=editor)
    assert kinds().count("position.disputed") == 1


@pytest.mark.parametrize(
    ("outcome", "is_disputed"), [("declined", False), ("partly_upheld", False), ("upheld", True)]
)
def test_decide_answers_in_public_and_lifts_the_dispute_unless_it_was_right(
    position: Position,
    editor: User,
    outcome: str,
    is_disputed: bool,
) -> None:
    with time_machine.travel(NOON, tick=False):
        request = ask(position, contact="kai@mail.example", reply="I never said it.")
        verify_subject(request_id=request.pk, editor=editor)
        take_up(request_id=request.pk, editor=editor)
    with time_machine.travel(ONE, tick=False):
        decide(request_id=request.pk, editor=editor, outcome=outcome, answer=" It is on tape. ")

    statement = statement_of(position)
    assert (statement.disputed_at is not None) is is_disputed
    assert statement.reply == "I never said it."
    record = Record.objects.latest("pk")
    assert (record.kind, record.at, record.position) == ("correction.decided", ONE, position)
    assert record.payload == {
        "before": None,
        "after": {
            "id": request.public_id,
            "kind": "position",
            "record": public_id("position", position.pk),
            "asked_by": "subject",
            "is_verified": True,
            "claim": "not said",
            "state": outcome,
            "received_at": "2025-03-04T12:00:00Z",
            "taken_up_at": "2025-03-04T12:00:00Z",
            "decided_at": "2025-03-04T13:00:00Z",
            "answer": "It is on tape.",
            "reply": "I never said it.",
        },
    }


def test_another_open_denial_keeps_the_dispute(position: Position, editor: User) -> None:
    first, second = ask(position), ask(position, why="And I was not asked.")
    for one in (first, second):
        verify_subject(request_id=one.pk, editor=editor)
        take_up(request_id=one.pk, editor=editor)

    decide(request_id=first.pk, editor=editor, outcome="declined", answer="It is on tape.")

    second.refresh_from_db()
    assert statement_of(position).disputed_at == second.verified_at
    assert kinds().count("position.disputed") == 1


def test_steps_come_in_their_order_and_once(position: Position, editor: User) -> None:
    request = ask(position)
    answer: dict[str, Any] = {
        "request_id": request.pk,
        "editor": editor,
        "outcome": "declined",
        "answer": "No.",
    }
    with pytest.raises(CorrectionError, match="Take the request up first"):
        decide(**answer)
    take_up(request_id=request.pk, editor=editor)
    with pytest.raises(AlreadyReviewedError):
        take_up(request_id=request.pk, editor=editor)
    for wrong in ({"answer": " "}, {"outcome": "received"}, {"answer": "x" * 5001}):
        with pytest.raises(CorrectionError):
            decide(**answer | wrong)
    decide(**answer)

    with pytest.raises(AlreadyReviewedError):
        decide(**answer)
    with pytest.raises(AlreadyReviewedError):
        take_up(request_id=request.pk, editor=editor)
    request.refresh_from_db()
    assert (request.taken_up_by, request.decided_by) == (editor, editor)


def test_a_statement_is_withdrawn_once_nothing_rests_on_it(
    position: Position, editor: User
) -> None:
    pk = position.statement_id
    suggested = propose_position(
        statement_id=pk,
        proposition_id=PropositionFactory.create().pk,
        stance="against",
        proposed_by="curator",
    )
    withdraw: dict[str, Any] = {
        "statement_id": pk,
        "reviewer": editor,
        "reason": EndedReason.MISATTRIBUTED,
    }
    with pytest.raises(DecisionError, match=public_id("position", position.pk)):
        withdraw_statement(**withdraw)
    retract_position(position_id=position.pk, reviewer=editor, reason=EndedReason.MISATTRIBUTED)
    before = statement_record(pk)

    with time_machine.travel(ONE, tick=False), pytest.raises(NotPublicError):
        withdraw_statement(
            statement_id=StatementFactory.create().pk,
            reviewer=editor,
            reason=EndedReason.OUR_ERROR,
        )
    withdraw_statement(**withdraw)

    assert list(Statement.objects.accepted().current()) == []
    suggested.refresh_from_db()
    assert suggested.state == "rejected"
    record = Record.objects.latest("pk")
    assert (record.kind, record.statement_id, record.position) == ("position.retracted", pk, None)
    assert record.payload == {"before": before, "after": statement_record(pk)}
    assert record.payload["after"]["ended_reason"] == "misattributed"
    with pytest.raises(AlreadyReviewedError):
        withdraw_statement(**withdraw)
    with pytest.raises(DecisionError):
        withdraw_statement(**withdraw | {"reason": EndedReason.MERGED})
