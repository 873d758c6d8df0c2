"""Factories whose rows repeat what another row says."""

from typing import Any, TypeVar

from django.db import models
from factory.django import DjangoModelFactory

T = TypeVar("T", bound=models.Model)


class AgreeingFactory(DjangoModelFactory[T]):
    """Takes fields from a row that the test gave, so that both agree as the triggers demand.

    `_agrees_with` is {parameter: "fields"}: when `statement` is given and `expert` is not, the
    expert is the statement's and no other is made. What the test gives itself always stands.
    """

    _agrees_with: dict[str, str] = {}

    class Meta:
        abstract = True

    @classmethod
    def _generate(cls, strategy: Any, params: dict[str, Any]) -> Any:
        for leader, fields in cls._agrees_with.items():
            row = params.get(leader)
            for field in fields.split():
                value = getattr(row, field, None)
                if value is not None:
                    params.setdefault(field, value)
        return super()._generate(strategy, params)  # type: ignore[no-untyped-call]  # the library's own is untyped
