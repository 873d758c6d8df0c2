"""Errors, reported to Sentry where SENTRY_DSN names one; what a report may say is the rule of
common.redaction.
"""

from typing import Any

import sentry_sdk
from sentry_sdk.integrations.argv import ArgvIntegration
from sentry_sdk.integrations.logging import LoggingIntegration

from common.redaction import HIDDEN, name_of, redact, shown_value
from config.version import product_version

# Of an event, what is sent as it is: names, numbers and times that are not made of data.
_PLAIN = frozenset({"event_id", "timestamp", "level", "platform", "release", "logger", "sdk"})


def start_reporting(dsn: str) -> None:
    """Report every unexpected exception and every logged error from here on."""
    sentry_sdk.init(
        dsn=dsn,
        release=product_version(),
        server_name="stanceline",
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        traces_sample_rate=None,
        integrations=[LoggingIntegration(level=None)],
        disabled_integrations=[ArgvIntegration()],
        before_send=before_send,
    )


def before_send(event: Any, hint: Any) -> Any:
    """The event with nothing in it but phrases, ids, kinds of exceptions and places in code."""
    kept = {name: value for name, value in event.items() if name in _PLAIN}
    if "request" in event:
        asked = event["request"]
        kept["request"] = {
            "method": asked.get("method", ""),
            "url": redact(asked.get("url", "").partition("?")[0]),
        }
    kept["extra"] = {
        name: shown_value(name, value) for name, value in event.get("extra", {}).items()
    }
    if message := (event.get("logentry") or {}).get("message"):
        kept["logentry"] = {"message": redact(message)}
    if exceptions := (event.get("exception") or {}).get("values"):
        kept["exception"] = {"values": [_exception(one) for one in exceptions]}
        error = (hint.get("exc_info") or (None, None))[1]
        if isinstance(error, BaseException):
            kept["exception"]["values"][-1]["value"] = name_of(error)
    return kept


def _exception(told: dict[str, Any]) -> dict[str, Any]:
    """Kind and frames; the message is as often as not made of data."""
    frames = (told.get("stacktrace") or {}).get("frames", [])
    names = ("filename", "function", "lineno", "module", "in_app")
    return {
        "type": told.get("type"),
        "module": told.get("module"),
        "value": HIDDEN,
        "stacktrace": {
            "frames": [{name: frame[name] for name in names if name in frame} for frame in frames]
        },
    }
