"""Who a name, a title or a pronoun is, and what a text says about the person."""

import pytest

from tests.commentary.reading.readings import read_text


def speakers(text: str) -> list[str]:
    return [one.speaker.person if one.speaker else "" for one in read_text(text).statements]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        pytest.param(
            "Marit Solvang came. Solvang said that it rained.", ["Marit Solvang"], id="surname"
        ),
        pytest.param(
            "Dr. Solvang said that it rained. Marit Solvang left.", ["Marit Solvang"], id="title"
        ),
        pytest.param(
            "Marit Solvang came. She said that it rained.", ["Marit Solvang"], id="pronoun"
        ),
        pytest.param(
            "Marit Solvang met Jonas Ekdahl. She said that it rained. He said that it snowed.",
            ["Marit Solvang", "Jonas Ekdahl"],
            id="a pronoun is whom its gender leaves",
        ),
        pytest.param(
            "Marit Berg and Jonas Berg came. Berg said that it rained.", [""], id="shared surname"
        ),
        pytest.param(
            "Marit Berg and Jonas Berg came. Jonas Berg said that it rained.",
            ["Jonas Berg"],
            id="shared surname, given name said",
        ),
        pytest.param(
            "Marit K. Solvang came. Marit Solvang said that it rained.",
            ["Marit K. Solvang"],
            id="fullest name",
        ),
        pytest.param(
            "Marit Solvang, the harbour minister, came. The minister said that it rained.",
            ["Marit Solvang"],
            id="role",
        ),
        pytest.param(
            "A spokesman for Marit Solvang said that it rained.", [""], id="somebody's spokesman"
        ),
        pytest.param(
            "Professor Holm said that it rained.",
            ["Holm"],
            id="surname with a title",
        ),
        pytest.param("Norhaven said that it rained.", [""], id="a place"),
        pytest.param("Marit van der Berg said it rained.", ["Marit van der Berg"], id="particles"),
    ],
)
def test_the_person_behind_a_source(text: str, persons: list[str]) -> None:
    assert speakers(text) == persons


@pytest.mark.parametrize(
    ("text", "affiliations"),
    [
        pytest.param(
            "Marit Solvang, a senior fellow at the Institute for Harbour Studies, said it rained.",
            ("a senior fellow at the Institute for Harbour Studies",),
            id="between commas",
        ),
        pytest.param(
            "Marit Solvang, of the University of Norhaven, said it rained.",
            ("of the University of Norhaven",),
            id="of an organisation",
        ),
        pytest.param(
            "Marit Solvang is a professor at Norhaven. She sails.",
            ("a professor at Norhaven",),
            id="is",
        ),
        pytest.param("Marit Solvang, who sails, said it rained.", (), id="no role"),
    ],
)
def test_affiliations_are_the_words_of_the_text(text: str, affiliations: tuple[str, ...]) -> None:
    (person,) = read_text(text).persons

    assert (person.name, person.affiliations) == ("Marit Solvang", affiliations)


def test_mentions_are_all_places_where_a_person_is_named() -> None:
    text = "Marit Solvang came. Solvang left."

    (person,) = read_text(text).persons

    assert [span.of(text) for span in person.mentions] == ["Marit Solvang", "Solvang"]


def test_an_institute_is_no_person_and_neither_is_a_headline() -> None:
    text = "Harbour Fees Rise Again Says Council\n\nThe Institute for Harbour Studies closed."

    assert read_text(text).persons == ()
