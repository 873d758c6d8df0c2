"""Labelled texts that the reader is measured on, brought by whoever measures: none is kept here.

PolNeAR is read as its authors publish it (brat files beside texts) or as rows; GUM as rows:

    {"id", "split", "text", "quotes": [{"spans": [[start, end]], "speaker_start", "speaker_end",
     "cue_start", "cue_end", "type", "speaker_entity"}]}
    {"id", "variant", "text", "turns": [{"start", "end", "role"}], "pairs": [{"q", "a"}]}

Offsets are code points, end exclusive. In a row of attributions all but `spans` may be left out or
null; `type` is direct, indirect or mixed; `speaker_entity` is the person behind a pronoun.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

Pair = tuple[int, int]
_MARK = re.compile(r"[\"“”„«»]|``|''")
_OPENING, _CLOSING = frozenset({"“", "„", "«", "``"}), frozenset({"”", "»", "''"})
_NEARLY_ALL = 0.9


class CorpusError(Exception):
    """A corpus is not where it was said to be, or is something else; the message is for people."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What annotators say that a source said: content, source and cue by their places."""

    spans: tuple[Pair, ...]
    speaker: Pair | None
    cue: Pair | None
    type: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One labelled article."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Interview:
    """One labelled interview in one rendering; pairs are bounds of a question and its answer."""

    name: str
    variant: str
    text: str
    turns: tuple[tuple[int, int, str], ...]
    pairs: tuple[tuple[Pair, Pair], ...]


def polnear(path: Path, split: str) -> list[Article]:
    """Return one split ("dev", "train") of PolNeAR: a checkout of it, or a file of rows."""
    if path.is_dir():
        return list(_checked_out(path, split))
    return [_article(row) for row in _rows(path) if row.get("split", split) == split]


def articles(path: Path) -> list[Article]:
    """Return the articles of a file of rows."""
    return [_article(row) for row in _rows(path)]


def interviews(path: Path) -> list[Interview]:
    """Return the interviews of a file of rows."""
    return [
        Interview(
            row["id"],
            row["variant"],
            row["text"],
            tuple((turn["start"], turn["end"], turn["role"]) for turn in row["turns"]),
            tuple((_pair(pair["q"]), _pair(pair["a"])) for pair in row["pairs"]),
        )
        for row in _rows(path)
    ]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise CorpusError(f"{path} holds no JSON rows: {error}.") from error


def _article(row: dict[str, Any]) -> Article:
    found = [
        Attribution(
            tuple(_pair(span) for span in quote.get("spans") or [[quote["start"], quote["end"]]]),
            _between(quote, "speaker"),
            _between(quote, "cue"),
            quote.get("type") or "",
            quote.get("speaker_entity") or "",
        )
        for quote in row["quotes"]
    ]
    return Article(row["id"], row["text"], tuple(found))


def _between(quote: dict[str, Any], what: str) -> Pair | None:
    start, end = quote.get(f"{what}_start"), quote.get(f"{what}_end")
    return None if start is None or end is None else (start, end)


def _pair(ends: list[int]) -> Pair:
    start, end = ends
    return start, end


def _checked_out(root: Path, split: str) -> Iterator[Article]:
    """Read texts and brat files; of several annotators the first by name is taken."""
    texts = sorted((root / "data" / split / "text").glob("*.txt"))
    if not texts:
        raise CorpusError(f"{root} is no checkout of PolNeAR: no data/{split}/text/*.txt in it.")
    notes: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((root / "data" / split / "attributions").glob("*.ann")):
        notes[re.sub(r"_[0-9a-f]{4}$", "", path.stem)].append(path)
    for path in texts:
        if path.stem in notes:
            text = path.read_bytes().decode("utf-8")
            annotated = notes[path.stem][0].read_bytes().decode("utf-8")
            found = sorted(_annotated(text, annotated), key=lambda one: one.spans)
            yield Article(path.stem, text, tuple(found))


def _annotated(text: str, notes: str) -> Iterator[Attribution]:
    places: dict[str, list[Pair]] = {}
    events: list[list[str]] = []
    for line in notes.split("\n"):  # the words of a place may hold a line break
        if re.match(r"T\d+\t", line):
            name, body, *_words = line.split("\t")
            _label, _, bounds = body.partition(" ")
            places[name] = [_bounds(part) for part in bounds.split(";")]
        elif re.match(r"E\d+\t", line):
            events.append(line.split("\t", 1)[1].split())
    quoted = _quoted(text)
    for event in events:
        parts: dict[str, list[Pair]] = defaultdict(list)
        for argument in event:
            role, _, place = argument.partition(":")
            parts[re.sub(r"\d+$", "", role)] += places.get(place, [])
        spans = tuple(sorted(_trimmed(text, span) for span in parts["Content"]))
        spans = tuple(span for span in spans if span[0] < span[1] <= len(text))
        if spans:
            yield Attribution(
                spans, _hull(parts["Source"]), _hull(parts["Cue"]), _type(text, spans, quoted)
            )


def _bounds(words: str) -> Pair:
    start, end = words.split()
    return int(start), int(end)


def _trimmed(text: str, span: Pair) -> Pair:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _hull(spans: list[Pair]) -> Pair | None:
    return (min(spans)[0], max(spans)[1]) if spans else None


def _quoted(text: str) -> list[bool]:
    """Tell for each character whether it stands in quotation marks; paragraphs close them."""
    inside = [False] * len(text)
    breaks = [0, *(place.end() for place in re.finditer(r"\n+", text)), len(text)]
    for first, behind in pairwise(breaks):
        opened: int | None = None
        for mark in _MARK.finditer(text, first, behind):
            if opened is None:
                opened = None if mark.group() in _CLOSING else mark.end()
            elif mark.group() in _OPENING:
                opened = mark.end()
            else:
                inside[opened : mark.start()] = [True] * (mark.start() - opened)
                opened = None
        if opened is not None:
            inside[opened:behind] = [True] * (behind - opened)
    return inside


def _type(text: str, spans: tuple[Pair, ...], quoted: list[bool]) -> str:
    letters = [at for start, end in spans for at in range(start, end) if text[at].isalnum()]
    share = sum(quoted[at] for at in letters) / len(letters) if letters else 0.0
    return "direct" if share >= _NEARLY_ALL else "mixed" if share else "indirect"
