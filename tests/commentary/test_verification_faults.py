"""Each fault that verify_evidence can tell of.

What constraints and triggers refuse to store is looked at as a hand in the database would have
left it: the row is altered and not saved.
"""

from datetime import date

import pytest
from pytest_django import Settings

from commentary.models import Appearance, Evidence, StanceChange
from commentary.services.verification import (
    Failure,
    _faults_of_anchored,
    _faults_of_appearance,
    _faults_of_far,
    _faults_of_position,
    verify_all,
)
from common.public_ids import public_id
from tests.factories import (
    ENDED_AT,
    AppearanceFactory,
    ArticleTextFactory,
    EvidenceFactory,
    ExpertFactory,
    PositionFactory,
    PropositionFactory,
    StanceChangeFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db


def failures() -> list[Failure]:
    return [failure for outcome in verify_all() for failure in outcome.failures]


def test_appearance_that_shows_more_than_its_own_words_is_found() -> None:
    appearance: Appearance = AppearanceFactory.create(shown=True)
    assert list(_faults_of_appearance(appearance)) == []

    appearance.shown_start = appearance.start - 1

    assert list(_faults_of_appearance(appearance)) == ["the words shown are not its own."]


@pytest.mark.parametrize("altered", [{"url": ""}, {"exact": "The harbour will need a pier."}])
def test_withheld_evidence_with_words_or_without_a_source_is_found(
    altered: dict[str, str],
) -> None:
    evidence: Evidence = EvidenceFactory.create(withheld=True)
    assert failures() == []

    for field, value in altered.items():
        setattr(evidence, field, value)

    assert list(_faults_of_far(evidence)) == [
        "it is withheld, and must name its source and no words."
    ]


def test_evidence_that_shows_more_than_its_own_words_is_found() -> None:
    evidence: Evidence = EvidenceFactory.create(shown=True)
    assert list(_faults_of_anchored(evidence)) == []
    assert evidence.start is not None

    evidence.shown_start, evidence.prefix = evidence.start - 1, ""

    assert list(_faults_of_anchored(evidence)) == ["the words shown are not its own."]


def test_too_many_words_before_the_evidence_are_found() -> None:
    evidence: Evidence = EvidenceFactory.create(shown=True)
    assert evidence.article_text is not None

    Evidence.objects.update(prefix=evidence.article_text.text[: evidence.start])

    assert failures() == [
        Failure(
            f"{public_id('statement', evidence.statement_id)}[{evidence.start}:{evidence.end}]",
            "more than 10 words are shown before or after it.",
        )
    ]


def test_position_that_other_words_show_is_found() -> None:
    position = PositionFactory.create(published=True)
    assert list(_faults_of_position(position)) == []

    position.lead_evidence = EvidenceFactory.create()
    assert list(_faults_of_position(position)) == ["no words of its statement show it."]
    position.lead_evidence = None
    assert list(_faults_of_position(position)) == ["no words of its statement show it."]


def test_position_on_words_that_nobody_accepted_is_found() -> None:
    position = PositionFactory.create(published=True)

    position.statement = StatementFactory.create(expert=position.expert)
    position.lead_evidence = EvidenceFactory.create(statement=position.statement)

    assert list(_faults_of_position(position)) == ["its statement is not accepted as said."]


def test_position_of_another_person_than_its_statement_is_found() -> None:
    position = PositionFactory.create(published=True)

    position.expert = ExpertFactory.create()

    assert list(_faults_of_position(position)) == ["it is another person's than its statement."]


def test_position_judged_on_the_wording_of_another_proposition_is_found() -> None:
    position = PositionFactory.create(published=True)

    position.wording = PropositionFactory.create().wordings.get()

    assert list(_faults_of_position(position)) == [
        "it was judged on the wording of another proposition."
    ]


def test_position_that_nobody_signed_is_found() -> None:
    position = PositionFactory.create(published=True)

    position.reviewed_by = None

    assert list(_faults_of_position(position)) == ["nobody signed it."]


def test_change_between_positions_of_another_timeline_is_found() -> None:
    change = StanceChangeFactory.create(confirmed=True)
    assert failures() == []

    StanceChange.objects.update(proposition=PropositionFactory.create())

    assert failures() == [
        Failure(public_id("change", change.pk), "its positions are not of its timeline.")
    ]


@pytest.mark.parametrize("stance", ["unclear", "declined"])
def test_change_from_a_position_that_takes_no_stand_is_found(stance: str) -> None:
    change = StanceChangeFactory.create(confirmed=True, before__stance=stance)

    assert failures() == [
        Failure(public_id("change", change.pk), "one of its positions takes no stand.")
    ]


def test_public_change_of_a_position_that_ended_is_found() -> None:
    change = StanceChangeFactory.create(confirmed=True)

    change.after.ended_at, change.after.ended_reason = ENDED_AT, "our error"
    change.after.save()

    assert failures() == [
        Failure(public_id("change", change.pk), "it is public and one of its positions is not.")
    ]


def test_text_of_which_more_is_shown_than_its_share_is_found(settings: Settings) -> None:
    settings.QUOTE_MAX_SHARE = 10
    said = "pier " * 21
    text = ArticleTextFactory.create(text=said * 4 + "The harbour of Havneby is full.\n")
    for number in range(3):
        AppearanceFactory.create(
            statement=StatementFactory.create(stated_on=date(2025, 3, 3)),
            article_text=text,
            start=number * len(said),
            end=(number + 1) * len(said) - 1,
            shown=True,
        )

    assert failures() == [
        Failure(public_id("article_text", text.pk), "63 of its words are shown, 60 may be.")
    ]
