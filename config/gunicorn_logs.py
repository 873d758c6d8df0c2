"""gunicorn's own lines, written as ours are.

Its access log is off unless it is asked for (`--access-logfile -`); then it names no token and no
query string.
"""

import os
from typing import Any

from gunicorn.glogging import Logger

from common.redaction import redact
from config.environment import read_environment
from config.logs import formatter_of


class RedactedLogger(Logger):
    """`logger_class` of gunicorn.conf.py."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)  # type: ignore[no-untyped-call]  # gunicorn has no types
        formatter = formatter_of(read_environment(os.environ))
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.setFormatter(formatter)

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        """What an access log line may name: headers of the request are not among it."""
        told = super().atoms(resp, req, environ, request_time)  # type: ignore[no-untyped-call]  # the same
        return {
            name: redact(value) if isinstance(value, str) else value
            for name, value in told.items()
            if not name.startswith("{")
        } | {"q": "", "f": "-", "u": "-"}
