"""Names are looked up; nobody is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentary.linking import can_link, link, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marit Solvang", "Solvang Marit"),
        ("Marit Solvang", "MARIT SOLVANG"),
        ("Dr. Marit Solvang", "Marit Solvang"),
        ("Amélie Dürrenhof", "Amelie Durrenhof"),
        ("水野遥香", "水野 遥香"),
        ("水野遥香", "水野\u3000遥香"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marit Solvang", "Marit Solberg"),
        ("Marit Solvang", "Marit Anne Solvang"),
        ("ガトウ", "カトウ"),
    ],
)
def test_different_names_do_not_meet(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["Solvang", "Prof. Solvang", "…", "", "東"])
def test_less_than_a_full_name_links_nobody(name: str) -> None:
    assert not can_link(name_key(name))


def test_link_takes_the_one_bearer_and_refuses_a_shared_name() -> None:
    bearers = {
        name_key("Marit Solvang"): frozenset({1}),
        name_key("Jon Berg"): frozenset({2, 3}),
        name_key("Solvang"): frozenset({1}),
    }

    linked = link(["Marit Solvang", "Jon Berg", "Solvang", "Nobody Known"], bearers)

    assert linked.experts == {"Marit Solvang": 1}
    assert linked.refused == {"Jon Berg": "2 tracked experts are called Jon Berg"}


@given(st.text())
def test_name_key_is_idempotent(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)
