"""What a news text says was said, one phenomenon to a case. All people are invented."""

import pytest

from commentary.reading import Cue, Mention
from tests.commentary.reading.readings import Short, pieces, read_text, shortly

SOLVANG = "Marit Solvang"
EKDAHL = "Jonas Ekdahl"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "Marit Solvang said that the channel was deep.",
            [(SOLVANG, "indirect", ["that the channel was deep"])],
            id="that-clause",
        ),
        pytest.param(
            "Marit Solvang said the channel was deep.",
            [(SOLVANG, "indirect", ["the channel was deep"])],
            id="bare clause",
        ),
        pytest.param(
            "The channel, Marit Solvang argued, is too shallow.",
            [(SOLVANG, "indirect", ["The channel", "is too shallow"])],
            id="cue between two halves",
        ),
        pytest.param(
            "The channel is too shallow, Marit Solvang said on Tuesday.",
            [(SOLVANG, "indirect", ["The channel is too shallow"])],
            id="cue behind, with a time",
        ),
        pytest.param(
            "According to Marit Solvang, the quay will sink.",
            [(SOLVANG, "indirect", ["the quay will sink"])],
            id="according to, in front",
        ),
        pytest.param(
            "The quay, according to Marit Solvang, will sink.",
            [(SOLVANG, "indirect", ["The quay", "will sink"])],
            id="according to, between",
        ),
        pytest.param(
            "“The quay will sink,” said Marit Solvang.",
            [(SOLVANG, "direct", ["The quay will sink"])],
            id="subject behind the verb",
        ),
        pytest.param(
            "“The quay,” Marit Solvang told the Courier, “will sink.”",
            [(SOLVANG, "direct", ["The quay", "will sink."])],
            id="split quotation with a listener",
        ),
        pytest.param(
            "“The quay will sink,” Marit Solvang said. “Nobody wants to hear it.”",
            [(SOLVANG, "direct", ["The quay will sink", "Nobody wants to hear it."])],
            id="quotation that goes on in the next sentence",
        ),
        pytest.param(
            "“Will the quay sink?” Marit Solvang asked.",
            [(SOLVANG, "direct", ["Will the quay sink?"])],
            id="question mark inside the marks",
        ),
        pytest.param(
            "Marit Solvang called the plan “a gamble with other people’s money.”",
            [(SOLVANG, "mixed", ["the plan “a gamble with other people’s money.”"])],
            id="half quoted",
        ),
        pytest.param(
            "Marit Solvang told reporters that the quay would sink.",
            [(SOLVANG, "indirect", ["that the quay would sink"])],
            id="listener before the clause",
        ),
        pytest.param(
            "Marit Solvang, who replaced Jonas Ekdahl in July, said the quay would sink.",
            [(SOLVANG, "indirect", ["the quay would sink"])],
            id="aside that names somebody else",
        ),
        pytest.param(
            "Marit Solvang, 59, of Norhaven, a pilot, said the quay would sink.",
            [(SOLVANG, "indirect", ["the quay would sink"])],
            id="several asides in a row",
        ),
        pytest.param(
            "Marit Solvang (Norhaven) said the quay would sink.",
            [(SOLVANG, "indirect", ["the quay would sink"])],
            id="aside in brackets",
        ),
        pytest.param(
            "“It is over,” the minister, Marit Solvang, said.",
            [(SOLVANG, "direct", ["It is over"])],
            id="office first, name in apposition",
        ),
        pytest.param(
            "Marit Solvang said the quay would sink, but Jonas Ekdahl said it would hold.",
            [
                (SOLVANG, "indirect", ["the quay would sink"]),
                (EKDAHL, "indirect", ["it would hold"]),
            ],
            id="two speakers in one sentence",
        ),
        pytest.param(
            "Marit Solvang said the quay would sink and added that nobody listened.",
            [
                (SOLVANG, "indirect", ["the quay would sink"]),
                (SOLVANG, "indirect", ["that nobody listened"]),
            ],
            id="two verbs of one subject",
        ),
        pytest.param(
            "Marit Solvang left early, saying that the quay would sink.",
            [(SOLVANG, "indirect", ["that the quay would sink"])],
            id="participle",
        ),
        pytest.param(
            "Calling the plan “a mistake,” Marit Solvang said she would vote against it.",
            [
                (SOLVANG, "mixed", ["the plan “a mistake,”"]),
                (SOLVANG, "indirect", ["she would vote against it"]),
            ],
            id="participle that opens the sentence",
        ),
        pytest.param(
            "Marit Solvang: “The quay will sink.”",
            [(SOLVANG, "direct", ["The quay will sink."])],
            id="name and colon",
        ),
        pytest.param(
            "“The quay will sink.” — Marit Solvang",
            [(SOLVANG, "direct", ["The quay will sink."])],
            id="signed with a dash",
        ),
        pytest.param(
            "Said Marit Solvang: “The quay will sink.”",
            [(SOLVANG, "direct", ["The quay will sink."])],
            id="verb first",
        ),
        pytest.param(
            "NORHAVEN — The quay will sink, Marit Solvang said.",
            [(SOLVANG, "indirect", ["The quay will sink"])],
            id="dateline is not said",
        ),
        pytest.param(
            "“The first thing is the quay.\n\n“The second is the channel,” Marit Solvang said.",
            [
                (
                    SOLVANG,
                    "direct",
                    ["The first thing is the quay.", "The second is the channel"],
                )
            ],
            id="quotation over two paragraphs",
        ),
        pytest.param(
            "Marit Solvang said:\n\n“The quay will sink.”",
            [(SOLVANG, "direct", ["The quay will sink."])],
            id="announced in the paragraph before",
        ),
        pytest.param(
            "“The quay will sink,” Marit Solvang said.\n\n“It stands on sand.”",
            [
                (SOLVANG, "direct", ["The quay will sink"]),
                (SOLVANG, "direct", ["It stands on sand."]),
            ],
            id="floating quotation of the last speaker",
        ),
        pytest.param(
            "\"The quay will sink,\" Marit Solvang said. 'Nobody listens,' she added.",
            [
                (SOLVANG, "direct", ["The quay will sink"]),
                (SOLVANG, "direct", ["Nobody listens"]),
            ],
            id="straight marks, double and single",
        ),
        pytest.param(
            "«The quay will sink», said Marit Solvang. „It stands on sand“, she added.",
            [
                (SOLVANG, "direct", ["The quay will sink"]),
                (SOLVANG, "direct", ["It stands on sand"]),
            ],
            id="marks of other languages",
        ),
        pytest.param(
            "Many believe that ships are late.",
            [("Many", "indirect", ["that ships are late"])],
            id="source without a name",
        ),
    ],
)
def test_who_says_what(text: str, found: list[Short]) -> None:
    assert shortly(text) == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The “great leap” is none, and the “long march” goes on.", id="scare quotes"),
        pytest.param("The film “Long Way Home” opens on Friday.", id="title"),
        pytest.param("The United States and the reports of the year.", id="nouns like verbs"),
        pytest.param("As the storm came, ships continued to sail.", id="lead-in"),
        pytest.param('A 6" pipe and a 12" pipe lie on the quay.', id="inches"),
        pytest.param("Mix the flour and the salt. Bake for one hour.", id="recipe"),
        pytest.param("", id="nothing"),
    ],
)
def test_nothing_is_said_where_nothing_is_said(text: str) -> None:
    assert shortly(text) == []
    assert read_text(text).form == "other"


