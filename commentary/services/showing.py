"""Deciding, when a record becomes public, which of its words the public may see.

What is decided is stored and stays: the share of a text is used up first come, first served, the
first leaving something for those that wait. The text's row is locked meanwhile, so two
publications at once cannot exceed it together.
"""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db.models import Exists, Min, OuterRef

from commentary.enums import PositionState, StatementState
from commentary.models import Appearance, Evidence, Position, Statement
from commentary.quoting import AROUND, Allotment, Claims, Span, Words, allot, same_words_end
from commentary.shaping import FIRST_PUBLISHED_FIRST
from sources.models import ArticleText

# A text of the same story that is shorter than this part of another is an excerpt of it.
_NEAR_COPY = 0.8


def show_statement(statement: Statement) -> None:
    """Allot to each publication of a statement the words that may be shown of it.

    A copy shows no words that the first publication of its story does not show: together they
    would give away more of one text than its share. Call it in the transaction that makes the
    statement public.
    """
    appearances = list(
        Appearance.objects.filter(statement=statement, shown_start__isnull=True)
        .select_related("article_text__article")
        .order_by(*FIRST_PUBLISHED_FIRST)
    )
    texts = _lock({one.article_text_id for one in appearances})
    first_shown: dict[int | None, str] = {}
    for appearance in appearances:
        text, story = texts[appearance.article_text_id], appearance.article_text.article.story_id
        end: int | None = appearance.end
        if story in first_shown:
            end = same_words_end(
                text.text, appearance.start, appearance.end, as_in=first_shown[story]
            )
        allotted = None
        if end is not None:
            claims = _claims(text, statement.pk, is_shared=True)
            # Appearances have no words around them: the statement is all that is shown.
            allotted = _allot(text, (appearance.start, end), around=0, claims=claims)
        first_shown.setdefault(
            story, text.text[allotted.start : allotted.end] if allotted is not None else ""
        )
        if allotted is not None:
            appearance.shown_start, appearance.shown_end = allotted.start, allotted.end
            appearance.save(update_fields=["shown_start", "shown_end", "updated_at"])


def show_evidence(evidence: Sequence[Evidence], *, around: int = AROUND) -> None:
    """Allot to pieces of evidence the words, and so many `around` them, that may be shown.

    Call it in the transaction that makes the position public; the lead comes first.
    """
    hidden = [one for one in evidence if one.article_text_id and one.shown_start is None]
    texts = _lock({one.article_text_id for one in hidden if one.article_text_id})
    for one in hidden:
        if one.article_text_id is None or one.start is None or one.end is None:
            continue
        text = texts[one.article_text_id]
        claims = _claims(text, one.statement_id)
        allotted = _allot(text, (one.start, one.end), claims=claims, around=around)
        if allotted is not None:
            one.shown_start, one.shown_end = allotted.start, allotted.end
            one.prefix, one.suffix = allotted.prefix, allotted.suffix
            one.save(update_fields=["shown_start", "shown_end", "prefix", "suffix", "updated_at"])


def shown_spans(text_id: int) -> list[Span]:
    """Everything that is shown of one text, the words around evidence included.

    What was shown once counts for ever: it stands in events and in answers about the past.
    """
    appearances = Appearance.objects.filter(article_text_id=text_id, shown_start__isnull=False)
    evidence = Evidence.objects.filter(article_text_id=text_id, shown_start__isnull=False)
    rows = [
        *((*span, "", "") for span in appearances.values_list("shown_start", "shown_end")),
        *evidence.values_list("shown_start", "shown_end", "prefix", "suffix"),
    ]
    return [
        (start - len(prefix), end + len(suffix))
        for start, end, prefix, suffix in rows
        if start is not None and end is not None
    ]


def _claims(text: ArticleText, statement_id: int, *, is_shared: bool = False) -> Claims:
    """What the other statements of the text will want of its share: their own words while they
    await review, and those of one position each.
    """
    placed = Position.objects.filter(
        statement=OuterRef("statement"), state=PositionState.PUBLISHED
    )
    others = (
        Appearance.objects.filter(article_text=text)
        .exclude(statement=statement_id)
        .exclude(statement__state=StatementState.REJECTED)
        .annotate(is_placed=Exists(placed))
        .values_list("start", "end", "shown_start", "shown_end", "statement__state", "is_placed")
    )
    words, wanted = Words(text.text), _waiting(text, statement_id)
    for start, end, shown_start, shown_end, state, is_placed in others:
        said = words.count(start, end)
        shown = words.count(shown_start or 0, shown_end or 0)
        if state == StatementState.PROPOSED:
            shown = min(said, settings.QUOTE_MAX_WORDS)
            wanted.append(shown)
        if not is_placed:
            wanted.append(min(said - shown, settings.QUOTE_MAX_WORDS))
    return Claims(words=sum(wanted), parts=len(wanted), is_shared=is_shared)


def _waiting(text: ArticleText, statement_id: int) -> list[int]:
    """The words of evidence that was withheld when its position became public."""
    words = Words(text.text)
    spans = (
        Evidence.objects.filter(
            pk__in=Position.objects.filter(state=PositionState.PUBLISHED).values("lead_evidence"),
            article_text=text,
            shown_start__isnull=True,
        )
        .exclude(statement=statement_id)
        .values_list("start", "end")
    )
    return [
        min(words.count(start, end), settings.QUOTE_MAX_WORDS)
        for start, end in spans
        if start is not None and end is not None
    ]


def _allot(
    text: ArticleText, wanted: Span, *, claims: Claims, around: int = AROUND
) -> Allotment | None:
    return allot(
        text.text,
        shown=shown_spans(text.pk),
        wanted=wanted,
        max_words=settings.QUOTE_MAX_WORDS,
        max_share=settings.QUOTE_MAX_SHARE / 100 * _shortest_copy(text) / max(text.length, 1),
        around=around,
        claims=claims,
    )


def _shortest_copy(text: ArticleText) -> int:
    """The length of the shortest near-copy, the text itself among them: the words shown of one
    stand in the others too, and are a larger share of a shorter one.
    """
    copies = ArticleText.objects.filter(
        article__story=text.article.story_id, length__gte=text.length * _NEAR_COPY
    )
    shortest: int | None = copies.aggregate(shortest=Min("length"))["shortest"]
    return min(shortest or text.length, text.length)


def _lock(text_ids: Iterable[int]) -> dict[int, ArticleText]:
    """Lock texts, always in the same order, so that two services never wait for each other."""
    texts = (
        ArticleText.objects.select_for_update(of=("self",))
        .select_related("article")
        .filter(pk__in=set(text_ids))
        .order_by("pk")
    )
    return {text.pk: text for text in texts}
