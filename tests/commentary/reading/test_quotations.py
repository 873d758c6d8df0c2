"""Where quotations and the sentences around them begin and end. All people are invented."""

from commentary.reading.text.quotations import opens_with_mark
from tests.commentary.reading.readings import shortly

SOLVANG = "Marit Solvang"


def test_a_paragraph_without_words_opens_with_no_mark() -> None:
    assert not opens_with_mark([])


def test_each_quotation_in_single_marks_ends_at_its_own_mark() -> None:
    text = "'The quay sinks,' Marit Solvang said. 'Nobody listens,' she added."

    assert shortly(text + " 'It stands on sand,' she said.") == [
        (SOLVANG, "direct", ["The quay sinks"]),
        (SOLVANG, "direct", ["Nobody listens"]),
        (SOLVANG, "direct", ["It stands on sand"]),
    ]


def test_apostrophes_around_a_quotation_are_no_marks() -> None:
    text = "Marit Solvang said the '90s were “loud” for the pilots' guild."

    assert shortly(text) == [
        (SOLVANG, "mixed", ["the '90s were “loud” for the pilots' guild"]),
    ]


def test_a_sentence_behind_a_quoted_question_is_not_taken_for_its_speaker() -> None:
    text = (
        "“The quay will sink,” Marit Solvang said. “Will it last?” "
        "The pilots of the old harbour waited for an answer."
    )

    assert shortly(text) == [(SOLVANG, "direct", ["The quay will sink", "Will it last?"])]


def test_a_speaker_behind_a_quoted_sentence_needs_no_full_stop() -> None:
    text = "“The quay will sink.” Marit Solvang said"

    assert shortly(text) == [(SOLVANG, "direct", ["The quay will sink."])]


def test_a_new_sentence_behind_a_quoted_one_says_its_own() -> None:
    text = "“The quay will sink.” On Monday, Marit Solvang said that it would hold."

    assert shortly(text) == [(SOLVANG, "indirect", ["that it would hold"])]


def test_a_thing_before_a_colon_does_not_speak() -> None:
    assert shortly("The sign on the quay: “No landing.”") == []


def test_an_open_quotation_goes_on_over_paragraphs_that_open_with_a_mark() -> None:
    text = (
        "Marit Solvang said: “The quay will sink.\n\n“It stands on sand.\n\n“Nobody listens.”"
        "\n\nThe ships waited."
    )

    assert shortly(text) == [
        (SOLVANG, "direct", ["The quay will sink.", "It stands on sand.", "Nobody listens."])
    ]


def test_a_quotation_is_announced_only_for_the_next_paragraph() -> None:
    assert shortly("Marit Solvang said:\n\nThe ships waited.\n\n“The quay will sink.”") == []


def test_dots_at_the_end_of_what_is_said_are_left_out() -> None:
    text = "The quay will sink..., Marit Solvang said."

    assert shortly(text) == [(SOLVANG, "indirect", ["The quay will sink"])]
