import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.similarity import (
    bands,
    containment,
    is_same_story,
    resemblance,
    shingles,
    signature,
)

PIER = """\
The council of Vestvik voted on Tuesday to build a second pier, after three winters in which the \
ferry could not land for days at a time.

“We have waited long enough,” said Marit Solvang of the Institute for Harbour Studies, who wrote \
the report that the council asked for. “The channel is too shallow, and dredging it again won’t \
help for more than a year.”

The pier will cost 40 million crowns, half of it paid by the state. Work is to begin in spring \
and to end before the storms of the year after. Fishermen had asked for a longer mole instead, \
which would shelter their boats as well, but the council found it twice as expensive.

“It’s a decision for the ferry, not for the town,” said Jo Berg, who speaks for the fishermen. \
He announced that they would take the plan to court if the mole was not at least studied.

The mayor, Ida Lund, answered that the two did not exclude each other. The state’s share was \
promised for the pier only, she said, and would be lost if work did not begin next year."""
OTHER_PIER = """\
Fishermen in Vestvik are preparing to sue their own council over a pier that they say was planned \
without them.

The new landing place for the ferry, decided this week with a narrow majority, leaves the inner \
harbour open to the south-west, where most storms come from. Jo Berg has fished here for thirty \
years and lost two boats to the swell.

“It’s a decision for the ferry, not for the town,” he says, standing on the old quay. A mole \
would have cost more, he admits. But nobody has calculated what the damage of each winter costs.

The council relies on a report by Marit Solvang of the Institute for Harbour Studies. It looks at \
the depth of the channel and at the timetable of the ferry; boats at anchor are not mentioned."""


def straight(text: str) -> str:
    return text.replace("“", '"').replace("”", '"').replace("’", "'").replace("–", "-")


def without_first_paragraph(text: str) -> str:
    return text.partition("\n\n")[2]


def share_a_band(one: str, other: str) -> bool:
    return bool(set(bands(signature(one))) & set(bands(signature(other))))


@pytest.mark.parametrize(
    "copy",
    [
        straight(PIER),
        straight(without_first_paragraph(PIER)),
        "(Vestvik Wire) " + PIER.replace("\n\n", "\n").upper(),
        PIER.rpartition("\n\n")[0],
        PIER.replace("Tuesday", "June 3").replace("40 million crowns", "40m crowns"),
        PIER + "\n\nThis article first appeared in the Vestvik Courier and is used with thanks.",
    ],
)
def test_copies_are_one_story_and_are_found_by_their_bands(copy: str) -> None:
    assert is_same_story(PIER, copy)
    assert is_same_story(copy, PIER)
    assert share_a_band(PIER, copy)


@pytest.mark.parametrize(
    "other",
    [
        OTHER_PIER,
        "“It’s a decision for the ferry, not for the town,” said Jo Berg.",
        PIER.split("\n\n")[1],
        "",
        "Vestvik",
    ],
)
def test_another_article_or_a_quotation_is_not_the_same_story(other: str) -> None:
    assert not is_same_story(PIER, other)
    assert not is_same_story(other, PIER)


def test_quotation_marks_and_apostrophes_do_not_count() -> None:
    assert resemblance(PIER, straight(PIER)) == 1
    assert signature(PIER) == signature(straight(PIER))
    assert containment(PIER, without_first_paragraph(PIER)) == 1


def test_texts_without_spaces_are_compared_by_letters() -> None:
    text = "港の水深は冬には十分ではなく、大型のフェリーは入港できないと水先人は話している。" * 2
    assert len(shingles(text)) > 20
    assert resemblance(text, text.replace("、", "")) == 1
    assert not is_same_story(
        text, "市議会は火曜日に二つ目の桟橋を建設することを決めた。費用は四千万。"
    )


def test_signature_never_changes_between_releases() -> None:
    assert signature("").hex() == ""
    assert bands(b"") == ()
    assert signature("one two three").hex() == (signature("One, two: THREE!").hex())
    assert bands(signature(PIER))[:2] == PINNED_BANDS
    assert len(signature(PIER)) == 256
    assert {len(band) for band in bands(signature(PIER))} == {18}


PINNED_BANDS = ("00efa7fb4a72068876", "014751b1180625184d")


@given(st.integers(0, 10_000), st.floats(0.75, 1))
def test_bands_find_what_resembles(seed: int, kept: float) -> None:
    chance = random.Random(seed)  # noqa: S311 -- repeatable words, not secrets
    words = [f"w{chance.randrange(5_000)}" for _ in range(400)]
    copy = " ".join(words[: int(400 * kept)])
    original = " ".join(words)
    if resemblance(original, copy) >= 0.8:
        assert share_a_band(original, copy)


def test_unlike_texts_hardly_ever_share_a_band() -> None:
    chance = random.Random(7)  # noqa: S311 -- repeatable words, not secrets
    texts = [" ".join(f"w{chance.randrange(3_000)}" for _ in range(300)) for _ in range(60)]
    pairs = [(a, b) for i, a in enumerate(texts) for b in texts[:i]]
    assert sum(share_a_band(a, b) for a, b in pairs) <= len(pairs) // 100
