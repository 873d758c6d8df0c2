"""One log record, one line: what happened, then ids; the same for our loggers and for those of
Django, Celery and gunicorn.

`json` lines are for collecting, `console` lines for reading. What a line may say is the rule of
common.redaction.
"""

import json
import logging
import sys
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

import structlog

from common import redaction

Event = MutableMapping[str, Any]

JSON, CONSOLE = "json", "console"

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
# What Django and Celery attach for their own formatters: objects, or what the message says.
_NOISE = frozenset({"request", "status_code", "server_time", "data", "sql", "params", "alias"})
_OURS = frozenset({"event", "level", "logger", "timestamp", "exception"})


def format_chosen(given: str) -> str:
    """`given`, or lines to read where somebody reads them and lines to collect elsewhere."""
    return given or (CONSOLE if sys.stdout.isatty() else JSON)


class LineFormatter(structlog.stdlib.ProcessorFormatter):
    """Formats every record through the same processors, as `json` or `console`."""

    def __init__(self, *, style: str) -> None:
        super().__init__(
            foreign_pre_chain=[
                structlog.contextvars.merge_contextvars,
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                add_ids,
            ],
            processors=[
                tell_exception,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                redact_event,
                as_json if style == JSON else as_line,
            ],
        )

    def format(self, record: logging.LogRecord) -> str:
        return super().format(without_arguments_that_tell(record))


def without_arguments_that_tell(record: logging.LogRecord) -> logging.LogRecord:
    """The record with the `repr` of an exception taken out of its message.

    Celery puts exception, traceback and arguments of a failed task into one mapping.
    """
    if not isinstance(record.args, Mapping):
        return record
    copy = logging.makeLogRecord(vars(record))
    telling = {"exc", "traceback", "args", "kwargs"}
    copy.args = {
        name: redaction.HIDDEN if name in telling else value for name, value in record.args.items()
    }
    return copy


def add_ids(_logger: Any, _name: str, event: Event) -> Event:
    """What was given as `extra`, and the id of the request that Django's own records are about."""
    record: logging.LogRecord = event["_record"]
    for name, value in vars(record).items():
        if name not in _STANDARD and name not in _NOISE:
            event[name] = value
    if request_id := getattr(getattr(record, "request", None), "request_id", ""):
        event["request_id"] = request_id
    return event


def tell_exception(_logger: Any, _name: str, event: Event) -> Event:
    """Kind and place of the exception, and never what it says."""
    error = event.pop("exc_info", None)
    error = error[1] if isinstance(error, tuple) else error
    event.pop("stack_info", None)
    if isinstance(error, BaseException):
        event["exception"] = redaction.describe(error)
    return event


def redact_event(_logger: Any, _name: str, event: Event) -> Event:
    shown = {
        name: value if name in _OURS else redaction.shown_value(name, value)
        for name, value in event.items()
    }
    shown["event"] = redaction.redact(" | ".join(str(event.get("event", "")).splitlines()))
    return shown


def as_json(_logger: Any, _name: str, event: Event) -> str:
    first = {name: event[name] for name in ("timestamp", "level", "logger", "event")}
    return json.dumps(first | dict(sorted(event.items())), ensure_ascii=False, default=str)


def as_line(_logger: Any, _name: str, event: Event) -> str:
    """Time, level, logger, event phrase, then the ids; always on one line."""
    given = {name: value for name, value in sorted(event.items()) if name not in _OURS}
    line = f"{event['timestamp']} {event['level'].upper()} {event['logger']}: {event['event']}"
    line += "".join(f" {name}={value}" for name, value in given.items())
    for told in event.get("exception", ()):
        line += f" | {told}"
    return " ".join(line.splitlines())


def logging_settings(*, level: str, style: str) -> dict[str, Any]:
    """Django's LOGGING."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "config.logs.LineFormatter", "style": style}},
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "line",
            }
        },
        "root": {"handlers": ["stdout"], "level": level},
        "loggers": {
            # Without its own handlers Django would print to stderr and mail the admins as well.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": "INFO", "propagate": True},
            # They say what they work on: statements with their values, addresses, templates.
            **{
                name: {"level": "INFO"}
                for name in ("django.db.backends", "django.template", "urllib3", "smtplib")
            },
            # They log every message they pass on; what a task did is logged by its service.
            "celery.beat": {"level": "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},
            "celery.app.trace": {"level": "WARNING"},
        },
    }


def formatter_of(environment: Mapping[str, Any]) -> logging.Formatter:
    """The same for a program that writes its own lines (gunicorn)."""
    make: Callable[..., logging.Formatter] = LineFormatter
    return make(style=format_chosen(environment["LOG_FORMAT"]))
