"""What `read_article` shows of a reading, and how words are fitted to a terminal."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentary.reading import (
    Cue,
    Document,
    FoundDay,
    FoundStatement,
    Mention,
    Reading,
    Span,
    read,
)
from config.management.reading_view import reading_view
from config.management.terminal import Chunk, Screen, Style, clean, width
from tests.commentary.reading import interviews

TEXT = "As the storm came, Marit Solvang said on Tuesday that the quay would sink. She left."
SAID = FoundStatement(
    type="indirect",
    medium="speech",
    spans=(Span(49, 73),),
    text="that the quay would sink",
    speaker=Mention("Marit Solvang", 19, 32, "Marit Solvang"),
    cue=Cue("said", 33, 37),
    rendering="paraphrase",
    day=FoundDay(date(2025, 5, 13), "day", "stated", Span(38, 48)),
)
CODES = re.compile(r"\x1b\[[\d;]*m")


def view(statement: FoundStatement, *, colour: bool = False, columns: int = 200) -> list[str]:
    reading = Reading("news", None, (statement,), ())
    shown = reading_view(Document(TEXT), reading, tracked={}, colour=colour, columns=columns)
    return shown.splitlines()


def test_a_statement_stands_in_its_sentence_with_person_and_day() -> None:
    assert view(SAID) == [
        "News report, statements: 1",
        "  [source] {cue} <words>",
        "",
        "1. Marit Solvang (indirect, speech, paraphrase) · 13 May 2025 (“on Tuesday”)",
        "    │ [Marit Solvang] {said} on Tuesday <that the quay would sink>.",
    ]


def test_a_sentence_that_goes_on_for_long_is_not_shown_to_its_end() -> None:
    text = TEXT[:73] + " and that" + " ships would wait" * 20 + "."
    reading = Reading("news", None, (SAID,), ())

    shown = reading_view(Document(text), reading, tracked={}, colour=False, columns=200)

    assert shown.endswith("<that the quay would sink>")


def test_a_narrow_terminal_breaks_lines_at_words() -> None:
    assert view(SAID, columns=24)[-7:] == [
        "1. Marit Solvang",
        "   (indirect, speech,",
        "   paraphrase) · 13 May",
        "   2025 (“on Tuesday”)",
        "│ [Marit Solvang] {said}",
        "│ on Tuesday <that the",
        "│ quay would sink>.",
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"negated": True}, "negated"),
        ({"hypothetical": True}, "hypothetical"),
        ({"asked": True}, "a question"),
        ({"in_headline": True}, "in the headline"),
        ({"non_answer": "declined"}, "declined to answer"),
        ({"non_answer": "no_comment"}, "no comment"),
        ({"non_answer": "evaded"}, "evaded the question"),
        ({"non_answer": "other_question"}, "answered another question"),
        ({"reported_by": "Jonas Ekdahl"}, "reported by Jonas Ekdahl"),
    ],
)
def test_what_is_no_plain_statement_is_told_in_words(changed: dict[str, Any], said: str) -> None:
    statement = replace(SAID, day=None, **changed)

    assert view(statement)[3] == f"1. Marit Solvang (indirect, speech, paraphrase) · {said}"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (FoundDay(date(2025, 5, 1), "month", "inferred"), "May 2025 (inferred)"),
        (FoundDay(date(2025, 1, 1), "year", "stated"), "2025 (stated)"),
        (FoundDay(date(2025, 5, 13), "day", "published"), "13 May 2025 (published)"),
    ],
)
def test_a_day_is_told_as_far_as_it_is_known(day: FoundDay, said: str) -> None:
    assert view(replace(SAID, day=day))[3].endswith(f" · {said}")


@pytest.mark.parametrize(
    ("speaker", "said"),
    [(None, "somebody"), (Mention("She", 75, 78), "She, unnamed")],
)
def test_a_speaker_without_a_name_gets_none(speaker: Mention | None, said: str) -> None:
    statement = replace(SAID, speaker=speaker, day=None)

    assert view(statement)[3] == f"1. {said} (indirect, speech, paraphrase)"


def test_who_signs_and_how_the_form_was_told_stand_in_the_head() -> None:
    signed = replace(
        SAID, speaker=None, day=None, spoken_language="nb", signatories=(Mention("She", 75, 78),)
    )
    reading = Reading("letter", None, (signed,), (), "it is signed", ("Marit Solvang", "A. Berg"))

    shown = reading_view(Document(TEXT), reading, tracked={}, colour=False, columns=200)

    assert shown.splitlines()[:5] == [
        "Joint letter, statements: 1 (it is signed)",
        "  signed by Marit Solvang, A. Berg",
        "  [source] {cue} <words>",
        "",
        "1. She (indirect, speech, paraphrase, spoken in nb)",
    ]


def test_an_interview_shows_each_question_above_what_was_answered() -> None:
    document = Document(interviews.bare())

    shown = reading_view(document, read(document), tracked={}, colour=False, columns=10_000)

    lines = shown.splitlines()
    assert lines[0].startswith("Interview with Marit Solvang, exchanges: 3, statements: ")
    questions = [at for at, line in enumerate(lines) if line.startswith("? ")]
    assert [lines[at] for at in questions] == [f"? {q}" for q, _ in interviews.EXCHANGES]
    for at, (_, answers) in zip(questions, interviews.EXCHANGES, strict=True):
        answer = [f"    │ {part}" for part in answers]
        shown_answer = [re.sub("[<>]", "", line) for line in lines[at + 2 :][: len(answer)]]
        assert [line.rstrip() for line in shown_answer] == answer


def test_colours_stand_in_place_of_marks() -> None:
    coloured, plain = view(SAID, colour=True), view(SAID)

    assert coloured[-1] == (
        "    │ \x1b[1;36mMarit Solvang\x1b[0m \x1b[33msaid\x1b[0m on Tuesday"
        " \x1b[32mthat the quay would sink\x1b[0m."
    )
    assert [CODES.sub("", line) for line in coloured[2:]] == [
        re.sub(r"[\[\]{}<>]", "", line) for line in plain[2:]
    ]


def test_signs_that_turn_letters_around_or_command_a_terminal_are_not_shown() -> None:
    assert clean("a\u202eb\u2066c\x1b]0;x\x07\ud800\r\n d") == "abc�]0;x�� d"


@pytest.mark.parametrize(
    ("words", "columns"),
    [("quay", 4), ("桟橋", 4), ("é", 1), ("e\u0301", 1), ("שלום", 4), ("😀", 2)],
)
def test_letters_take_their_columns(words: str, columns: int) -> None:
    assert width(words) == columns


def test_words_without_blanks_break_between_wide_letters_and_not_before_a_mark() -> None:
    screen = Screen(columns=8, in_colour=False)

    assert screen.lines([Chunk("「桟橋は沈む」と。")]) == ["「桟橋は", "沈む」", "と。"]


@given(
    st.lists(st.tuples(st.text(max_size=30), st.booleans()), max_size=6),
    st.integers(min_value=2, max_value=30),
    st.booleans(),
)
def test_no_line_is_wider_than_the_terminal_and_no_letter_is_lost(
    parts: list[tuple[str, bool]], columns: int, in_colour: bool
) -> None:
    screen = Screen(columns=columns, in_colour=in_colour)
    chunks = [Chunk(words, Style("\x1b[32m") if green else Style()) for words, green in parts]

    lines = [CODES.sub("", line) for line in screen.lines(chunks)]

    assert all(width(line) <= columns for line in lines)
    given_letters = "".join(clean(words) for words, _ in parts).split()
    assert "".join("".join(lines).split()) == "".join(given_letters)
