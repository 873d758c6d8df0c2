"""Planted violations, and the database's own word on which rule refused them."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeGuard

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from factory.django import DjangoModelFactory

from alerts.triggers import TRIGGERS as ALERTS_TRIGGERS
from commentary.triggers import TRIGGERS as COMMENTARY_TRIGGERS
from sources.triggers import TRIGGERS as SOURCES_TRIGGERS

APPS = ("sources", "commentary", "alerts")
TRIGGERS = (*SOURCES_TRIGGERS, *COMMENTARY_TRIGGERS, *ALERTS_TRIGGERS)


@dataclass(frozen=True)
class Violation:
    """`plant` writes what the rule `rule` must refuse.

    `rule` is the name of a constraint or trigger, or `table.column` of a unique column. `also`
    names rules that no row can keep while it breaks this one: a database may speak of either.
    """

    rule: str
    plant: Callable[[], object]
    also: tuple[str, ...] = ()


def violations(*planted: Violation) -> pytest.MarkDecorator:
    """Parametrize a test with `violation`; the test's name says the rule."""
    return pytest.mark.parametrize("violation", planted, ids=[case.rule for case in planted])


@contextmanager
def refused_by(*rules: str) -> Iterator[None]:
    """Expects an IntegrityError in which the database names one of `rules`."""
    names = [name for rule in rules for name in _names_of(rule)]
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        yield
    assert any(name in str(caught.value) for name in names), f"{caught.value}; expected {names}"


def twice(factory: type[DjangoModelFactory[Any]], **same: Any) -> Callable[[], object]:
    """Two rows with the same values; a value that is a factory is made once, for both."""

    def plant() -> None:
        values = {
            field: value.create() if _is_factory(value) else value for field, value in same.items()
        }
        factory.create(**values)
        factory.create(**values)

    return plant


def made(factory: type[DjangoModelFactory[Any]], **values: Any) -> Callable[[], object]:
    return lambda: factory.create(**values)


def changed(row: models.Model, **values: Any) -> None:
    """An UPDATE past every service and save()."""
    type(row)._default_manager.filter(pk=row.pk).update(**values)


def _is_factory(value: Any) -> TypeGuard[type[DjangoModelFactory[Any]]]:
    return isinstance(value, type) and issubclass(value, DjangoModelFactory)


def every_rule() -> Iterable[str]:
    """Names of all constraints, unique columns and triggers of our apps."""
    for model in _our_models():
        yield from (constraint.name for constraint in model._meta.constraints)
        yield from _unique_columns(model)
    yield from (trigger.name for trigger in TRIGGERS)


def _our_models() -> Iterable[type[models.Model]]:
    for app in APPS:
        yield from apps.get_app_config(app).get_models()


def _unique_columns(model: type[models.Model]) -> Iterable[str]:
    for field in model._meta.local_concrete_fields:
        if field.unique and not field.primary_key:
            yield f"{model._meta.db_table}.{field.column}"


def _names_of(rule: str) -> list[str]:
    """How the databases name a rule.

    SQLite names the columns of a unique constraint and not the constraint itself; PostgreSQL
    names a unique column by a constraint of a generated name and, in the detail, by the column.
    """
    if "." in rule:
        return [f"UNIQUE constraint failed: {rule}", f"Key ({rule.partition('.')[2]})="]
    names = [f'"{rule}"', f"failed: {rule}", f"index '{rule}'"]
    names.extend(trigger.name for trigger in TRIGGERS if trigger.name == rule)
    for model in _our_models():
        for constraint in model._meta.constraints:
            if constraint.name == rule and isinstance(constraint, models.UniqueConstraint):
                columns = (
                    field.column
                    for name in constraint.fields
                    for field in model._meta.local_concrete_fields
                    if field.name == name
                )
                listed = ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
                if listed:
                    names.append(f"UNIQUE constraint failed: {listed}")
    return names
