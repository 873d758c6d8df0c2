"""Who a name, a title or a pronoun is, and what a text says about the person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


CAME = "Marit Solvang came."


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        pytest.param(
            "Governor of Norhaven Marit Solvang said it rained.",
            ["Marit Solvang"],
            id="an office and its place in front",
        ),
        pytest.param(
            "Secretary for Harbours Mr. Ekdahl said it rained.", ["Ekdahl"], id="office, title"
        ),
        pytest.param(
            "In Norhaven Marit Solvang said it rained.", ["Marit Solvang"], id="a place in front"
        ),
        pytest.param(
            "A student at the University of Norhaven Aino Lahti came. Lahti said it rained.",
            ["Aino Lahti"],
            id="an affiliation right in front",
        ),
        pytest.param(
            "K.C. Ekdahl said it rained. Ekdahl said it snowed.",
            ["K.C. Ekdahl", "K.C. Ekdahl"],
            id="initials without blanks",
        ),
        pytest.param(
            "Bashar al-Holm came. Holm said it rained.", ["Bashar al-Holm"], id="an article's al"
        ),
        pytest.param(
            "Marit van der Berg came. Van der Berg said it rained.",
            ["Marit van der Berg"],
            id="particles and family name alone",
        ),
        pytest.param(
            "Marit SOLVANG came. SOLVANG said it rained.", ["Marit SOLVANG"], id="loud family name"
        ),
        pytest.param(
            "Haruka Mizuno left. Mizuno Haruka said it rained.",
            ["Haruka Mizuno"],
            id="family name first",
        ),
        pytest.param(
            "Марит Солванг came. Солванг said it rained.", ["Марит Солванг"], id="Cyrillic"
        ),
        pytest.param("水野遥香 said it rained.", ["水野遥香"], id="signs without capitals"),
        pytest.param("هاروكا ميزونو said it rained.", ["هاروكا ميزونو"], id="Arabic"),
        pytest.param(
            "Haruka Mizuno (水野遥香) left. 水野遥香 said it rained.",
            ["Haruka Mizuno"],
            id="a name in another script in brackets",
        ),
        pytest.param(
            "Martin Luther Holm Jr. said it rained. Holm said it snowed.",
            ["Martin Luther Holm Jr.", "Martin Luther Holm Jr."],
            id="junior",
        ),
        pytest.param(
            f"{CAME} Jonas Ekdahl, PhD, said it rained.", ["Jonas Ekdahl"], id="a degree"
        ),
        pytest.param(
            "Using Marit Solvang as an excuse failed. Solvang said it rained. Marit Solvang left.",
            ["Marit Solvang"],
            id="a verb in front that begins the sentence",
        ),
    ],
)
def test_a_name_in_any_dress_is_one_person(text: str, persons: list[str]) -> None:
    assert speakers(text) == persons


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        pytest.param(
            "Jonas Ekdahl came. Jonas Ekdahl Jr. left. Ekdahl said it rained.",
            [""],
            id="father and son",
        ),
        pytest.param(
            "George W. Holm came. George H. Holm left. George Holm said it rained.",
            [""],
            id="two middle initials",
        ),
        pytest.param(
            "M. Solvang said it rained. Marit Solvang and Magnus Solvang came.",
            [""],
            id="an initial that fits two",
        ),
        pytest.param("Marit and Jonas Ekdahl came. Ekdahl said it rained.", [""], id="a couple"),
        pytest.param(f"{CAME} The Solvangs left. Solvang said it rained.", [""], id="a family"),
        pytest.param(
            "The Solvang brothers came. Jonas Solvang left. Mr. Solvang said it rained.",
            [""],
            id="brothers, whom a title does not tell apart",
        ),
        pytest.param(
            "Jonas Solvang came. Mrs. Solvang said it rained. Solvang said it snowed.",
            ["", ""],
            id="a title that fits nobody known is somebody else",
        ),
        pytest.param(
            "Jonas Solvang came. Marit Solvang left. Ms. Solvang said it rained.",
            ["Marit Solvang"],
            id="told apart by a title",
        ),
        pytest.param(
            f"Shares of Solvang Inc fell. {CAME} Solvang said it rained.", [""], id="a company"
        ),
        pytest.param(
            f"The town of Solvang slept. {CAME} Solvang said it rained.", [""], id="a town"
        ),
        pytest.param(
            "Kristin Wall came. Kristen Wall left. Wall said it rained.",
            [""],
            id="names a letter apart, and nothing tells that they are one",
        ),
        pytest.param(
            "Kristin Wall, curator of the show, came. Kristen Wall, the curator, left. "
            "Wall said it rained.",
            ["Kristin Wall"],
            id="names a letter apart, of one role",
        ),
        pytest.param(
            f"{CAME} The Solvang administration said it rained.", [""], id="named after her"
        ),
        pytest.param(f"{CAME} Solvang supporters said it rained.", [""], id="her supporters"),
        pytest.param(f"{CAME} Solvang's brother said it rained.", [""], id="her brother"),
        pytest.param(
            "Marit Solvang and Jonas Ekdahl said it rained.", [""], id="two together are no one"
        ),
        pytest.param(
            "Marit Solvang said it rained. Solvan said it snowed.",
            ["Marit Solvang", "Marit Solvang"],
            id="a letter short, right behind her own words",
        ),
        pytest.param(
            f"{CAME} Solvan said it snowed.", [""], id="a letter short, and she said nothing"
        ),
    ],
)
def test_who_might_be_another_is_told_apart_or_refused(text: str, persons: list[str]) -> None:
    assert speakers(text) == persons


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        pytest.param(
            "Marit Solvang met Ingrid Holm. She said it rained.",
            ["Marit Solvang"],
            id="the subject before the object",
        ),
        pytest.param(
            "Aino Lahti and Tuuli Brandt came. She said it rained.", [""], id="two subjects"
        ),
        pytest.param(
            '"She is wrong," Marit Solvang said of Ingrid Holm. She said it rained.',
            ["Marit Solvang", "Marit Solvang"],
            id="the speaker before whom she speaks of",
        ),
        pytest.param(
            f'{CAME} "Ingrid Holm is late," a clerk said. She said it rained.',
            ["", "Marit Solvang"],
            id="who is named inside quotation marks does not change who she is outside",
        ),
        pytest.param(
            "As Marit Solvang left the pier, she said it rained.",
            ["Marit Solvang"],
            id="in the same sentence",
        ),
        pytest.param(
            "His wife, Aino Lahti, came. She said it rained. He said it snowed.",
            ["Aino Lahti", ""],
            id="a wife is she",
        ),
        pytest.param(
            "Mx. Robin Holm came. They said it rained.", ["Robin Holm"], id="one who is they"
        ),
        pytest.param(
            "Marit Solvang and Ingrid Holm came. They said it rained.", [""], id="they are two"
        ),
        pytest.param(
            "Mr. Holm came. Marit Solvang met him. She left. She said it rained.",
            ["Marit Solvang"],
            id="a pronoun passes on who is in mind",
        ),
        pytest.param(
            "For Jonas Ekdahl, a pilot, Henrik Wall was a legend. He said it rained.",
            ["Jonas Ekdahl"],
            id="whose view it is",
        ),
        pytest.param(
            f"{CAME} A friend met the pilot who said it rained.", [""], id="who is the pilot"
        ),
        pytest.param(
            "Marit Solvang, a former pilot, came. The former pilot said it rained.",
            ["Marit Solvang"],
            id="what she was",
        ),
        pytest.param(
            "Marit Solvang, a professor at the University of Tsukuba, came. The Tsukuba professor "
            "said it rained. The Norhaven professor said it snowed.",
            ["Marit Solvang", ""],
            id="a role and its place, in either order",
        ),
        pytest.param(
            "Sen. Ingrid Holm came. The senator said it rained.",
            ["Ingrid Holm"],
            id="a title in short",
        ),
        pytest.param(
            "Marit Solvang, a pilot, met Jonas Ekdahl, a pilot, too. The pilot said it rained.",
            [""],
            id="the role of two",
        ),
    ],
)
def test_whom_a_pronoun_or_a_description_means(text: str, persons: list[str]) -> None:
    assert speakers(text) == persons


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "The Norhaven Harbour Council (NHC) met. NHC said it rained.",
            ["Norhaven Harbour Council"],
            id="its letters",
        ),
        pytest.param(
            "The Norhaven Harbour Council met. The council said it rained.",
            ["Norhaven Harbour Council"],
            id="its noun",
        ),
        pytest.param(
            "The Norhaven Council met the Ekdahl Council. The council said it rained.",
            [""],
            id="the noun of two",
        ),
        pytest.param("Norwegian officials said it rained.", [""], id="people who are not named"),
    ],
)
def test_a_body_goes_by_its_fullest_name_and_is_no_person(text: str, names: list[str]) -> None:
    reading = read_text(text)

    found = [one.speaker for one in reading.statements if one.speaker]

    assert [speaker.person for speaker in found] == names
    assert not any(speaker.person and speaker.is_person for speaker in found)
    assert reading.persons == ()


GIVEN = st.sampled_from(["Marit", "Jonas", "Aino", "Tuuli", "M.", "Mar", "Kristin", "Kristen"])
TITLES = st.sampled_from(["", "Mr. ", "Mrs. ", "Professor ", "Dr. "])


@given(first=GIVEN, second=GIVEN, title=TITLES, before=st.booleans())
def test_a_second_bearer_never_makes_a_surname_mean_another_person(
    first: str, second: str, title: str, before: bool
) -> None:
    said = f"{title}Solvang said it rained."
    alone = speakers(f"{first} Solvang came. {said}")

    other = f"{second} Solvang left."
    text = f"{other} {first} Solvang came." if before else f"{first} Solvang came. {other}"
    both = speakers(f"{text} {said}")

    same = {f"{first} Solvang", f"{second} Solvang"}
    assert (
        both in ([""], alone) or (len(same) == 1) or _is_initial_of(both, first, second) or title
    )


def _is_initial_of(both: list[str], first: str, second: str) -> bool:
    """Tell whether one given name is the initial of the other: then they may be one person."""
    return "." in first + second and first[0] == second[0] and both[0].endswith("Solvang")


@given(st.sampled_from(["he", "she"]), st.sampled_from(["Marit", "Jonas"]))
def test_a_pronoun_never_means_a_person_known_to_be_called_otherwise(
    pronoun: str, given_name: str
) -> None:
    fits = {"Marit": "she", "Jonas": "he"}[given_name] == pronoun

    found = speakers(f"{given_name} Solvang came. {pronoun.title()} said it rained.")

    assert found == [f"{given_name} Solvang" if fits else ""]


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
