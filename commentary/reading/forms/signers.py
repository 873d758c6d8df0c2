"""Who signs a text: bylines, notes on the author, and the names under it."""

from collections.abc import Sequence
from dataclasses import dataclass

from commentary.reading.forms.phrases import phrase_in
from commentary.reading.page import Page, Paragraph
from commentary.reading.people.names import Name, names_in
from commentary.reading.people.shapes import may_name_person
from commentary.reading.text.tokens import tokens_of
from commentary.reading.types import Mention, Span

_AT_THE_TOP = 6  # paragraphs within which a byline stands
_AT_THE_FOOT = 6
_LONGEST_BYLINE = 20
_LONGEST_BIO = 90
_LONGEST_SIGNATURE = 25
_BETWEEN_NAMES = frozenset({",", "and", "&", ";"})
_DASHES = frozenset({"—", "–", "―", "-", "--"})
_STOPS = frozenset({".", "!", "?", "…", "...", ":"})
_CLOSERS = frozenset({"”", '"', "’", "'", ")", "]", "''", "»"})


@dataclass(frozen=True, slots=True)
class Signed:
    """Persons who sign in one place: the paragraph's number, -1 where it is not in the text."""

    place: int
    mentions: tuple[Mention, ...]


def byline_of(page: Page) -> Signed | None:
    """Return who signs by a line "By Marit Solvang" at the top, or as the page tells apart."""
    for at, paragraph in enumerate(page.paragraphs[:_AT_THE_TOP]):
        behind = _behind_by(page, paragraph)
        if behind and paragraph.word_count <= _LONGEST_BYLINE:
            names = _joined_names(page, paragraph, behind)
            if names:
                return Signed(at, tuple(names))
    byline = page.document.byline
    tokens = tokens_of(byline, Span(0, len(byline)))
    found = [one for one in names_in(tokens, page.lexicon) if _is_person(page, one)]
    if not found:
        return None
    # The words are not in the text: the mention has no place in it.
    return Signed(
        -1,
        tuple(Mention("", 0, 0, page.persons.person_named(one.text) or one.text) for one in found),
    )


def bio_of(page: Page) -> Signed | None:
    """Return whom a note at the foot or the top presents as the author, by what they are."""
    for at in [*_foot(page), *range(min(2, len(page.paragraphs)))]:
        paragraph = page.paragraphs[at]
        if paragraph.word_count > _LONGEST_BIO or paragraph.quotations:
            continue
        names = _joined_names(page, paragraph, 0) or _behind_title(page, paragraph)
        if not names or not _says_what_they_are(page, paragraph, len(names)):
            continue
        if phrase_in(page.lexicon, "journalist", page.text, paragraph.span) is None:
            return Signed(at, tuple(names))
    return None


def _foot(page: Page) -> list[int]:
    """Return the last paragraph that is no line or note, and those below it, last first."""
    found: list[int] = []
    for at in range(len(page.paragraphs) - 1, 0, -1):
        paragraph = page.paragraphs[at]
        found.append(at)
        kinds = ("own_views", "about_author", "translated")
        is_note = paragraph.word_count <= _LONGEST_BIO and any(
            phrase_in(page.lexicon, kind, page.text, paragraph.span) for kind in kinds
        )
        if len(found) >= _AT_THE_FOOT or not (is_note or is_line(paragraph, _LONGEST_BYLINE)):
            break
    return found


def signature_of(page: Page, at: int) -> Mention | None:
    """Return the person of a line that is a signature: a name, with what they are behind it."""
    paragraph = page.paragraphs[at]
    tokens = paragraph.tokens
    if paragraph.word_count > _LONGEST_SIGNATURE or not paragraph.names or paragraph.quotations:
        return None
    name = paragraph.names[0]
    leading = [token for token in tokens[: name.first] if token.is_word]
    if name.first > 1 + len(name.title) or len(leading) > len(name.title):
        return None
    if len(name.words) < 2 or not _is_person(page, name):
        return None
    behind = tokens[name.last + 1 :]
    if behind and behind[0].end == name.end:
        behind = behind[1:]
    if behind and not (behind[0].text in {",", "(", "|", ";", "."} or behind[0].text in _DASHES):
        return None
    if len(paragraph.sentences) > 1 or any(
        token.lower in page.lexicon.frames["auxiliaries"] for token in behind
    ):
        return None
    return _mention(page, name)


def names_listed(page: Page, paragraph: Paragraph) -> list[Mention]:
    """Return the persons of a paragraph that lists who signed, one after the other."""
    mentions = [
        _mention(page, name)
        for name in paragraph.names
        if len(name.words) > 1 and _is_person(page, name)
    ]
    return list({mention.person: mention for mention in mentions}.values())


def _behind_by(page: Page, paragraph: Paragraph) -> int:
    """Return the number of tokens of "By" or "Opinion by" at the head of a paragraph."""
    found = phrase_in(page.lexicon, "by", page.text, paragraph.span)
    if found is None or found.start != paragraph.span.start:
        return 0
    return sum(token.start < found.end for token in paragraph.tokens)


def _joined_names(page: Page, paragraph: Paragraph, first: int) -> list[Mention]:
    """Return the persons named from token `first` on, joined by commas and "and"."""
    found: list[Mention] = []
    at = first
    for name in paragraph.names:
        start = name.first - len(name.title)
        between = paragraph.tokens[at:start]
        if start < first or any(token.lower not in _BETWEEN_NAMES for token in between):
            break
        if len(name.words) < 2 or not _is_person(page, name):
            break
        found.append(_mention(page, name))
        at = name.last + 1
    return found


def _behind_title(page: Page, paragraph: Paragraph) -> list[Mention]:
    """Return the person of "The writer, Marit Solvang, is ..."."""
    if phrase_in(page.lexicon, "author", page.text, paragraph.span) is None:
        return []
    return names_listed(page, paragraph)[:1]


def _says_what_they_are(page: Page, paragraph: Paragraph, count: int) -> bool:
    """Tell whether a role or an organisation stands behind "is", "are", "teaches"."""
    name = paragraph.names[min(count, len(paragraph.names)) - 1]
    behind = [token.lower for token in paragraph.tokens[name.last + 1 :]]
    verbs = set(page.lexicon.forms.get("bio", ()))
    if not behind or not (behind[0] in verbs or (behind[0] == "," and verbs & set(behind))):
        return False
    lists = page.lexicon.names
    parts = {part for word in behind for part in word.split("-")}
    return bool(parts & (lists["roles"] | lists["organisations"]))


def _is_person(page: Page, name: Name) -> bool:
    return may_name_person(name, page.lexicon)


def _mention(page: Page, name: Name) -> Mention:
    person = page.persons.person_of(name) or name.text
    return Mention(page.text[name.start : name.end], name.start, name.end, person)


def is_line(paragraph: Paragraph, longest: int) -> bool:
    """Tell whether a paragraph is a line by itself, with no stop at its end."""
    last = next(
        (token.text for token in reversed(paragraph.tokens) if token.text not in _CLOSERS), ""
    )
    return paragraph.word_count <= longest and last not in _STOPS


def persons_of(mentions: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(mention.person for mention in mentions)
