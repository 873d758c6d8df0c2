"""What commentary refuses, in sentences that tell the next step."""

from common.exceptions import DomainError


class InvalidExpertError(DomainError):
    """A person cannot be tracked as given."""

    code = "invalid_expert"


class UnknownExpertError(DomainError):
    """No tracked expert has that slug."""

    code = "unknown_expert"


class LeaseLostError(DomainError):
    """The work took longer than its lease and somebody else has it now; nothing was written."""

    code = "lease_lost"


class AlreadyReviewedError(DomainError):
    """Somebody else decided first, or it was decided before."""

    code = "already_reviewed"


class NotPublicError(DomainError):
    """Only what is public now can be corrected, retracted or confirmed."""

    code = "not_public"


class StatementNotAcceptedError(DomainError):
    """A position is public only on words that were accepted as said."""

    code = "statement_not_accepted"


class PropositionClosedError(DomainError):
    """A closed proposition keeps its timeline and takes no new positions."""

    code = "proposition_closed"


class AlreadyPublishedError(DomainError):
    """The statement has a public position on this proposition already."""

    code = "already_published"


class EvidenceError(DomainError):
    """The words named as evidence are not words of the statement."""

    code = "evidence"


class WordingError(DomainError):
    """The wording of a proposition breaks a rule that is not a matter of taste."""

    code = "wording"


class DecisionError(DomainError):
    """A decision lacks what it must state: a reason, a known stance, a date that agrees."""

    code = "decision"


class UnknownRecordError(DomainError):
    """A correction was asked for something that is not on record here."""

    code = "unknown_record"


class CorrectionError(DomainError):
    """A step of a correction request is not possible, or lacks what it must state."""

    code = "correction"


class NotAllowedError(DomainError):
    """Only an Editor may do this."""

    code = "not_allowed"


class RestrictedError(DomainError):
    """The record is restricted: nothing on it becomes public until that is lifted."""

    code = "restricted"


class AlreadyErasedError(DomainError):
    """It was erased before; only the tombstone is left."""

    code = "already_erased"


class UnseenChangesError(DomainError):
    """A position would make other changes of stance than those that were seen."""

    code = "unseen_changes"
