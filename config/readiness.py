"""What must hold for this installation to do its work, asked one after the other.

Details are sentences of ours: an exception's own text may hold an address or a password, so it
is neither shown nor logged, only its kind.
"""

import logging
import time
from dataclasses import dataclass

from celery import current_app
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from config import canaries, schedule

logger = logging.getLogger(__name__)

# For as long as this after its start a process excuses workers that have given no sign yet.
GRACE_SECONDS = 180.0
_started_at = time.monotonic()

_QUICKLY = {
    "max_retries": 0,
    "socket_connect_timeout": 2,
    "socket_timeout": 2,
    "retry_on_timeout": False,
}


@dataclass(frozen=True)
class Check:
    """One thing that must hold: `detail` says why it does not, or why it is excused."""

    name: str
    is_ok: bool
    detail: str = ""


def find_checks() -> list[Check]:
    """Every check, in a fixed order: database, migrations, broker, then one worker per queue."""
    database = _check_database()
    return [database, _check_migrations(database), _check_broker(), *_check_workers()]


def is_starting() -> bool:
    """Whether this process started so lately that workers need not have given a sign."""
    return time.monotonic() - _started_at < GRACE_SECONDS


def _check_database() -> Check:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (Error, OSError) as error:  # the directory of an SQLite file is made when it opens
        return _failed("database", _("The database does not answer."), error)
    return Check("database", is_ok=True)


def _check_migrations(database: Check) -> Check:
    if not database.is_ok:
        return Check("migrations", is_ok=False, detail=_("The database could not be asked."))
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as error:
        return _failed("migrations", _("The database could not be asked."), error)
    if missing:
        detail = ngettext(
            "%(count)d migration is not applied; run `python manage.py migrate`.",
            "%(count)d migrations are not applied; run `python manage.py migrate`.",
            len(missing),
        ) % {"count": len(missing)}
        return Check("migrations", is_ok=False, detail=detail)
    return Check("migrations", is_ok=True)


def _check_broker() -> Check:
    try:
        with current_app.connection_for_write(transport_options=_QUICKLY) as broker:
            broker.ensure_connection(max_retries=0)
    except (OperationalError, OSError) as error:
        return _failed("broker", _("The broker does not answer."), error)
    return Check("broker", is_ok=True)


def _check_workers() -> list[Check]:
    names = {queue: f"worker:{queue}" for queue in schedule.QUEUES}
    try:
        silent = canaries.silent_queues()
    except (RedisError, OSError) as error:
        detail = _("The cache, where workers note that they are alive, does not answer.")
        return [_failed(name, detail, error) for name in names.values()]
    is_excused = is_starting()
    detail = (
        _("No sign yet; excused for three minutes after the start.")
        if is_excused
        else _("No sign for three minutes: beat, or every worker of this queue, is not running.")
    )
    return [
        Check(name, is_ok=is_excused, detail=detail)
        if queue in silent
        else Check(name, is_ok=True)
        for queue, name in names.items()
    ]


def _failed(name: str, detail: str, error: Exception) -> Check:
    logger.warning("not ready", extra={"check": name, "error": type(error).__name__})
    return Check(name, is_ok=False, detail=detail)
