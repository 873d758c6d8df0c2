"""Every environment variable Stanceline reads: one table, strictly parsed.

A variable `NAME` may also be given as `NAME_FILE`, the path of a file that holds the value (how
container platforms hand over secrets). An empty value counts as not set.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from config import values


class WrongVariableError(Exception):
    """A variable has a value that cannot be used; the message is one line for the operator."""


@dataclass(frozen=True, kw_only=True)
class Variable:
    """One environment variable: `default` is a parsed value, used when the variable is not set."""

    name: str
    parse: Callable[[str], Any]
    expected: str
    default: Any
    description: str
    is_secret: bool = False


VARIABLES: tuple[Variable, ...] = (
    Variable(
        name="DATA_DIR",
        parse=values.directory,
        expected="a directory that can be made; a relative path counts from the checkout",
        default="var",
        description="Where everything is kept that is not in the database server: the SQLite "
        "database, generated secrets, mail files.",
    ),
    Variable(
        name="DATABASE_URL",
        parse=values.database,
        expected="postgres://user:password@host:port/name or sqlite:////absolute/path",
        default=None,
        description="The database. Not set: SQLite at DATA_DIR/stanceline.sqlite3.",
        is_secret=True,
    ),
    Variable(
        name="REDIS_URL",
        parse=values.redis_url,
        expected="redis://host:port/number or rediss://...",
        default="",
        description="Broker, cache and throttles. Not set: `manage.py up` starts an embedded "
        "Valkey.",
        is_secret=True,
    ),
    Variable(
        name="SECRET_KEY",
        parse=values.text,
        expected="a long random text in one line",
        default="",
        description="Signs sessions and links. Not set: the one that `manage.py up` generated "
        "into DATA_DIR/secret_key.",
        is_secret=True,
    ),
    Variable(
        name="DEBUG",
        parse=values.boolean,
        expected="true or false",
        default=False,
        description="Django's debug pages; never on a public server.",
    ),
    Variable(
        name="PORT",
        parse=values.whole_number(1, 65535),
        expected="a port number from 1 to 65535",
        default=8000,
        description="The port of the web server that `manage.py up` starts on 127.0.0.1.",
    ),
    Variable(
        name="SITE_URL",
        parse=values.web_origin,
        expected="an address such as https://stances.example.org, without a path",
        default="",
        description="The public address, used in links and mail; https switches secure cookies, "
        "HSTS and the redirect to https on. Not set: http://127.0.0.1 with PORT.",
    ),
    Variable(
        name="ALLOWED_HOSTS",
        parse=values.host_names,
        expected="host names separated by commas, without ports",
        default=[],
        description="Names the site answers to, besides loopback. Not set: the host of SITE_URL.",
    ),
    Variable(
        name="TRUSTED_PROXIES",
        parse=values.networks,
        expected="addresses or networks separated by commas, such as 10.0.0.0/8",
        default=[],
        description="Reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.",
    ),
    Variable(
        name="EMAIL_URL",
        parse=values.mail,
        expected="smtp://user:password@host:port, smtp+tls://..., smtp+ssl://..., "
        "filemail:///directory or consolemail://",
        default=None,
        description="How mail is sent. Not set: files in DATA_DIR/mail.",
        is_secret=True,
    ),
    Variable(
        name="DEFAULT_FROM_EMAIL",
        parse=values.mailbox,
        expected="a mail address, or Name <address>",
        default="Stanceline <stanceline@localhost>",
        description="The sender of all mail.",
    ),
    Variable(
        name="FIELD_KEYS",
        parse=values.field_keys,
        expected="Fernet keys (32 bytes in url-safe base64) separated by commas, newest first",
        default=[],
        description="Keys that encrypt addresses and webhook secrets at rest; the first encrypts, "
        "all decrypt. Not set: derived from SECRET_KEY.",
        is_secret=True,
    ),
    Variable(
        name="FETCH_ALLOWED_NETWORKS",
        parse=values.networks,
        expected="addresses or networks separated by commas, such as 127.0.0.1/32",
        default=[],
        description="Networks exempt from the address, port and https rules for feeds and pages "
        "that staff registered there and for links in those feeds.",
    ),
    Variable(
        name="WEBHOOK_ALLOWED_NETWORKS",
        parse=values.networks,
        expected="addresses or networks separated by commas, such as 127.0.0.1/32",
        default=[],
        description="Networks exempt from the address, port and https rules for webhooks.",
    ),
    Variable(
        name="FETCH_HOST_GAP",
        parse=values.seconds(3600),
        expected="seconds from 0 to 3600",
        default=5.0,
        description="Seconds between two requests to one host, name and port.",
    ),
    Variable(
        name="CONFIRM_CHANGES",
        parse=values.confirmation_rule,
        expected="curator, or dates:N with N from 1 to 99",
        default="curator",
        description="Who confirms a softening or hardening: a curator, or N later occasions that "
        "hold it. A reversal is always signed by a person.",
    ),
    Variable(
        name="QUOTE_MAX_WORDS",
        parse=values.whole_number(1, 10_000),
        expected="a whole number of words from 1 to 10000",
        default=60,
        description="The longest quotation shown in public, in words.",
    ),
    Variable(
        name="QUOTE_MAX_SHARE",
        parse=values.whole_number(1, 100),
        expected="a whole number of percent from 1 to 100",
        default=25,
        description="The largest part of one text shown in public, in percent.",
    ),
    Variable(
        name="STALE_MONTHS",
        parse=values.whole_number(1, 1200),
        expected="a whole number of months from 1 to 1200",
        default=24,
        description="A position older than this is called stale and left out of shares.",
    ),
    Variable(
        name="ALERT_MAX_AGE_DAYS",
        parse=values.whole_number(1, 36_500),
        expected="a whole number of days from 1 to 36500",
        default=30,
        description="Nothing said longer ago than this is announced as new.",
    ),
    Variable(
        name="TEXT_RETENTION_DAYS",
        parse=values.whole_number(0, 36_500),
        expected="a whole number of days from 0 to 36500; 0 keeps everything",
        default=90,
        description="How long texts without a statement of a tracked expert are kept.",
    ),
    Variable(
        name="LLM_BASE_URL",
        parse=values.web_address,
        expected="the http(s) address of an OpenAI-compatible endpoint",
        default="",
        description="Where stance suggestions are asked for. Not set: marker rules only.",
    ),
    Variable(
        name="LLM_API_KEY",
        parse=values.text,
        expected="the endpoint's key in one line",
        default="",
        description="The key for LLM_BASE_URL.",
        is_secret=True,
    ),
    Variable(
        name="LLM_MODEL",
        parse=values.text,
        expected="the name of a model that LLM_BASE_URL serves",
        default="",
        description="The model asked for suggestions; needed with LLM_BASE_URL.",
    ),
    Variable(
        name="SENTRY_DSN",
        parse=values.sentry_dsn,
        expected="the address that Sentry shows for the project, such as "
        "https://key@sentry.example.org/1",
        default="",
        description="Where errors are reported. Not set: nowhere.",
        is_secret=True,
    ),
    Variable(
        name="LOG_LEVEL",
        parse=values.one_of("DEBUG", "INFO", "WARNING", "ERROR"),
        expected="DEBUG, INFO, WARNING or ERROR",
        default="INFO",
        description="The least important log lines that are written.",
    ),
    Variable(
        name="LOG_FORMAT",
        parse=values.one_of("json", "console"),
        expected="json or console",
        default="",
        description="Log lines as JSON, or to be read. Not set: to be read on a terminal, else "
        "JSON.",
    ),
    Variable(
        name="METRICS_ALLOWED_NETWORKS",
        parse=values.networks,
        expected="addresses or networks separated by commas, such as 10.0.0.0/8",
        default=[],
        description="Who may read /metrics besides the machine itself.",
    ),
)


def read_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    """Every variable of the table by name, parsed, or its default.

    Raises WrongVariableError at the first one that cannot be used.
    """
    found = {variable.name: _read(variable, environment) for variable in VARIABLES}
    if found["LLM_BASE_URL"] and not found["LLM_MODEL"]:
        raise WrongVariableError(
            "LLM_MODEL is not set, but LLM_BASE_URL is; expected the name of a model."
        )
    return found


def _read(variable: Variable, environment: Mapping[str, str]) -> Any:
    given = environment.get(variable.name, "").strip()
    path = environment.get(f"{variable.name}_FILE", "").strip()
    if given and path:
        raise WrongVariableError(
            f"{variable.name} and {variable.name}_FILE are both set; expected one of them."
        )
    if path:
        given = _text_of_file(variable.name, path)
    if not given:
        return variable.default
    try:
        return variable.parse(given)
    except ValueError as error:
        shown = _masked(given) if variable.is_secret else _shortened(given)
        raise WrongVariableError(
            f"{variable.name} is {shown}; expected {variable.expected}."
        ) from error


def _text_of_file(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise WrongVariableError(
            f"{name}_FILE is {_shortened(path)}; expected a text file that can be read."
        ) from error


def _shortened(given: str, most: int = 80) -> str:
    return repr(given if len(given) <= most else f"{given[:most]}...")


def _masked(given: str) -> str:
    """What may be shown of a secret: the scheme of an address, else only its length."""
    try:
        scheme = urlsplit(given).scheme
    except ValueError:
        scheme = ""
    return f"'{scheme}:...'" if scheme else f"a text of {len(given)} characters (not shown)"
