"""How gunicorn serves config.wsgi; it reads this file by itself when started in the checkout."""

import os
import shutil
import sys
import tempfile
from typing import Any

from config.environment import WrongVariableError, read_environment
from config.processes.launch import die_with_parent

try:
    _environment = read_environment(os.environ)
except WrongVariableError as error:
    sys.exit(f"stanceline: {error}")

bind = f"127.0.0.1:{_environment['PORT']}"
worker_class = "gthread"
threads = 8
# The application is loaded once, before the fork: a start that must fail fails once, with its
# one line, instead of in a worker that is started again for ever.
preload_app = True
loglevel = "warning"
logger_class = "config.gunicorn_logs.RedactedLogger"
# `manage.py up` stops everything within 5 s.
graceful_timeout = 1
keepalive = 15
# Its default lies in HOME, which is neither ours nor always writable.
control_socket_disable = True
forwarded_allow_ips = ",".join(
    ["127.0.0.1", "::1", *(str(network) for network in _environment["TRUSTED_PROXIES"])]
)

# Several processes count what they serve in files that a scrape of any of them adds up. Its
# library looks for the directory when it is imported, which is with the application.
_counts = ""
if (
    int(os.environ.get("WEB_CONCURRENCY") or 1) > 1
    and "PROMETHEUS_MULTIPROC_DIR" not in os.environ
):
    _counts = os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(
        prefix="stanceline-counts-"
    )


def child_exit(_server: Any, worker: Any) -> None:
    """What a worker that is gone had under way is not under way any more."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415 - see _counts

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]  # it has no types


def on_exit(_server: Any) -> None:
    if _counts:
        shutil.rmtree(_counts, ignore_errors=True)


def post_fork(arbiter: Any, _worker: Any) -> None:
    """A killed master takes its workers along at once, and with them the port."""
    die_with_parent(arbiter.pid)
