"""How many articles of 700 words one core reads in a second, and whether memory stays flat."""

import gc
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from commentary.reading import Document, read
from tests.commentary.reading.marked_sentences import SENTENCES, sentences_in

WORDS = 700
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Speed:
    """Articles a second of CPU (the best of some rounds), and growth of the peak memory in kB."""

    articles: float
    read: int
    growth: int


def invented_articles(count: int) -> list[str]:
    """Return articles of WORDS words, made of the reader's own test sentences, each in turn."""
    sentences = [
        one.text for path in sorted(SENTENCES.glob("*.txt")) for one in sentences_in(path)
    ]
    made: list[str] = []
    at = 0
    for _ in range(count):
        paragraphs, words = list[str](), 0
        while words < WORDS:
            paragraphs.append(sentences[at % len(sentences)])
            words += len(paragraphs[-1].split())
            at += 7  # no two articles alike
        made.append("\n\n".join(paragraphs))
    return made


def measure(texts: Sequence[str], *, times: int = 1) -> Speed:
    """Read all texts some times over, on one core; speed is told for WORDS words each."""
    words = sum(len(text.split()) for text in texts)
    for text in texts:
        read(Document(text))  # word lists are loaded and memory has its size
    gc.collect()
    before, best = _peak(), 0.0
    for _ in range(_ROUNDS * times):
        begun = time.process_time()
        for text in texts:
            read(Document(text))
        best = max(best, words / WORDS / (time.process_time() - begun))
    return Speed(best, _ROUNDS * times * len(texts), _peak() - before)


def seconds_for(text: str) -> float:
    """Return the seconds of CPU to read one text."""
    begun = time.process_time()
    read(Document(text))
    return time.process_time() - begun


def _peak() -> int:
    """Return the most memory that this process has held, in kB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak
