"""Copies in other words are told from reports of one's own."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import similarity
from sources.rewording import Likeness, fact_bands, is_fact_band, likeness, outline
from tests.sources.reports import copies, event, report, spun

SPUN_FROM = """\
The council of Vestvik voted on Tuesday to build a second pier, which will cost 40 million \
crowns.

Half of the price comes from the state. Work is to begin in April and to end in 2028, before \
the storms of the year after, said Ida Lund, the mayor.

“We have waited long enough,” said Marit Solvang of the Institute for Harbour Studies. Her \
report of 2024 had found that the channel is only 4.2 metres deep.

Jo Berg, who speaks for the fishermen, announced a complaint at the court of Ostermo. They had \
asked for a longer mole, which the council found twice as expensive, at 81 million.

The vote was 23 to 9. In 1962 a storm had destroyed the old quay of Vestvik."""
SPUN = """\
A second pier is going to be erected in Vestvik, councillors decided on Tuesday; the price is \
40 million crowns.

The state will pay half of that. According to the mayor, Ida Lund, builders begin in April and \
shall end in 2028, so that they are done before the next storms.

Marit Solvang from the Institute for Harbour Studies said they had waited long enough. In a \
report from 2024 she found just 4.2 metres of water in the channel.

A complaint at the court in Ostermo was announced by Jo Berg, spokesman of the fishermen. \
Instead, they asked for a long mole, twice as expensive at 81 million in the eyes of the \
council.

There were 23 votes for it, and 9 against. The old quay of Vestvik had been destroyed by a \
storm in 1962."""
OWN_REPORT = """\
Fishermen in Vestvik want to stop the second pier before it is begun. Their spokesman Jo Berg \
announced on Tuesday night that a lawyer from Lyngvoll, Eli Moen, would take the plan to \
Ostermo.

The decision fell with 23 to 9. Three members of the Coast Party voted against their own mayor, \
Ida Lund, who had promised them a survey of the sea bed worth 2 million crowns.

“We have waited long enough,” said Marit Solvang, whose report of 2024 the council relies on. \
Boats at anchor are not mentioned in it; 68 of them lie in the inner harbour, 14 more than in \
2019.

Berg lost two boats in the swell, the Havørn and the Signe. A mole would have cost 81 million, \
he admits, but nobody has calculated what each winter costs. The insurer Fjord Mutual paid 6 \
million last year."""


def measured(one: str, other: str) -> Likeness:
    return likeness(outline(one), outline(other))


def share_a_fact_band(one: str, other: str) -> bool:
    return bool(set(fact_bands(one)) & set(fact_bands(other)))


def test_copy_in_other_words_is_told_from_a_report_of_somebody_else() -> None:
    assert measured(SPUN_FROM, SPUN).is_reworded
    assert share_a_fact_band(SPUN_FROM, SPUN)
    assert not similarity.is_same_story(SPUN_FROM, SPUN)
    assert not measured(SPUN_FROM, OWN_REPORT).is_reworded
    assert not measured(SPUN, OWN_REPORT).is_reworded


@pytest.mark.parametrize("changed", ["order", "facts", "words", "half"])
def test_each_of_the_four_measures_is_asked(changed: str) -> None:
    sentences = SPUN.replace("\n\n", " ").split(". ")
    other = {
        "order": ". ".join(random.Random(3).sample(sentences, len(sentences))),  # noqa: S311 - repeatable
        "facts": SPUN.translate(str.maketrans("0123456789", "8765432109")),
        # As a translation would: names and numbers stand, all other words are others.
        "words": " ".join(
            w if w[0].isupper() or w[0].isdigit() else w[::-1] for w in SPUN.split()
        ),
        "half": ". ".join(sentences[: len(sentences) // 2]),
    }[changed]

    assert not measured(SPUN_FROM, other).is_reworded


@pytest.mark.parametrize(
    "thin", ["", "The pier is done.", "Jo Berg 1 2 3 4 5 6 7 8 9 10 11 12 13."]
)
def test_text_too_thin_to_tell_is_never_one(thin: str) -> None:
    assert measured(thin, thin) == Likeness(0, 0, 0, 0)
    assert fact_bands(thin) == ()


def test_keys_are_pinned_and_apart_from_those_of_near_copies() -> None:
    assert len(fact_bands(SPUN_FROM)) == 8
    assert fact_bands(SPUN_FROM)[0] == PINNED_BAND
    assert all(is_fact_band(band) for band in fact_bands(SPUN_FROM))
    near = similarity.bands(similarity.signature(SPUN_FROM))
    assert not any(is_fact_band(band) for band in near)


PINNED_BAND = "w046f8f111671215f0"


@given(st.integers(0, 10**6))
def test_generated_reports_of_one_event_are_never_linked_and_the_measure_is_symmetric(
    seed: int,
) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable reports, not secrets
    of = event(chance)
    one, other = (report(of, chance, is_in_order=seed % 2 == 0).text for _ in range(2))

    assert measured(one, other) == measured(other, one)
    assert not measured(one, other).is_reworded
    assert not similarity.is_same_story(one, other)


def test_generated_copies_in_other_words_are_mostly_found() -> None:
    chance = random.Random(11)  # noqa: S311 - repeatable reports, not secrets
    found = 0
    for _ in range(40):
        one = report(event(chance), chance)
        other = spun(one, chance)
        found += measured(one.text, other).is_reworded and share_a_fact_band(one.text, other)

    assert found >= 34


def test_generated_syndicated_copies_are_one_story() -> None:
    chance = random.Random(12)  # noqa: S311 - repeatable reports, not secrets
    missed = [
        kind
        for _ in range(10)
        for one in [report(event(chance), chance)]
        for kind, copy in copies(one, chance).items()
        if not similarity.is_same_story(one.text, copy)
    ]

    assert missed == []
