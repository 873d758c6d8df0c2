"""Stored changes of stance follow their timelines, and what is told of them."""

from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from commentary.changes import HEDGED
from commentary.enums import ChangeKind, ChangeState, EndedReason, RecordKind
from commentary.exceptions import AlreadyReviewedError
from commentary.models import Expert, Proposition, Record, StanceChange
from commentary.services.changes import Refreshed, confirm_change, refresh_changes
from commentary.services.positions import correct_position, publish_position, retract_position
from commentary.services.propositions import close_proposition
from commentary.shaping import change_record, position_record
from commentary.timelines import preview_changes
from tests.commentary.sayings import propose, publish
from tests.factories import (
    ExpertFactory,
    PositionFactory,
    PropositionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
JANUARY, MARCH, MAY = date(2025, 1, 6), date(2025, 3, 3), date(2025, 5, 5)


@pytest.fixture
def marit() -> Expert:
    return ExpertFactory.create(name="Marit Solvang", slug="marit-solvang")


@pytest.fixture
def curator() -> User:
    return UserFactory.create()


@pytest.fixture
def pier() -> Proposition:
    return PropositionFactory.create(slug="second-pier")


def stored() -> list[tuple[str, date, date, str]]:
    """Kind, both days and state of every change, oldest row first."""
    return [
        (one.kind, one.before.stated_on, one.after.stated_on, one.state)
        for one in StanceChange.objects.order_by("pk")
    ]


def told() -> list[tuple[str, bool]]:
    """The records of changes, and whether they are marked late."""
    return [
        (one.kind, one.payload.get("late", False))
        for one in Record.objects.filter(change__isnull=False).order_by("pk")
    ]


def test_publishing_a_reversal_confirms_and_tells_it(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    first = publish(marit, pier, "favor", JANUARY, curator)
    second = publish(marit, pier, "against", MAY, curator)

    change = StanceChange.objects.get()
    assert (
        change.kind,
        change.before,
        change.after,
        change.on,
        change.state,
        change.confirmed_by,
        change.recorded_at,
        change.expert,
        change.proposition,
    ) == (
        ChangeKind.REVERSAL,
        first,
        second,
        MAY,
        ChangeState.CONFIRMED,
        curator,
        second.recorded_at,
        marit,
        pier,
    )
    record = Record.objects.get(kind=RecordKind.CHANGE_CONFIRMED)
    assert record.payload == {"before": None, "after": change_record(change.pk)}
    assert record.payload["after"]["before"] == position_record(first.pk)
    assert record.payload["after"]["after"] == position_record(second.pk)
    assert (record.expert, record.proposition, record.change) == (marit, pier, change)


def test_position_is_told_before_the_change_it_makes(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    publish(marit, pier, "favor", JANUARY, curator)
    publish(marit, pier, "against", MAY, curator)

    assert list(Record.objects.order_by("pk").values_list("kind", flat=True)) == [
        "statement.published",
        "position.published",
        "statement.published",
        "position.published",
        "change.confirmed",
    ]


def test_hedged_reversal_stays_possible_until_a_person_signs_it(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    publish(marit, pier, "favor", JANUARY, curator)
    publish(marit, pier, "against", MAY, curator, certainty="hedged")

    change = StanceChange.objects.get()
    assert (change.state, change.why_possible, change.recorded_at) == (
        ChangeState.POSSIBLE,
        HEDGED,
        None,
    )
    assert told() == []

    confirm_change(change_id=change.pk, reviewer=curator)

    change.refresh_from_db()
    assert (change.state, change.confirmed_by) == (ChangeState.CONFIRMED, curator)
    assert told() == [("change.confirmed", False)]
    with pytest.raises(AlreadyReviewedError):
        confirm_change(change_id=change.pk, reviewer=curator)


def test_retracting_a_position_withdraws_its_change(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    publish(marit, pier, "favor", JANUARY, curator)
    second = publish(marit, pier, "against", MAY, curator)
    before = change_record(StanceChange.objects.get().pk)

    retract_position(position_id=second.pk, reviewer=curator, reason=EndedReason.OUR_ERROR)

    change = StanceChange.objects.get()
    assert (change.state, change.ended_reason) == (ChangeState.WITHDRAWN, EndedReason.RECOMPUTED)
    record = Record.objects.get(kind=RecordKind.CHANGE_WITHDRAWN)
    assert record.payload == {
        # Its later position has ended by now: the record shows both as they are.
        "before": {**before, "after": position_record(second.pk)},
        "after": change_record(change.pk),
    }


def test_change_that_was_never_public_is_withdrawn_silently(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    publish(marit, pier, "favor", JANUARY, curator)
    second = publish(marit, pier, "against", MAY, curator, certainty="hedged")

    retract_position(position_id=second.pk, reviewer=curator, reason=EndedReason.OUR_ERROR)

    assert stored() == [("reversal", JANUARY, MAY, "withdrawn")]
    assert told() == []


def test_older_position_found_late_moves_the_change_and_is_not_news(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    publish(marit, pier, "favor", JANUARY, curator)
    publish(marit, pier, "against", MAY, curator)
    publish(marit, pier, "against", MARCH, curator)

    assert stored() == [
        ("reversal", JANUARY, MAY, "withdrawn"),
        ("reversal", JANUARY, MARCH, "confirmed"),
    ]
    assert told() == [
        ("change.confirmed", False),
        ("change.withdrawn", False),
        ("change.confirmed", True),
    ]


def test_older_position_that_makes_a_later_one_a_reversal_is_not_news(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    publish(marit, pier, "against", MAY, curator)
    publish(marit, pier, "favor", JANUARY, curator)

    assert stored() == [("reversal", JANUARY, MAY, "confirmed")]
    assert told() == [("change.confirmed", True)]


def test_change_confirmed_after_a_newer_position_is_news_still(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    publish(marit, pier, "favor", JANUARY, curator)
    publish(marit, pier, "against", MARCH, curator, certainty="hedged")
    publish(marit, pier, "against", MAY, curator)

    confirm_change(change_id=StanceChange.objects.get().pk, reviewer=curator)

    assert told() == [("change.confirmed", False)]


def test_correcting_a_position_does_not_announce_its_change_again(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    publish(marit, pier, "favor", JANUARY, curator)
    second = publish(marit, pier, "against", MAY, curator)

    correct_position(position_id=second.pk, reviewer=curator, summary="Against it.")

    assert stored() == [
        ("reversal", JANUARY, MAY, "withdrawn"),
        ("reversal", JANUARY, MAY, "confirmed"),
    ]
    assert told() == [
        ("change.confirmed", False),
        ("change.withdrawn", False),
        ("change.confirmed", True),
    ]


def test_correction_that_makes_a_reversal_announces_it(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    publish(marit, pier, "favor", JANUARY, curator)
    second = publish(marit, pier, "unclear", MAY, curator)

    correct_position(position_id=second.pk, reviewer=curator, stance="against")

    assert stored() == [("reversal", JANUARY, MAY, "confirmed")]
    assert told() == [("change.confirmed", False)]


def test_two_opposite_positions_of_one_day_make_no_reversal(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    publish(marit, pier, "favor", MAY, curator)
    publish(marit, pier, "against", MAY, curator)

    assert stored() == []


def test_refreshing_again_does_nothing(marit: Expert, curator: User, pier: Proposition) -> None:
    publish(marit, pier, "favor", JANUARY, curator)
    publish(marit, pier, "against", MAY, curator)
    records = Record.objects.count()

    done = refresh_changes(expert=marit, proposition=pier, reviewer=curator, now=timezone.now())

    assert done == Refreshed()
    assert Record.objects.count() == records


def test_other_timelines_are_left_alone(marit: Expert, curator: User, pier: Proposition) -> None:
    other = ExpertFactory.create(name="Jon Aasen", slug="jon-aasen")
    publish(marit, pier, "favor", JANUARY, curator)
    publish(other, pier, "against", MAY, curator)
    publish(marit, PropositionFactory.create(), "against", MAY, curator)

    assert stored() == []


def test_closed_proposition_makes_no_more_changes(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    first = publish(marit, pier, "favor", JANUARY, curator, strength="plain")
    publish(marit, pier, "mixed", MARCH, curator)
    publish(marit, pier, "against", MAY, curator, strength="plain")
    close_proposition(proposition_id=pier.pk, closed_on=date(2025, 6, 1), reason="It was built.")

    retract_position(position_id=first.pk, reviewer=curator, reason=EndedReason.OUR_ERROR)

    # Left alone, mixed to against would be a hardening.
    assert stored() == [
        ("softening", JANUARY, MARCH, "withdrawn"),
        ("reversal", JANUARY, MAY, "withdrawn"),
    ]


@pytest.mark.parametrize(("rule", "expected"), [("curator", "possible"), ("dates:2", "confirmed")])
def test_softening_may_be_confirmed_by_later_occasions(
    marit: Expert,
    pier: Proposition,
    settings: Settings,
    rule: str,
    expected: str,
) -> None:
    settings.CONFIRM_CHANGES = rule
    strong, plain = {"stance": "favor", "strength": "strong"}, {"strength": "plain"}
    rows: list[dict[str, Any]] = [strong, plain, plain, plain]
    for month, terms in enumerate(rows, 1):
        PositionFactory.create(
            expert=marit,
            proposition=pier,
            stated_on=date(2025, month, 1),
            published=True,
            **terms,
        )

    call_command("rebuild_changes", stdout=StringIO())

    assert stored() == [("softening", date(2025, 1, 1), date(2025, 2, 1), expected)]


def test_preview_shows_the_changes_that_publishing_makes(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    first = publish(marit, pier, "favor", JANUARY, curator)
    candidate = propose(marit, pier, "against", MAY, curator)

    (shown,) = preview_changes(expert=marit, proposition=pier, candidate=candidate)
    publish_position(position_id=candidate.pk, reviewer=curator)

    assert (shown.kind, shown.on, shown.before, shown.after, shown.why_possible) == (
        "reversal",
        MAY,
        first,
        candidate,
        "",
    )
    assert stored() == [("reversal", JANUARY, MAY, "confirmed")]


def test_rebuild_finds_what_was_written_past_the_services(
    marit: Expert, pier: Proposition
) -> None:
    on = {"expert": marit, "proposition": pier, "published": True}
    PositionFactory.create(stance="favor", stated_on=JANUARY, **on)
    PositionFactory.create(stance="against", stated_on=MAY, **on)
    first, again = StringIO(), StringIO()

    call_command("rebuild_changes", expert=marit.slug, stdout=first)
    call_command("rebuild_changes", expert=marit.slug, stdout=again)

    assert first.getvalue().splitlines() == [
        "1 timeline recomputed.",
        "Changes: 1 new, 0 confirmed, 0 withdrawn.",
    ]
    assert again.getvalue().splitlines() == [
        "1 timeline recomputed.",
        "Changes: 0 new, 0 confirmed, 0 withdrawn.",
    ]
    assert stored() == [("reversal", JANUARY, MAY, "possible")]


def test_rebuild_of_an_unknown_expert_is_one_sentence() -> None:
    with pytest.raises(CommandError) as error:
        call_command("rebuild_changes", expert="nobody", stdout=StringIO())

    assert str(error.value) == (
        "Nobody is tracked as “nobody”; the address of an expert's page ends in the slug."
    )


def test_clock_of_a_change_starts_with_its_confirmation(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    publish(marit, pier, "favor", JANUARY, curator)
    publish(marit, pier, "against", MAY, curator, certainty="hedged")
    change = StanceChange.objects.get()
    confirm_change(change_id=change.pk, reviewer=curator)

    change.refresh_from_db()
    assert change.recorded_at is not None
    assert change.recorded_at > datetime(2025, 5, 5, tzinfo=UTC)
