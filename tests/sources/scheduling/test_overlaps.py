from hypothesis import given
from hypothesis import strategies as st

from sources.scheduling import Overlap, compare, count, pack

keys = st.lists(st.text(max_size=4), max_size=12)


@given(keys, keys)
def test_compare_tells_what_two_answers_share(before: list[str], now: list[str]) -> None:
    old, new = set(before), set(now)
    known = old and new
    assert compare(pack(before), pack(now)) == Overlap(
        items=len(new),
        share_new=1 - len(old & new) / len(new) if known else None,
        is_gap=bool(known and not old & new),
    )


@given(keys)
def test_packed_answer_is_eight_bytes_for_each_item(items: list[str]) -> None:
    assert len(pack(items)) == 8 * len(set(items))
    assert count(pack(items)) == len(set(items))


def test_first_and_empty_answers_are_no_gap() -> None:
    assert compare(b"", pack(["a"])) == Overlap(1, None, is_gap=False)
    assert compare(pack(["a"]), b"") == Overlap(0, None, is_gap=False)
    assert compare(pack(["a"]), pack(["b", "c"])) == Overlap(2, 1.0, is_gap=True)
