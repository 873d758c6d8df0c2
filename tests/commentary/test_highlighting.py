"""Highlights never lose or double a character."""

from hypothesis import given
from hypothesis import strategies as st

from commentary.highlighting import Highlight, Segment, segments, surroundings

TEXT = 'The wall "will not hold", said Marit Solvang in Havneby.'


def test_segments_name_what_holds_where() -> None:
    content = Highlight(9, 24, "content")
    source = Highlight(31, 44, "source")

    assert segments(TEXT, [content, source]) == [
        Segment("The wall ", ()),
        Segment('"will not hold"', ("content",)),
        Segment(", said ", ()),
        Segment("Marit Solvang", ("source",)),
        Segment(" in Havneby.", ()),
    ]


@given(
    st.text(max_size=40),
    st.lists(
        st.builds(
            Highlight,
            st.integers(-5, 50),
            st.integers(-5, 50),
            st.sampled_from(["content", "cue", "source"]),
        ),
        max_size=6,
    ),
    st.integers(-5, 50),
    st.integers(-5, 50),
)
def test_segments_joined_are_the_text(
    text: str, highlights: list[Highlight], start: int, end: int
) -> None:
    first = min(max(start, 0), max(min(end, len(text)), 0))

    joined = "".join(s.text for s in segments(text, highlights, start=start, end=max(end, 0)))

    assert joined == text[first : max(end, 0)]


def test_surroundings_end_at_paragraphs() -> None:
    text = "One here.\n\nTwo here.\n\nThree here.\n\nFour here, and a good deal longer."
    start = text.index("Three")

    first, last = surroundings(text, start, start + 11, room=13)

    assert text[first:last] == "Two here.\n\nThree here."
    assert surroundings(text, start, start + 11, room=999) == (0, len(text))
