"""Who a sentence says spoke, where much stands around the name. All people are invented."""

import pytest

from tests.commentary.reading.readings import shortly

SAID = [("Marit Solvang", "indirect", ["the quay would sink"])]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Marit Solvang, 59, of Norhaven, a pilot, a mother, one of six sisters, said "
            "the quay would sink.",
            id="five asides",
        ),
        pytest.param(
            "Marit Solvang (Norhaven), a pilot, said the quay would sink.",
            id="brackets and commas",
        ),
    ],
)
def test_asides_do_not_hide_the_name(text: str) -> None:
    assert shortly(text) == SAID


def test_a_place_in_front_of_the_name_is_no_part_of_it() -> None:
    assert shortly("In the old harbour Marit Solvang said the quay would sink.") == SAID


def test_a_place_in_front_of_a_source_without_a_name_is_no_part_of_it() -> None:
    text = "In Norhaven the pilots said the quay would sink."

    assert shortly(text) == [("the pilots", "indirect", ["the quay would sink"])]


def test_a_dash_may_stand_before_a_verb_with_its_subject_behind() -> None:
    text = "The quay will sink — said Marit Solvang."

    assert shortly(text) == [("Marit Solvang", "indirect", ["The quay will sink"])]
