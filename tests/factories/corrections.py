"""Requests for a correction, what is restricted, and what is left of what was erased."""

import factory
from factory.django import DjangoModelFactory

from commentary.enums import Asker, Claim, CorrectionState, TombstoneReason
from commentary.models import CorrectionRequest, Restriction, Tombstone
from common.public_ids import public_id
from tests.factories.moments import ENDED_AT, REVIEWED_AT, STORED_AT
from tests.factories.people import UserFactory


class CorrectionRequestFactory(DjangoModelFactory[CorrectionRequest]):
    """A reader says that a position is judged wrongly.

    `subject=True`: the person quoted says so. `verified=True`: an Editor has verified that.
    `taken_up=True`: somebody is at it. `declined=True`, `upheld=True`: it was answered. About
    something else: `position=None` and what it is about.
    """

    class Meta:
        model = CorrectionRequest

    class Params:
        subject = factory.Trait(asked_by=Asker.SUBJECT)
        verified = factory.Trait(
            subject=True, verified_at=REVIEWED_AT, verified_by=factory.SubFactory(UserFactory)
        )
        taken_up = factory.Trait(
            state=CorrectionState.UNDER_REVIEW,
            taken_up_at=REVIEWED_AT,
            taken_up_by=factory.SubFactory(UserFactory),
        )
        decided = factory.Trait(
            taken_up=True,
            decided_at=REVIEWED_AT,
            decided_by=factory.SubFactory(UserFactory),
            answer="The recording says the same as the text.",
        )
        upheld = factory.Trait(decided=True, state=CorrectionState.UPHELD)
        declined = factory.Trait(decided=True, state=CorrectionState.DECLINED)

    public_id = factory.Sequence(lambda n: f"cor_{n:024x}")
    position = factory.SubFactory("tests.factories.PositionFactory", published=True)
    asked_by = Asker.READER
    claim = Claim.WRONG_STANCE
    why = "She spoke of the old pier, which has another owner."
    contact = "kai@mail.example"
    received_at = STORED_AT


class RestrictionFactory(DjangoModelFactory[Restriction]):
    """A position that is kept and not shown; `lifted=True`: it is shown again.

    The row alone: what it hides is hidden by the service.
    """

    class Meta:
        model = Restriction

    class Params:
        lifted = factory.Trait(lifted_at=ENDED_AT, lifted_by=factory.SubFactory(UserFactory))

    position = factory.SubFactory("tests.factories.PositionFactory", published=True)
    reason = TombstoneReason.OBJECTION
    note = "Her lawyer wrote on Monday."
    restricted_at = REVIEWED_AT
    restricted_by = factory.SubFactory(UserFactory)


class TombstoneFactory(DjangoModelFactory[Tombstone]):
    """A statement that was erased."""

    class Meta:
        model = Tombstone

    kind = "statement"
    key = factory.Sequence(lambda n: public_id("statement", 900_000 + n))
    reason = TombstoneReason.UNLAWFUL
    recorded_at = REVIEWED_AT
    erased_at = ENDED_AT
    erased_by = factory.SubFactory(UserFactory)
