"""What one expert says in one stretch is one passage."""

from hypothesis import given
from hypothesis import strategies as st

from commentary.stretches import STRETCH_GAP, Placed, group

FOUND = st.lists(
    st.builds(
        Placed,
        index=st.integers(0, 99),
        start=st.integers(0, 5000),
        end=st.integers(5001, 9000),
        expert=st.sampled_from([None, 1, 2]),
        exchange=st.sampled_from([None, 0, 1]),
    ),
    max_size=12,
)


def test_neighbouring_statements_of_one_expert_are_one_passage() -> None:
    near = [Placed(0, 0, 80, 1, None), Placed(1, 100, 180, 1, None)]

    assert group(near) == [tuple(near)]


def test_another_voice_a_gap_or_another_answer_ends_a_passage() -> None:
    first = Placed(0, 0, 80, 1, None)
    other_voice = Placed(1, 90, 99, None, None)
    second = Placed(2, 100, 180, 1, None)
    far = Placed(3, 181 + STRETCH_GAP, 1000, 1, None)
    answer = Placed(4, 1010, 1100, 1, 0)
    next_answer = Placed(5, 1110, 1200, 1, 1)

    found = group([first, other_voice, second, far, answer, next_answer])

    assert found == [(first,), (second,), (far,), (answer,), (next_answer,)]


@given(FOUND)
def test_every_statement_of_a_tracked_expert_is_in_one_passage(found: list[Placed]) -> None:
    passages = group(found)

    assert sorted(p.index for passage in passages for p in passage) == sorted(
        p.index for p in found if p.expert is not None
    )
    assert all(len({(p.expert, p.exchange) for p in passage}) == 1 for passage in passages)