def test_a_statement_tells_cue_and_source_by_place() -> None:
    text = "“It holds,” Marit Solvang also wrote."

    (found,) = read_text(text).statements

    assert found.speaker == Mention("Marit Solvang", 12, 25, SOLVANG)
    assert found.cue == Cue("also wrote", 26, 36)
    assert (found.medium, found.text, found.exchange) == ("writing", "It holds", None)


@pytest.mark.parametrize(
    ("text", "negated", "hypothetical"),
    [
        ("Marit Solvang said that it holds.", False, False),
        ("Marit Solvang did not say whether it holds.", True, False),
        ("Marit Solvang never said that it holds.", True, False),
        ("Marit Solvang would say that it holds.", False, True),
        ("If Marit Solvang said that it holds, nobody heard it.", False, True),
    ],
)
def test_negated_and_hypothetical_statements_are_marked(
    text: str, *, negated: bool, hypothetical: bool
) -> None:
    (found,) = read_text(text).statements

    assert (found.negated, found.hypothetical) == (negated, hypothetical)


def test_thoughts_carry_their_medium() -> None:
    (found,) = read_text("Marit Solvang believes that it holds.").statements

    assert found.medium == "thought"


def test_words_of_another_paragraph_are_not_joined_by_an_open_mark() -> None:
    text = "“It holds, Marit Solvang said.\n\nJonas Ekdahl said that it sinks."

    assert shortly(text)[-1] == (EKDAHL, "indirect", ["that it sinks"])


def test_a_mark_forgotten_in_one_shape_closes_in_the_other() -> None:
    text = '“It holds," Marit Solvang said. Jonas Ekdahl laughed.'

    (found,) = read_text(text).statements

    assert pieces(text, found) == ["It holds"]
