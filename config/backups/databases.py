"""Connections to databases by their address, and the two transactions of a backup."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import OperationalError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from config import values
from config.backups.exceptions import NoDatabaseError
from config.databases import SQLITE, sqlite_entry


@contextmanager
def opened(url: str, *, name: str) -> Iterator[str]:
    """The alias under which Django knows the database at `url` while inside.

    `url` is written like DATABASE_URL; `name` is what messages call it, because an address may
    hold a password. Raises NoDatabaseError.
    """
    alias = f"backup-{uuid4().hex}"
    # The whole dictionary, so that Django fills in what our entry leaves out.
    connections.settings[alias] = _entry(url, name)
    connections.configure_settings(connections.settings)
    try:
        try:
            connection = connections[alias]
            with connection.wrap_database_errors:
                connection.connect()
        except OperationalError as error:
            raise NoDatabaseError(
                _("The database of %(name)s cannot be used: %(reason)s.")
                % {"name": name, "reason": first_line(error)}
            ) from error
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


def _entry(url: str, name: str) -> dict[str, Any]:
    """What `config.settings` makes of DATABASE_URL, without a pool: one connection is enough."""
    try:
        entry = values.database(url.strip())
    except ValueError as error:
        raise NoDatabaseError(
            _("%(name)s is no address of a database; write %(expected)s.")
            % {
                "name": name,
                "expected": "postgres://user:password@host:port/name or sqlite:////absolute/path",
            }
        ) from error
    if entry["ENGINE"] == SQLITE:
        file = Path(settings.BASE_DIR) / entry["NAME"]
        if not file.is_file():  # SQLite would make an empty one
            raise NoDatabaseError(
                _(
                    "There is no file %(file)s (%(name)s); make the database with "
                    "`DATABASE_URL=... python manage.py migrate`."
                )
                % {"name": name, "file": file}
            )
        entry = sqlite_entry(entry, checkout=Path(settings.BASE_DIR))
    return entry


@contextmanager
def consistent_read(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Everything read inside is of one moment; nobody who writes is kept waiting."""
    if connection.vendor == "postgresql":
        with transaction.atomic(using=connection.alias, durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    # Not atomic(): it begins IMMEDIATE here, which holds the one lock of all writers.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def first_line(error: Exception) -> str:
    """What the database says went wrong, without the lines that quote the row."""
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
