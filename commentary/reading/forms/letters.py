"""Letters: one text of all who sign it."""

from collections.abc import Sequence

from commentary.reading.forms.phrases import phrase_in
from commentary.reading.forms.signers import is_line, names_listed, persons_of, signature_of
from commentary.reading.forms.voiced import VoicedText, own_words
from commentary.reading.interview.roles import is_caption
from commentary.reading.page import Page
from commentary.reading.types import Mention, Span

_LONGEST_SALUTATION = 14
_LONGEST_CLOSING = 12
_SHORTEST_SENTENCE = 4
_JOINT = 2
_TOGETHER = 0.01  # share of "we" and "our" among the words
_AT_THE_TOP = 4


def letter_in(page: Page) -> VoicedText | None:
    """Read a page as a letter; None when it has no names under it, or is about a letter.

    A joint letter is told by its signatures and by what it calls itself, or by the "we" it speaks
    with; a letter of one person by its salutation besides.
    """
    foot, signers = _signatures(page)
    if not signers or not foot:
        return None
    salutation = _salutation(page, foot)
    if len(signers) < _JOINT and salutation < 0:
        return None
    body = _body(page, salutation + 1, foot)
    if not body or (salutation < 0 and not _is_joint(page, body)):
        return None
    names = persons_of(signers)
    spans = [page.paragraphs[at].span for at in body]
    above = range(salutation if salutation >= 0 else body[0])
    return VoicedText(
        form="letter",
        reason=f"names under it: {len(names)}" + (", a salutation" if salutation >= 0 else ""),
        own=(own_words(page, spans, signers, medium="writing"),),
        speakers=dict.fromkeys(body, ", ".join(names)),
        silent=frozenset(range(len(page.paragraphs))) - frozenset(body) - frozenset(above),
        signatories=names,
    )


def _signatures(page: Page) -> tuple[int, tuple[Mention, ...]]:
    """Return the paragraph where the signatures begin, and who signed, each once."""
    foot = len(page.paragraphs)
    found: list[Mention] = []
    pending = 0
    for at in range(len(page.paragraphs) - 1, -1, -1):
        paragraph = page.paragraphs[at]
        listed = phrase_in(page.lexicon, "signed", page.text, paragraph.span)
        if listed is not None and listed.start == paragraph.span.start:
            names = names_listed(page, paragraph)
            found = [*names, *found]
            foot = at
            pending = 0
            continue
        signature = signature_of(page, at)
        if signature is not None:
            found.insert(0, signature)
            foot, pending = at, 0
            continue
        # Between and under signatures stand lines of what they are, of notes and of places.
        pending += 1
        if not (is_line(paragraph, _LONGEST_CLOSING) or is_caption(page, paragraph)):
            break
        if pending > _JOINT:
            break
    while foot and _closes(page, foot - 1):
        foot -= 1
    return foot, tuple({mention.person: mention for mention in found}.values())


def _closes(page: Page, at: int) -> bool:
    """Tell whether a line is "Yours sincerely," or "Signed by"."""
    paragraph = page.paragraphs[at]
    if paragraph.word_count > _LONGEST_CLOSING:
        return False
    found = [
        phrase_in(page.lexicon, kind, page.text, paragraph.span) for kind in ("closing", "signed")
    ]
    begins = any(one is not None and one.start == paragraph.span.start for one in found)
    return begins or (any(found) and paragraph.word_count <= _SHORTEST_SENTENCE)


def _salutation(page: Page, foot: int) -> int:
    """Return the paragraph of "Dear Minister,", or -1."""
    for at, paragraph in enumerate(page.paragraphs[:foot]):
        found = phrase_in(page.lexicon, "salutation", page.text, paragraph.span)
        if (
            found is not None
            and found.start == paragraph.span.start
            and paragraph.word_count <= _LONGEST_SALUTATION
            and paragraph.tokens[-1].text not in {".", "?"}
        ):
            return at
    return -1


def _body(page: Page, first: int, foot: int) -> list[int]:
    """Return the paragraphs of the letter: without a headline, and what introduces it."""
    body = [at for at in range(first, foot) if not is_caption(page, page.paragraphs[at])]
    if first:
        return body
    while body and (is_line(page.paragraphs[body[0]], 25) or _introduces(page, body[0])):
        body.pop(0)
    return body


def _introduces(page: Page, at: int) -> bool:
    """Tell whether a paragraph speaks of the letter that follows, not with its voice."""
    paragraph = page.paragraphs[at]
    if at >= _AT_THE_TOP or any(token.lower in _own(page) for token in paragraph.tokens):
        return False
    return phrase_in(page.lexicon, "joint", page.text, paragraph.span) is not None


def _is_joint(page: Page, body: Sequence[int]) -> bool:
    """Tell whether a text with names under it calls itself a letter, or says "we" throughout."""
    title = page.document.title
    spans = [page.paragraphs[at].span for at in range(body[0] + 1)]
    if phrase_in(page.lexicon, "joint", title, Span(0, len(title))) or any(
        phrase_in(page.lexicon, "joint", page.text, span) for span in spans
    ):
        return True
    words = sum(page.paragraphs[at].word_count for at in body)
    own = sum(token.lower in _own(page) for at in body for token in page.paragraphs[at].tokens)
    return own >= max(2, _TOGETHER * words)


def _own(page: Page) -> frozenset[str]:
    return frozenset(page.lexicon.forms.get("together", ()))
