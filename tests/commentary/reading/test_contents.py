"""Which words of a sentence are said, in the less usual ways of saying it. All is invented."""

import pytest

from commentary.reading import Cue, Mention, Span
from tests.commentary.reading.readings import Short, pieces, read_text, shortly

SOLVANG = "Marit Solvang"
EKDAHL = "Jonas Ekdahl"


def test_a_claim_belongs_to_the_name_in_front_of_it() -> None:
    text = "Nobody shared Marit Solvang’s claim that the quay would sink."

    assert shortly(text) == [(SOLVANG, "indirect", ["that the quay would sink"])]


def test_a_claim_with_a_possessive_has_the_possessive_as_its_source() -> None:
    text = "Nobody shared her claim that the quay would sink."

    (found,) = read_text(text).statements

    assert found.speaker is not None
    assert (found.speaker.text, found.speaker.start, found.speaker.end) == ("her", 14, 17)
    assert found.cue == Cue("claim", 18, 23)
    assert found.spans == (Span(24, 48),)


def test_a_claim_does_not_cut_off_what_is_said_about_it() -> None:
    text = "Marit Solvang said nobody shared her claim that the quay would sink."

    said, claimed = read_text(text).statements

    assert pieces(text, said) == ["nobody shared her claim that the quay would sink"]
    assert pieces(text, claimed) == ["that the quay would sink"]
    assert said.speaker == Mention(SOLVANG, 0, 13, SOLVANG)


def test_a_second_verb_behind_a_mere_comma_keeps_the_subject() -> None:
    text = "“The quay will sink,” Marit Solvang said, added that nobody listened."

    assert shortly(text) == [
        (SOLVANG, "direct", ["The quay will sink"]),
        (SOLVANG, "indirect", ["that nobody listened"]),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "The pilots heard Marit Solvang saying that the quay would sink.",
            [(SOLVANG, "indirect", ["that the quay would sink"])],
            id="right behind its subject",
        ),
        pytest.param(
            "On Monday she left the hall, saying that the quay would sink.",
            [("she", "indirect", ["that the quay would sink"])],
            id="of a pronoun, not of the day",
        ),
        pytest.param(
            "On Monday, Jonas Ekdahl left the hall, saying that the quay would sink.",
            [(EKDAHL, "indirect", ["that the quay would sink"])],
            id="of a name, not of the day",
        ),
        pytest.param(
            "Marit Solvang said the quay would sink, adding that nobody listened.",
            [
                (SOLVANG, "indirect", ["the quay would sink"]),
                (SOLVANG, "indirect", ["that nobody listened"]),
            ],
            id="behind a verb of the same subject",
        ),
        pytest.param("Saying that the quay would sink.", [], id="of nobody"),
    ],
)
def test_a_participle_speaks_for_the_subject(text: str, found: list[Short]) -> None:
    assert shortly(text) == found


def test_a_title_in_marks_before_the_speaker_is_not_said() -> None:
    text = (
        "At the opening of “Long Way Home” Marit Solvang told reporters that the quay would sink."
    )

    assert shortly(text) == [(SOLVANG, "indirect", ["that the quay would sink"])]


@pytest.mark.parametrize(
    "text",
    [
        "As the ships waited, tired and late, Marit Solvang said that the quay would sink.",
        "On Monday, in Norhaven, Marit Solvang said that the quay would sink.",
    ],
)
def test_what_leads_in_to_a_that_clause_is_not_said(text: str) -> None:
    assert shortly(text) == [(SOLVANG, "indirect", ["that the quay would sink"])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "“The quay will sink,” Marit Solvang said, naming the harbour, “and nobody listens.”",
            ["The quay will sink", "and nobody listens."],
            id="behind a comma",
        ),
        pytest.param(
            "“The quay will sink,” Marit Solvang said, naming the harbour, and “nobody listens.”",
            ["The quay will sink", "nobody listens."],
            id="behind and",
        ),
        pytest.param(
            "“The quay will sink,” said Marit Solvang, a pilot, on Monday.",
            ["The quay will sink"],
            id="not at all, behind an office",
        ),
        pytest.param(
            "“The quay will sink,” said Marit Solvang, laughing.",
            ["The quay will sink"],
            id="not at all, behind a gesture",
        ),
    ],
)
def test_a_quotation_may_go_on_behind_an_aside(text: str, found: list[str]) -> None:
    assert shortly(text) == [(SOLVANG, "direct", found)]


@pytest.mark.parametrize(
    "text",
    [
        "Marit Solvang said last week that the quay would sink.",
        "Marit Solvang said today that the quay would sink.",
        "Marit Solvang, a pilot, said Tuesday that the quay would sink.",
    ],
)
def test_a_bare_time_behind_the_verb_is_not_said(text: str) -> None:
    assert shortly(text) == [(SOLVANG, "indirect", ["that the quay would sink"])]


def test_this_is_said_where_it_names_no_time() -> None:
    text = "Marit Solvang said this quay would sink."

    assert shortly(text) == [(SOLVANG, "indirect", ["this quay would sink"])]


def test_what_stands_between_verb_and_colon_is_not_said() -> None:
    text = "Marit Solvang said in a letter: the quay would sink."

    assert shortly(text) == [(SOLVANG, "indirect", ["the quay would sink"])]


def test_a_listener_with_a_name_is_neither_speaker_nor_said() -> None:
    text = "Marit Solvang told Jonas Ekdahl the quay would sink."

    assert shortly(text) == [(SOLVANG, "indirect", ["the quay would sink"])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("According to Marit Solvang.", [], id="with nothing else"),
        pytest.param("The quay will sink, according to.", [], id="with nobody"),
        pytest.param(
            "The quay will sink, according to Marit Solvang, who left.",
            [(SOLVANG, "indirect", ["The quay will sink"])],
            id="with an aside about the source",
        ),
        pytest.param(
            "The quay will sink, according to Marit Solvang.",
            [(SOLVANG, "indirect", ["The quay will sink"])],
            id="at the end",
        ),
        pytest.param(
            "The quay will sink, according to Marit Solvang, ...",
            [(SOLVANG, "indirect", ["The quay will sink"])],
            id="with a sentence that breaks off",
        ),
    ],
)
def test_according_to_gives_the_rest_of_the_sentence(text: str, found: list[Short]) -> None:
    assert shortly(text) == found
