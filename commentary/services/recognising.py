"""Recognising a statement that is on record already (DESIGN.md, "same statement")."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import F

from commentary.matching import SAME_TEXT_OVERLAP, is_same_statement, jaccard, overlap, words
from commentary.models import Appearance, Statement
from commentary.reading import FoundStatement
from commentary.services.withholding import Withheld
from commentary.withheld import Span
from sources.models import ArticleText

# Texts whose Jaccard is at least OTHER_STORY differ in length by no more than this.
_LENGTHS = (0.8, 1.25)


@dataclass(slots=True)
class Recogniser:
    """Finds the statement on record that a found one of this expert is; each is found once."""

    expert_id: int
    text: ArticleText
    withheld: Withheld
    _taken: set[int] = field(default_factory=set)

    def recognise(self, statement: FoundStatement) -> Statement | None:
        """The same statement, decided or not, or None. A rejected one is recognised too."""
        spans = [(span.start, span.end) for span in statement.spans]
        found = self._in_this_text(spans) or self.withheld.recognise(spans, taken=self._taken)
        found = found or self._in_this_story(statement) or self._elsewhere(statement)
        if found is not None:
            self._taken.add(found.pk)
        return found

    def _in_this_text(self, spans: Sequence[Span]) -> Statement | None:
        for appearance in self._appearances(article_text=self.text):
            if overlap(appearance.spans, spans) >= SAME_TEXT_OVERLAP:
                return appearance.statement
        return None

    def _in_this_story(self, statement: FoundStatement) -> Statement | None:
        """The nearest statement of the story's other texts, if it is near enough."""
        said = words(statement.text)
        nearest, best = 0.0, None
        for appearance in self._appearances(article_text__article__story_id=self.text.story_id):
            other = words(_words_of(appearance))
            if is_same_statement(said, other, same_story=True):
                likeness = jaccard(said, other)
                if likeness > nearest:
                    nearest, best = likeness, appearance.statement
        return best

    def _elsewhere(self, statement: FoundStatement) -> Statement | None:
        """A statement of another story in the same words; the earliest when there are several."""
        said = words(statement.text)
        if not is_same_statement(said, said, same_story=False):
            return None
        length = statement.spans[-1].end - statement.spans[0].start
        shortest, longest = (int(length * factor) for factor in _LENGTHS)
        for appearance in self._appearances(
            end__gte=F("start") + shortest, end__lte=F("start") + longest
        ):
            if is_same_statement(said, words(_words_of(appearance)), same_story=False):
                return appearance.statement
        return None

    def _appearances(self, **where: object) -> Iterator[Appearance]:
        rows = (
            Appearance.objects.of_own_words()
            .filter(statement__expert_id=self.expert_id, **where)
            .exclude(statement_id__in=self._taken)
            .select_related("statement", "article_text")
            .order_by("statement__stated_on", "statement_id", "pk")
        )
        yield from rows.iterator(chunk_size=200)


def _words_of(appearance: Appearance) -> str:
    text = appearance.article_text.text
    return " ".join(text[start:end] for start, end in appearance.spans)
