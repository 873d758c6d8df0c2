"""The base of every domain error."""

from typing import ClassVar


class DomainError(Exception):
    """A rule of ours was not met; `str(error)` is a sentence that tells the next step.

    `code` is the stable, machine-readable name of the kind of error (snake_case).
    """

    code: ClassVar[str] = "domain_error"
