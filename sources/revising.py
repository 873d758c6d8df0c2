"""What changed from one sight of an article to the next. Pure.

Two sights are compared in a form that leaves out what no reader would notice: white space, the
shapes of quotation marks and dashes, punctuation, capitals, and whole lines that are no part of
what is told (a byline, a time stamp, "read also"). It keeps every digit with the marks between
digits, every sign of money and measure, and the place of every quotation mark; inside quotation
marks it keeps punctuation and capitals too. So a changed number or a changed quotation is never
boring, and comparing is symmetric and transitive: boring differences cannot add up to another
text without being noticed, because each sight is compared with what is stored.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from sources.enums import RevisionKind
from sources.revising_words import (
    AGO,
    BOILERPLATE,
    BYLINE,
    CORRECTION_NOTE,
    READ_ALSO,
    STAMP_OPENINGS,
    STAMP_WORDS,
)

LONGEST_NOTE = 1_000
# A line longer than this is told to somebody, whatever it begins with.
_LONGEST_EXTRA = 160
_BYLINE_WORDS = 8
# Lines so near the beginning or the end may be a byline or a bare day.
_AMONG_FIRST, _AMONG_LAST = 4, 2

_DOUBLE = re.compile("[\u201c-\u201f\xab\xbb\u3008-\u300f\u301d\u301e\uff02]")
_SINGLE = re.compile("[\u2018-\u201b\u2039\u203a\u02bc\uff07`\xb4]")
_DASH = re.compile("[\u2010-\u2015\u2212\uff0d]")
_FOLDED_FORMS = ("<wide>", "<narrow>", "<noBreak>", "<compat>")
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
# A number with the marks inside and before it; a word with its apostrophes, or one character of a
# script that is written without spaces; a mark.
_TOKEN = re.compile(
    r"(?:(?<![^\s(\"\[])[-+.,]*)?\d+(?:[.,:/'-]\d+)*"
    rf"|[{_UNSPACED}]"
    rf"|(?:(?![{_UNSPACED}])[^\W_])+(?:'(?:(?![{_UNSPACED}])[^\W_])+)*"
    r"|[^\w\s]|_"
)
_KEPT_MARKS = frozenset("\"'%‰‱°§#@&+<>=*/\\|~^")
_IN_SINGLE_MARKS = re.compile(r"(?<!\w)'(?=\S).*(?<=\S)'(?!\w)")
_SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bProf\.)(?<!\bSt\.)(?<!\bNo\.)"
    r"(?<!\bGen\.)(?<!\bSen\.)(?<!\bGov\.)(?<!\b[A-Z]\.)(?<!\b\d\.)(?<!\b\d\d\.)[\"'”’)\]]*\s+|(?<=[。！？])|\n+"
)
_DAY_OR_HOUR = re.compile(r"\d{4}|\d:\d\d|\d[./-]\d")
_HOUR = re.compile(r"\d:\d\d")


@dataclass(frozen=True, slots=True)
class Sight:
    """What an article said when it was looked at: its headline and its text."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """From one sight to a later one. `note` is the sentence of a note of correction that came
    with it, as printed and at most LONGEST_NOTE code points, for that kind alone.
    """

    kind: RevisionKind
    note: str = ""


def difference(before: Sight, after: Sight) -> Difference | None:
    """What changed, the weightiest first: a note of correction, the text, the headline, nothing
    that a reader would notice. None: not a character did.
    """
    if before == after:
        return None
    if _substance(before.text) != _substance(after.text):
        note = _new_note(before.text, after.text)
        if note:
            return Difference(RevisionKind.CORRECTION_NOTE, note)
        return Difference(RevisionKind.TEXT)
    if _line_substance(before.title) != _line_substance(after.title):
        return Difference(RevisionKind.HEADLINE)
    return Difference(RevisionKind.BORING)


def change_key(sight: Sight) -> str:
    """SHA-256 (hex) of what a reader would notice of a sight: two sights that differ in boring
    ways alone have the same, so that a change on a page with a clock on it is seen twice.
    """
    parts = [*_line_substance(sight.title), "\n", *_substance(sight.text)]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _substance(text: str) -> list[str]:
    lines = [line for line in (_fold(line).strip() for line in text.split("\n")) if line]
    last = len(lines) - 1
    kept: list[str] = []
    for number, line in enumerate(lines):
        is_outer = number < _AMONG_FIRST or number > last - _AMONG_LAST
        if not _is_extra(line, is_outer=is_outer):
            kept += _line_tokens(line)
    return kept


def _line_substance(line: str) -> list[str]:
    return _line_tokens(_fold(line))


def _fold(line: str) -> str:
    """One shape for each mark; letters that differ in width alone are one."""
    folded = "".join(map(_fold_character, unicodedata.normalize("NFC", line)))
    return _DASH.sub("-", _SINGLE.sub("'", _DOUBLE.sub('"', folded)))


def _fold_character(character: str) -> str:
    if character.isascii():
        return character
    if unicodedata.category(character) == "Cf":
        return ""
    form = unicodedata.decomposition(character).split(" ")
    # ² and ½ are numbers of their own.
    if form[0] in _FOLDED_FORMS and (
        form[0] != "<compat>" or unicodedata.numeric(character, None) is None
    ):
        return unicodedata.normalize("NFKC", character)
    return character


def _line_tokens(line: str) -> list[str]:
    """The words, numbers and signs of a folded line; punctuation and capitals where quoted."""
    # One mark alone opens or closes a quotation of several paragraphs.
    is_quoted = line.count('"') % 2 == 1
    is_whole = is_quoted
    single = _IN_SINGLE_MARKS.search(line)
    bounds = single.span() if single else (0, 0)
    tokens: list[str] = []
    for found in _TOKEN.finditer(line):
        part = found.group()
        if part == '"':
            is_quoted = is_whole or not is_quoted
            tokens.append(part)
        elif is_quoted or bounds[0] <= found.start() < bounds[1]:
            tokens.append(part)
        elif part[-1].isalnum() or _is_sign(part):
            tokens.append(part.lower())
    return tokens


def _is_sign(mark: str) -> bool:
    return mark in _KEPT_MARKS or unicodedata.category(mark).startswith(("S", "N"))


def _is_extra(line: str, *, is_outer: bool) -> bool:
    """Whether a folded line is no part of what is told; `is_outer`: among the first or last.

    A line with a quotation mark always is, and one with a digit unless it is a time stamp.
    """
    if len(line) > _LONGEST_EXTRA or '"' in line:
        return False
    if any(character.isnumeric() for character in line):
        return _is_time_stamp(line.lower(), is_outer=is_outer)
    if READ_ALSO.match(line) or BOILERPLATE.fullmatch(line):
        return True
    if not is_outer or line[-1] in ".!?。":
        return False
    return len(line.split()) <= _BYLINE_WORDS and BYLINE.fullmatch(line) is not None


def _is_time_stamp(line: str, *, is_outer: bool) -> bool:
    """Nothing but a day or an hour behind a word such as "updated"; without one, at the beginning
    or the end of the text only: inside it, a day heads an entry of a chronology.
    """
    rest = STAMP_OPENINGS.sub("", line, count=1)
    if rest == line and not is_outer:
        return False
    words = re.findall(r"[^\W\d_]+", rest)
    if any(word not in STAMP_WORDS for word in words):
        return False
    if AGO.search(rest):
        return True
    is_bare_number = rest == line and not words and not _HOUR.search(rest)
    return _DAY_OR_HOUR.search(rest) is not None and not is_bare_number


def _new_note(before: str, after: str) -> str:
    """The first note of correction in `after` that `before` does not have, or ""."""
    known = {_key(sentence) for sentence in _sentences(before)}
    sentences = _sentences(after)
    for number, sentence in enumerate(sentences):
        if CORRECTION_NOTE.search(_fold(sentence)) and _key(sentence) not in known:
            is_heading = sentence[-1] in ":-–—："
            told = sentences[number : number + 2] if is_heading else [sentence]
            return " ".join(told)[:LONGEST_NOTE]
    return ""


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]


def _key(sentence: str) -> tuple[str, ...]:
    return tuple(_line_tokens(_fold(sentence)))
