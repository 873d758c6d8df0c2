"""One log record, one line."""

import logging

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
# What Django and Celery attach for their own formatters: objects, or what the message says.
_NOISE = frozenset({"request", "status_code", "server_time", "data", "sql", "params", "alias"})


class LineFormatter(logging.Formatter):
    """Time, level, logger, event phrase, then the ids given as `extra`; always on one line."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        given = {
            name: value
            for name, value in vars(record).items()
            if name not in _STANDARD and name not in _NOISE
        }
        if given:
            line += "".join(f" {name}={value}" for name, value in sorted(given.items()))
        return " | ".join(line.splitlines())
