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
