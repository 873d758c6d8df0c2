"""Days in Japanese: 14日, 5月14日, 令和7年5月14日, 同日, 昨年, by the day of publication."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from commentary.reading.languages.japanese.sentences import Sentence, sentences_of
from commentary.reading.languages.japanese.words import alternatives, japanese_words
from commentary.reading.text.tokens import paragraphs_of
from commentary.reading.types import Document, FoundDay, FoundStatement, Precision, Span

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_KANJI_FIGURES = {figure: value for value, figure in enumerate("〇一二三四五六七八九")}
_NUMBER = r"[0-9０-９]{1,4}|[〇一二三四五六七八九十]{1,4}"
_EXPRESSION = re.compile(
    rf"(?:(?P<era>{'|'.join(_ERAS)})(?P<era_year>元|{_NUMBER})年"
    rf"|(?P<year>[0-9０-９]{{4}}|二〇[〇一二三四五六七八九]{{2}})年"
    rf"|(?P<near_year>今年|本年|昨年|去年|一昨年|おととし|同年))?"
    rf"(?:(?P<month>{_NUMBER})月(?!間|ぶり|以内)|(?P<near_month>今月|先月|先々月))?"
    rf"(?:(?P<day>{_NUMBER})日(?!間|ぶり|以内|以上|未満|目|おき|連続|分|後|ごと|当たり|あたり|本|系|中に?は))?"
)
_NEAR = re.compile(r"(?P<near>一昨日|おととい|昨日|きのう|前日|今日|きょう|本日|先週|今週)")
_BACK = re.compile(rf"(?P<count>{_NUMBER})(?P<unit>日|週間|カ月|か月|ヶ月|年)前")
_NEAR_DAYS = {
    "昨日": 1,
    "きのう": 1,
    "前日": 1,
    "一昨日": 2,
    "おととい": 2,
    "今日": 0,
    "きょう": 0,
    "本日": 0,
}
_NEAR_YEARS = {"今年": 0, "本年": 0, "昨年": 1, "去年": 1, "一昨年": 2, "おととし": 2}
_NEAR_MONTHS = {"今月": 0, "先月": 1, "先々月": 2}
_BEGINS = re.compile(
    r"[0-9０-９〇一二三四五六七八九十]|令和|平成|昭和|大正|明治|今|本|昨|去|おと|同年|先|きの|前日|きょ"
)
_SAME = "同日"
_MONTHS = 12
_NEWS = timedelta(days=62)  # an event is the news of an article so long


def day_in(text: str, published_on: date | None) -> FoundDay | None:
    """Return the first day that the words tell, or None; `words` is its place in `text`.

    A day is never after publication: 14日 is the last 14th, 5月14日 the last 14 May.
    """
    return next(days_in(text, published_on), None)


def days_in(text: str, published_on: date | None) -> Iterator[FoundDay]:
    """Yield the days that the words tell, in order."""
    at = 0
    while (begins := _BEGINS.search(text, at)) is not None:
        at = begins.start()
        found = _BACK.match(text, at) or _NEAR.match(text, at) or _EXPRESSION.match(text, at)
        if found is None or found.end() == at:
            at = _over_figures(text, at)
            continue
        told = _told(found, published_on)
        if told is not None:
            on, precision, sure = told
            words = Span(found.start(), found.end())
            yield FoundDay(on, precision, "stated" if sure else "inferred", words)
        at = found.end()


def _over_figures(text: str, at: int) -> int:
    """Step over a figure that tells no day as a whole: 12000日 holds no 日 of a month."""
    at += 1
    while at < len(text) and text[at - 1].isdigit() and text[at].isdigit():
        at += 1
    return at


_Told = tuple[date, Precision, bool]


def _told(found: re.Match[str], published_on: date | None) -> _Told | None:
    parts = found.groupdict()
    try:
        if "near" in parts:
            return _near(parts["near"], published_on)
        if "count" in parts:
            return _back(_figure(parts["count"]), parts["unit"], published_on)
        told = _dated(parts, published_on)
    except (ValueError, OverflowError):  # no such day
        return None
    if told is not None and published_on is not None and told[0] > published_on:
        return None
    return told


def _near(word: str, published_on: date | None) -> _Told | None:
    if published_on is None:
        return None
    if word in _NEAR_DAYS:
        return published_on - timedelta(_NEAR_DAYS[word]), "day", True
    weeks = 1 if word == "先週" else 0
    monday = published_on - timedelta(published_on.weekday() + 7 * weeks)
    return monday.replace(day=1), "month", False


def _back(count: int, unit: str, published_on: date | None) -> _Told | None:
    if published_on is None:
        return None
    if unit == "日":
        return published_on - timedelta(count), "day", True
    if unit == "週間":
        return (published_on - timedelta(7 * count)).replace(day=1), "month", False
    if unit == "年":
        return date(published_on.year - count, 1, 1), "year", True
    return _months_back(published_on, count), "month", True


def _months_back(day: date, count: int) -> date:
    months = day.year * _MONTHS + day.month - 1 - count
    return date(months // _MONTHS, months % _MONTHS + 1, 1)


def _dated(parts: Mapping[str, str | None], published_on: date | None) -> _Told | None:
    year = _year(parts, published_on)
    month = _figure(parts["month"]) if parts["month"] else None
    day = _figure(parts["day"]) if parts["day"] else None
    if parts["near_month"] and published_on is not None:
        there = _months_back(published_on, _NEAR_MONTHS[parts["near_month"]])
        year, month = there.year, there.month
    if year is not None and (month is not None or day is None):
        return _whole(year, month, day)
    if published_on is None or (month is None and day is None):
        return None
    if month is not None:
        this_year = _whole(published_on.year, month, day)
        later = this_year[0] > published_on
        return _whole(published_on.year - 1, month, day) if later else this_year
    return (_last_of_that_number(day or 0, published_on), "day", True)


def _whole(year: int, month: int | None, day: int | None) -> _Told:
    if month is None:
        return date(year, 1, 1), "year", True
    if day is None:
        return date(year, month, 1), "month", True
    return date(year, month, day), "day", True


def _last_of_that_number(day: int, published_on: date) -> date:
    """Return the last day of that number in its month; ValueError when no month has it."""
    for back in range(3):
        there = _months_back(published_on, back)
        try:
            found = there.replace(day=day)
        except ValueError:
            continue
        if found <= published_on:
            return found
    raise ValueError(day)


def _year(parts: Mapping[str, str | None], published_on: date | None) -> int | None:
    era, era_year, year, near = (
        parts["era"],
        parts["era_year"],
        parts["year"],
        parts["near_year"],
    )
    if era and era_year:
        return _ERAS[era] + (1 if era_year == "元" else _figure(era_year))
    if year:
        return _figure(year)
    if near and published_on is not None and near in _NEAR_YEARS:
        return published_on.year - _NEAR_YEARS[near]
    return None


def _figure(written: str) -> int:
    """Return 14 for 14, １４, 十四 and 一四; ValueError for what is no number."""
    if written[0].isdigit():
        return int(written)
    if "十" not in written:
        return int("".join(str(_KANJI_FIGURES[figure]) for figure in written))
    tens, _, ones = written.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        raise ValueError(written)
    return 10 * (_KANJI_FIGURES[tens] if tens else 1) + (_KANJI_FIGURES[ones] if ones else 0)


def with_days(
    document: Document, statements: Sequence[FoundStatement]
) -> tuple[FoundStatement, ...]:
    """Return the statements, each with the day on which it was said as far as that is known.

    The sentence's own day in front of the words; else the day of the event at which the same
    person is still speaking; else the day of publication.
    """
    text, published = document.text, document.published_on
    sentences = [one for span in paragraphs_of(text) for one in sentences_of(text, span)]
    starts = [sentence.start for sentence in sentences]
    events: dict[str, FoundDay] = {}
    last: FoundDay | None = None
    dated: list[FoundStatement] = []
    for statement in statements:
        at = bisect_right(starts, statement.spans[0].start) - 1
        day = None
        if statement.exchange is None and at >= 0:
            day = _day_of(text, sentences[at], statement, published, last)
        person = statement.speaker.person if statement.speaker else ""
        if day is not None:
            last = day
            if published is None or published - day.on <= _NEWS:
                events[person] = day
        day = day or (events.get(person) if person else None)
        if day is None and published is not None:
            day = FoundDay(published, "day", "published")
        dated.append(replace(statement, day=day))
    return tuple(dated)


def _day_of(
    text: str,
    sentence: Sentence,
    statement: FoundStatement,
    published: date | None,
    last: FoundDay | None,
) -> FoundDay | None:
    """Return the day that the sentence sets its words on: 14日、, 14日の会見で, 同日の講演で."""
    limit = statement.cue.start if statement.cue is not None else sentence.end
    inside = [*statement.spans, *(one.inner for one in sentence.quotations)]
    said: FoundDay | None = None
    for gap in _outside(Span(sentence.start, min(limit, sentence.end)), inside):
        for found in days_in(gap.of(text), published):
            words = found.words
            if words is None:
                continue
            place = Span(gap.start + words.start, gap.start + words.end)
            if _sets_the_scene()(text, place.end):
                said = replace(found, words=place)
        same = text.find(_SAME, gap.start, gap.end)
        if same >= 0 and last is not None and said is None:
            said = replace(last, words=Span(same, same + len(_SAME)))
    return said


def _outside(span: Span, inside: Sequence[Span]) -> Iterator[Span]:
    at = span.start
    for place in sorted(inside):
        if at < min(place.start, span.end):
            yield Span(at, min(place.start, span.end))
        at = max(at, place.end)
    if at < span.end:
        yield Span(at, span.end)


@cache
def _sets_the_scene() -> Callable[[str, int], re.Match[str] | None]:
    """Return the test that words behind a day make it the day on which something was said."""
    lists = japanese_words().lists
    scenes = alternatives(lists["settings"])
    day_part = (
        r"(?:[（(][月火水木金土日][）)])?(?:午前|午後|夜|朝|夕方?|昼|未明|深夜|早朝)?(?:に)?"
    )
    behind = (
        rf"{day_part}(?:、|までに|付|の[^、。「]{{0,16}}?{scenes}|[^、。「はが]{{0,16}}?{scenes})"
    )
    return re.compile(behind).match
