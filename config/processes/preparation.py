"""What must be there before anything is served: secrets, tables, an administrator, the sample."""

import contextlib
import fcntl
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import redis
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from config import data_directory
from config.sample import facts as sample

ADMIN_NAME = "admin"


class AlreadyServedError(Exception):
    """Another `up` serves this DATA_DIR."""


class UnreachableError(Exception):
    """A server that the environment names does not let us in; says which variable and why."""

    def __init__(self, variable: str, cause: Exception) -> None:
        why = str(cause).strip().partition("\n")[0].rstrip(".")
        super().__init__(f"The server that {variable} names cannot be used: {why}.")


@dataclass(frozen=True)
class Administrator:
    """The first user; `password` is empty when it is not the one that was generated."""

    name: str
    password: str = field(repr=False)
    kept_in: Path


def lock(directory: Path) -> IO[str]:
    """Claim DATA_DIR for this process; the claim ends with the returned file, however we die.

    Raises AlreadyServedError when another process holds it.
    """
    file = (directory / data_directory.LOCK_FILE).open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.seek(0)
        holder = file.read().strip() or "unknown"
        file.close()
        raise AlreadyServedError(
            f"{directory} is served already by process {holder}; stop that one first, or set "
            f"DATA_DIR to another directory."
        ) from error
    file.truncate(0)
    file.write(f"{os.getpid()}\n")
    file.flush()
    return file


def ensure_secret_key(directory: Path) -> None:
    """Generate a SECRET_KEY where none is set or kept; children read it from the file."""
    try:
        has_key = bool(settings.SECRET_KEY)
    except ImproperlyConfigured:  # how Django answers for an empty one
        has_key = False
    if not has_key:
        key = secrets.token_urlsafe(64)
        data_directory.keep(directory / data_directory.SECRET_KEY_FILE, key)
        # This process loaded its settings before the key existed, and the sample may need it.
        settings.SECRET_KEY = key


def check_database() -> None:
    """See that the database server answers, at once and by itself: behind the pool its refusal
    would be a timeout that does not say why. Raises UnreachableError.
    """
    configured = connections[DEFAULT_DB_ALIAS]
    if configured.vendor != "postgresql":
        return
    options = {k: v for k, v in configured.settings_dict["OPTIONS"].items() if k != "pool"}
    settings_dict = {**configured.settings_dict, "OPTIONS": options | {"connect_timeout": 5}}
    alone = type(configured)(settings_dict, alias="check")
    try:
        alone.ensure_connection()
    except DatabaseError as error:
        raise UnreachableError("DATABASE_URL", error) from error
    finally:
        alone.close()


def check_redis(url: str) -> None:
    """See that the server of REDIS_URL answers. Raises UnreachableError."""
    client = redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5)
    with contextlib.closing(client):
        try:
            client.ping()
        except redis.RedisError as error:
            raise UnreachableError("REDIS_URL", error) from error


def migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0)


def ensure_administrator(directory: Path) -> Administrator:
    """Create the user `admin` with a generated password when there is none."""
    path = directory / data_directory.ADMIN_PASSWORD_FILE
    password = data_directory.read_kept(path)
    users = get_user_model().objects
    user = users.filter(username=ADMIN_NAME).first()
    if user is None:
        password = password or secrets.token_urlsafe(12)
        data_directory.keep(path, password)
        users.create_superuser(ADMIN_NAME, email="", password=password)
    elif not (password and user.check_password(password)):
        password = ""
    return Administrator(ADMIN_NAME, password, path)


def load_facts() -> None:
    """The part of the sample that is there at once; the articles are a program of their own."""
    sample.load_facts()
