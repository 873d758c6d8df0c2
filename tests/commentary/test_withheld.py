"""Words of which we have only the fingerprint are found where they stand, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentary.withheld import Source, find_words, is_said_there, source_of, within
from common.text import fingerprint, letters_and_digits

SAID = "The outer wall has gone, and what’s left stands on sand that moves with every tide."
TEXT = f"She was asked about it. “{SAID}” That was all."
TOKENS = st.lists(
    st.sampled_from(
        ["the", "wall", "Straße", "é", "e\u0301", "3", "港", "湾", "–", "“", "’s", "."]
    ),
    min_size=1,
    max_size=20,
)


def found(text: str, source: Source) -> str | None:
    place = find_words(text, letters_sha256=source.letters_sha256, length=source.length)
    return None if place is None else text[slice(*place)]


def test_source_keeps_no_words() -> None:
    source = source_of("https://courier.example/1", SAID)

    assert source == Source(
        "https://courier.example/1", fingerprint(SAID), len(letters_and_digits(SAID))
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param(TEXT, f"“{SAID}”", id="in the middle, with its marks"),
        pytest.param(SAID, SAID, id="the whole text"),
        pytest.param(
            TEXT.replace("’", "'").replace("“", '"').replace("”", '"'),
            '"' + SAID.replace("’", "'") + '"',
            id="straight marks",
        ),
        pytest.param(TEXT.upper(), f"“{SAID.upper()}”", id="capitals"),
        pytest.param(
            TEXT.replace(" sand ", "\n\nsand "),
            f"“{SAID.replace(' sand ', f'{chr(10) * 2}sand ')}”",
            id="two paragraphs",
        ),
        pytest.param(TEXT.replace("left", "lost"), None, id="another word of the same length"),
        pytest.param(TEXT.replace("outer ", ""), None, id="a word less"),
        pytest.param(TEXT.replace("tide.", "tides."), None, id="a longer last word"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_words_are_found_by_their_letters_alone(text: str, place: str | None) -> None:
    assert found(text, source_of("", SAID)) == place


def test_words_without_spaces_are_found_between_others() -> None:
    text = "町長は港は冬まで閉まると言った。"

    assert found(text, source_of("", "港は冬まで閉まる")) == "港は冬まで閉まる"


@given(TOKENS, TOKENS, TOKENS)
def test_whatever_is_found_has_the_fingerprint(
    before: list[str], said: list[str], after: list[str]
) -> None:
    source = source_of("", " ".join(said))
    text = " ".join([*before, *said, *after])

    place = find_words(text, letters_sha256=source.letters_sha256, length=source.length)

    assert (place is None) == (source.length == 0)
    if place is not None:
        assert fingerprint(text[slice(*place)]) == source.letters_sha256


def test_only_marks_may_be_outside_of_the_statement() -> None:
    start, end = TEXT.index("“"), TEXT.index("”") + 1

    assert within((start, end), (start + 1, end - 2), text=TEXT) == (start + 1, end - 2)
    assert within((start, end), (0, len(TEXT)), text=TEXT) == (start, end)
    assert within((start, end), (start + 5, end), text=TEXT) is None
    assert within((start, end), (end, len(TEXT)), text=TEXT) is None


def test_short_words_count_only_at_their_source() -> None:
    text = "“We will see,” she said. “Nobody knows.”"
    place = (text.index("Nobody"), text.index("knows.") + 6)

    assert is_said_there([(1, 12), place], place, text=text, is_source=True)
    assert not is_said_there([(1, 12), place], place, text=text, is_source=False)
    assert not is_said_there([(1, 12)], place, text=text, is_source=True)
