"""Deciding, when a record becomes public, which of its words the public may see.

What is decided is stored and stays: the share of a text is used up first come, first served. The
text's row is locked meanwhile, so two publications at once cannot exceed it together.
"""

from collections.abc import Iterable, Sequence

from django.conf import settings

from commentary.models import Appearance, Evidence, Statement
from commentary.quoting import Allotment, Span, allot
from commentary.shaping import FIRST_PUBLISHED_FIRST
from sources.models import ArticleText


def show_statement(statement: Statement) -> None:
    """Allot to each publication of a statement the words that may be shown of it.

    Call it in the transaction that makes the statement public.
    """
    appearances = list(
        Appearance.objects.filter(statement=statement, shown_start__isnull=True).order_by(
            *FIRST_PUBLISHED_FIRST
        )
    )
    texts = _lock({one.article_text_id for one in appearances})
    for appearance in appearances:
        # Appearances have no words around them: the statement is all that is shown.
        allotted = _allot(
            texts[appearance.article_text_id], (appearance.start, appearance.end), around=0
        )
        if allotted is not None:
            appearance.shown_start, appearance.shown_end = allotted.start, allotted.end
            appearance.save(update_fields=["shown_start", "shown_end", "updated_at"])


def show_evidence(evidence: Sequence[Evidence]) -> None:
    """Allot to pieces of evidence the words, and those around them, that may be shown.

    Call it in the transaction that makes the position public; the lead comes first.
    """
    hidden = [one for one in evidence if one.article_text_id and one.shown_start is None]
    texts = _lock({one.article_text_id for one in hidden if one.article_text_id})
    for one in hidden:
        if one.article_text_id is None or one.start is None or one.end is None:
            continue
        allotted = _allot(texts[one.article_text_id], (one.start, one.end))
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


def _allot(text: ArticleText, wanted: Span, *, around: int | None = None) -> Allotment | None:
    limits = {} if around is None else {"around": around}
    return allot(
        text.text,
        shown=shown_spans(text.pk),
        wanted=wanted,
        max_words=settings.QUOTE_MAX_WORDS,
        max_share=settings.QUOTE_MAX_SHARE / 100,
        **limits,
    )


def _lock(text_ids: Iterable[int]) -> dict[int, ArticleText]:
    """Lock texts, always in the same order, so that two services never wait for each other."""
    texts = ArticleText.objects.select_for_update().filter(pk__in=set(text_ids)).order_by("pk")
    return {text.pk: text for text in texts}
