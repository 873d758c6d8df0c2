"""What the tables of corrections refuse."""

from functools import partial

from tests.factories import (
    REVIEWED_AT,
    CorrectionRequestFactory,
    StatementFactory,
    UserFactory,
)
from tests.models.refusals import Violation, changed, made


def _about_two() -> None:
    CorrectionRequestFactory.create(statement=StatementFactory.create(accepted=True))


def _verified_reader() -> None:
    CorrectionRequestFactory.create(verified_at=REVIEWED_AT, verified_by=UserFactory.create())


def _same_id_twice() -> None:
    for _ in range(2):
        CorrectionRequestFactory.create(public_id="cor_000000000000000000000000")


def _reply_without_a_day() -> None:
    changed(StatementFactory.create(accepted=True), reply="I said no such thing.")


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
)
