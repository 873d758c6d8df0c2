"""On which day it was said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentary.reading import Document, FoundStatement, Span, read
from tests.commentary.reading.day_cases import CASES, THURSDAY, Case
from tests.commentary.reading.day_phrases import SHORT

#: What the reader gets wrong, by the text; a rule that mends one takes it out.
KNOWN_MISSES = frozenset(
    [
        "Marit Solvang said Friday's storm had shown that the quay was safe.",
        "In 2019, Marit Solvang said on Tuesday, nobody had listened.",
    ]
)


def shortly(statement: FoundStatement | None) -> str:
    if statement is None:
        return "no statement"
    day = statement.day
    return "" if day is None else f"{day.on} {day.precision} {day.basis}"


def day_of(case: Case) -> str:
    found = read(Document(case.text, published_on=case.published)).statements
    return shortly(next((one for one in found if case.said in one.text), None))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_day_is_told_as_a_careful_person_would(case: Case) -> None:
    assert day_of(case) == case.day


@pytest.mark.parametrize(("text", "day"), SHORT)
def test_day_is_told_in_each_way_of_saying_it(text: str, day: str) -> None:
    found = read(Document(text, published_on=THURSDAY)).statements

    is_right = shortly(found[-1] if found else None) == day

    assert is_right == (text not in KNOWN_MISSES)


def test_all_cases_are_counted() -> None:
    assert (len(CASES), len(SHORT), len(KNOWN_MISSES)) == (70, 66, 2)


WORDS = """on in last next this Tuesday Tues. May June 4 31 2024 2031 2025-06-02 3/4/2025 two days
weeks months years ago yesterday today tomorrow early of the , . " : — | Marit Solvang she said
told that spoke in an interview the quay is safe"""


@given(
    st.lists(st.sampled_from(WORDS.split()), max_size=40),
    st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1)),
)
def test_no_day_is_after_publication_and_its_words_stand_in_the_text(
    words: list[str], published: date | None
) -> None:
    text = " ".join(words).replace("|", "\n\n")

    days = [one.day for one in read(Document(text, published_on=published)).statements]

    for day in filter(None, days):
        assert published is None or day.on <= published
        assert day.basis != "stated" or day.words is not None
        assert day.words is None or day.words.of(text).strip()
        assert day.precision == "day" or day.on.day == 1
        assert day.precision != "year" or day.on.month == 1


def test_without_a_day_and_publication_nothing_is_known() -> None:
    text = '"It holds," Marit Solvang said yesterday. "Still," she added in 2019.'

    days = [one.day for one in read(Document(text)).statements]

    assert [day and (day.on.isoformat(), day.words and day.words.of(text)) for day in days] == [
        None,
        ("2019-01-01", "in 2019"),
    ]


def test_a_report_passes_the_day_of_its_event_on_and_not_that_of_old_words() -> None:
    text = """NORHAVEN, June 4 (Coast Wire) - "We cannot take the risk," Marit Solvang said.

In an interview last month, Solvang had said that the quay was sound.

"There is no crack in it," she said then.

She said on Wednesday that new measurements had changed her mind.

"I was wrong," she said.

In 2019, she told the council: "The quay will outlive us."

"Nobody listens," said Jonas Ekdahl, a pilot.

Solvang said the pilots had been asked."""

    found = read(Document(text, published_on=THURSDAY)).statements

    assert [(one.text[:12], shortly(one), one.day and one.day.words) for one in found] == [
        (words[:12], day, Span(at := text.index(told), at + len(told)))
        for words, day, told in (
            ("We cannot take", "2025-06-04 day stated", "June 4"),
            ("that the quay was", "2025-05-01 month stated", "last month"),
            ("There is no crack", "2025-05-01 month stated", "last month"),
            ("that new measurements", "2025-06-04 day stated", "Wednesday"),
            ("I was wrong", "2025-06-04 day stated", "Wednesday"),
            ("The quay will", "2019-01-01 year stated", "In 2019"),
            ("Nobody listens", "2025-06-04 day stated", "June 4"),
            ("the pilots had", "2025-06-04 day stated", "Wednesday"),
        )
    ]
