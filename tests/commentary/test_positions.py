"""Proposing, publishing, rejecting, retracting and correcting positions."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User

from commentary.enums import (
    EndedReason,
    EvidenceState,
    PositionState,
    RecordKind,
    Rendering,
    Stance,
    StatementType,
    Strength,
)
from commentary.exceptions import (
    AlreadyPublishedError,
    AlreadyReviewedError,
    DecisionError,
    EvidenceError,
    NotPublicError,
    PropositionClosedError,
    StatementNotAcceptedError,
)
from commentary.models import Evidence, Expert, Position, Proposition, Record, Statement
from commentary.services.positions import (
    correct_position,
    propose_position,
    publish_position,
    reject_position,
    retract_position,
)
from commentary.services.propositions import close_proposition
from commentary.services.review import accept_statement, reject_statement
from commentary.shaping import position_record
from common.text import fingerprint, letters_and_digits
from tests.commentary.sayings import OPENING, WORDS, awaiting, propose, publish
from tests.factories import (
    ExpertFactory,
    PropositionFactory,
    StatementFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
MARCH = date(2025, 3, 3)


@pytest.fixture
def marit() -> Expert:
    return ExpertFactory.create(name="Marit Solvang", slug="marit-solvang")


@pytest.fixture
def curator() -> User:
    return UserFactory.create()


@pytest.fixture
def pier() -> Proposition:
    return PropositionFactory.create(slug="second-pier")


def suggest(statement: Statement, proposition: Proposition, **terms: Any) -> Position:
    return propose_position(
        **{
            "statement_id": statement.pk,
            "proposition_id": proposition.pk,
            "stance": Stance.FAVOR,
            "proposed_by": "curator",
            **terms,
        }
    )


def test_proposed_position_has_the_whole_statement_as_evidence(
    marit: Expert, pier: Proposition
) -> None:
    statement = awaiting(marit)

    position = suggest(statement, pier, strength="strong", summary=" Wants  it built. ")

    evidence = Evidence.objects.get()
    text = statement.appearances.get().article_text
    start = text.text.index(WORDS)
    assert (
        position.state,
        position.lead_evidence,
        position.strength,
        position.summary,
        position.stated_on,
        position.wording,
        position.recorded_at,
    ) == (
        PositionState.PROPOSED,
        evidence,
        Strength.STRONG,
        "Wants it built.",
        MARCH,
        pier.wordings.get(),
        None,
    )
    assert (
        evidence.state,
        evidence.article_text,
        evidence.start,
        evidence.end,
        evidence.exact,
        evidence.prefix,
        evidence.suffix,
        evidence.letters_sha256,
        evidence.length,
        evidence.rendering,
        evidence.shown_start,
    ) == (
        EvidenceState.ANCHORED,
        text,
        start,
        start + len(WORDS),
        WORDS,
        f"{OPENING}“",
        "” Printed on 2025-03-03.",
        fingerprint(WORDS),
        len(letters_and_digits(WORDS)),
        Rendering.ORIGINAL,
        None,
    )


def test_proposed_position_takes_chosen_words_the_lead_first(
    marit: Expert, pier: Proposition
) -> None:
    statement = awaiting(marit)
    text = statement.appearances.get().article_text.text
    end, start = (text.index(part) for part in ("the ferries return", "second pier"))

    position = suggest(
        statement,
        pier,
        spans=[(end - 1, end + len("the ferries return")), (start, start + len("second pier"))],
    )

    assert position.lead_evidence is not None
    assert position.lead_evidence.exact == "the ferries return"
    assert [one.exact for one in position.more_evidence.all()] == ["second pier"]


def test_words_between_two_quotations_are_no_evidence(marit: Expert, pier: Proposition) -> None:
    statement = awaiting(marit, words="The pier is old,” she told us, “and the sand moves.")
    appearance = statement.appearances.get()
    text = appearance.article_text.text
    middle, second = text.index("” she"), text.index("and the sand")
    appearance.spans = [[appearance.start, middle], [second, appearance.end]]
    appearance.save()

    position = suggest(statement, pier)

    assert position.lead_evidence is not None
    assert position.lead_evidence.exact == "The pier is old,"
    assert [one.exact for one in position.more_evidence.all()] == ["and the sand moves."]
    with pytest.raises(EvidenceError):
        suggest(statement, pier, spans=[(appearance.start, appearance.end)])


@pytest.mark.parametrize("spans", [[], [(0, 5)], [(5, 5)], [(0, 10_000)]])
def test_evidence_must_be_words_of_the_statement(
    marit: Expert, pier: Proposition, spans: list[tuple[int, int]]
) -> None:
    with pytest.raises(EvidenceError):
        suggest(awaiting(marit), pier, spans=spans)

    assert not Position.objects.exists()


def test_statement_without_a_text_gives_no_evidence(marit: Expert, pier: Proposition) -> None:
    with pytest.raises(EvidenceError):
        suggest(StatementFactory.create(expert=marit), pier)


def test_the_same_suggestion_twice_is_one_row(marit: Expert, pier: Proposition) -> None:
    statement = awaiting(marit)

    first, again = suggest(statement, pier), suggest(statement, pier)
    other = suggest(statement, pier, stance="against")

    assert again == first
    assert other != first
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("rendering", "type_", "stance"),
    [
        (Rendering.PARAPHRASE, StatementType.DIRECT, Stance.FAVOR),
        (Rendering.TRANSLATION, StatementType.DIRECT, Stance.AGAINST),
        (Rendering.ORIGINAL, StatementType.INDIRECT, Stance.FAVOR),
        (Rendering.ORIGINAL, StatementType.DIRECT, Stance.MIXED),
        (Rendering.ORIGINAL, StatementType.DIRECT, Stance.UNCLEAR),
    ],
)
def test_strength_is_dropped_where_it_cannot_be_known(
    marit: Expert,
    pier: Proposition,
    rendering: Rendering,
    type_: StatementType,
    stance: Stance,
) -> None:
    statement = awaiting(marit, rendering=rendering, type_=type_)

    position = suggest(statement, pier, stance=stance, strength="strong")

    assert (position.strength, position.rendering) == ("", rendering)


@pytest.mark.parametrize(
    "terms",
    [
        {"stance": "neutral"},
        {"strength": "very"},
        {"certainty": "sure"},
        {"proposed_by": "nobody"},
        {"summary": "x" * 501},
        {"stated_on": date(2020, 1, 1)},
    ],
)
def test_unknown_terms_are_refused(
    marit: Expert, pier: Proposition, terms: dict[str, Any]
) -> None:
    with pytest.raises(DecisionError):
        suggest(awaiting(marit), pier, **terms)


def test_nothing_is_proposed_on_a_rejected_statement_or_a_closed_proposition(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    rejected = awaiting(marit)
    reject_statement(statement_id=rejected.pk, reviewer=curator, reason="Not hers.")

    with pytest.raises(AlreadyReviewedError):
        suggest(rejected, pier)
    with pytest.raises(PropositionClosedError):
        suggest(awaiting(marit, date(2025, 3, 9)), PropositionFactory.create(closed=True))


def test_published_position_is_signed_public_shown_and_recorded(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    position = propose(marit, pier, "favor", MARCH, curator)

    with time_machine.travel(NOON, tick=False):
        publish_position(position_id=position.pk, reviewer=curator)

    position.refresh_from_db()
    assert (
        position.state,
        position.reviewed_by,
        position.reviewed_at,
        position.recorded_at,
        position.ended_at,
    ) == (PositionState.PUBLISHED, curator, NOON, NOON, None)
    after = position_record(position.pk)
    assert [one["exact"] for one in after["evidence"]] == [WORDS]
    record = Record.objects.get(kind=RecordKind.POSITION_PUBLISHED)
    assert (record.at, record.expert, record.proposition, record.statement, record.position) == (
        NOON,
        marit,
        pier,
        position.statement,
        position,
    )
    assert record.payload == {"before": None, "after": after}


def test_position_is_published_only_on_accepted_words(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    position = suggest(awaiting(marit), pier)

    with pytest.raises(StatementNotAcceptedError):
        publish_position(position_id=position.pk, reviewer=curator)

    position.refresh_from_db()
    assert position.state == PositionState.PROPOSED
    assert not Record.objects.exists()


def test_position_is_published_once(marit: Expert, curator: User, pier: Proposition) -> None:
    position = publish(marit, pier, "favor", MARCH, curator)

    with pytest.raises(AlreadyReviewedError):
        publish_position(position_id=position.pk, reviewer=curator)
    with pytest.raises(AlreadyReviewedError):
        reject_position(position_id=position.pk, reviewer=curator, reason="Second thoughts.")

    assert Record.objects.filter(kind=RecordKind.POSITION_PUBLISHED).count() == 1


def test_statement_has_one_public_position_per_proposition(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    first = publish(marit, pier, "favor", MARCH, curator)
    second = suggest(first.statement, pier, stance="against")

    with pytest.raises(AlreadyPublishedError):
        publish_position(position_id=second.pk, reviewer=curator)


def test_nothing_is_published_on_a_closed_proposition(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    position = propose(marit, pier, "favor", MARCH, curator)
    close_proposition(
        proposition_id=pier.pk, closed_on=date(2025, 4, 1), reason="The pier was built."
    )

    with pytest.raises(PropositionClosedError):
        publish_position(position_id=position.pk, reviewer=curator)


def test_rejected_position_stays_out(marit: Expert, curator: User, pier: Proposition) -> None:
    position = propose(marit, pier, "favor", MARCH, curator)

    reject_position(position_id=position.pk, reviewer=curator, reason="The words do not show it.")

    position.refresh_from_db()
    assert (position.state, position.state_reason, position.recorded_at) == (
        PositionState.REJECTED,
        "The words do not show it.",
        None,
    )
    assert not Record.objects.filter(kind=RecordKind.POSITION_PUBLISHED).exists()


def test_retracted_position_ends_with_its_reason(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    position = publish(marit, pier, "favor", MARCH, curator)
    before = position_record(position.pk)

    with time_machine.travel(datetime(2099, 1, 1, tzinfo=UTC), tick=False):
        retract_position(
            position_id=position.pk, reviewer=curator, reason=EndedReason.MISATTRIBUTED
        )

    record = Record.objects.get(kind=RecordKind.POSITION_RETRACTED)
    assert record.payload == {
        "before": before,
        "after": {
            **before,
            "ended_at": "2099-01-01T00:00:00Z",
            "ended_reason": "misattributed",
        },
    }
    with pytest.raises(AlreadyReviewedError):
        retract_position(position_id=position.pk, reviewer=curator, reason=EndedReason.OUR_ERROR)


def test_retraction_takes_only_reasons_to_retract(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    position = publish(marit, pier, "favor", MARCH, curator)

    for reason in (EndedReason.CORRECTED, EndedReason.MERGED, "", "changed my mind"):
        with pytest.raises(DecisionError):
            retract_position(position_id=position.pk, reviewer=curator, reason=reason)

    position.refresh_from_db()
    assert position.ended_at is None


def test_only_a_public_position_is_retracted_or_corrected(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    position = propose(marit, pier, "favor", MARCH, curator)

    with pytest.raises(NotPublicError):
        retract_position(position_id=position.pk, reviewer=curator, reason=EndedReason.OUR_ERROR)
    with pytest.raises(NotPublicError):
        correct_position(position_id=position.pk, reviewer=curator, stance="against")


def test_correction_ends_one_position_and_publishes_the_next(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    old = publish(marit, pier, "favor", MARCH, curator, strength="plain", summary="For it.")
    before = position_record(old.pk)

    with time_machine.travel(datetime(2099, 1, 1, tzinfo=UTC), tick=False):
        new = correct_position(
            position_id=old.pk, reviewer=curator, stance="mixed", summary="Sees both."
        )

    old.refresh_from_db()
    assert (old.ended_reason, old.ended_at) == (EndedReason.CORRECTED, new.recorded_at)
    assert (new.replaces, new.statement, new.stance, new.strength, new.summary) == (
        old,
        old.statement,
        Stance.MIXED,
        "",
        "Sees both.",
    )
    record = Record.objects.get(kind=RecordKind.POSITION_SUPERSEDED)
    assert record.payload == {"before": before, "after": position_record(new.pk)}
    assert new.lead_evidence == old.lead_evidence


def test_correction_that_changes_nothing_is_refused(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    position = publish(marit, pier, "favor", MARCH, curator)

    with pytest.raises(DecisionError):
        correct_position(position_id=position.pk, reviewer=curator, stance="favor")

    position.refresh_from_db()
    assert position.ended_at is None


def test_correction_may_choose_other_words(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    position = publish(marit, pier, "favor", MARCH, curator)
    text = position.statement.appearances.get().article_text.text
    start = text.index("second pier")

    new = correct_position(
        position_id=position.pk, reviewer=curator, spans=[(start, start + len("second pier"))]
    )

    assert [one["exact"] for one in position_record(new.pk)["evidence"]] == ["second pier"]


def test_long_evidence_is_cut_and_says_so(marit: Expert, curator: User, pier: Proposition) -> None:
    words = " ".join(f"word{number}" for number in range(1, 101))
    statement = awaiting(marit, words=words, text=f"{words} " + "rest " * 400)
    accept_statement(statement_id=statement.pk, reviewer=curator)
    position = suggest(statement, pier)

    publish_position(position_id=position.pk, reviewer=curator)

    (shown,) = position_record(position.pk)["evidence"]
    text = statement.appearances.get().article_text.text
    assert shown["exact"] == text[shown["start"] : shown["end"]]
    assert shown["exact"].split() == [f"word{number}" for number in range(1, 61)]
    assert shown["suffix"].split() == [f"word{number}" for number in range(61, 71)]
    assert (shown["cut"], shown["evidence_start"], shown["evidence_end"]) == (
        True,
        0,
        len(words),
    )
