"""Paragraphs, tokens, quotations and the forms of words: what the rules stand on."""

import pytest

from commentary.reading.lexicon import lexicon_for
from commentary.reading.text.quotations import quotations_in
from commentary.reading.text.tokens import paragraphs_of, tokens_of
from commentary.reading.types import Span


def paragraphs(text: str) -> list[str]:
    return [span.of(text) for span in paragraphs_of(text)]


def quoted(text: str) -> list[str]:
    tokens = tokens_of(text, Span(0, len(text)))
    return [
        text[tokens[one.inner_first].start : tokens[one.inner_behind - 1].end]
        for one in quotations_in(tokens)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\r\n\r\n  Two.\u00a0\r\n", ["One.", "Two."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("\ufeffOne.\u2029\u200bTwo.", ["One.", "Two."]),
        ("\n \n", []),
    ],
)
def test_line_breaks_end_paragraphs(text: str, found: list[str]) -> None:
    assert paragraphs(text) == found


def test_lines_wrapped_by_hand_are_joined() -> None:
    first = "\n".join(["the ships wait outside the harbour for the pilot who does not"] * 4)
    second = "\n".join(["come because the council has not paid him since the end of the"] * 4)

    assert paragraphs(f"{first}\n\n{second}") == [first, second]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Solvang’s quay", ["Solvang", "’s", "quay"]),
        ("didn't they're O'Hara", ["didn't", "they", "'re", "O'Hara"]),
        ("U.S. well-known AT&T 6.5", ["U.S", ".", "well-known", "AT&T", "6.5"]),
        ("東野篤子、言う", ["東野篤子", "、", "言う"]),
    ],
)
def test_words_and_marks(text: str, words: list[str]) -> None:
    assert [token.text for token in tokens_of(text, Span(0, len(text)))] == words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "one" and "two".', ["one", "two"]),
        ("“One “two” three” four", ["One “two” three"]),
        ("“One two. “Three” four.", ["Three"]),
        ("„Eins“ and «deux» and ``three''", ["Eins", "deux", "three"]),
        ("''One,'' she said.", ["One,"]),
        ("‘the voters’ choice is bad,’ he said", ["the voters’ choice is bad,"]),
        ("the voters' choice and the '90s", []),
        ("“One two", ["One two"]),
        ('A 6" pipe', []),
        ("“”", []),
    ],
)
def test_quotation_marks_are_paired(text: str, found: list[str]) -> None:
    assert quoted(text) == found


@pytest.mark.parametrize(
    ("word", "lemma", "form"),
    [
        ("said", "say", "past"),
        ("says", "say", "s"),
        ("denies", "deny", "s"),
        ("denied", "deny", "past"),
        ("agreed", "agree", "past"),
        ("agreeing", "agree", "ing"),
        ("announces", "announce", "s"),
        ("stressing", "stress", "ing"),
        ("admitted", "admit", "past"),
        ("written", "write", "participle"),
        ("conveys", None, ""),
    ],
)
def test_cue_verbs_are_inflected_by_rule(word: str, lemma: str | None, form: str) -> None:
    found = lexicon_for("en").verbs.get(word)

    assert (found.lemma if found else None) == lemma
    assert found is None or form in found.forms


def test_a_language_without_a_lexicon_is_read_with_the_english_one() -> None:
    assert lexicon_for("xx").verbs == lexicon_for("en-GB").verbs
