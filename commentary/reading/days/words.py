"""The words of a language that tell days, made ready to be found."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from commentary.reading.lexicon import tables_of

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_FIRST = re.compile(r"\{(?P<placeholder>\w+)\}|\((?P<words>[^()?]+)\)|(?P<word>[\w-]+)")
#: Under this key stand the patterns that may begin with a figure.
FIGURE = "0"


@dataclass(frozen=True, slots=True)
class DayWords:
    """How one language tells days.

    `patterns` are those that may begin with a word (in lower case, without its stop), with what
    they mean; `numbers` gives the weekday from 0, the month from 1 and the count of a word.
    """

    patterns: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]]
    numbers: Mapping[str, int]
    frames: Mapping[str, frozenset[str]]


@lru_cache(maxsize=16)
def day_words_for(language: str) -> DayWords:
    """Return how a language tells days; a language whose files say nothing of it tells none."""
    return _built(tables_of(language).get("days", {}))


def _built(table: Mapping[str, Any]) -> DayWords:
    numbers: dict[str, int] = {}
    listed: dict[str, list[str]] = {}
    for name, first in (("weekdays", 0), ("months", 1)):
        groups = [group.split("|") for group in table.get(name, "").split()]
        numbers |= {
            word.casefold(): at for at, group in enumerate(groups, first) for word in group
        }
        listed[name] = [word for group in groups for word in group]
    counts = dict(pair.split("=") for pair in table.get("counts", "").split())
    numbers |= {word: int(count) for word, count in counts.items()}
    parts = {
        "weekday": f"(?-i:(?P<weekday>{_names(listed['weekdays'])}))(?![^\\W_])",
        "month": f"(?-i:(?P<month>{_names(listed['months'])}))(?![^\\W_])",
        "day": "(?P<day>[0-3]?[0-9])(?![0-9])",
        "year": "(?P<year>(?:1[89]|20)[0-9]{2})(?![0-9])",
        "count": f"(?P<count>[0-9]{{1,3}}|{'|'.join(map(re.escape, counts))})",
        "event": f"(?:{'|'.join(map(re.escape, table.get('events', '').split()))})",
    }
    starts = {
        "weekday": listed["weekdays"],
        "month": listed["months"],
        "day": [FIGURE],
        "year": [FIGURE],
        "count": [FIGURE, *counts],
    }
    patterns: dict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
    for meaning, written in table.get("forms", {}).items():
        for pattern in written:
            ready = meaning, _compiled(pattern, parts)
            for word in dict.fromkeys(_key(word) for word in _first_words(pattern, starts)):
                patterns[word].append(ready)
    # Every list that English has; one that another language lacks is empty.
    lists = dict.fromkeys(tables_of("en")["days"]["frames"], "") | table.get("frames", {})
    frames = {name: frozenset(value.split()) for name, value in lists.items()}
    return DayWords({word: tuple(some) for word, some in patterns.items()}, numbers, frames)


def _names(words: list[str]) -> str:
    """Return names as they are printed: "June", "JUNE", and shortened ones with their stop."""
    every = [form for word in words for form in (word, word.upper())]
    return "|".join(re.escape(word) for word in sorted(every, key=len, reverse=True))


def _key(word: str) -> str:
    return word.casefold().rstrip(".")


def _first_words(pattern: str, starts: Mapping[str, list[str]]) -> list[str]:
    first = _FIRST.match(pattern)
    if first is None:
        raise ValueError(f"A pattern of days begins with no word: {pattern}")
    if first["placeholder"]:
        return starts[first["placeholder"]]
    return first["words"].split("|") if first["words"] else [first["word"]]


def _compiled(pattern: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    written = _PLACEHOLDER.sub(lambda found: parts[found[1]], pattern.replace(" ", r"\s{1,3}"))
    return re.compile(written + r"(?![^\W_])", re.IGNORECASE)
