from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.scheduling import AGREED_FOR, Move, MoveVerdict, note_move, permanent_target
from sources.scheduling.moves import needs_full_answer

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
OLD, NEW, OTHER = "http://a.example/f", "https://b.example/f", "https://c.example/f"


@pytest.mark.parametrize(
    ("hops", "final", "target"),
    [
        ([], OLD, ""),
        ([(301, OLD)], NEW, NEW),
        ([(308, OLD), (301, OTHER)], NEW, NEW),
        ([(301, OLD), (302, OTHER)], NEW, ""),
        ([(302, OLD), (301, OTHER)], NEW, ""),
        ([(307, OLD)], NEW, ""),
        ([(301, OLD)], OLD, ""),
    ],
)
def test_every_hop_is_permanent(hops: list[tuple[int, str]], final: str, target: str) -> None:
    assert permanent_target(OLD, hops, final) == target


@pytest.mark.parametrize(
    ("target", "known", "shares_item", "verdict"),
    [
        ("", Move(NEW, NOW - 30 * DAY), True, MoveVerdict(None)),
        (NEW, None, True, MoveVerdict(Move(NEW, NOW))),
        (NEW, None, None, MoveVerdict(None)),
        (NEW, None, False, MoveVerdict(None, keeps_items=False)),
        (NEW, Move(OTHER, NOW - 30 * DAY), True, MoveVerdict(Move(NEW, NOW))),
        (NEW, Move(NEW, NOW - DAY), True, MoveVerdict(Move(NEW, NOW - DAY))),
        (
            NEW,
            Move(NEW, NOW - AGREED_FOR),
            True,
            MoveVerdict(Move(NEW, NOW - AGREED_FOR), is_final=True),
        ),
        (NEW, Move(NEW, NOW - AGREED_FOR), None, MoveVerdict(Move(NEW, NOW - AGREED_FOR))),
        (NEW, Move(NEW, NOW - AGREED_FOR), False, MoveVerdict(Move(NEW, NOW - AGREED_FOR))),
    ],
)
def test_what_is_noted_of_a_move(
    target: str, known: Move | None, shares_item: bool | None, verdict: MoveVerdict
) -> None:
    assert note_move(NOW, target, known, shares_item=shares_item) == verdict


@pytest.mark.parametrize(
    ("target", "known", "in_full"),
    [
        ("", None, False),
        ("", Move(NEW, NOW - AGREED_FOR), False),
        (NEW, None, True),
        (NEW, Move(OTHER, NOW - DAY), True),
        (NEW, Move(NEW, NOW - DAY), False),
        (NEW, Move(NEW, NOW - AGREED_FOR), True),
    ],
)
def test_items_are_asked_for_where_they_decide(
    target: str, known: Move | None, in_full: bool
) -> None:
    assert needs_full_answer(NOW, target, known) == in_full


answers = st.tuples(
    st.timedeltas(timedelta(minutes=5), DAY),
    st.sampled_from(["", NEW, OTHER]),
    st.sampled_from([True, False, None]),
)


@given(st.lists(answers, max_size=60))
def test_address_changes_after_a_week_of_one_target_and_no_sooner(
    polls: list[tuple[timedelta, str, bool | None]],
) -> None:
    now, known = NOW, None
    since: dict[str, datetime] = {}
    for wait, target, shares_item in polls:
        now += wait
        since = {target: since.get(target, now)}
        verdict = note_move(now, target, known, shares_item=shares_item)
        known = verdict.move
        if verdict.is_final:
            assert target != ""
            assert shares_item is True
            assert now - since[target] >= AGREED_FOR


def test_stranger_at_the_old_address_never_becomes_the_feed() -> None:
    """Its answers are compared with what the feed had, so they go on sharing nothing."""
    known = None
    for day in range(30):
        verdict = note_move(NOW + day * DAY, NEW, known, shares_item=False)
        known = verdict.move
        assert verdict == MoveVerdict(None, keeps_items=False)
