"""What holds for any text: slices, order, the same again, and time that grows with the length."""

import gc
import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from commentary.reading import Document, Mark, read
from commentary.reading.rows import as_row
from tests.commentary.reading import interviews

_MARKS = (
    "“ ” \" ' ‘ ’ « » „ — – - ( ) [ ] , . : ; ? ! … \n \r\n \x0b \u2028 Q: A: Solvang: Photo:"
    " 「 」 『 』 ―― 。 、 ？"
)
_PLAIN = "said says told that according to She who and but not would in on Tuesday the a of May 14"
_NAMED = "Marit Solvang Jonas Ekdahl Professor Dr. U.S. Institute quay you I interview Why"
_OTHERS = "東野氏は と述べた 教授 によると 14日 sagte laut so der Minister dit selon Mme"
_ODD = (
    "’s n’t \ud800 \udfff \u200f \u202e \u200b \ufeff \u00a0 \0 שלום مرحبا 😀 👩‍🚀 東野 ß İ ﬁ ｱ"
    " e\u0301"
)
_WORDS = [
    word for words in (_MARKS, _PLAIN, _NAMED, _OTHERS, _ODD) for word in words.split(" ") if word
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(_WORDS), max_size=80).map(" ".join),
    st.lists(st.sampled_from(_WORDS), max_size=80).map("".join),
    st.text(st.characters(), max_size=200),  # lone surrogates included
)
LANGUAGES = st.sampled_from(["en", "en-GB", "ja", "de", "fr", "tlh", "", "../en", "EN_us"])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any document: marks lie inside its text, as a page's do."""
    text = draw(TEXTS)
    ends = st.integers(0, len(text))
    places = draw(st.lists(st.tuples(ends, ends).map(sorted), max_size=4).map(sorted))
    return Document(
        text,
        title=draw(st.one_of(st.just(""), TEXTS, st.just(text[:40]))),
        language=draw(LANGUAGES),
        marks=tuple(Mark("heading" if a % 2 else "strong", a, b) for a, b in places),
        published_on=draw(st.none() | st.dates()),
        byline=draw(st.sampled_from(["", "By Marit Solvang", "\ud800"])),
    )


def bare(language: str) -> Document:
    return Document(interviews.bare(), language=language, published_on=date(2025, 5, 15))


@settings(max_examples=200, deadline=None)
@given(documents())
@example(bare("en"))
@example(bare("fr"))
@example(Document(interviews.labelled("Q:", "A:")))
def test_spans_lie_inside_the_text_in_order(document: Document) -> None:
    text = document.text

    reading = read(document)

    starts = [statement.spans[0].start for statement in reading.statements]
    assert starts == sorted(starts)
    for statement in reading.statements:
        assert all(0 <= span.start < span.end <= len(text) for span in statement.spans)
        assert all(a.end <= b.start for a, b in pairwise(statement.spans))
        assert statement.text == " ".join(span.of(text) for span in statement.spans)
        for words in (statement.speaker, statement.cue):
            assert words is None or (
                text[words.start : words.end] == words.text and words.start < words.end
            )
        if statement.day is not None and statement.day.words is not None:
            assert statement.day.words.of(text)
        assert statement.exchange is None or reading.interview is not None
    for person in reading.persons:
        assert all(span.of(text) for span in person.mentions)
        assert list(person.mentions) == sorted(person.mentions)
        assert all(phrase in text for phrase in person.affiliations)


@settings(max_examples=100, deadline=None)
@given(documents())
def test_turns_cover_the_text_without_overlap(document: Document) -> None:
    reading = read(document)

    interview = reading.interview
    turns = interview.turns if interview else ()
    exchanges = interview.exchanges if interview else ()
    bounds = [bound for turn in turns for bound in (turn.start, turn.end)]
    assert bounds == sorted(bounds)
    for exchange in exchanges:
        assert exchange.answers
        assert exchange.question.end <= exchange.answers[0].span.start
    answered = {one.exchange for one in reading.statements if one.exchange is not None}
    assert answered <= set(range(len(exchanges)))


@settings(max_examples=100, deadline=None)
@given(documents())
def test_reading_again_finds_the_same(document: Document) -> None:
    assert as_row("x", read(document)) == as_row("x", read(document))


# As long as three long articles; a step that is quadratic takes half a minute on these.
_LENGTH = 20_000


@pytest.mark.parametrize(
    "unit",
    [
        '"',
        "“",
        "“a” ",
        "'a ",
        "said ",
        '"a" said ',
        "word",
        "Marit Solvang said ",
        "a, said ",
        "A, who said, ",
        "What?\n\nYes.\n\n",
        "“a\n\n",
        "Q: a?\n\nA: b.\n\n",
        "according to A, b ",
        ") said ",
        "he said that ",
        "Marit Solvang, a professor of x, ",
        "😀",
        "\n",
        "\r\n",
        "\ud800",
        "שלום ",
        "“a,” he said. ",
        "May 14, 2025 ",
    ],
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    assert_time_is_linear(unit, "en")


@pytest.mark.parametrize(
    ("language", "unit"),
    [
        ("ja", "「"),
        ("ja", "」と述べた"),
        ("ja", "東野氏は「沈む」と述べた。"),
        ("ja", "教授によると、"),
        ("ja", "東"),
        ("de", "„"),
        ("de", "„A“, sagte Marit Solvang. "),
        ("de", "laut Marit Solvang "),
        ("de", "so der Minister, "),
        ("fr", "« A », dit Marit Solvang. "),
        ("fr", "« "),
        ("tlh", '"A," Marit Solvang. '),
    ],
)
def test_time_grows_with_the_length_only_in_any_language(language: str, unit: str) -> None:
    assert_time_is_linear(unit, language)


@pytest.mark.parametrize("unit", ['"', "said ", "word"])
def test_a_text_of_two_hundred_thousand_letters_is_read(unit: str) -> None:
    text = unit * (200_000 // len(unit))

    assert read(Document(text)).statements == ()


def assert_time_is_linear(unit: str, language: str) -> None:
    text = (unit * (_LENGTH // len(unit) + 1))[:_LENGTH]
    read(Document(text[: _LENGTH // 4], language=language))

    # Four times is linear, sixteen quadratic; a floor keeps a short measurement from deciding, and
    # a second and third one a busy machine: what is quadratic is so each time.
    found: list[tuple[float, float]] = []
    while len(found) < 3 and not any(whole < 10 * max(quarter, 0.05) for quarter, whole in found):
        found.append((seconds_for(text[: _LENGTH // 4], language), seconds_for(text, language)))

    assert any(whole < 10 * max(quarter, 0.05) for quarter, whole in found), found


def seconds_for(text: str, language: str) -> float:
    """Of computing, to read it once; what other tests left in memory is not collected then."""
    gc.collect()
    gc.disable()
    try:
        begun = time.thread_time()
        read(Document(text, language=language))
        return time.thread_time() - begun
    finally:
        gc.enable()
