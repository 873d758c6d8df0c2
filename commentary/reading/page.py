"""One document taken apart: paragraphs with their tokens, quotations, sentences and names."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from commentary.reading.lexicon import Lexicon, lexicon_for
from commentary.reading.people.index import PersonIndex
from commentary.reading.people.introductions import introduce
from commentary.reading.people.names import Name, names_in
from commentary.reading.text.quotations import Quotation, opens_with_mark, quotations_in
from commentary.reading.text.sentences import sentences_in
from commentary.reading.text.tokens import Token, paragraphs_of, tokens_of
from commentary.reading.types import Document, Span

_TITLE_CASE = 0.75  # of the longer words: some are set small by mistake
_SHORT_WORD = 4  # "with", "from": headline writers leave them small


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and what stands in it; ranges are indexes into `tokens`."""

    span: Span
    tokens: list[Token]
    quotations: list[Quotation]
    sentences: list[tuple[int, int]]
    names: list[Name]
    word_count: int

    @property
    def opens_with_mark(self) -> bool:
        return opens_with_mark(self.tokens)

    def is_headline(self, lexicon: Lexicon) -> bool:
        """Tell whether a line is set in title case, where a capital letter marks no name."""
        words = [token for token in self.tokens if token.is_word]
        outside = len(words) - sum(
            token.is_word for q in self.quotations for token in self.tokens[q.first : q.behind]
        )
        if outside < 4 or len(self.sentences) > 1 or not words[-1].is_capital:
            return False
        if self.tokens[-1].text == ".":  # a sentence may name nobody but persons and places
            small = lexicon.frames["prepositions"] | lexicon.frames["determiners"]
            small |= lexicon.frames["conjunctions"]
            return all(token.is_capital or token.lower in small for token in words)
        long = [token for token in words if len(token.text) > _SHORT_WORD]
        return sum(token.is_capital for token in long) >= _TITLE_CASE * len(long)


@dataclass(frozen=True, slots=True)
class Page:
    """A document, its paragraphs in order, and the persons named in it."""

    document: Document
    lexicon: Lexicon
    paragraphs: list[Paragraph]
    persons: PersonIndex

    @property
    def text(self) -> str:
        return self.document.text


def page_of(document: Document) -> Page:
    """Take a document apart; learn who is named in it."""
    lexicon = lexicon_for(document.language)
    paragraphs = [
        _paragraph(document.text, span, lexicon) for span in paragraphs_of(document.text)
    ]
    places = [(p.tokens, p.names, p.is_headline(lexicon)) for p in paragraphs]
    persons = introduce(places, document.text, lexicon)
    return Page(document, lexicon, paragraphs, persons)


def begun_at(page: Page, starts: Mapping[int, int]) -> Page:
    """Return the page with paragraphs that begin later: behind a label, or an entry's head.

    `starts` gives, by the number of a paragraph, where its words begin; persons stay as they are.
    """
    if not starts:
        return page
    paragraphs = [
        _paragraph(page.text, Span(starts[at], one.span.end), page.lexicon)
        if one.span.start < starts.get(at, 0) < one.span.end
        else one
        for at, one in enumerate(page.paragraphs)
    ]
    return replace(page, paragraphs=paragraphs)


def _paragraph(text: str, span: Span, lexicon: Lexicon) -> Paragraph:
    tokens = tokens_of(text, span)
    quotations = quotations_in(tokens)
    return Paragraph(
        span,
        tokens,
        quotations,
        sentences_in(tokens, quotations, lexicon),
        names_in(tokens, lexicon),
        sum(token.is_word for token in tokens),
    )
