"""Rules for the wording of propositions that can be told by looking."""

from datetime import date

import pytest

from commentary.enums import PropositionKind, WordingFault
from commentary.wording import check_wording, find_faults


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("The harbour of Havneby had no free berth in 2025", [WordingFault.NEGATION]),
        ("The harbour of Havneby was full in 2025", []),
        ("The U.S. Navy used the harbour of Havneby in 2025", []),
        ("", [WordingFault.EMPTY]),
        ("   ", [WordingFault.EMPTY]),
        ("Is the harbour full?", [WordingFault.QUESTION]),
        ("港は満杯か？", [WordingFault.QUESTION]),
        ("The harbour is full. It needs a pier.", [WordingFault.SENTENCES]),
        ("港は満杯だ。桟橋が要る", [WordingFault.SENTENCES]),
        ("The harbour is now full", [WordingFault.MOVING_TIME]),
        ("Recent storms damaged the pier", [WordingFault.MOVING_TIME]),
        ("The pier isn’t safe", [WordingFault.NEGATION]),
        ("x" * 301, [WordingFault.TOO_LONG]),
    ],
)
def test_wording_is_checked(wording: str, expected: list[WordingFault]) -> None:
    assert find_faults(wording, PropositionKind.ASSESSMENT) == expected


def test_forecast_carries_its_date() -> None:
    wording = "The harbour of Havneby will be full"

    assert find_faults(wording, PropositionKind.FORECAST) == [WordingFault.NO_DATE]
    assert find_faults(wording, PropositionKind.FORECAST, due_on=date(2029, 12, 31)) == []


def test_faults_are_told_in_sentences() -> None:
    assert check_wording("Is the harbour full?", PropositionKind.ASSESSMENT) == [
        "It is a question: write the answer that can be held or denied."
    ]
