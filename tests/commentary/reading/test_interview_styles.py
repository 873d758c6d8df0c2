"""However an outlet prints an interview, its guest, questions and answers are the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentary.reading import Document, read
from tests.commentary.reading.interview_styles import (
    EXCHANGES,
    EXTRAS,
    GUEST,
    STYLES,
    Printed,
    printed,
)

Exchanges = list[tuple[str, list[str]]]
AS_GIVEN: Exchanges = [(question, list(answer)) for question, answer in EXCHANGES]


def exchanges(page: Printed) -> Exchanges:
    """Each question with the paragraphs of its answer, which is one statement of the guest."""
    reading = read(page.document)
    assert reading.interview is not None
    assert reading.interview.guests == (GUEST,)
    answers = [one for one in reading.statements if one.exchange is not None]
    assert [one.exchange for one in answers] == list(range(len(reading.interview.exchanges)))
    assert {one.speaker.person for one in answers if one.speaker} == {GUEST}
    assert all(one.speaker for one in answers)
    return [
        (asked.question.of(page.text), [span.of(page.text) for span in answer.spans])
        for asked, answer in zip(reading.interview.exchanges, answers, strict=True)
    ]


@pytest.mark.parametrize("style", STYLES)
def test_every_style_gives_the_same_exchanges(style: str) -> None:
    assert exchanges(printed(style)) == AS_GIVEN


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(sorted(STYLES)),
    st.frozensets(st.sampled_from(sorted(EXTRAS))),
    st.booleans(),
    st.sampled_from(["\n\n", "\n", "\r\n\r\n"]),
)
def test_captions_headings_and_notes_change_nothing(
    style: str, extras: frozenset[str], closing: bool, break_: str
) -> None:
    assert exchanges(printed(style, extras, closing=closing, break_=break_)) == AS_GIVEN


def test_words_that_an_answer_reports_are_found_in_every_style() -> None:
    reported = {
        style: [
            (one.speaker.person if one.speaker else "", one.reported_by, one.text)
            for one in read(printed(style).document).statements
            if one.reported_by
        ]
        for style in STYLES
    }

    expected = ("Jonas Ekdahl", GUEST, "that the first to leave never come back")
    assert reported == {style: [expected] for style in STYLES}


@pytest.mark.parametrize("answer", ["A: ", ""])
def test_questions_and_answers_of_nobody_are_no_interview(answer: str) -> None:
    pairs = [
        ("How do I book a berth?", "You can book online. We say when it is free."),
        ("May I bring a dog?", "Yes. We ask that it be kept on a lead."),
        ("Do you take cash?", "No. Our terms state that berths are paid by card."),
    ]
    text = "\n\n".join(f"Q: {question}\n\n{answer}{words}" for question, words in pairs)

    reading = read(Document(f"Berths in Norhaven\n\n{text}"))

    assert (reading.form, reading.interview, reading.statements) == ("notice", None, ())


def test_labels_carry_times_and_offices() -> None:
    text = (
        "[00:01] Courier: Will the quay hold?\n\n"
        "[00:09] Marit Solvang (Institute for Harbour Studies): It will not.\n\n"
        "[00:14] Courier: Until when?\n\n"
        "[00:15] Marit Solvang (Institute for Harbour Studies): Spring."
    )

    reading = read(Document(text))

    assert reading.interview is not None
    assert [
        (one.question.of(text), one.answers[0].span.of(text))
        for one in reading.interview.exchanges
    ] == [("Will the quay hold?", "It will not."), ("Until when?", "Spring.")]
