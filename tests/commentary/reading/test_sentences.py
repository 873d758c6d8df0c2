"""The sentences of `sentences/`, one phenomenon each: all that is found, and nothing else."""

import pytest

from tests.commentary.reading.marked_sentences import (
    SENTENCES,
    Sentence,
    sentences_in,
    statements_of,
)

ALL = [sentence for path in sorted(SENTENCES.glob("*.txt")) for sentence in sentences_in(path)]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(
            sentence,
            id=sentence.where,
            # Strict: it fails when the reader finds it, so that the mark is taken away.
            marks=[pytest.mark.xfail(reason="not yet", strict=True)] if sentence.not_yet else [],
        )
        for sentence in ALL
    ],
)
def test_exactly_this_is_found(sentence: Sentence) -> None:
    assert statements_of(sentence.text) == sentence.statements


def test_a_phenomenon_is_named_once() -> None:
    names = [sentence.where for sentence in ALL]
    assert sorted(set(names)) == sorted(names)
