"""Words for a terminal: coloured or marked, wrapped by the columns that their letters take."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_PLAIN = "\x1b[0m"
# What a terminal would take for commands of its own; and signs that turn the order of letters
# around, with which a text could show itself as another one.
_CONTROLS: dict[int, str] = {
    **dict.fromkeys([*range(32), *range(127, 160), *range(0xD800, 0xE000)], "�"),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], ""),
}
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind of words looks: in colours, and between marks where there are none."""

    code: str = ""
    opening: str = ""
    closing: str = ""


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words of one style."""

    words: str
    style: Style = PLAIN


class Screen:
    """Where lines are shown: `columns` wide, in colour or not."""

    def __init__(self, *, columns: int, in_colour: bool) -> None:
        self.columns = columns
        self.in_colour = in_colour

    def lines(self, chunks: Iterable[Chunk], *, first: str = "", others: str = "") -> list[str]:
        """Wrap words into lines, behind `first` and then `others`, which hold no colours."""
        room = max(1, self.columns - max(width(first), width(others)))
        rows = list(_rows(_words(self._marked(chunks)), room)) or [[]]
        return [
            ((others if at else first) + self._painted(row)).rstrip()
            for at, row in enumerate(rows)
        ]

    def _marked(self, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        for chunk in chunks:
            words = clean(chunk.words)
            if not self.in_colour:
                words = f"{chunk.style.opening}{words}{chunk.style.closing}"
            yield Chunk(words, chunk.style)

    def _painted(self, row: Iterable[Chunk]) -> str:
        shown, style = [], PLAIN
        for chunk in row:
            if self.in_colour and chunk.style != style:
                shown += [_PLAIN if style.code else "", chunk.style.code]
                style = chunk.style
            shown.append(chunk.words)
        return "".join([*shown, _PLAIN if style.code else ""])


def clean(words: str) -> str:
    """Return words without what a terminal would obey; every blank is one space."""
    return _BLANK.sub(" ", words).translate(_CONTROLS)


def width(words: str) -> int:
    """Return the columns that words take: two for a letter of East Asia, none for an accent."""
    return sum(map(_columns, words))


def _columns(letter: str) -> int:
    if letter.isascii():
        return 1
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def _words(chunks: Iterable[Chunk]) -> Iterator[list[Chunk]]:
    """Yield what stays together on a line: up to a blank, or one letter that is wide."""
    word: list[Chunk] = []
    for chunk in chunks:
        for part in re.findall(r"\s|[^\s]", chunk.words):
            breaks = part == " " or (_columns(part) > 1 and not _hangs(part))
            if breaks and word:
                yield word
                word = []
            word.append(Chunk(part, chunk.style))
            if part == " ":
                yield word
                word = []
    if word:
        yield word


def _hangs(letter: str) -> bool:
    """Tell a mark that may not begin a line."""
    return unicodedata.category(letter) in {"Pe", "Pf", "Po"}


def _rows(words: Iterable[list[Chunk]], room: int) -> Iterator[list[Chunk]]:
    row: list[Chunk] = []
    used = 0
    for word in words:
        needs = sum(width(part.words) for part in word)
        if used + needs > room and row and word[0].words != " ":
            yield row
            row, used = [], 0
        for part in word:
            columns = width(part.words)
            if used + columns > room and row:
                if part.words == " ":
                    continue
                yield row
                row, used = [], 0
            if row or part.words != " ":
                row.append(part)
                used += columns
    if row:
        yield row
