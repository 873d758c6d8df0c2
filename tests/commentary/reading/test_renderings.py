"""How words came to us: as they were said, translated, taken down, or told in other words."""

import pytest

from commentary.reading import Document, read
from tests.commentary.reading import interviews

Rendered = tuple[str, str, str]  # person, rendering, language spoken


def renderings(text: str, *, title: str = "", language: str = "en") -> list[Rendered]:
    return [
        (one.speaker.person if one.speaker else "", one.rendering, one.spoken_language)
        for one in read(Document(text, title=title, language=language)).statements
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The quay holds,” Marit Solvang said.", ("original", "")),
        ("Marit Solvang said that the quay holds.", ("paraphrase", "")),
        ("Marit Solvang said the quay was “a disgrace”.", ("paraphrase", "")),
        ("“The quay holds,” Marit Solvang said in Japanese.", ("translation", "ja")),
        (
            "“The quay holds,” Marit Solvang told pilots in German on Monday.",
            ("translation", "de"),
        ),
        (
            "“The quay holds,” Marit Solvang said (translated from Norwegian).",
            ("translation", "no"),
        ),
        ("“The quay holds,” Marit Solvang said through an interpreter.", ("translation", "")),
        ("“The quay holds,” Marit Solvang said in English.", ("original", "")),
        ("“The quay holds,” Marit Solvang said in German waters.", ("original", "")),
        ("“They said it in German,” Marit Solvang said.", ("original", "")),
        (
            "“The quay holds,” Marit Solvang said.\n\nThe text was translated from the German.",
            ("translation", "de"),
        ),
        (
            (
                "“The quay holds,” Marit Solvang said.\n\nHer book was translated from the German "
                "and “sold like bread”."
            ),
            ("original", ""),
        ),
    ],
)
def test_the_narration_tells_how_words_came_to_us(text: str, expected: tuple[str, str]) -> None:
    assert renderings(text)[0] == ("Marit Solvang", *expected)


def test_a_speaker_with_an_interpreter_has_one_throughout_the_text() -> None:
    text = (
        "“It is late,” Marit Solvang, speaking through an interpreter, told the council. “It is "
        "not,” Jonas Ekdahl said.\n\n“The quay will sink,” Solvang said."
    )

    assert renderings(text) == [
        ("Marit Solvang", "translation", ""),
        ("Jonas Ekdahl", "original", ""),
        ("Marit Solvang", "translation", ""),
    ]


@pytest.mark.parametrize(
    ("title", "note", "expected"),
    [
        ("", "", ("original", "")),
        ("", "The interview was conducted in Japanese.", ("translation", "ja")),
        ("", "Translated by Jonas Ekdahl.", ("translation", "")),
        ("", "This is an edited transcript of the talk.", ("transcript", "")),
        ("Transcript: Marit Solvang in interview", "", ("transcript", "")),
        ("", "This transcript was generated automatically.", ("machine_transcript", "")),
    ],
)
def test_a_note_holds_for_the_answers_of_an_interview(
    title: str, note: str, expected: tuple[str, str]
) -> None:
    parts = [*interviews.INTRODUCTION, *(p for q, a in interviews.EXCHANGES for p in (q, *a))]
    text = "\n\n".join([*parts[:2], note, *parts[2:]] if note else parts)

    found = renderings(text, title=title)

    answers = [one for one in found if one[0] == interviews.GUEST]
    assert answers == [(interviews.GUEST, *expected)] * len(interviews.EXCHANGES)


def test_what_a_guest_says_of_translations_is_not_of_the_text() -> None:
    text = interviews.bare().replace(
        "I think he was right.", "I translated it, from the German, and spoke in German to him."
    )

    assert {rendering for _, rendering, _ in renderings(text)} == {"original", "paraphrase"}
