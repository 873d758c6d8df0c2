"""What holds for any text: slices, order, the same again, and time that grows with the length."""

import gc
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from commentary.reading import Document, read
from commentary.reading.rows import as_row
from tests.commentary.reading import interviews

_MARKS = "“ ” \" ' ‘ ’ « » „ — – - ( ) , . : ; ? ! … \n \r\n Q: A: Solvang: Photo:"
_PLAIN = "said says told that according to She who and but not would in on Tuesday the a of"
_NAMED = "Marit Solvang Jonas Ekdahl Professor Dr. U.S. Institute quay you I interview Why"
_ODD = "’s n’t \ud800 \u200f \u00a0 שלום 😀 東野 ß İ ﬁ"
_WORDS = [word for words in (_MARKS, _PLAIN, _NAMED, _ODD) for word in words.split(" ")]
TEXTS = st.one_of(
    st.lists(st.sampled_from(_WORDS), max_size=80).map(" ".join),
    st.lists(st.sampled_from(_WORDS), max_size=80).map("".join),
    st.text(st.characters(), max_size=200),  # lone surrogates included
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example(interviews.bare())
@example(interviews.labelled("Q:", "A:"))
def test_spans_lie_inside_the_text_in_order(text: str) -> None:
    reading = read(Document(text))

    starts = [statement.spans[0].start for statement in reading.statements]
    assert starts == sorted(starts)
    for statement in reading.statements:
        assert all(0 <= span.start < span.end <= len(text) for span in statement.spans)
        assert list(statement.spans) == sorted(statement.spans)
        assert statement.text == " ".join(span.of(text) for span in statement.spans)
        if statement.speaker is not None:
            speaker = statement.speaker
            assert text[speaker.start : speaker.end] == speaker.text
        if statement.cue is not None:
            assert text[statement.cue.start : statement.cue.end] == statement.cue.text
    for person in reading.persons:
        assert all(span.of(text) for span in person.mentions)
        assert all(phrase in text for phrase in person.affiliations)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_turns_cover_the_text_without_overlap(text: str) -> None:
    interview = read(Document(text)).interview

    turns = interview.turns if interview else ()
    bounds = [bound for turn in turns for bound in (turn.start, turn.end)]
    assert bounds == sorted(bounds)
    for exchange in interview.exchanges if interview else ():
        assert exchange.answers
        assert exchange.question.end <= exchange.answers[0].span.start


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.sampled_from(["en", "en-GB", "ja", "", "../en"]))
def test_reading_again_finds_the_same(text: str, language: str) -> None:
    document = Document(text, language=language)

    assert as_row("x", read(document)) == as_row("x", read(document))


# As long as a long article ten times over; a step that is quadratic takes minutes on these.
_LENGTH = 60_000


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
    ],
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    text = (unit * (_LENGTH // len(unit) + 1))[:_LENGTH]
    read(Document(text[: _LENGTH // 4]))

    # Four times is linear, sixteen quadratic; a floor keeps a short measurement from deciding, and
    # a second and third one a busy machine: what is quadratic is so each time.
    found: list[tuple[float, float]] = []
    while len(found) < 3 and not any(whole < 10 * max(quarter, 0.05) for quarter, whole in found):
        found.append((seconds_for(text[: _LENGTH // 4]), seconds_for(text)))

    assert any(whole < 10 * max(quarter, 0.05) for quarter, whole in found), found


def seconds_for(text: str) -> float:
    """Of computing, to read it once; what other tests left in memory is not collected then."""
    gc.collect()
    gc.disable()
    try:
        begun = time.thread_time()
        read(Document(text))
        return time.thread_time() - begun
    finally:
        gc.enable()
