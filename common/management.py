"""What all our management commands share: every failure a user can cause is one sentence."""

import logging
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from psycopg_pool import PoolTimeout

from common.exceptions import DomainError

_NOT_SET_UP = "The database is not set up yet: run `python manage.py migrate` (or `make run`)."
_NO_ANSWER = "The database server does not answer, or refuses: see that it runs and DATABASE_URL."
# SQLite's words and PostgreSQL's SQLSTATE for a table that does not exist.
_SQLITE_NO_TABLE = "no such table"
_UNDEFINED_TABLE = "42P01"


class StancelineCommand(BaseCommand):
    """A command whose domain errors end it with one sentence and exit status 1."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run the command; DomainError, no database, one without our tables: one sentence."""
        _log_to_stderr()
        try:
            return super().execute(*args, **options)
        except DomainError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            if _is_missing_table(error):
                raise CommandError(_NOT_SET_UP) from error
            if isinstance(error.__cause__, PoolTimeout):
                raise CommandError(_NO_ANSWER) from error
            raise


def _log_to_stderr() -> None:
    """Standard output is the command's answer, perhaps rows of JSON; a warning among them breaks
    what reads it.
    """
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler) and handler.stream is sys.stdout:
            handler.setStream(sys.stderr)


def _is_missing_table(error: DatabaseError) -> bool:
    state = getattr(error.__cause__, "sqlstate", None)
    return state == _UNDEFINED_TABLE or _SQLITE_NO_TABLE in str(error)
