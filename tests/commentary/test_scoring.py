"""A stance as a number and in readers' words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentary.enums import Certainty, PropositionKind, Stance, Strength
from commentary.scoring import (
    certainty_word,
    is_stale,
    months_before,
    score,
    sign,
    stance_text,
    stance_word,
    strength_word,
)


@pytest.mark.parametrize(
    ("stance", "strength", "expected"),
    [
        (Stance.FAVOR, Strength.STRONG, 2),
        (Stance.FAVOR, Strength.PLAIN, 1),
        (Stance.FAVOR, "", 1),
        (Stance.MIXED, "", 0),
        (Stance.AGAINST, "", -1),
        (Stance.AGAINST, Strength.PLAIN, -1),
        (Stance.AGAINST, Strength.STRONG, -2),
        (Stance.UNCLEAR, "", None),
        (Stance.DECLINED, "", None),
    ],
)
def test_score_of_each_stance(stance: str, strength: str, expected: int | None) -> None:
    assert score(stance, strength) == expected


def test_sign_of_each_stance() -> None:
    assert {str(stance): sign(stance) for stance in Stance} == {
        "favor": 1,
        "against": -1,
        "mixed": 0,
        "unclear": None,
        "declined": None,
    }


def test_stance_is_told_in_the_words_of_its_kind() -> None:
    assert {
        (str(kind), str(stance)): stance_text(kind, stance)
        for kind in PropositionKind
        for stance in (Stance.FAVOR, Stance.AGAINST)
    } == {
        ("assessment", "favor"): "holds",
        ("assessment", "against"): "disputes",
        ("forecast", "favor"): "expects",
        ("forecast", "against"): "does not expect",
        ("policy", "favor"): "supports",
        ("policy", "against"): "opposes",
    }


def test_no_side_is_told_alike_for_every_kind() -> None:
    assert {
        stance_text(kind, stance)
        for kind in PropositionKind
        for stance in (Stance.MIXED, Stance.UNCLEAR, Stance.DECLINED)
    } == {"takes a mixed view", "takes no clear stand", "declined to answer"}


def test_words_for_pages_have_labels() -> None:
    assert str(stance_word(PropositionKind.POLICY, Stance.AGAINST).label) == "opposes"
    assert [str(strength_word(one).label) for one in (Strength.STRONG, Strength.PLAIN, "")] == [
        "strongly put",
        "plainly put",
        "strength not known",
    ]
    assert [str(certainty_word(one).label) for one in Certainty] == [
        "without reservation",
        "with reservation",
    ]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 5, 15), 24, date(2023, 5, 15)),
        (date(2025, 3, 31), 1, date(2025, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2025, 1, 31), 2, date(2024, 11, 30)),
        (date(2025, 1, 1), 12, date(2024, 1, 1)),
        (date(2, 1, 1), 1200, date.min),
    ],
)
def test_months_before_a_day(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


@given(st.dates(), st.integers(0, 1200))
def test_months_before_is_never_later(day: date, months: int) -> None:
    assert months_before(day, months) <= day


def test_position_is_stale_once_older_than_the_months() -> None:
    at = date(2025, 5, 15)

    assert not is_stale(date(2023, 5, 15), at=at, months=24)
    assert is_stale(date(2023, 5, 14), at=at, months=24)
