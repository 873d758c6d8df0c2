"""Where the words behind a cue end: with the sentence, with their clause, or at the next cue."""

from collections.abc import Sequence

from commentary.reading.attributions.groups import Group
from commentary.reading.attributions.starts import STOPS
from commentary.reading.lexicon import Lexicon
from commentary.reading.text.units import Sentence


def content_end(
    sentence: Sentence,
    start: int,
    following: Sequence[Group],
    lexicon: Lexicon,
    *,
    opening: bool,
) -> int:
    """Return where content that begins at `start` ends: with the sentence, or at another cue.

    `opening`: it belongs to the participle that opens the sentence ("Calling it ..., she said").
    """
    end = len(sentence.units)
    for group in following:
        stop = _turn(sentence, group, start, lexicon)
        if opening and group.cue.manner == "finite":
            before = group.first - 1
            stop = before if sentence.lower(before) == "," else group.first
        if stop > start:
            end = stop
            break
    while (
        end > start
        and not sentence.is_quoted(end - 1)
        and (
            sentence.lower(end - 1) in STOPS
            or sentence.lower(end - 1) in {"and", "but", "—", "–", "--"}
        )
    ):
        end -= 1
    return end


def _turn(sentence: Sentence, group: Group, start: int, lexicon: Lexicon) -> int:
    """Return where the next cue takes over from content that began at `start`, or -1."""
    first = group.first
    if first <= start:
        return -1
    before = sentence.lower(first - 1)
    if group.cue.manner == "according":
        return first if before in {",", "—", "–", ";"} else -1
    if group.cue.manner == "participle":
        return first if before in {",", "—", "–"} or sentence.is_quoted(first - 1) else -1
    if group.cue.manner != "finite":
        return -1
    if before in {"and", "but"} and group.cue.start == first:
        return first - 1
    if before in lexicon.frames["contrasts"] and (
        sentence.lower(first - 2) in {",", ";", "—", "–"} or sentence.is_quoted(first - 2)
    ):
        return first - 2 if not sentence.is_quoted(first - 2) else first - 1
    return first - 1 if before == ";" else -1
