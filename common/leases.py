"""Claims as leases: the same two statements on SQLite and PostgreSQL.

A worker takes a due row with one conditional UPDATE that moves `due_at` to the end of the lease
and stamps a token. If it dies, the row is due again by itself when the lease has passed. Its
outcome is written only where the token is still its own: zero rows changed means that somebody
else holds the row now, and the result is dropped.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import F

from common.models import LeasedModel


def claim(
    model: type[LeasedModel], pk: int, *, now: datetime, lease: timedelta, **also: Any
) -> UUID | None:
    """Take the row `pk` if it is due; `also` narrows what may be taken. None: somebody else has
    it, or it is done.
    """
    token = uuid4()
    taken = model._default_manager.filter(pk=pk, due_at__lte=now, **also).update(  # noqa: SLF001 - the documented name
        due_at=now + lease, lease_token=token, attempts=F("attempts") + 1
    )
    return token if taken else None


def settle(model: type[LeasedModel], pk: int, *, token: UUID, **outcome: Any) -> bool:
    """Write the outcome of a claim. False: the lease has passed to somebody else, nothing was
    written.
    """
    changed = model._default_manager.filter(pk=pk, lease_token=token).update(  # noqa: SLF001 - the documented name
        lease_token=None, **outcome
    )
    return bool(changed)
