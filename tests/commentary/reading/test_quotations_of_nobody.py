"""Quotations that no cue of their own sentence claims, and whose they are. All is invented."""

import pytest

from tests.commentary.reading.readings import Short, shortly

SOLVANG = "Marit Solvang"
EKDAHL = "Jonas Ekdahl"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "“It holds,” Marit Solvang said. She did not name a day. “It was built on rock.”",
            [(SOLVANG, "direct", ["It holds", "It was built on rock."])],
            id="behind a sentence of the writer",
        ),
        pytest.param(
            "“It holds,” said Marit Solvang, now a host. “It was built on rock.”",
            [(SOLVANG, "direct", ["It holds", "It was built on rock."])],
            id="behind an office that is a title as well",
        ),
        pytest.param(
            "“It holds,” Marit Solvang said. “How long it holds is open” to the pilots now.",
            [(SOLVANG, "direct", ["It holds", "How long it holds is open"])],
            id="with a tail of the writer",
        ),
        pytest.param(
            "Marit Solvang said nobody listens. “It was built on rock.”",
            [
                (SOLVANG, "indirect", ["nobody listens"]),
                (SOLVANG, "direct", ["It was built on rock."]),
            ],
            id="behind words in no marks",
        ),
        pytest.param(
            "“It holds,” Marit Solvang said. Jonas Ekdahl said it sinks. “It stands on sand.”",
            [
                (SOLVANG, "direct", ["It holds"]),
                (EKDAHL, "indirect", ["it sinks"]),
                (EKDAHL, "direct", ["It stands on sand."]),
            ],
            id="of the one heard last",
        ),
        pytest.param(
            "“It was built on rock.”\n\n“It holds,” Marit Solvang said.",
            [(SOLVANG, "direct", ["It was built on rock.", "It holds"])],
            id="in the paragraph before",
        ),
        pytest.param(
            "The council reports:\n\n“The quay sinks.\n\n“It stands on sand.”\n\nShips waited.",
            [("The council", "direct", ["The quay sinks.", "It stands on sand."])],
            id="announced, over two paragraphs",
        ),
    ],
)
def test_a_quotation_without_a_cue_belongs_to_who_speaks(text: str, found: list[Short]) -> None:
    assert shortly(text) == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Marit Solvang had a message for the pilots: “It holds.”", id="a thing she has"
        ),
        pytest.param(
            "Late in May, Marit Solvang closed the quay: “It holds.”", id="what she does"
        ),
        pytest.param("Marit Solvang scolded them: “It holds.”", id="a verb not in the lists"),
        pytest.param("“It holds!” Marit Solvang thundered.", id="the verb behind"),
        pytest.param("“It holds!” thundered Marit Solvang.", id="the subject behind"),
        pytest.param("Marit Solvang jokes, “It holds.”", id="a verb that is a noun as well"),
        pytest.param("Marit Solvang left, while chanting, “It holds.”", id="a participle"),
    ],
)
def test_a_quotation_that_only_its_place_shows_to_be_said(text: str) -> None:
    assert shortly(text)[-1] in [
        (SOLVANG, "direct", ["It holds."]),
        (SOLVANG, "direct", ["It holds!"]),
    ]


def test_what_is_said_of_a_thing_at_a_colon_is_said_by_nobody() -> None:
    assert shortly("It was written on the wall: “No landing here.”") == []


def test_words_in_front_of_a_colon_are_not_of_the_quotation_behind_it() -> None:
    text = "Marit Solvang scolded them: “It holds,” she said. “Go home.”"

    assert shortly(text)[-1] == (SOLVANG, "direct", ["It holds", "Go home."])


def test_another_verb_has_its_own_quotation() -> None:
    text = "“It holds,” Marit Solvang said, adding, “It was built on rock.”"

    assert shortly(text) == [
        (SOLVANG, "direct", ["It holds"]),
        (SOLVANG, "direct", ["It was built on rock."]),
    ]


TRANSCRIPT = (
    "Part of the hearing follows:\n\nEKDAHL: It will sink.\n\n"
    "SOLVANG: It stands on sand. They call it “the rock.”\n\nEKDAHL: It moves."
)


def test_a_transcript_in_an_article_gives_each_turn_to_its_label() -> None:
    assert shortly(TRANSCRIPT) == [
        ("EKDAHL", "direct", ["It will sink."]),
        ("SOLVANG", "direct", ["It stands on sand. They call it “the rock.”"]),
        ("EKDAHL", "direct", ["It moves."]),
    ]


def test_a_transcript_in_marks_goes_on_behind_a_mark_and_no_note_is_said() -> None:
    text = (
        "Part of the hearing follows:\n\n“EKDAHL: It will sink.\n\n“SOLVANG: It stands on "
        "sand.\n\n“And the sand moves.\n\n“(LAUGHTER)\n\n“EKDAHL: It moves.”"
    )

    assert shortly(text) == [
        ("EKDAHL", "direct", ["It will sink."]),
        ("SOLVANG", "direct", ["It stands on sand.", "And the sand moves."]),
        ("EKDAHL", "direct", ["It moves."]),
    ]
