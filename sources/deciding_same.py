"""Whether two that share an identifier or a headline are one article. Pure.

Wrongly taking two articles for one loses one of them; missing that two are one costs a visit, at
which the page's own address and text tell. So what is not plain is two.
"""

import itertools
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from common.text import letters_and_digits
from sources.addresses import bare_address

_SAME_DAYS = timedelta(days=2)
_SAME_HOUR = timedelta(hours=1)
_NUMBER = re.compile(r"[0-9]{7,}")
_DAY = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-3][0-9])?")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w+")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LEAST_SHARED = 0.4


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known of an article or item; `is_erased` of one of which nothing else may be."""

    url: str
    title: str
    published_at: datetime | None
    is_erased: bool = False


def telling_letters(title: str) -> str:
    """The letters and digits of a headline that is long enough to be hardly ever used twice within
    days by one outlet: four words, or ten characters of a script without spaces. "" for others.
    """
    letters = letters_and_digits(title)
    if _EAST_ASIAN.search(letters):
        return letters if len(letters) >= 10 else ""
    return letters if len(letters) >= 16 and len(_WORD.findall(title)) >= 4 else ""


def is_same_article(one: Sight, other: Sight, *, is_headline: bool, is_strong: bool) -> bool:
    """Whether two that share a headline (`is_headline`) or an identifier are one article.

    `is_strong`: the identifier is of a kind that nobody else would use, not a plain number.
    """
    if other.is_erased:
        return not is_headline
    if _same_number(one.url, other.url):
        return True
    if _are_of_a_series(one.url, other.url):
        return False
    if is_headline:
        return _same_headline(one, other)
    if not _are_apart(one, other, _SAME_DAYS) and _same_slug(one.url, other.url, least=3):
        return True
    if _same_instant(one, other):
        return not _is_round(one) or _shared_pairs(one.title, other.title) >= _LEAST_SHARED
    letters = telling_letters(one.title)
    is_same_title = bool(letters) and letters == letters_and_digits(other.title)
    return is_strong and is_same_title and not _are_apart(one, other, _SAME_HOUR)


def _same_headline(one: Sight, other: Sight) -> bool:
    if _are_apart(one, other, _SAME_HOUR):
        return False
    is_exact = _same_instant(one, other) and not _is_round(one)
    return is_exact or _same_slug(one.url, other.url, least=12)


def _same_instant(one: Sight, other: Sight) -> bool:
    return one.published_at is not None and one.published_at == other.published_at


def _is_round(one: Sight) -> bool:
    """A full hour is often only a day, in whatever zone."""
    return one.published_at is not None and not (
        one.published_at.minute or one.published_at.second
    )


def _are_apart(one: Sight, other: Sight, most: timedelta) -> bool:
    if one.published_at is None or other.published_at is None:
        return False
    return abs(one.published_at - other.published_at) > most


def _same_number(one: str, other: str) -> bool:
    """Both paths end in words with the same long number that is not a day: the article's in the
    system that both come from.
    """
    numbers, others = _numbers(one), _numbers(other)
    return bool(numbers) and numbers == others


def _numbers(url: str) -> set[str]:
    last = _taken_apart(url)[0][-1]
    return {number for number in _NUMBER.findall(last) if not _DAY.fullmatch(number)}


def _are_of_a_series(one: str, other: str) -> bool:
    """Nothing but numbers tells the ends of the addresses apart, or the whole of them: two that
    were counted, or dated, as two.
    """
    return any(
        mine != theirs and _DIGITS.sub("0", mine) == _DIGITS.sub("0", theirs)
        for mine, theirs in (
            (bare_address(one), bare_address(other)),
            (_end(one), _end(other)),
        )
    )


def _end(url: str) -> str:
    path, query = _taken_apart(url)
    return f"{path[-1]}?{query}"


def _same_slug(one: str, other: str, *, least: int) -> bool:
    """The last words of both paths are the same, and no other part of them has a number that
    differs: next week's report is at next week's address.
    """
    path, query = _taken_apart(one)
    other_path, other_query = _taken_apart(other)
    slug = path[-1]
    return (
        slug == other_path[-1]
        and query == other_query
        and len(slug) >= least
        and re.search(r"[^\W\d]{3}", slug) is not None
        and _with_digits(path) == _with_digits(other_path)
    )


def _taken_apart(url: str) -> tuple[list[str], str]:
    path, _, query = bare_address(url).partition("?")
    parts = path.split("/")[3:]
    return [*parts[:-1], re.sub(r"\.[a-z]{2,5}$", "", parts[-1])] if parts else [""], query


def _with_digits(path: list[str]) -> set[str]:
    return {part for part in path if re.search(r"\d", part)}


def _shared_pairs(one: str, other: str) -> float:
    """How many neighbouring words (or letters, where there are no spaces) of the shorter headline
    stand side by side in the other too: a headline is edited, and seldom turned round.
    """
    pairs, others = _pairs(one), _pairs(other)
    return len(pairs & others) / (min(len(pairs), len(others)) or 1)


def _pairs(title: str) -> set[tuple[str, str]]:
    folded = title.casefold()
    parts = _EAST_ASIAN.findall(folded) or _WORD.findall(folded)
    return set(itertools.pairwise(parts))
