import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.text import fingerprint, letters_and_digits, normalise

anything = st.text(st.characters(codec=None) | st.sampled_from("\r\n\0\ud83d\ude00"))


@given(anything)
def test_normalise_is_idempotent_and_can_be_stored(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert not set("\r\0") & set(once)
    once.encode()


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\0b", "ab"),
        ("\ud83d\ude00", "\U0001f600"),
        ("a\ud83db", "a\ufffdb"),
        ("\ufeffa\u2028b ", "\ufeffa\u2028b "),
    ],
)
def test_normalise_changes_only_what_cannot_be_stored(text: str, stored: str) -> None:
    assert normalise(text) == stored


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“It’s safe” – she said", '"It\'s safe" - she said'),
        ("Straße", "STRASSE"),
        ("cafe\u0301", "café"),
        ("\uff21\uff11", "a1"),
        ("snake_case", "snakecase"),
    ],
)
def test_fingerprint_counts_letters_and_digits_only(one: str, other: str) -> None:
    assert letters_and_digits(one) == letters_and_digits(other)
    assert fingerprint(one) == fingerprint(other)


def test_fingerprint_is_sha256_of_the_letters() -> None:
    assert fingerprint("A, b!") == (
        "fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603"
    )
    assert fingerprint("3.5 per cent") != fingerprint("3.6 per cent")


@given(anything)
def test_letters_and_digits_have_no_marks_left(text: str) -> None:
    letters = letters_and_digits(text)
    assert letters == "" or letters.isalnum()
