"""Words credited without a verb of saying in the active voice. All people are invented."""

import pytest

from tests.commentary.reading.readings import Short, read_text, shortly

SOLVANG = "Marit Solvang"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "The plan was described by Marit Solvang as a gamble.",
            [(SOLVANG, "indirect", ["The plan", "a gamble"])],
            id="described as",
        ),
        pytest.param(
            "The plan was praised by Marit Solvang for its price.",
            [(SOLVANG, "indirect", ["The plan", "for its price"])],
            id="praised for",
        ),
        pytest.param("The quay was seen by Marit Solvang in May.", [], id="seen is not said"),
        pytest.param("The quay was closed in May.", [], id="done"),
        pytest.param(
            "According to Marit Solvang: “The quay will sink.”",
            [("Marit Solvang", "direct", ["The quay will sink."])],
            id="according to, with a colon",
        ),
        pytest.param(
            "The quay, in Marit Solvang’s opinion, will sink.",
            [(SOLVANG, "indirect", ["The quay", "will sink"])],
            id="an opinion, between",
        ),
        pytest.param("The pilots were in her view.", [], id="what she sees"),
        pytest.param(
            "Marit Solvang’s answer was “not now, not ever.”",
            [(SOLVANG, "direct", ["not now, not ever."])],
            id="a noun and a quotation",
        ),
        pytest.param(
            "Marit Solvang is not sure that the quay will hold.",
            [(SOLVANG, "indirect", ["that the quay will hold"])],
            id="a state of mind",
        ),
        pytest.param(
            "As Marit Solvang noted, the quay will sink.",
            [(SOLVANG, "indirect", ["the quay will sink"])],
            id="as she noted",
        ),
        pytest.param(
            "The poll shows a lead of two points.",
            [("The poll", "indirect", ["a lead of two points"])],
            id="a poll shows a thing",
        ),
        pytest.param("The window shows a garden of two acres.", [], id="a window shows a thing"),
    ],
)
def test_words_are_credited_without_she_said(text: str, found: list[Short]) -> None:
    assert shortly(text) == found


def test_what_is_believed_has_no_speaker() -> None:
    (found,) = read_text("The quay is believed to stand on sand.").statements

    assert (found.speaker, found.medium, found.text) == (
        None,
        "thought",
        "The quay to stand on sand",
    )


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Nobody said that the quay would sink.", (True, False)),
        ("Did Marit Solvang say that the quay would sink?", (False, True)),
        ("Marit Solvang asked whether the quay would sink.", (False, True)),
        ("Marit Solvang asked for a new quay.", None),
        ("“Will it sink?” Marit Solvang asked.", (False, True)),
        ("“Will it sink?” Marit Solvang said.", (False, False)),
    ],
)
def test_what_is_denied_or_asked_is_marked(text: str, flags: tuple[bool, bool] | None) -> None:
    statements = read_text(text).statements

    assert [(one.negated, one.asked) for one in statements] == ([flags] if flags else [])
