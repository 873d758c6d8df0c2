"""Signed opinion pieces: one text, from below the byline to above the note on its author."""

from commentary.reading.forms.phrases import phrase_in
from commentary.reading.forms.signers import Signed, bio_of, byline_of, is_line, persons_of
from commentary.reading.forms.voiced import VoicedText, own_words
from commentary.reading.interview.roles import is_aside
from commentary.reading.page import Page, Paragraph
from commentary.reading.types import Mention, Span

_ENOUGH = 3
_LONGEST_LABEL = 6
_LONGEST_HEADLINE = 25
_LONGEST_NOTE = 60
_FEWEST_PARAGRAPHS = 2
_PERSONAL = 0.01  # share of "I" and "my" among the words
_LONG_QUOTATION = 5
_LONG_TEXT = 250
_STANDFIRST = 3


def opinion_in(page: Page) -> VoicedText | None:
    """Read a page as a signed opinion piece; None when in doubt.

    A byline alone makes none: reporters have one too. Who is named in the text is reported in it,
    and did not write it.
    """
    byline, bio = byline_of(page), bio_of(page)
    signed = byline or bio
    if signed is None:
        return None
    if bio is not None and byline is not None and not _agree(byline, bio):
        bio = None
    signers = _signers(byline, bio)
    body = _body(page, byline, bio, signers)
    if len(body) < _FEWEST_PARAGRAPHS or _are_reported(page, body, signers):
        return None
    reasons = _reasons(page, byline, bio, body)
    weight = sum(reasons.values())
    if weight < _ENOUGH:
        return None
    spans = [page.paragraphs[at].span for at in body]
    names = persons_of(signers)
    return VoicedText(
        form="opinion",
        reason=", ".join(reason for reason, counts in reasons.items() if counts > 0),
        own=(own_words(page, spans, signers, medium="writing"),),
        speakers=dict.fromkeys(body, ", ".join(names)),
        silent=frozenset(range(len(page.paragraphs))) - frozenset(body),
        signatories=names if len(names) > 1 else (),
    )


def _agree(byline: Signed, bio: Signed) -> bool:
    """Tell whether the note is about one who signs, not about a person in the story."""
    return bool(set(persons_of(byline.mentions)) & set(persons_of(bio.mentions)))


def _signers(byline: Signed | None, bio: Signed | None) -> tuple[Mention, ...]:
    """Return the signers; the byline tells all of them, the note may stand in for its place."""
    if byline is None:
        return bio.mentions if bio else ()
    noted = {mention.person: mention for mention in bio.mentions} if bio else {}
    return tuple(
        mention if mention.text else noted.get(mention.person, mention)
        for mention in byline.mentions
    )


def _reasons(
    page: Page, byline: Signed | None, bio: Signed | None, body: list[int]
) -> dict[str, int]:
    """Weigh the signs, each with what it says; what speaks against it counts below nought."""
    words = sum(page.paragraphs[at].word_count for at in body)
    own = set(page.lexicon.forms.get("in_person", ()))
    claims = set(page.lexicon.forms.get("claims", ()))
    personal = sum(_outside(page.paragraphs[at], own) for at in body)
    urging = sum(_outside(page.paragraphs[at], claims) for at in body)
    quoted = sum(
        any(one.behind - one.first > _LONG_QUOTATION for one in page.paragraphs[at].quotations)
        for at in body
    )
    at_foot = bio is not None and bio.place > body[0]
    return {
        "headed as opinion": 2 * _is_labelled(page, set(body)),
        "a byline": int(byline is not None),
        "a note on the author": (2 if at_foot else 1) if bio else 0,
        "in the first person": (1 + (personal >= _PERSONAL * words)) if personal else 0,
        "it says what should be": int(urging > 1),
        "a long text": int(at_foot and words >= _LONG_TEXT),
        "others are quoted": -2 * (quoted * 3 > len(body)),
    }


def _outside(paragraph: Paragraph, words: set[str]) -> int:
    """Count words of a set outside quotations."""
    found = behind = 0
    starts = {quotation.first: quotation.behind for quotation in paragraph.quotations}
    for at, token in enumerate(paragraph.tokens):
        behind = max(behind, starts.get(at, 0))
        found += at >= behind and token.lower in words
    return found


def _is_labelled(page: Page, body: set[int]) -> bool:
    """Tell whether a heading, the title or a note calls the text an opinion."""
    title = page.document.title
    if phrase_in(page.lexicon, "opinion_title", title, Span(0, len(title))):
        return True
    for at, paragraph in enumerate(page.paragraphs):
        if at in body:
            continue
        label = paragraph.word_count <= _LONGEST_LABEL
        if label and phrase_in(page.lexicon, "opinion_label", page.text, paragraph.span):
            return True
        if phrase_in(page.lexicon, "opinion_title", page.text, paragraph.span):
            return True
        if phrase_in(page.lexicon, "own_views", page.text, paragraph.span):
            return True
    return False


def _body(
    page: Page, byline: Signed | None, bio: Signed | None, signers: tuple[Mention, ...]
) -> list[int]:
    """Return the paragraphs that are the text itself."""
    paragraphs = page.paragraphs
    first, last = 0, len(paragraphs)
    if byline is not None and byline.place >= 0:
        first = byline.place + 1
    families = _families(signers)
    while first < last and _is_above(page, first, families):
        first += 1
    if bio is not None and bio.place >= first:
        last = min(last, bio.place)
    while last > first and _is_below(page, last - 1):
        last -= 1
    return [at for at in range(first, last) if not is_aside(page, paragraphs[at])]


def _is_above(page: Page, at: int, families: set[str]) -> bool:
    paragraph = page.paragraphs[at]
    if (
        is_line(paragraph, _LONGEST_HEADLINE)
        or paragraph.span.of(page.text) == page.document.title
    ):
        return True
    return at < _STANDFIRST and any(name.family in families for name in paragraph.names)


def _is_below(page: Page, at: int) -> bool:
    paragraph = page.paragraphs[at]
    if is_line(paragraph, _LONGEST_HEADLINE):
        return True
    if paragraph.word_count > _LONGEST_NOTE:
        return False
    kinds = ("own_views", "translated", "about_author")
    return any(phrase_in(page.lexicon, kind, page.text, paragraph.span) for kind in kinds)


def _are_reported(page: Page, body: list[int], signers: tuple[Mention, ...]) -> bool:
    families = _families(signers)
    return any(name.family in families for at in body for name in page.paragraphs[at].names)


def _families(signers: tuple[Mention, ...]) -> set[str]:
    return {mention.person.split()[-1].lower() for mention in signers if mention.person}
