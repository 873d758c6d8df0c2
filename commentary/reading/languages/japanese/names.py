"""Names in Japanese text: found by the title behind them, never by a list of names."""

import re
from dataclasses import dataclass

from commentary.reading.languages.japanese.words import Words
from commentary.reading.types import Span

KANJI = "一-鿿㐀-䶿々〆ヶ"
KATAKANA = "ァ-ヺー"
_RUN = re.compile(rf"[{KANJI}{KATAKANA}・＝A-Z]+")
_LONGEST_RUN = 40
_HIRAGANA_NAME = re.compile(
    r"[ぁあいうえおかきくけこさしすせそたちつなぬねのひふほまみむめもやゆよらりるれろわん]{2,4}"
)
# （45） and （きたはま・すみえ） between name and title.
_NOTE = re.compile(r"[（(](?:\d{1,3}|[ぁ-んー]{1,9}[・ 　][ぁ-んー]{1,9}|[^（）()、。]{1,4})[）)]")
_READING = re.compile(r"[（(][ぁ-んァ-ヺー]{1,9}[・ 　][ぁ-んァ-ヺー]{1,9}")
_KANJI_NAME = re.compile(rf"[{KANJI}]{{1,6}}\Z")
_KATAKANA_NAME = re.compile(rf"[{KATAKANA}]{{2,}}(?:[・＝][{KATAKANA}A-Z]+)*\Z")
_ENDS_IN_KATAKANA = re.compile(rf"[{KATAKANA}](?:[{KATAKANA}・＝])*\Z")
_MIXED_NAME = re.compile(rf"(?P<family>[{KANJI}]{{2,3}})[{KATAKANA}]{{2,3}}\Z")
_FULL = 3  # characters of a kanji name that may be family and given name together


@dataclass(frozen=True, slots=True)
class Name:
    """A name at `start` to `end`, its title up to `behind`.

    `role` is the title where it says who that is (教授), else "". `beside` are the phrases next
    to it that do: 架空大学, 架空大学教授.
    """

    text: str
    start: int
    end: int
    behind: int
    role: str = ""
    beside: tuple[Span, ...] = ()


def names_in(text: str, span: Span, words: Words) -> list[Name]:
    """Return the names in `span`, in order."""
    found: list[Name] = []
    for run in _RUN.finditer(text, span.start, span.end):
        if found and run.end() <= found[-1].behind:
            continue
        name = _joined(text, run.start(), run.end(), span, words)
        if name is not None:
            found.append(name)
    return found


def _joined(text: str, start: int, end: int, span: Span, words: Words) -> Name | None:
    """Read one run of characters, and what stands behind it, as name and title."""
    if end - start > _LONGEST_RUN:
        return None
    named = _dotted(text, start, end, words) or _titled(text, start, end, span, words)
    named = named or _spaced(text, start, end, span, words)
    if named is None:
        return None
    beside = _beside(text, named.start, span.start, words)
    if named.start > start:
        office = Span(start, named.start)
        beside = (*beside, office) if _is_affiliation(office.of(text), words) else beside
    return Name(
        named.text,
        named.start,
        named.end,
        named.behind,
        named.role,
        (*beside, *named.beside),
    )


def _dotted(text: str, start: int, end: int, words: Words) -> Name | None:
    """Read 北浜澄江・架空大学教授: the name, a dot, and who that is."""
    run = text[start:end]
    name, dot, office = run.partition("・")
    role = _ending(office, words.lists["roles"])
    if not dot or not role or not _KANJI_NAME.match(name) or len(name) < _FULL:
        return None
    if not office.removesuffix(role) or not _may_name(name, words):
        return None
    place = Span(start + len(name) + 1, end)
    return Name(name, start, start + len(name), end, role, (place,))


def _titled(text: str, start: int, end: int, span: Span, words: Words) -> Name | None:
    """Read 北浜澄江教授, 北浜さん, 北浜澄江（45）教授, 北浜すみえ氏, 北浜 澄江氏."""
    run = text[start:end]
    role = _ending(run, words.lists["roles"])
    honorific = _ending(run, words.lists["honorifics"])
    if role or honorific:
        title = max(role, honorific, key=len)
        return _named(text, start, end - len(title), end, role if title == role else "", words)
    behind = end
    hiragana = _HIRAGANA_NAME.match(text, end, span.end)
    place, title = _title_at(text, behind, span.end, words)
    if not title:
        note = _NOTE.match(text, end, span.end)
        if note is not None:
            place, title = _title_at(text, note.end(), span.end, words)
            if not title and _READING.match(text, end) and len(run) >= 2:
                return _named(text, start, end, end, "", words)
    if title:
        role = title if title in words.lists["roles"] else ""
        return _named(text, start, end, place, role, words)
    if hiragana is not None and 1 < end - start <= _FULL and _KANJI_NAME.match(run):
        for length in range(len(hiragana.group()), 1, -1):
            place, title = _title_at(text, end + length, span.end, words)
            if title:
                role = title if title in words.lists["roles"] else ""
                return _named(text, start, end + length, place, role, words)
    return None


