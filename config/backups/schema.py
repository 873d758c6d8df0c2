"""Which tables a database has, by the migrations applied to it.

Not by the models of today: a backup may be taken before an upgrade, and one taken then may be
restored later into a database brought to the same state.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import StateApps
from django.db.models.options import Options
from django.utils.translation import gettext as _

from config.backups.columns import KINDS, Column
from config.backups.exceptions import BackupError, WrongSchemaError

#: Applied migrations by app, both in order of name.
State = dict[str, list[str]]

#: Rows that every migrate makes by itself, with ids of each database's own: by what they are the
#: same.
NATURAL_KEYS: Mapping[str, tuple[str, ...]] = {
    "django_content_type": ("app_label", "model"),
    "auth_permission": ("content_type_id", "codename"),
    "auth_group": ("name",),
    "auth_group_permissions": ("group_id", "permission_id"),
}
#: Whoever is signed in signs in again.
LEFT_OUT = frozenset({"django_session"})


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the backup; `is_numbered` when the database itself gives the ids in `key`."""

    name: str
    key: str
    is_numbered: bool
    columns: tuple[Column, ...]

    @property
    def natural_key(self) -> tuple[str, ...]:
        return NATURAL_KEYS.get(self.name, ())


@dataclass(frozen=True, slots=True)
class Schema:
    """The state of a database, its tables in an order in which they can be filled, and every
    migration that this Stanceline knows.
    """

    state: State
    tables: tuple[Table, ...]
    known: State


def read_schema(connection: BaseDatabaseWrapper) -> Schema:
    """Raises WrongSchemaError when there are no tables yet or a newer Stanceline made them."""
    loader = MigrationLoader(connection)
    applied = set(loader.applied_migrations or ())
    if not applied:
        raise WrongSchemaError(
            _("The database has no tables yet: run `python manage.py migrate` for it first.")
        )
    known = set(loader.disk_migrations or ())
    if applied - known:
        raise WrongSchemaError(
            _(
                "The database was migrated by a newer Stanceline (%(migrations)s): use that one, "
                "or upgrade this one."
            )
            % {"migrations": _listed(applied - known)}
        )
    current = sorted(applied & set(loader.graph.nodes))
    apps = loader.project_state(current).apps
    return Schema(_by_app(current), tuple(in_order(_tables(apps))), _by_app(sorted(known)))


def check_same(backup: State, database: State, known: State, *, version: str) -> None:
    """Refuse a backup whose tables are not those of the database; `version` is what made it."""
    saved, present = _pairs(backup), _pairs(database)
    unknown = saved - _pairs(known)
    if unknown:
        raise WrongSchemaError(
            _(
                "The backup was made by a newer Stanceline (%(version)s, with %(migrations)s): "
                "upgrade this one first."
            )
            % {"version": version, "migrations": _listed(unknown)}
        )
    if saved - present:
        raise WrongSchemaError(
            _(
                "The database lacks migrations of the backup (%(migrations)s): run "
                "`python manage.py migrate` for it first."
            )
            % {"migrations": _listed(saved - present)}
        )
    if present - saved:
        apps = sorted({app for app, _name in present - saved})
        commands = [
            f"migrate {app} {backup[app][-1] if app in backup else 'zero'}" for app in apps
        ]
        raise WrongSchemaError(
            _(
                "The backup is older than the tables of the database: bring the empty database "
                "back to it with %(commands)s, restore, and then run `python manage.py migrate`."
            )
            % {"commands": ", ".join(f"`python manage.py {command}`" for command in commands)}
        )


def in_order(tables: Iterable[Table]) -> list[Table]:
    """Every table after those that its rows refer to.

    A circle is entered where the references in it may be null, and else at the first name: the
    constraints of foreign keys wait for the end of the transaction, so that any order will do for
    them; triggers look at once, and want what they look up to be there.
    """
    waiting = {table.name: table for table in sorted(tables, key=lambda table: table.name)}
    placed: list[Table] = []
    while waiting:
        chosen = _first_free(waiting, strict=True) or _first_free(waiting, strict=False)
        placed.append(waiting.pop(chosen or next(iter(waiting))))
    return placed


def _first_free(waiting: Mapping[str, Table], *, strict: bool) -> str:
    """The first table that refers to none that waits; null references count when `strict`."""
    for name, table in waiting.items():
        wanted = {column.refers_to for column in table.columns if strict or not column.is_nullable}
        if not wanted & (waiting.keys() - {name}):
            return name
    return ""


def _tables(apps: StateApps) -> list[Table]:
    found = [_options(model) for model in apps.get_models(include_auto_created=True)]
    return [
        Table(
            name=options.db_table,
            key=_column_name(options.pk),
            is_numbered=isinstance(options.pk, models.AutoField),
            columns=tuple(column_of(field) for field in options.local_concrete_fields),
        )
        for options in found
        if options.managed and not options.proxy and options.db_table not in LEFT_OUT
    ]


def column_of(field: models.Field[Any, Any]) -> Column:
    """The column of a model's field. Raises BackupError for a kind that nothing here can carry."""
    stored, refers_to = field, ""
    while isinstance(stored, models.ForeignKey):
        stored = stored.target_field
        refers_to = refers_to or _options(stored.model).db_table
    kind = stored.get_internal_type()
    if kind not in KINDS:
        raise BackupError(
            _("%(column)s cannot be backed up: nothing is known about %(kind)s.")
            % {"column": f"{_options(field.model).db_table}.{_column_name(field)}", "kind": kind}
        )
    return Column(_column_name(field), kind, field.null, refers_to)


def _column_name(field: models.Field[Any, Any]) -> str:
    return str(field.column)  # which is None only where there is no column


def _options(model: type[models.Model]) -> Options[Any]:
    return model._meta  # noqa: SLF001 - public by Django's documentation, whatever its name


def _by_app(migrations: Iterable[tuple[str, str]]) -> State:
    state: State = {}
    for app, name in migrations:
        state.setdefault(app, []).append(name)
    return state


def _pairs(state: State) -> set[tuple[str, str]]:
    return {(app, name) for app, names in state.items() for name in names}


def _listed(migrations: set[tuple[str, str]], most: int = 3) -> str:
    names = [f"{app}.{name}" for app, name in sorted(migrations)]
    return ", ".join([*names[:most], *(["..."] if len(names) > most else [])])
