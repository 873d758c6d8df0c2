"""Two printings of one statement meet; two statements do not."""

from hypothesis import given
from hypothesis import strategies as st

from commentary.matching import is_same_statement, jaccard, overlap, words

SAID = (
    "The breakwater won't hold another winter, and the ministry's own survey says so \u2013 on "
    "page twelve, for anyone who cares to read it."
)
COPY = SAID.replace("'", "\u2019").replace("\u2013", "-")
OTHER = (
    "The breakwater will hold another winter, whatever the ministry's critics say, and the "
    "survey of last spring has shown it on every page."
)
SPANS = st.lists(st.integers(0, 40), min_size=2, max_size=8, unique=True).map(
    lambda cuts: list(zip(sorted(cuts)[::2], sorted(cuts)[1::2], strict=False))
)


def test_other_quotation_marks_and_dashes_are_the_same_words() -> None:
    assert words(COPY) == words(SAID)


def test_same_statement_inside_a_story_and_across_stories() -> None:
    assert is_same_statement(words(SAID), words(COPY), same_story=True)
    assert is_same_statement(words(SAID), words(COPY), same_story=False)


def test_a_statement_on_the_same_subject_is_another_one() -> None:
    assert not is_same_statement(words(SAID), words(OTHER), same_story=True)


def test_short_words_meet_only_inside_one_story() -> None:
    short = words("We will see what happens.")

    assert is_same_statement(short, short, same_story=True)
    assert not is_same_statement(short, short, same_story=False)


def test_a_dropped_not_keeps_printings_of_one_story_together() -> None:
    """The curator must see the pair: it is one statement, printed in two wordings."""
    misprint = SAID.replace("won't", "will")

    assert is_same_statement(words(SAID), words(misprint), same_story=True)


def test_overlap_counts_code_points_of_both() -> None:
    assert overlap([(0, 10)], [(5, 15)]) == 5 / 15
    assert overlap([(0, 4), (6, 10)], [(0, 10)]) == 8 / 10
    assert overlap([(0, 4)], [(4, 8)]) == 0.0


@given(st.lists(st.text(max_size=3)), st.lists(st.text(max_size=3)))
def test_jaccard_is_symmetric_and_bounded(one: list[str], other: list[str]) -> None:
    assert jaccard(one, other) == jaccard(other, one)
    assert 0.0 <= jaccard(one, other) <= 1.0
    assert jaccard(one, one) == (1.0 if one else 0.0)


@given(SPANS, SPANS)
def test_overlap_is_symmetric_and_bounded(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    assert overlap(one, other) == overlap(other, one)
    assert 0.0 <= overlap(one, other) <= 1.0
    assert overlap(one, one) == (1.0 if one else 0.0)