def _title_at(text: str, at: int, end: int, words: Words) -> tuple[int, str]:
    for kind in ("roles", "honorifics"):
        if not text.startswith(words.lists[kind], at, end):
            continue
        for title in words.lists[kind]:
            if text.startswith(title, at) and at + len(title) <= end:
                return at + len(title), title
    return at, ""


def _spaced(text: str, start: int, end: int, span: Span, words: Words) -> Name | None:
    """Read 北浜 澄江氏; a full blank at the beginning of a line stands behind a label."""
    if end + 1 >= span.end or text[end] not in " 　" or end - start > _FULL:
        return None
    if text[end] == "　" and start == span.start:
        return None
    following = _RUN.match(text, end + 1, span.end)
    if following is None or not _KANJI_NAME.match(text[start:end]):
        return None
    given = _titled(text, following.start(), following.end(), span, words)
    if given is None or given.start != following.start() or len(given.text) > _FULL:
        return None
    return Name(text[start : given.end], start, given.end, given.behind, given.role)


def _named(text: str, start: int, end: int, behind: int, role: str, words: Words) -> Name | None:
    """Return the name that ends at `end`; what stands before it in the run is left out."""
    name = text[start:end]
    if role:
        for former in words.lists["former"]:
            if name.endswith(former) and len(name) - len(former) > 1:
                end -= len(former)
                name = text[start:end]
                break
        end -= _country_behind(name, words)
        name = text[start:end]
    tail = _ENDS_IN_KATAKANA.search(name)
    mixed = _MIXED_NAME.match(name)
    if mixed is not None and _may_name(mixed["family"], words):
        fits = True  # 山城ハナ
    elif tail is not None:
        start += tail.start()
        name = text[start:end].lstrip("・＝ー")
        start = end - len(name)
        fits = _KATAKANA_NAME.match(name) is not None
    else:
        start += _office_length(name, words)
        name = text[start:end]
        fits = bool(name) and (_KANJI_NAME.match(name) is not None or name[-1] < "ァ")
    in_office = role in words.lists["local_roles"] and len(name) >= _FULL
    if not fits or not _may_name(name, words):
        return None
    if in_office and _ending(name, words.lists["place_ends"]):
        return None  # 架空県知事
    return Name(name, start, end, behind, role)


def _country_behind(name: str, words: Words) -> int:
    """Return the length of 米 in トランプ米, behind a name in katakana."""
    for country in words.lists["countries"]:
        rest = name.removesuffix(country)
        if rest != name and rest and _KATAKANA_NAME.match(rest.rstrip("・")):
            return len(name) - len(rest.rstrip("・"))
    return 0


def _office_length(name: str, words: Words) -> int:
    """Return where the name begins in 架空大学北浜澄江 or 教授北浜澄江."""
    best = 0
    for kind in ("organisations", "roles"):
        for word in words.lists[kind]:
            if len(word) > 1:
                at = name.rfind(word)
                best = max(best, at + len(word)) if at >= 0 else best
    return best


def _may_name(name: str, words: Words) -> bool:
    lists = words.lists
    if name in lists["not_names"] or name in lists["countries"] or name in lists["roles"]:
        return False
    if name[0] in lists["same"]:
        return False
    if any("ァ" <= character <= "ヺ" for character in name):
        return True
    if any(name.startswith(part) and len(part) > 1 for part in lists["not_names"]):
        return False
    return not _ending(name, lists["organisations"])


def _beside(text: str, at: int, least: int, words: Words) -> tuple[Span, ...]:
    """Return 架空大学 of 架空大学の北浜澄江教授, and 教授 of 教授の北浜さん."""
    if at - 1 <= least or text[at - 1] != "の":
        return ()
    end = at - 1
    start = end
    while start > least and end - start < _LONGEST_RUN and _RUN.match(text[start - 1]):
        start -= 1
    span = Span(start, end)
    return (span,) if _is_affiliation(span.of(text), words) else ()


def _is_affiliation(phrase: str, words: Words) -> bool:
    if len(phrase) < 2 or phrase in words.lists["countries"]:
        return False
    kinds = ("organisations", "place_ends", "roles")
    return any(_ending(phrase, words.lists[kind]) for kind in kinds)


def _ending(run: str, words: tuple[str, ...]) -> str:
    """Return the longest of `words` that `run` ends with, or ""."""
    if not run.endswith(words):
        return ""
    return next(word for word in words if run.endswith(word))
