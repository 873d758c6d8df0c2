"""What further texts of an article, and copies of it in other words, do to what is on record."""

from dataclasses import astuple
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from commentary.enums import StatementState
from commentary.models import Appearance, Evidence, Occasion, Passage, Reading, Statement
from commentary.reading import Document, read
from commentary.services.placing import REWORDED, Placement, place
from commentary.services.readings import due_reading_ids, owe_readings, read_text
from commentary.services.review import accept_statement
from commentary.services.withholding import withhold_statements
from commentary.shaping import statement_record
from commentary.withheld import source_of
from sources.models import Article, ArticleText, Story
from tests.commentary.printings import INTRODUCTION, MORNING, marit, original, printing
from tests.commentary.test_withholding import OCCASION, URL, WALL, withhold
from tests.factories import ArticleTextFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db

SAID = (
    "The wall has to be built anew from the ground, and whoever says that it can be mended has "
    "not been under water."
)
REPORT = ("The wall of Havneby broke in January.", f"“{SAID}” said Marit Solvang on Monday.")


def read_and_place(text: ArticleText) -> Placement:
    with transaction.atomic():
        return place(read(Document(text=text.text, title=text.title)), text)


def revised(text: ArticleText, old: str, new: str) -> ArticleText:
    assert old in text.text
    return ArticleTextFactory.create(
        article=text.article,
        revision=text.revision + 1,
        text=text.text.replace(old, new),
        stored_at=text.stored_at + timedelta(hours=1),
    )


def test_further_text_of_an_article_adds_appearances_and_no_proposals() -> None:
    marit()
    first = original()
    read_and_place(first)
    reviewer = UserFactory.create()
    for statement in Statement.objects.all():
        accept_statement(statement_id=statement.pk, reviewer=reviewer)
    before = [statement_record(pk) for pk in Statement.objects.values_list("pk", flat=True)]
    counts = [model.objects.count() for model in (Occasion, Passage, Statement, Evidence)]

    second = revised(first, INTRODUCTION[0], "A storm closed the harbour in January.")
    placement = read_and_place(second)

    assert astuple(placement)[1:5] == (0, 0, 3, 3)
    assert [model.objects.count() for model in (Occasion, Passage, Statement, Evidence)] == counts
    assert [statement_record(one["pk"]) for one in Statement.objects.values("pk")] == before
    assert {one.article_text for one in Passage.objects.all()} == {first}
    assert read_and_place(second).appearances_new == 0


def test_changed_quotation_awaits_review_and_what_is_public_stands() -> None:
    marit()
    first = printing(list(REPORT), story=None, published_at=MORNING)
    read_and_place(first)
    statement = Statement.objects.get()
    accept_statement(statement_id=statement.pk, reviewer=UserFactory.create())
    before = statement_record(statement.pk)

    placement = read_and_place(revised(first, SAID, "It can be mended, and that is all I say."))

    assert (placement.statements_new, placement.statements_seen) == (1, 0)
    assert statement_record(statement.pk) == before
    assert Statement.objects.exclude(pk=statement.pk).get().state == StatementState.PROPOSED
    assert Occasion.objects.count() == 1


def test_article_of_a_tracked_person_is_watched_as_soon_as_it_was_read() -> None:
    marit()
    text = printing(list(REPORT), story=None, published_at=timezone.now())
    Article.objects.update(checked_at=timezone.now())
    owe_readings(timezone.now())

    for pk in due_reading_ids(timezone.now()):
        read_text(pk)

    text.article.refresh_from_db()
    assert text.article.due_at is not None
    assert text.article.due_reason.startswith("a tracked person speaks in it: every 15 minutes")


def reworded(of: ArticleText) -> ArticleText:
    """A copy in other words that kept the quotation, two hours later."""
    story = StoryFactory.create(reworded_from=of.article.story)
    lines = ["In January the harbour wall of Havneby collapsed.", REPORT[1]]
    return printing(lines, story=story, published_at=MORNING + timedelta(hours=2))


def test_copy_in_other_words_gets_no_rows_and_says_why() -> None:
    marit()
    first = printing(list(REPORT), story=None, published_at=MORNING)
    read_and_place(first)
    copied = reworded(first)
    owe_readings(timezone.now())

    for pk in due_reading_ids(timezone.now()):
        read_text(pk)

    reading = Reading.objects.get(article_text=copied)
    assert (reading.state, reading.reason, reading.found["statements_seen"]) == (
        "done",
        REWORDED,
        0,
    )
    assert Appearance.objects.get().article_text == first
    assert Occasion.objects.count() == 1
    copied.article.refresh_from_db()
    assert copied.article.watch_priority == 0


def test_original_is_not_known_by_a_copy_that_was_read_before_it() -> None:
    marit()
    story = StoryFactory.create()
    copied = printing(list(REPORT), story=story, published_at=MORNING + timedelta(hours=2))
    read_and_place(copied)
    first = printing(list(REPORT), story=None, published_at=MORNING)
    Story.objects.filter(pk=story.pk).update(reworded_from=first.article.story)

    placement = read_and_place(first)

    assert (placement.statements_new, placement.statements_seen) == (1, 0)
    assert Statement.objects.get(occasion__story=first.article.story).appearances.count() == 1
    assert read_and_place(copied).appearances_new == 0


def test_withheld_words_are_not_found_in_a_copy_in_other_words() -> None:
    withhold(marit())
    first = original()
    Story.objects.filter(articles=first.article).update(reworded_from=StoryFactory.create())
    first.refresh_from_db()

    assert read_and_place(first).refused == (REWORDED,)
    assert set(Evidence.objects.values_list("state", flat=True)) == {"withheld"}


def test_words_to_be_withheld_are_not_on_record_by_a_copy_in_other_words() -> None:
    expert = marit()
    text = original()
    read_and_place(text)
    Story.objects.filter(articles=text.article).update(reworded_from=StoryFactory.create())
    known = set(Statement.objects.all())

    (statement,) = withhold_statements(
        expert_id=expert.pk, occasion=OCCASION, sources=[[source_of(URL, WALL)]]
    )

    assert statement not in known
