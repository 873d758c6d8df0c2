"""Monthly shares of a proposition."""

from datetime import date

from commentary.changes import Stated
from commentary.enums import Stance
from commentary.shares import MonthlyShare, monthly_shares


def said(position: int, day: date, stance: Stance) -> Stated:
    return Stated(position=position, occasion=position, stated_on=day, stance=stance)


def test_shares_count_each_person_once_by_the_latest_stance() -> None:
    marit = [said(1, date(2025, 1, 10), Stance.FAVOR), said(2, date(2025, 2, 20), Stance.AGAINST)]
    jon = [said(3, date(2025, 2, 1), Stance.FAVOR)]
    ada = [said(4, date(2025, 2, 1), Stance.UNCLEAR)]

    shares = monthly_shares([marit, jon, ada], until=date(2025, 3, 2), stale_months=24)

    assert shares == [
        MonthlyShare(date(2025, 1, 1), {"favor": 1, "against": 0, "mixed": 0}),
        MonthlyShare(date(2025, 2, 1), {"favor": 1, "against": 1, "mixed": 0}),
        MonthlyShare(date(2025, 3, 1), {"favor": 1, "against": 1, "mixed": 0}),
    ]
    assert [one.n for one in shares] == [1, 2, 2]


def test_shares_leave_out_what_is_stale() -> None:
    marit = [said(1, date(2025, 1, 10), Stance.FAVOR)]

    shares = monthly_shares([marit], until=date(2025, 3, 31), stale_months=1)

    assert [one.n for one in shares] == [1, 0, 0]


def test_shares_stop_at_the_day_of_the_question() -> None:
    marit = [said(1, date(2025, 1, 10), Stance.FAVOR), said(2, date(2025, 1, 20), Stance.AGAINST)]

    shares = monthly_shares([marit], until=date(2025, 1, 15), stale_months=24)

    assert shares == [MonthlyShare(date(2025, 1, 1), {"favor": 1, "against": 0, "mixed": 0})]


def test_shares_of_nobody_are_none() -> None:
    assert monthly_shares([], until=date(2025, 1, 1), stale_months=24) == []
