"""Public ids: the same for ever, and each row has exactly one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.public_ids import PREFIXES, public_id, row_number

KINDS = st.sampled_from(sorted(PREFIXES))
ROWS = st.integers(min_value=1, max_value=2**63 - 1)


@given(KINDS, ROWS)
def test_public_id_leads_back_to_its_row(kind: str, pk: int) -> None:
    assert row_number(kind, public_id(kind, pk)) == pk


@given(KINDS, ROWS)
def test_public_id_needs_no_escaping_in_an_address(kind: str, pk: int) -> None:
    prefix, _, code = public_id(kind, pk).partition("_")

    assert (prefix, len(code) >= 8, code.isascii() and code.isalnum()) == (
        PREFIXES[kind],
        True,
        True,
    )


@given(ROWS, ROWS)
def test_two_rows_never_share_a_public_id(first: int, second: int) -> None:
    assert (public_id("position", first) == public_id("position", second)) is (first == second)


@given(KINDS, st.text(max_size=30))
def test_row_number_of_any_text_is_a_row_or_none(kind: str, text: str) -> None:
    for public in (text, f"{PREFIXES[kind]}_{text}"):
        number = row_number(kind, public)

        assert number is None or public_id(kind, number) == public


@pytest.mark.parametrize(
    ("kind", "pk", "public"),
    [
        ("position", 1, "pos_37zNPwys"),
        ("position", 2, "pos_LfbKHjSq"),
        ("position", 1_000_000, "pos_m6k5DCT6"),
        ("statement", 1, "sta_37zNPwys"),
        ("delivery", 2**63 - 1, "msg_8fvXSJPgR5zNg"),
    ],
)
def test_public_ids_are_the_same_for_ever(kind: str, pk: int, public: str) -> None:
    """They stand in citations and other people's databases: never change these lines."""
    assert (public_id(kind, pk), row_number(kind, public)) == (public, pk)


def test_prefixes_are_the_same_for_ever_and_differ() -> None:
    assert PREFIXES == {
        "article": "art",
        "article_text": "txt",
        "change": "chg",
        "delivery": "msg",
        "endpoint": "end",
        "feed": "fed",
        "interview": "int",
        "occasion": "occ",
        "passage": "pas",
        "position": "pos",
        "statement": "sta",
        "subscription": "sub",
    }


def test_another_kind_of_id_is_refused() -> None:
    assert row_number("statement", public_id("position", 7)) is None


@pytest.mark.parametrize("code", ["bBRzVMTh", "g8s4MKrk", "GjXjJHn6", "", "1", "37zNPwy", "a e"])
def test_code_that_we_would_not_print_is_refused(code: str) -> None:
    """Sqids reads several codes as one number; two addresses of one row would be one too many."""
    assert row_number("position", f"pos_{code}") is None


@given(st.text(alphabet="tK7mRd4VbXyQ2sJ9z", min_size=14, max_size=60))
def test_number_that_no_database_row_can_have_is_refused(code: str) -> None:
    assert row_number("position", f"pos_{code}") is None
