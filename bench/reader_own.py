"""What the reader makes of the texts that its own tests hold: sentences, days, notices."""

from collections.abc import Iterator

from commentary.reading import Document, read
from tests.commentary.reading.day_cases import CASES, Case
from tests.commentary.reading.handouts import HANDOUTS
from tests.commentary.reading.marked_sentences import SENTENCES, sentences_in, statements_of
from tests.commentary.reading.notices import NOTICES


def sentences() -> tuple[int, int]:
    """Return how many sentences are read exactly as they are written down, and of how many."""
    every = [one for path in sorted(SENTENCES.glob("*.txt")) for one in sentences_in(path)]
    return sum(statements_of(one.text) == one.statements for one in every), len(every)


def stated_days() -> tuple[int, int]:
    """Return how many cases have the right day, precision and basis, and of how many."""
    return sum(case.day in _days(case) for case in CASES), len(CASES)


def _days(case: Case) -> Iterator[str]:
    """Yield the day of the first statement that holds the case's words, if there is one."""
    for one in read(Document(case.text, published_on=case.published)).statements:
        if case.said in one.text:
            day = one.day
            yield "" if day is None else f"{day.on} {day.precision} {day.basis}"
            return


def notices() -> tuple[int, int]:
    """Return the statements found in texts that report nobody, and how many texts there are."""
    texts = [*NOTICES.values(), *HANDOUTS.values()]
    return sum(len(read(Document(text)).statements) for text in texts), len(texts)
