"""Which words of a Japanese sentence were said, where no brackets tell it."""

import re

from commentary.reading.languages.japanese.sentences import Sentence
from commentary.reading.languages.japanese.words import Words, alternatives
from commentary.reading.types import Span

_DAY = r"(?:同日|[0-9０-９]{1,2}日|[一二三四五六七八九十]+日)"
_TRIM = " 　、。・"


class Contents:
    """Takes what leads in, and what tells of hearsay, off the words."""

    def __init__(self, text: str, words: Words) -> None:
        self._text = text
        lists = words.lists
        scenes = alternatives(lists["settings"])
        marks = alternatives(lists["setting_marks"])
        self._lead = re.compile(rf"{alternatives(lists['leads'])}、?")
        # 14日の会見で, 記者団に対し, 港の計画について、, 14日、
        self._setting = re.compile(
            rf"(?:{_DAY}(?:午前|午後|夜|朝|夕|未明|深夜)?、"
            rf"|[^、。「」『』はが]{{0,24}}?{scenes}{marks}、?"
            rf"|[^、。「」『』]{{1,24}}(?:について|に関して|をめぐり|をめぐって|を巡り|に対し|に対して|を受け)(?:は|も)?、)"
        )
        self._hearsay = re.compile(rf"(?P<cue>{alternatives(lists['hearsay'])})。?\Z")

    def clause(self, sentence: Sentence, span: Span) -> Span | None:
        """Return the clause in `span` without what leads into it, or None."""
        span = self._trimmed(span)
        while span.start < span.end:
            found = None
            if not any(quotation.start == span.start for quotation in sentence.quotations):
                found = self._setting.match(self._text, span.start, span.end)
                found = found or self._lead.match(self._text, span.start, span.end)
            if found is None or self._trimmed(Span(found.end(), span.end)) == Span(0, 0):
                break
            span = self._trimmed(Span(found.end(), span.end))
        return span if span.start < span.end else None

    def told(self, span: Span) -> Span | None:
        """Return what によると tells: up to という, or the end of the sentence."""
        found = self._hearsay.search(self._text, max(span.start, span.end - 12), span.end)
        if found is not None:
            span = Span(span.start, found.start("cue"))
        span = self._trimmed(span)
        return span if span.start < span.end else None

    def hearsay(self, sentence: Sentence) -> tuple[Span, Span] | None:
        """Return the words and the という of a sentence that is all hearsay."""
        start = max(sentence.start, sentence.end - 12)
        found = self._hearsay.search(self._text, start, sentence.end)
        if found is None:
            return None
        piece = self.clause(sentence, Span(sentence.start, found.start("cue")))
        return (piece, Span(*found.span("cue"))) if piece is not None else None

    def _trimmed(self, span: Span) -> Span:
        start, end = span.start, span.end
        while start < end and self._text[start] in _TRIM:
            start += 1
        while end > start and self._text[end - 1] in _TRIM:
            end -= 1
        return Span(start, end) if start < end else Span(0, 0)
