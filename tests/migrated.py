"""An empty, migrated database that stacks begin from: migrating costs each of them seconds.

One for each process of the tests, so that nobody waits for or removes another's. What a first
start makes of nothing at all is seen where a Stack is given none.
"""

import os
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

CHECKOUT = Path(__file__).resolve().parent.parent
SQLITE_FILE = "stanceline.sqlite3"


@dataclass(frozen=True, slots=True)
class Migrated:
    """`name` is a database of the PostgreSQL server in DATABASE_URL, or "" where tests run on
    SQLite; then it is `file`.
    """

    name: str
    file: Path

    def copy_file(self, data_dir: Path) -> None:
        """Put the SQLite database into a new DATA_DIR; on PostgreSQL there is nothing to do."""
        if not self.name:
            data_dir.mkdir(mode=0o700, parents=True)
            shutil.copy(self.file, data_dir / SQLITE_FILE)

    def drop(self) -> None:
        if self.name:
            run_sql("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)


def make_migrated(directory: Path) -> Migrated:
    """Run `manage.py migrate` on a new database; AssertionError with its output if that fails."""
    made = Migrated("", directory / SQLITE_FILE)
    environment = os.environ | {"DATA_DIR": str(directory)}
    del environment["DJANGO_SETTINGS_MODULE"]
    if is_postgresql():
        made = Migrated(f"stanceline_migrated_{secrets.token_hex(6)}", made.file)
        run_sql("CREATE DATABASE {}", made.name)
        environment["DATABASE_URL"] = address_of(made.name)
    ran = subprocess.run(
        (sys.executable, "manage.py", "migrate", "--verbosity", "0"),
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return made


def is_postgresql() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def address_of(name: str) -> str:
    """DATABASE_URL of another database of the same server."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def run_sql(statement: str, *names: str) -> None:
    """Run one statement with `names` in the place of each {}, outside a transaction."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
