"""Adding, rewording and closing propositions."""

from datetime import UTC, date, datetime

import pytest

from commentary.enums import EndedReason, PropositionKind, PropositionState, RecordKind
from commentary.exceptions import AlreadyReviewedError, DecisionError, WordingError
from commentary.models import Proposition, PropositionWording, Record, Topic
from commentary.services.propositions import (
    add_proposition,
    close_proposition,
    reword_proposition,
)
from commentary.shaping import proposition_record
from tests.factories import PropositionFactory, TopicFactory

pytestmark = pytest.mark.django_db
WORDING = "The harbour of Havneby should get a second pier"


@pytest.fixture
def harbours() -> Topic:
    return TopicFactory.create(slug="harbours")


def test_added_proposition_has_its_first_wording(harbours: Topic) -> None:
    at = datetime(2025, 1, 1, tzinfo=UTC)

    proposition = add_proposition(
        wording=f"  {WORDING} ",
        kind=PropositionKind.POLICY,
        topic=harbours,
        guide=" Favor: … ",
        at=at,
    )

    assert (
        proposition.slug,
        proposition.wording,
        proposition.guide,
        proposition.state,
    ) == (
        "the-harbour-of-havneby-should-get-a-second-pier",
        WORDING,
        "Favor: …",
        PropositionState.OPEN,
    )
    assert list(
        PropositionWording.objects.values_list("proposition", "version", "wording", "recorded_at")
    ) == [(proposition.pk, 1, WORDING, at)]
    assert not Record.objects.exists()


def test_slug_made_from_a_wording_is_free(harbours: Topic) -> None:
    slugs = [
        add_proposition(wording=WORDING, kind=PropositionKind.POLICY, topic=harbours).slug
        for _ in range(3)
    ]

    base = "the-harbour-of-havneby-should-get-a-second-pier"
    assert slugs == [base, f"{base}-2", f"{base}-3"]


@pytest.mark.parametrize(
    ("wording", "kind"),
    [
        (" ", PropositionKind.POLICY),
        ("Should Havneby get a pier?", PropositionKind.POLICY),
        ("x" * 301, PropositionKind.POLICY),
        ("Havneby will get a second pier", PropositionKind.FORECAST),
    ],
)
def test_unusable_wording_is_refused(harbours: Topic, wording: str, kind: str) -> None:
    with pytest.raises(WordingError):
        add_proposition(wording=wording, kind=kind, topic=harbours)

    assert not Proposition.objects.exists()


def test_taken_slug_and_unknown_kind_are_refused(harbours: Topic) -> None:
    PropositionFactory.create(slug="pier")

    with pytest.raises(DecisionError):
        add_proposition(wording=WORDING, kind=PropositionKind.POLICY, topic=harbours, slug="pier")
    with pytest.raises(DecisionError):
        add_proposition(wording=WORDING, kind="wish", topic=harbours)


def test_reworded_proposition_keeps_its_old_wording() -> None:
    proposition = PropositionFactory.create(wording=WORDING)
    before = proposition_record(proposition.pk)

    reword_proposition(proposition_id=proposition.pk, wording=f"{WORDING} by 2030")

    first, second = PropositionWording.objects.order_by("version")
    assert (first.wording, first.ended_reason, first.ended_at) == (
        WORDING,
        EndedReason.REWORDED,
        second.recorded_at,
    )
    assert (second.version, second.wording, second.ended_at) == (2, f"{WORDING} by 2030", None)
    record = Record.objects.get(kind=RecordKind.PROPOSITION_REWORDED)
    assert record.payload == {
        "before": before,
        "after": {**before, "wording": f"{WORDING} by 2030"},
    }
    with pytest.raises(DecisionError):
        reword_proposition(proposition_id=proposition.pk, wording=f"{WORDING} by 2030")


def test_closed_proposition_says_when_and_why() -> None:
    proposition = PropositionFactory.create()
    before = proposition_record(proposition.pk)

    close_proposition(
        proposition_id=proposition.pk, closed_on=date(2025, 12, 1), reason="The pier was built."
    )

    record = Record.objects.get(kind=RecordKind.PROPOSITION_CLOSED)
    assert record.payload == {
        "before": before,
        "after": {
            **before,
            "state": "closed",
            "closed_on": "2025-12-01",
            "closed_reason": "The pier was built.",
        },
    }
    with pytest.raises(AlreadyReviewedError):
        close_proposition(
            proposition_id=proposition.pk, closed_on=date(2025, 12, 2), reason="Again."
        )
    with pytest.raises(AlreadyReviewedError):
        reword_proposition(proposition_id=proposition.pk, wording=WORDING)
