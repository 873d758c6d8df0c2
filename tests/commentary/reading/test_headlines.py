"""What is said in a headline, and where the text says it otherwise. All people are invented."""

import pytest

from commentary.reading import Document, read
from commentary.reading.types import HeadlineDifference, Mark, Span

BODY = "\n\nMarit Solvang came on Friday. “The old quay is sinking slowly,” Marit Solvang said."


def differences(text: str, *, title: str = "") -> list[tuple[str, str, str]]:
    return [
        (one.speaker, one.headline.of(text), one.body.of(text) if one.body else "")
        for one in read(Document(text, title=title)).headline_differences
    ]


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(
            Document("Solvang says quay will sink." + BODY, title="Solvang Says Quay Will Sink"),
            id="the title",
        ),
        pytest.param(
            Document("Solvang says quay will sink." + BODY, marks=(Mark("heading", 0, 28),)),
            id="a heading",
        ),
        pytest.param(Document("Solvang says quay will sink" + BODY), id="a line without a stop"),
    ],
)
def test_what_a_headline_says_is_marked(document: Document) -> None:
    first, second = read(document).statements

    assert (first.in_headline, second.in_headline) == (True, False)
    assert first.speaker is not None
    assert first.speaker.person == "Marit Solvang"


def test_a_first_sentence_is_no_headline() -> None:
    first, _ = read(Document("Marit Solvang said the quay would sink." + BODY)).statements

    assert not first.in_headline


def test_a_text_of_one_line_has_no_headline() -> None:
    (found,) = read(Document("Marit Solvang says quay will sink")).statements

    assert not found.in_headline


def test_other_words_than_in_the_text_are_reported_beside_the_nearest() -> None:
    text = "Solvang: “The old quay is lost”" + BODY

    (found,) = read(Document(text)).headline_differences

    start = text.index("The old quay is sinking")
    assert found == HeadlineDifference("Marit Solvang", Span(10, 30), Span(start, start + 30))


@pytest.mark.parametrize(
    ("headline", "found"),
    [
        pytest.param("Solvang: “The old quay is sinking”", [], id="the same words"),
        pytest.param("Solvang says the quay is lost", [], id="not quoted"),
        pytest.param("Ekdahl: “The old quay is lost”", [], id="nothing of that person"),
        pytest.param(
            "Solvang: “Nobody listened”",
            [("Marit Solvang", "Nobody listened", "")],
            id="nothing like it",
        ),
    ],
)
def test_a_headline_is_compared_where_it_quotes(
    headline: str, found: list[tuple[str, str, str]]
) -> None:
    assert differences(headline + BODY, title=headline) == found
