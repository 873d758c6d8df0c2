from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.scheduling.trust import (
    AUDIT_EVERY,
    DISTRUSTED_FOR,
    Asking,
    Credit,
    Verdict,
    how_to_ask,
    is_improbable,
    judge,
    was_lie,
)

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def hourly(*, silent_for: timedelta) -> tuple[datetime, ...]:
    return tuple(NOW - silent_for - HOUR * index for index in range(24))


def test_silence_is_improbable_by_the_rate_of_the_feed() -> None:
    # exp(-6.9) is about one in a thousand.
    assert not is_improbable(NOW, hourly(silent_for=6.8 * HOUR))
    assert is_improbable(NOW, hourly(silent_for=7 * HOUR))


def test_nights_of_a_feed_are_no_improbable_silence() -> None:
    days = tuple(NOW - DAY * day - HOUR / 2 * index for day in range(1, 15) for index in range(10))
    assert not is_improbable(NOW - 5 * HOUR, days)
    assert is_improbable(NOW + DAY, days)


@pytest.mark.parametrize("count", [0, 1, 4])
def test_few_items_tell_no_rate(count: int) -> None:
    assert not is_improbable(NOW, [NOW - 90 * DAY - HOUR * index for index in range(count)])


SILENT = hourly(silent_for=9 * HOUR)


@pytest.mark.parametrize(
    ("credit", "asking"),
    [
        (Credit(SILENT, was_unchanged=True), Asking.AUDIT),
        (Credit(SILENT, was_unchanged=True, asked_in_full_at=NOW - AUDIT_EVERY), Asking.AUDIT),
        (
            Credit(SILENT, was_unchanged=True, asked_in_full_at=NOW - HOUR),
            Asking.CONDITIONAL,
        ),
        (Credit(SILENT, was_unchanged=False), Asking.CONDITIONAL),
        (Credit(SILENT, was_unchanged=True, has_validators=False), Asking.CONDITIONAL),
        (Credit(hourly(silent_for=HOUR), was_unchanged=True), Asking.CONDITIONAL),
        (Credit(SILENT, distrusted_at=NOW - DISTRUSTED_FOR + HOUR), Asking.DISTRUSTING),
        (Credit(SILENT, distrusted_at=NOW - DISTRUSTED_FOR), Asking.PROBATION),
        (
            Credit(SILENT, has_validators=False, distrusted_at=NOW - DISTRUSTED_FOR),
            Asking.DISTRUSTING,
        ),
    ],
)
def test_how_to_ask(credit: Credit, asking: Asking) -> None:
    assert how_to_ask(NOW, credit) is asking


@given(st.lists(st.timedeltas(timedelta(minutes=1), DAY), min_size=1, max_size=200))
def test_audits_are_a_day_apart_whatever_happens(waits: list[timedelta]) -> None:
    now, asked, audits = NOW, None, []
    for wait in waits:
        now += wait
        credit = Credit(SILENT, was_unchanged=True, asked_in_full_at=asked)
        if how_to_ask(now, credit) is Asking.AUDIT:
            asked = now
            audits.append(now)
    assert audits
    assert all(b - a >= AUDIT_EVERY for a, b in pairwise(audits))


@pytest.mark.parametrize(
    ("new_items", "has_same_validators", "is_lie"),
    [
        ([], True, False),
        ([NOW - 2 * HOUR], False, True),
        ([None], False, True),
        # Published since: coincidence, unless the server calls it by the same name as before.
        ([NOW - HOUR / 2], False, False),
        ([NOW - HOUR / 2], True, True),
    ],
)
def test_what_proves_a_lie(
    new_items: list[datetime | None], has_same_validators: bool, is_lie: bool
) -> None:
    assert is_lie is was_lie(
        new_items, last_unchanged_at=NOW - HOUR, has_same_validators=has_same_validators
    )


def test_liar_is_distrusted_for_a_week_and_believed_again_when_it_tells_the_truth() -> None:
    lied = judge(NOW, Asking.AUDIT, 200, is_lie=True)
    assert (lied.distrusted_at, lied.keeps_validators) == (NOW, False)
    assert "not used for 7 days" in lied.reason

    asking = how_to_ask(NOW + DAY, Credit(SILENT, distrusted_at=lied.distrusted_at))
    assert judge(NOW + DAY, asking, 200, distrusted_at=NOW) == Verdict(NOW, keeps_validators=False)

    later = NOW + DISTRUSTED_FOR
    asking = how_to_ask(later, Credit(SILENT, distrusted_at=NOW))
    again = judge(later, asking, 304, distrusted_at=NOW)
    assert (again.distrusted_at, again.keeps_validators) == (later, False)
    assert "once more" in again.reason
    cleared = judge(later, asking, 200, distrusted_at=NOW)
    assert (cleared.distrusted_at, cleared.keeps_validators) == (None, True)
    assert "used again" in cleared.reason


@pytest.mark.parametrize(
    ("asking", "status", "verdict"),
    [
        (Asking.CONDITIONAL, 200, Verdict(None, keeps_validators=True)),
        (Asking.CONDITIONAL, 304, Verdict(None, keeps_validators=False)),
        (Asking.AUDIT, 200, Verdict(None, keeps_validators=True)),
        (Asking.AUDIT, 500, Verdict(None, keeps_validators=False)),
    ],
)
def test_honest_answers_change_nothing_of_the_trust(
    asking: Asking, status: int, verdict: Verdict
) -> None:
    assert judge(NOW, asking, status) == verdict


@pytest.mark.parametrize("asking", [Asking.AUDIT, Asking.DISTRUSTING])
def test_not_modified_without_a_question_is_a_failure(asking: Asking) -> None:
    verdict = judge(NOW, asking, 304, distrusted_at=NOW)
    assert verdict.distrusted_at == NOW
    assert "304" in verdict.fault


@given(st.sampled_from(Asking), st.integers(400, 599), st.none() | st.just(NOW - DAY))
def test_errors_neither_give_nor_take_trust(
    asking: Asking, status: int, distrusted_at: datetime | None
) -> None:
    assert judge(NOW, asking, status, distrusted_at=distrusted_at, is_lie=True) == Verdict(
        distrusted_at, keeps_validators=False
    )
