"""Abstract bases: no tables and no domain nouns here."""

from typing import Any

from django.db import models
from django.db.models import Q


class TimeStampedModel(models.Model):
    """When the row was made and last touched (UTC). Says nothing about what the row means."""

    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        abstract = True


class LeasedModel(models.Model):
    """A row that is owed some work at `due_at`; common.leases says how one worker takes it.

    `due_at` is null when nothing is owed any more. `lease_token` names the worker that holds the
    row; it stays after the lease has passed, so that a late outcome finds nothing to write to.
    """

    due_at = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True, editable=False)
    attempts = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True


def known_value(
    field: str, choices: type[models.TextChoices], *, name: str, or_empty: bool = False
) -> models.CheckConstraint:
    """A constraint that holds `field` to the values of `choices`, whoever writes the row."""
    values = [*choices.values, *([""] if or_empty else [])]
    return models.CheckConstraint(name=name, condition=Q(**{f"{field}__in": values}))


def all_null(*fields: str) -> Q:
    return Q(**{f"{field}__isnull": True for field in fields})


def ordered(earlier: str, later: str, *, name: str, **kwargs: Any) -> models.CheckConstraint:
    """`earlier` is not after `later`; either may be null."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{earlier}__isnull": True})
        | Q(**{f"{later}__isnull": True})
        | Q(**{f"{later}__gte": models.F(earlier)}),
        **kwargs,
    )
