"""The sentences of each language, one phenomenon each: all that is found, and nothing else."""

from pathlib import Path

import pytest

from tests.commentary.reading.marked_sentences import Sentence, sentences_in, statements_of

FILES = sorted(Path(__file__).parent.glob("*.txt"))
ALL = [(path.stem, sentence) for path in FILES for sentence in sentences_in(path)]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [pytest.param(language, sentence, id=sentence.where) for language, sentence in ALL],
)
def test_exactly_this_is_found(language: str, sentence: Sentence) -> None:
    assert statements_of(sentence.text, language=language) == sentence.statements
