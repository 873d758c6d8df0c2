"""How the text of an environment variable becomes a value.

Every parser takes the stripped, non-empty text and returns the value or raises ValueError; what
was expected is worded once, beside the variable, in `config.environment`.
"""

import base64
import binascii
import ipaddress
import os
import re
from collections.abc import Callable
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import environ

CHECKOUT = Path(__file__).resolve().parent.parent

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})
_HOST_PATTERN = re.compile(r"\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]|\*")
_DATES_RULE = re.compile(r"dates:([1-9][0-9]?)")
_MAIL_SCHEMES = frozenset({"smtp", "smtps", "smtp+tls", "smtp+ssl"})
_LOCAL_MAIL_SCHEMES = frozenset({"consolemail", "filemail", "memorymail", "dummymail"})
_FIELD_KEY_BYTES = 32


def text(value: str) -> str:
    """Any text without control characters."""
    if not value.isprintable():
        raise ValueError(value)
    return value


def directory(value: str) -> str:
    """A directory that can be written, or made where it is not there yet. Makes nothing."""
    path = CHECKOUT / Path(text(value)).expanduser()
    nearest = next(place for place in (path, *path.parents) if place.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise ValueError(value)
    return value


def boolean(value: str) -> bool:
    """One of the words of `_TRUE` and `_FALSE`; anything else is a mistake, never False."""
    word = value.lower()
    if word not in _TRUE | _FALSE:
        raise ValueError(value)
    return word in _TRUE


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """A parser of decimal digits from `least` to `most`, both inclusive."""

    def parse(value: str) -> int:
        if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
            raise ValueError(value)
        return int(value)

    return parse


def seconds(most: float) -> Callable[[str], float]:
    """A parser of a duration from 0 to `most` seconds, fractions allowed."""

    def parse(value: str) -> float:
        if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", value) or float(value) > most:
            raise ValueError(value)
        return float(value)

    return parse


def one_of(*choices: str) -> Callable[[str], str]:
    """A parser of exactly one of the given words."""

    def parse(value: str) -> str:
        if value not in choices:
            raise ValueError(value)
        return value

    return parse


def host_names(value: str) -> list[str]:
    """Comma-separated host names as Django's ALLOWED_HOSTS takes them, without ports."""
    hosts = _items(value)
    if not all(_HOST_PATTERN.fullmatch(host) for host in hosts):
        raise ValueError(value)
    return hosts


def networks(value: str) -> list[Network]:
    """Comma-separated addresses and CIDR networks; host bits are refused as likely mistakes."""
    return [ipaddress.ip_network(item) for item in _items(value)]


def web_origin(value: str) -> str:
    """An http(s) address without path, query or credentials, returned without a final slash."""
    parts = _web_parts(value)
    if parts.path not in {"", "/"} or parts.query or parts.fragment or parts.username:
        raise ValueError(value)
    return f"{parts.scheme}://{parts.netloc}"


def web_address(value: str) -> str:
    """An absolute http(s) address."""
    _web_parts(value)
    return value


def sentry_dsn(value: str) -> str:
    """An http(s) address with a key as its user and a project number as its last part."""
    parts = _web_parts(value)
    if not parts.username or not re.fullmatch(r"(/[^/?#]+)*/[0-9]+", parts.path) or parts.query:
        raise ValueError(value)
    return value


def redis_url(value: str) -> str:
    """A redis:// or rediss:// address with a host."""
    parts = urlsplit(value)
    if parts.scheme not in {"redis", "rediss"} or not parts.hostname or not _port_is_right(value):
        raise ValueError(value)
    if not re.fullmatch(r"(/[0-9]*)?", parts.path):
        raise ValueError(value)
    return value


def database(value: str) -> dict[str, Any]:
    """A PostgreSQL or SQLite address as Django's `DATABASES` entry; SQLite needs a file."""
    scheme = urlsplit(value).scheme
    if scheme not in {"postgres", "postgresql", "sqlite"} or not _port_is_right(value):
        raise ValueError(value)
    if scheme == "sqlite" and urlsplit(value).netloc:
        raise ValueError(value)
    entry: dict[str, Any] = environ.Env.db_url_config(value)  # type: ignore[no-untyped-call] # it ships no types
    if entry["NAME"] in {"", ":memory:"}:
        raise ValueError(value)
    return entry


def mail(value: str) -> dict[str, Any]:
    """A mail address of django-environ's schemes as Django's `EMAIL_...` settings."""
    parts = urlsplit(value)
    if parts.scheme not in _MAIL_SCHEMES | _LOCAL_MAIL_SCHEMES or not _port_is_right(value):
        raise ValueError(value)
    if parts.scheme in _MAIL_SCHEMES and not parts.hostname:
        raise ValueError(value)
    settings: dict[str, Any] = environ.Env.email_url_config(value)  # type: ignore[no-untyped-call] # it ships no types
    if parts.scheme == "filemail":
        settings["EMAIL_FILE_PATH"] = parts.path
        if not parts.path.strip("/"):
            raise ValueError(value)
    return {name: setting for name, setting in settings.items() if setting is not None}


def mailbox(value: str) -> str:
    """One sender: `name@host` or `Name <name@host>`."""
    name, address = parseaddr(value)
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", address) or not text(name + address):
        raise ValueError(value)
    return value


def field_keys(value: str) -> list[str]:
    """Comma-separated Fernet keys; the first one encrypts, all of them decrypt."""
    keys = _items(value)
    for key in keys:
        try:
            raw = base64.b64decode(key, altchars=b"-_", validate=True)
        except binascii.Error as error:
            raise ValueError(value) from error
        if len(raw) != _FIELD_KEY_BYTES:
            raise ValueError(value)
    return keys


def confirmation_rule(value: str) -> str:
    """`curator`, or `dates:N`: confirmed by N later occasions that hold the change."""
    if value != "curator" and not _DATES_RULE.fullmatch(value):
        raise ValueError(value)
    return value


def _items(value: str) -> list[str]:
    items = [item.strip() for item in value.split(",")]
    if not all(items):
        raise ValueError(value)
    return items


def _web_parts(value: str) -> SplitResult:
    parts = urlsplit(text(value))
    if parts.scheme not in {"http", "https"} or not parts.hostname or " " in value:
        raise ValueError(value)
    if not _port_is_right(value):
        raise ValueError(value)
    return parts


def _port_is_right(value: str) -> bool:
    """Whether the port, if any, is a number from 1 to 65535 (`.port` itself raises ValueError)."""
    return urlsplit(value).port != 0
