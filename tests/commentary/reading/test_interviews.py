"""Interviews in every rendering give the same guest, exchanges and answers."""

import pytest

from commentary.reading import Document, FoundStatement, Mark, Reading, read
from tests.commentary.reading import interviews
from tests.commentary.reading.readings import pieces, read_text


def exchanges(text: str, reading: Reading) -> list[tuple[str, list[str]]]:
    assert reading.interview is not None
    return [
        (one.question.of(text), [answer.span.of(text) for answer in one.answers])
        for one in reading.interview.exchanges
    ]


def answers(reading: Reading) -> list[FoundStatement]:
    return [one for one in reading.statements if one.exchange is not None]


RENDERINGS = [
    pytest.param(interviews.bare(), id="unlabelled"),
    pytest.param(interviews.bare(break_="\r\n\r\n"), id="unlabelled, CRLF"),
    pytest.param(interviews.bare(break_="\n"), id="one line break"),
    pytest.param(f"{interviews.TITLE}\n\n{interviews.bare()}", id="title as first paragraph"),
    pytest.param(f"(Copy Wire - Norhaven Courier)\n\n{interviews.bare()}", id="credit line"),
    pytest.param(interviews.bare().replace("“", '"').replace("”", '"'), id="straight marks"),
    pytest.param(interviews.labelled("Q:", "A:"), id="Q and A"),
    pytest.param(interviews.labelled("Courier:", "Solvang:"), id="names"),
    pytest.param(interviews.labelled("COURIER –", "MARIT SOLVANG –"), id="capitals and dashes"),
    pytest.param(interviews.labelled("NC:", "MS:"), id="initials"),
]


@pytest.mark.parametrize("text", RENDERINGS)
def test_every_rendering_gives_the_same_exchanges(text: str) -> None:
    reading = read_text(text)

    found = [question for question, _ in exchanges(text, reading)]
    said = [pieces(text, one) for one in answers(reading)]
    assert reading.form == "interview"
    assert found == [question for question, _ in interviews.EXCHANGES]
    assert [[_curly(piece) for piece in parts] for parts in said] == [
        list(parts) for _, parts in interviews.EXCHANGES
    ]


def _curly(words: str) -> str:
    return words.replace('"dry harbours"', "“dry harbours”")


@pytest.mark.parametrize("text", RENDERINGS)
def test_every_answer_is_the_guests(text: str) -> None:
    reading = read_text(text)

    assert reading.interview is not None
    assert reading.interview.guests == (interviews.GUEST,)
    assert [one.speaker.person for one in answers(reading) if one.speaker] == (
        [interviews.GUEST] * len(interviews.EXCHANGES)
    )
    assert [(one.type, one.exchange) for one in answers(reading)] == (
        [("direct", index) for index in range(len(interviews.EXCHANGES))]
    )


def test_an_answer_without_a_label_points_at_the_introduction() -> None:
    text = interviews.bare()

    first = answers(read_text(text))[0]

    assert first.speaker is not None
    assert text[first.speaker.start : first.speaker.end] == "Marit Solvang"
    assert first.speaker.start < text.index("How do you see")


def test_the_introduction_is_narration_and_says_nothing() -> None:
    text = interviews.bare()

    reading = read_text(text)

    assert reading.interview is not None
    roles = [turn.role for turn in reading.interview.turns]
    assert roles == ["narration", *["interviewer", "guest"] * len(interviews.EXCHANGES)]
    assert reading.interview.turns[0].end == text.index("How do you see") - 2
    assert [
        one for one in reading.statements if one.exchange is None and not one.reported_by
    ] == []


def test_words_that_an_answer_reports_are_a_further_statement() -> None:
    text = interviews.bare()

    (reported,) = [one for one in read_text(text).statements if one.reported_by]

    assert reported.reported_by == interviews.GUEST
    assert reported.speaker is not None
    assert reported.speaker.person == "Jonas Ekdahl"
    assert pieces(text, reported) == ["that the first to leave never come back"]


def test_several_guests_answer_one_question_each_under_their_name() -> None:
    text = (
        "Courier: Will the quay hold?\n\nBerg: No.\n\nHolm: It might.\n\nWe have measured.\n\n"
        "Courier: Until when?\n\nHolm: Spring.\n\nBerg: Never."
    )

    reading = read_text(text)

    assert reading.interview is not None
    assert reading.interview.guests == ("Berg", "Holm")
    assert [
        [(answer.speaker, answer.span.of(text)) for answer in one.answers]
        for one in reading.interview.exchanges
    ] == [
        [("Berg", "No."), ("Holm", "It might.\n\nWe have measured.")],
        [("Holm", "Spring."), ("Berg", "Never.")],
    ]


def test_two_guests_without_labels_are_not_told_apart() -> None:
    text = (
        "The Courier interviews Marit Solvang and Jonas Ekdahl of the port.\n\n"
        "How did you two meet?\n\nWe met on a ship.\n\nWho steered?\n\nI did, of course."
    )

    reading = read_text(text)

    assert reading.interview is not None
    assert reading.interview.guests == ("Marit Solvang", "Jonas Ekdahl")
    assert [one.speaker for one in answers(reading)] == [None, None]


def test_captions_and_headings_between_answers_are_narration() -> None:
    text = interviews.bare().replace(
        "\n\nThere are reports",
        "\n\nThe quay in May. Photo: Norhaven Courier\n\nOn the fees\n\nThere are reports",
    )

    reading = read_text(text)

    assert reading.interview is not None
    assert [turn.role for turn in reading.interview.turns][-4:] == [
        "guest",
        "narration",
        "interviewer",
        "guest",
    ]
    assert pieces(text, answers(reading)[1])[-1] == "I think he was right."


def test_questions_in_bold_need_no_question_mark() -> None:
    questions = ("Why did you stay?", "Your thoughts on the fees", "And what comes next?")
    text = "Marit Solvang gave the Courier an interview."
    marks = []
    for question in questions:
        start = len(text) + 2
        text += f"\n\n{question}\n\nI have said enough."
        marks.append(Mark("strong", start, start + len(question)))

    reading = read(Document(text, marks=tuple(marks)))

    assert [question for question, _ in exchanges(text, reading)] == list(questions)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "What is a quay?\n\nA quay is a wall.\n\nWhat is a pier?\n\nA pier stands on posts.",
            id="explainer without a guest",
        ),
        pytest.param(
            "Photo: The quay\n\nSource: The council\n\nPhoto: The pier\n\nSource: The pilots",
            id="labels that nobody speaks under",
        ),
        pytest.param(
            "Marit Solvang said that it rained.\n\nWhat now?\n\nThe council meets in May.",
            id="one question by the writer",
        ),
    ],
)
def test_questions_alone_make_no_interview(text: str) -> None:
    assert read_text(text).interview is None
