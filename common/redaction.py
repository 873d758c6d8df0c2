"""What may leave this process in a log line or an error report: event phrases and ids. Pure.

Never article text, addresses of people, tokens or secrets. Three rules hold that together: known
shapes are masked wherever they stand (`redact`), values under a telling name are not shown at all
(`shown_value`), and of an exception only its kind and place are told, because its message is as
often as not made of data (`describe`).
"""

import re
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any
from uuid import UUID

HIDDEN = "[hidden]"
CUT = "..."
# Code points of one value: an id is shorter, a sentence of an article is longer.
LONGEST_VALUE = 200
LONGEST_EVENT = 500
_MOST_FRAMES = 40

_TELLING = re.compile(
    r"text|word|quote|exact|prefix|suffix|body|summary|address|mail|token|secret|password|passwd"
    r"|authorization|cookie|session|dsn|key$|signature|header|params|payload",
    re.IGNORECASE,
)
_SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    # The last part of these addresses lets whoever has it act for a subscriber.
    (
        re.compile(r"(/(?:subscribe/confirm|unsubscribe(?:/undo)?|manage)/)(?!undo/)[^/\s?#\"']+"),
        r"\1[token]",
    ),
    (re.compile(r"(?<=[\w/\]%-])\?[^\s\"'<>\])]*=[^\s\"'<>\])]*"), "?[query]"),
    (re.compile(r"\b([a-z][a-z0-9+.-]*://)[^/\s@\"']+@", re.IGNORECASE), rf"\1{HIDDEN}@"),
    (re.compile(r"\bwhsec_[A-Za-z0-9+/=_-]+"), HIDDEN),
    (
        re.compile(
            r"\b(authorization|cookie|set-cookie)(['\"]?\s*[:=]\s*)[^\r\n]+", re.IGNORECASE
        ),
        rf"\1\2{HIDDEN}",
    ),
    (
        re.compile(r"\b(bearer|basic|api-key)\s+[A-Za-z0-9._~+/=:-]{6,}", re.IGNORECASE),
        rf"\1 {HIDDEN}",
    ),
    # What django.core.signing makes: value:time:signature.
    (re.compile(r"[A-Za-z0-9_.=-]+:[A-Za-z0-9]{5,8}:[A-Za-z0-9_-]{27,86}"), HIDDEN),
    (
        re.compile(r"[^\s@<>\"'(),:;\[\]]+@[^\s@<>\"'(),:;\[\]]+\.[^\s@<>\"'(),:;\[\]]+"),
        "[address]",
    ),
)

# Exceptions whose message names code, not data.
_OF_CODE = (AttributeError, ImportError, NameError, NotImplementedError, RecursionError)


def redact(text: str, *, most: int = LONGEST_EVENT) -> str:
    """`text` without tokens, query strings, credentials and addresses; cut at `most`.

    What is far behind the cut is not looked through: the time taken stays small for any text.
    """
    if len(text) > 4 * most:  # up to the last whole word, so that no half address is left
        text = text[: 4 * most]
        text = f"{text[: text.rfind(' ') + 1]}{CUT}"
    for shape, instead in _SHAPES:
        text = shape.sub(instead, text)
    return text if len(text) <= most else f"{text[:most]}{CUT}"


def shown_value(name: str, value: Any) -> Any:
    """What may be shown of a value that was given beside an event: ids, counts, short words."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if _TELLING.search(name):
        return HIDDEN
    if isinstance(value, str | UUID):
        return redact(str(value), most=LONGEST_VALUE)
    if isinstance(value, Mapping):
        return HIDDEN
    if isinstance(value, list | tuple | set | frozenset) and len(value) <= LONGEST_VALUE:
        return [shown_value(name, one) for one in value]
    return f"<{type(value).__name__}>"


def describe(error: BaseException) -> list[str]:
    """An exception and what it came from, the first cause last: kind, and where in the code.

    No message (unless it can only name code), no local variable, no line of source.
    """
    told, seen = [], set[int]()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        told.append(f"{name_of(current)}: {', '.join(_places(current.__traceback__))}")
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return told


def name_of(error: BaseException) -> str:
    """The kind of an exception, with its message where that can only name code."""
    kind = type(error)
    name = kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
    if kind in _OF_CODE or kind in (ModuleNotFoundError, UnboundLocalError):
        return f"{name} ({redact(str(error), most=LONGEST_VALUE)})"
    return name


def _places(where: TracebackType | None) -> list[str]:
    """`sources/services/polling/drain.py:108 poll_feed`, the outermost first."""
    frames = [
        f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(where, limit=-_MOST_FRAMES)
    ]
    return frames or ["nowhere"]


def _short(path: str) -> str:
    """The last three parts of a path: where the program is installed is nobody's business."""
    return "/".join(path.replace("\\", "/").split("/")[-3:])
