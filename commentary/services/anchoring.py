"""Anchoring an occasion in its first publication, whichever copy we happened to read first."""

from collections import defaultdict

from django.db.models import F

from commentary.dating import StatedDay, day_at
from commentary.enums import DateBasis, StatementState
from commentary.models import Appearance, Interview, Occasion, Passage, Statement
from commentary.reading import Reading as Found
from commentary.services.occasions import interview_of, write_exchanges
from sources.models import Article, ArticleText

# Numbers are unique within an occasion: rows step aside by this much while they are renumbered.
_ASIDE = 100_000


def anchor_in(occasion: Occasion, text: ArticleText, found: Found, *, day: StatedDay) -> None:
    """Move the occasion's anchors to `text`, the story's first publication.

    Title, day, interview, exchanges and passages follow; a statement that a curator has decided
    keeps the day it was decided with, and so does one of which a text states its day. The caller
    holds the story's lock.
    """
    if (title := text.title or text.article.title) and title != occasion.title:
        occasion.title = title
        occasion.save(update_fields=["title", "updated_at"])
    interview = interview_of(occasion)
    if interview is not None and interview.article_text_id != text.pk and found.interview:
        _move_interview(interview, text, found)
    _move_passages(occasion, text, interview)
    if not occasion.apart:
        _follow_day(occasion, text, day)


def is_first_publication(text: ArticleText) -> bool:
    """Whether `text` is what the story's first publication printed at first."""
    if text.revision != 1:
        return False
    stored = Article.objects.filter(story_id=text.story_id, texts__isnull=False).distinct()
    first = stored.first_published_first().values_list("pk", flat=True).first()
    return first == text.article_id


def _move_interview(interview: Interview, text: ArticleText, found: Found) -> None:
    assert found.interview is not None  # noqa: S101 - the caller looked
    interview.article_text = text
    interview.guests = list(found.interview.guests)
    interview.save(update_fields=["article_text", "guests", "updated_at"])
    old = list(interview.exchanges.values_list("pk", flat=True))
    interview.exchanges.update(number=F("number") + _ASIDE)
    write_exchanges(interview, found.interview)
    interview.exchanges.filter(pk__in=old).delete()


def _move_passages(occasion: Occasion, text: ArticleText, interview: Interview | None) -> None:
    """Let passages of other texts stand in this one, where all their statements appear in it."""
    bounds: dict[int, list[Appearance]] = defaultdict(list)
    for appearance in Appearance.objects.filter(
        article_text=text, statement__occasion=occasion, statement__passage__isnull=False
    ).select_related("statement"):
        bounds[appearance.statement.passage_id or 0].append(appearance)
    moved = False
    passages = Passage.objects.filter(occasion=occasion).exclude(article_text=text)
    for passage in passages.filter(pk__in=bounds):
        here = bounds[passage.pk]
        if len(here) < passage.statements.count():
            continue
        passage.article_text = text
        passage.start = min(a.start for a in here)
        passage.end = max(a.end for a in here)
        passage.save(update_fields=["article_text", "start", "end", "updated_at"])
        moved = True
    if interview is not None:
        _join_exchanges(occasion, interview)
    if moved:
        _renumber(occasion)


def _join_exchanges(occasion: Occasion, interview: Interview) -> None:
    """Each passage belongs to the exchange in whose answer it stands."""
    for exchange in interview.exchanges.all():
        Passage.objects.filter(
            occasion=occasion,
            article_text_id=interview.article_text_id,
            start__gte=exchange.answer_start,
            end__lte=exchange.answer_end,
        ).update(exchange=exchange)


def _renumber(occasion: Occasion) -> None:
    """Passages are numbered in the order of the first publication, those of copies behind."""
    passages = Passage.objects.filter(occasion=occasion)
    passages.update(number=F("number") + _ASIDE)
    numbers: dict[int, int] = defaultdict(int)
    for passage in passages.order_by("article_text__article__first_seen_at", "start", "pk"):
        numbers[passage.expert_id] += 1
        passages.filter(pk=passage.pk).update(number=numbers[passage.expert_id])


def _follow_day(occasion: Occasion, text: ArticleText, day: StatedDay) -> None:
    """Let the occasion be on `day`; what this text prints has been given its day already."""
    values = {"stated_on": day.on, "precision": day.precision, "basis": day.basis}
    Occasion.objects.filter(pk=occasion.pk).exclude(**values).update(**values)
    others = Statement.objects.filter(occasion=occasion, state=StatementState.PROPOSED)
    others = others.exclude(basis=DateBasis.STATED).exclude(appearances__article_text=text)
    there = day_at(None, day)
    others.update(stated_on=there.on, precision=there.precision, basis=there.basis)
