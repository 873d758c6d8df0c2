"""The two databases of the tests of backups."""

from urllib.parse import quote

from django.core.management import call_command
from django.db import connection


def quiet(_line: str) -> None:
    """Nobody watches."""


def address() -> str:
    """The database of the tests as DATABASE_URL would name it."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    who = ":".join(quote(part, safe="") for part in (told["USER"], told["PASSWORD"]) if part)
    return f"postgres://{who}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def empty_default() -> None:
    call_command("flush", interactive=False, verbosity=0)
