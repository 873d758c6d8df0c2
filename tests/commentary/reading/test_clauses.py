"""Where what somebody said ends, and whose verb a verb is. All people are invented."""

import pytest

from tests.commentary.reading.readings import Short, shortly

SOLVANG = "Marit Solvang"
EKDAHL = "Jonas Ekdahl"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "While Marit Solvang said she would hold a hearing, it has no date.",
            [(SOLVANG, "indirect", ["she would hold a hearing"])],
            id="behind a clause that opens with while",
        ),
        pytest.param(
            "But even as Marit Solvang claimed that it “holds for now,” two pilots left.",
            [(SOLVANG, "mixed", ["that it “holds for now,”"])],
            id="behind a clause that opens with even as",
        ),
        pytest.param(
            "Marit Solvang, who said she would sail in May, stayed at home.",
            [(SOLVANG, "indirect", ["she would sail in May"])],
            id="with the relative clause",
        ),
        pytest.param(
            "Nobody left (the pilots said they would wait for a ship). It came late.",
            [("the pilots", "indirect", ["they would wait for a ship"])],
            id="with the bracket",
        ),
        pytest.param(
            "Marit Solvang criticised the plan, and the council closed the quay.",
            [(SOLVANG, "indirect", ["the plan"])],
            id="in front of a clause of somebody else",
        ),
        pytest.param(
            "Marit Solvang repeatedly says, “Leave it be,” until the ship is heard.",
            [(SOLVANG, "direct", ["Leave it be"])],
            id="with the quotation",
        ),
        pytest.param(
            "Marit Solvang called the plan “a gamble” in a letter on Tuesday.",
            [(SOLVANG, "mixed", ["the plan “a gamble”"])],
            id="in front of the place and the day",
        ),
    ],
)
def test_the_words_end_with_their_clause(text: str, found: list[Short]) -> None:
    assert shortly(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "Marit Solvang sold two ships and said that the quay would hold.",
            [(SOLVANG, "indirect", ["that the quay would hold"])],
            id="behind a verb that tells of no speech",
        ),
        pytest.param(
            "Late in May, Marit Solvang closed the quay, but said that it would hold.",
            [(SOLVANG, "indirect", ["that it would hold"])],
            id="behind a lead-in",
        ),
        pytest.param(
            "Marit Solvang and Jonas Ekdahl call the plan “soft sand.”",
            [(f"{SOLVANG} and {EKDAHL}", "mixed", ["the plan “soft sand.”"])],
            id="of two persons",
        ),
        pytest.param(
            "“It holds,” the pilot, grey and tired after two nights at sea, said.",
            [("the pilot", "direct", ["It holds"])],
            id="far behind its subject",
        ),
    ],
)
def test_a_verb_finds_its_subject(text: str, found: list[Short]) -> None:
    assert shortly(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Marit Solvang has said for weeks that the quay would sink.",
        "Marit Solvang said at a rally in Norhaven, in the old harbour, that the quay would sink.",
    ],
)
def test_what_stands_between_the_verb_and_that_is_not_said(text: str) -> None:
    assert shortly(text) == [(SOLVANG, "indirect", ["that the quay would sink"])]


@pytest.mark.parametrize(
    "text",
    [
        "Marit Solvang has said for weeks the quay would sink.",
        "In an interview, Marit Solvang said on Thursday the quay would sink.",
        "Marit Solvang said in Norhaven the quay would sink.",
    ],
)
def test_a_clause_begins_behind_time_and_place(text: str) -> None:
    assert shortly(text) == [(SOLVANG, "indirect", ["the quay would sink"])]
