"""What holds for every row that a machine or person proposes and a curator decides."""

from django.db import models
from django.db.models import Q


def decision_is_signed(name: str) -> models.CheckConstraint:
    """A proposed row has no reviewer, a decided one says who decided, and when.

    For models with `state`, of whose values one is "proposed", `reviewed_by` and `reviewed_at`.
    """
    unsigned = Q(
        state="proposed",
        reviewed_at__isnull=True,
        reviewed_by__isnull=True,
    )
    signed = ~Q(state="proposed") & Q(reviewed_at__isnull=False, reviewed_by__isnull=False)
    return models.CheckConstraint(name=name, condition=unsigned | signed)
