"""How gunicorn serves config.wsgi; it reads this file by itself when started in the checkout."""

import os
import sys
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


def post_fork(arbiter: Any, _worker: Any) -> None:
    """A killed master takes its workers along at once, and with them the port."""
    die_with_parent(arbiter.pid)
