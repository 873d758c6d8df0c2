"""What the tables of corrections refuse."""

from functools import partial

from tests.factories import (
    REVIEWED_AT,
    STORED_AT,
    CorrectionRequestFactory,
    ExpertFactory,
    PositionFactory,
    RestrictionFactory,
    StatementFactory,
    TombstoneFactory,
    UserFactory,
)
from tests.models.refusals import Violation, changed, made, twice


def _about_two() -> None:
    CorrectionRequestFactory.create(statement=StatementFactory.create(accepted=True))


def _verified_reader() -> None:
    CorrectionRequestFactory.create(verified_at=REVIEWED_AT, verified_by=UserFactory.create())


def _same_id_twice() -> None:
    for _ in range(2):
        CorrectionRequestFactory.create(public_id="cor_000000000000000000000000")


def _reply_without_a_day() -> None:
    changed(StatementFactory.create(accepted=True), reply="I said no such thing.")


def _restricted_twice(name: str) -> None:
    made_by = {
        "expert": ExpertFactory.create,
        "statement": StatementFactory.create,
        "position": PositionFactory.create,
    }
    record = {"position": None, name: made_by[name]()}
    for _ in range(2):
        RestrictionFactory.create(**record)


restriction = partial(made, RestrictionFactory)
request = partial(made, CorrectionRequestFactory)
PLANTED = (
    Violation("commentary_correctionrequest.public_id", _same_id_twice),
    Violation("correctionrequest_asker_known", request(asked_by="nobody")),
    Violation("correctionrequest_claim_known", request(claim="ugly")),
    Violation(
        "correctionrequest_state_known",
        request(taken_up=True, state="shelved"),
    ),
    Violation("correctionrequest_is_about_one_record", request(position=None)),
    Violation("correctionrequest_is_about_one_record", _about_two),
    Violation("correctionrequest_says_why", request(why="")),
    Violation("correctionrequest_review_is_signed", request(state="under_review")),
    Violation("correctionrequest_review_is_signed", request(taken_up=True, taken_up_by=None)),
    Violation("correctionrequest_review_is_signed", request(taken_up=True, state="received")),
    Violation(
        "correctionrequest_decision_is_signed_and_reasoned", request(declined=True, answer="")
    ),
    Violation(
        "correctionrequest_decision_is_signed_and_reasoned",
        request(declined=True, decided_by=None),
    ),
    Violation(
        "correctionrequest_decision_is_signed_and_reasoned",
        request(taken_up=True, answer="An answer before the decision."),
    ),
    Violation("correctionrequest_verified_is_the_subject", _verified_reader),
    Violation(
        "correctionrequest_verified_is_the_subject", request(verified=True, verified_by=None)
    ),
    Violation("correctionrequest_only_the_subject_replies", request(reply="I never said it.")),
    Violation("statement_reply_is_dated", _reply_without_a_day),
    # Restrictions and tombstones
    Violation("restriction_is_of_one_record", restriction(position=None)),
    Violation(
        "restriction_is_of_one_record",
        lambda: RestrictionFactory.create(expert=ExpertFactory.create()),
    ),
    Violation("restriction_reason_known", restriction(reason="whim")),
    Violation("restriction_says_why", restriction(note="")),
    Violation("restriction_lifting_is_signed", restriction(lifted=True, lifted_by=None)),
    Violation("restriction_lifted_after_it_began", restriction(lifted=True, lifted_at=STORED_AT)),
    *(
        Violation(f"restriction_one_live_per_{name}", partial(_restricted_twice, name))
        for name in ("expert", "statement", "position")
    ),
    Violation("tombstone_kind_known", made(TombstoneFactory, kind="rumour")),
    Violation("tombstone_reason_known", made(TombstoneFactory, reason="whim")),
    Violation("tombstone_one_per_record", twice(TombstoneFactory, key="sta_37zNPwys")),
)
