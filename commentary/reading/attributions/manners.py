"""A cue: the words that say that something was said, and in what manner they say it."""

from dataclasses import dataclass
from typing import Literal

#: finite: a subject does it ("she said"); passive: it is done to the words ("was described by");
#: noun: "her claim that"; view: "in her view"; according: "according to".
Manner = Literal["finite", "participle", "passive", "noun", "according", "view"]


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue at units `start` (auxiliaries included) up to `end`; the verb itself at `verb`."""

    start: int
    verb: int
    end: int
    lemma: str
    frames: frozenset[str]
    manner: Manner
    negated: bool = False
    hypothetical: bool = False
