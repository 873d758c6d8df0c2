"""What became of one try to send."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Sent:
    """The receiver took it. `status`: HTTP status or SMTP code; `answer`: its first 4 kB."""

    status: int | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Temporary:
    """It may work later. `reason` is a sentence without addresses or secrets."""

    reason: str
    retry_after: timedelta | None = None
    status: int | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Permanent:
    """It will never work. `is_gone`: the receiver wants nothing more at all."""

    reason: str
    is_gone: bool = False
    status: int | None = None
    answer: str = ""


Result = Sent | Temporary | Permanent
