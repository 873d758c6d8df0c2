"""Words that look like a cue or a name and are none, and the rarer ones that are. All invented."""

import pytest

from tests.commentary.reading.readings import Short, read_text, shortly

SOLVANG = "Marit Solvang"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("The claim that the quay sinks is old.", [], id="a claim of nobody"),
        pytest.param(
            "Marit Solvang pointed out that the quay sinks.",
            [(SOLVANG, "indirect", ["that the quay sinks"])],
            id="pointed out",
        ),
        pytest.param("Marit Solvang pointed at the quay that sinks.", [], id="pointed at"),
        pytest.param(
            "Marit Solvang was saying that the quay sinks.",
            [(SOLVANG, "indirect", ["that the quay sinks"])],
            id="was saying",
        ),
        pytest.param("Marit Solvang was told that the quay sinks.", [], id="was told"),
        pytest.param("Marit Solvang has been told that the quay sinks.", [], id="has been told"),
        pytest.param("Marit Solvang came to say that the quay sinks.", [], id="came to say"),
        pytest.param("Her report that the quay sinks came late.", [], id="a possessed noun"),
        pytest.param("They spoke of hopes that the quay sinks.", [], id="noun behind of"),
        pytest.param("The harbour charges, and ships wait.", [], id="no object"),
        pytest.param("Report that the quay sinks.", [], id="an order"),
        pytest.param(
            "The council may report that the quay sinks.",
            [("The council", "indirect", ["that the quay sinks"])],
            id="noun that may does make a verb",
        ),
        pytest.param(
            "She claims the quay sinks.",
            [("She", "indirect", ["the quay sinks"])],
            id="noun that a pronoun makes a verb",
        ),
        pytest.param(
            "The council claims the quay sinks.",
            [("The council", "indirect", ["the quay sinks"])],
            id="noun that an object makes a verb",
        ),
    ],
)
def test_a_cue_is_a_verb_or_a_claim_that_somebody_makes(text: str, found: list[Short]) -> None:
    assert shortly(text) == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Her claim that the quay sinks was wrong.", id="claim"),
        pytest.param("Their belief that the quay sinks was wrong.", id="belief"),
    ],
)
def test_a_claim_belongs_to_whoever_it_is_said_to_be_of(text: str) -> None:
    (statement,) = read_text(text).statements
    assert statement.speaker is not None
    assert statement.speaker.text == text.split(maxsplit=1)[0]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        pytest.param("NHC Marit Solvang left.", [SOLVANG], id="letters of a body in front"),
        pytest.param("Norhaven Council met.", [], id="a body"),
        pytest.param("New Solvang grew.", [], id="a place"),
        pytest.param("Solvang R&D closed.", [], id="a department"),
        pytest.param("Ben left.", [], id="a particle alone"),
        pytest.param(
            "Marit Anna Lena Karin Solvang Ekdahl left.", [], id="more words than a name has"
        ),
        pytest.param("M. Solvang came. Marit Solvang left.", [SOLVANG], id="an initial first"),
        pytest.param("Marit Solvang came. M. Solvang left.", [SOLVANG], id="an initial later"),
        pytest.param(
            "Marit Solvang came. Marit Elin Solvang left.",
            ["Marit Elin Solvang"],
            id="a fuller name later",
        ),
    ],
)
def test_the_persons_of_a_text(text: str, persons: list[str]) -> None:
    assert [person.name for person in read_text(text).persons] == persons


@pytest.mark.parametrize(
    ("text", "person"),
    [
        pytest.param(
            "It was Marit Solvang who said that it rained.", SOLVANG, id="who, behind a name"
        ),
        pytest.param("Those who spoke, who said that it rained, left.", "", id="who, of no name"),
        pytest.param("Mr. Ekdahl Holm came. He said that it rained.", "Ekdahl Holm", id="Mr"),
        pytest.param("Mr. Ekdahl Holm came. She said that it rained.", "", id="Mr is not she"),
        pytest.param(
            "The minister, tired of Marit Solvang, said that it rained.",
            "",
            id="a name further on between the commas",
        ),
        pytest.param(
            "Marit Solvang's younger brother said that it rained.", "", id="somebody's brother"
        ),
        pytest.param(
            "Marit Solvang came.\n\nIt was cold.\n\nIt was late.\n\nShe said that it rained.",
            SOLVANG,
            id="she, three paragraphs on",
        ),
        pytest.param(
            "Marit Solvang came.\n\nIt was cold.\n\nIt was late.\n\nIt was dark.\n\n"
            "She said that it rained.",
            "",
            id="she, too far on",
        ),
    ],
)
def test_whose_words_they_are(text: str, person: str) -> None:
    (statement,) = read_text(text).statements
    assert statement.speaker is not None
    assert statement.speaker.person == person


INTRODUCTION = (
    "In an interview for the Courier, Marit Solvang, a fellow of the Institute for Harbour "
    "Studies, shared her views."
)
OPENING = "How do you see the closure?\n\nI think it came late."
CLOSING = "What will you do now?\n\nI will wait.\n\nMy ship will too."
LONG = "The council has closed the port and raised the fees " * 6


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Should we expect higher fees?", id="of us all"),
        pytest.param("The fees have doubled. Who will pay?", id="behind a remark"),
        pytest.param("Tell us about the fees.", id="an order that addresses"),
        pytest.param("Describe the port.", id="an order"),
        pytest.param(f"{LONG.strip()}. What do you make of it?", id="behind a long remark"),
    ],
)
def test_a_question_is_known_by_whom_it_addresses(question: str) -> None:
    text = f"{INTRODUCTION}\n\n{OPENING}\n\n{question}\n\nI cannot say.\n\n{CLOSING}"

    interview = read_text(text).interview

    assert interview is not None
    assert [one.question.of(text) for one in interview.exchanges] == [
        "How do you see the closure?",
        question,
        "What will you do now?",
    ]


@pytest.mark.parametrize(
    "note",
    [
        pytest.param("This interview was edited for length.", id="on the interview"),
        pytest.param("Marit Solvang lives in Norhaven.", id="on the guest"),
        pytest.param("File photo of the quay, taken in May.", id="on a picture"),
    ],
)
def test_a_note_at_the_end_is_no_answer(note: str) -> None:
    text = f"{INTRODUCTION}\n\n{OPENING}\n\n{CLOSING}\n\n{note}"

    interview = read_text(text).interview

    assert interview is not None
    assert [answer.span.of(text) for answer in interview.exchanges[-1].answers] == [
        "I will wait.\n\nMy ship will too."
    ]


@pytest.mark.parametrize(
    "introduction",
    [
        pytest.param(
            "The Courier spoke in an interview with Marit Solvang about Jonas Ekdahl.",
            id="somebody spoken about",
        ),
        pytest.param(
            "Marit Solvang gave an interview. It was conducted by Jonas Ekdahl.",
            id="somebody who asks",
        ),
    ],
)
def test_the_guest_is_neither_who_asks_nor_who_is_spoken_about(introduction: str) -> None:
    interview = read_text(f"{introduction}\n\n{OPENING}\n\n{CLOSING}").interview

    assert interview is not None
    assert interview.guests == (SOLVANG,)


def test_a_label_with_a_title_names_the_person() -> None:
    interview = read_text(
        f"{INTRODUCTION}\n\nCourier: Will it hold?\n\nDr. Solvang: No.\n\n"
        "Courier: Until when?\n\nDr. Solvang: Spring."
    ).interview

    assert interview is not None
    assert interview.guests == (SOLVANG,)
