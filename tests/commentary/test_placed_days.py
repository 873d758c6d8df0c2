"""The day that a text tells is that of the statement, and other days are other occasions."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from commentary.dating import published_on
from commentary.enums import StatementState
from commentary.models import Occasion, Passage, Statement
from commentary.reading import Document, read
from commentary.services.placing import Placement, place
from sources.models import ArticleText
from tests.commentary.printings import MORNING, marit, printing
from tests.factories import StoryFactory, UserFactory

pytestmark = pytest.mark.django_db

# MORNING is Thursday, 2 April 2026.
NEWS = [
    "The quay of Havneby will be rebuilt, Marit Solvang said.",
    'Speaking on Tuesday, Marit Solvang added: "The stone has been bought and it is paid for."',
    "In 2019, Marit Solvang said that the old quay would stand for another century.",
]


def read_and_place(text: ArticleText) -> Placement:
    article = text.article
    day = published_on(article.published_at, time_zone=article.outlet.time_zone)
    with transaction.atomic():
        return place(read(Document(text.text, published_on=day)), text)


def said() -> list[tuple[str, str, str, str, bool]]:
    """Every statement: how its words begin, its day, and whether its occasion stands apart."""
    found = []
    for statement in Statement.objects.order_by("stated_on", "basis", "pk"):
        printed = statement.appearances.order_by("pk")[0]
        words = printed.article_text.text[printed.start : printed.end]
        day = statement.stated_on.isoformat()
        apart = statement.occasion.apart
        found.append((words[:9], day, str(statement.precision), str(statement.basis), apart))
    return found


def occasions() -> list[tuple[str, str, str, bool]]:
    return [
        (one.stated_on.isoformat(), str(one.precision), str(one.basis), one.apart)
        for one in Occasion.objects.order_by("stated_on")
    ]


ALL_SAID = [
    ("that the ", "2019-01-01", "year", "stated", True),
    ("The quay ", "2026-03-31", "day", "inferred", False),
    ("The stone", "2026-03-31", "day", "stated", False),
]
TWO_OCCASIONS = [("2019-01-01", "year", "stated", True), ("2026-03-31", "day", "stated", False)]


def test_an_event_has_its_day_and_an_old_quotation_keeps_its_own() -> None:
    marit()

    placement = read_and_place(printing(NEWS, story=None, published_at=MORNING))

    assert (said(), occasions()) == (ALL_SAID, TWO_OCCASIONS)
    assert placement.passages_new == 2


def test_what_states_no_day_was_said_when_it_was_published() -> None:
    marit()

    read_and_place(printing(NEWS[:1], story=None, published_at=MORNING))

    assert said() == [("The quay ", "2026-04-02", "day", "published", False)]


@pytest.mark.parametrize("copy_first", [False, True])
def test_the_first_publication_tells_the_days_whichever_copy_is_read_first(
    copy_first: bool,
) -> None:
    marit()
    story = StoryFactory.create()
    first = printing(NEWS, story=story, published_at=MORNING)
    bare = [words.replace("Speaking on Tuesday, ", "").replace("In 2019, ", "") for words in NEWS]
    later = printing(bare, story=story, published_at=MORNING + timedelta(hours=5))

    for text in [later, first] if copy_first else [first, later]:
        read_and_place(text)

    assert {(day, precision, basis) for _, day, precision, basis, _ in said()} == {
        (day, precision, basis) for _, day, precision, basis, _ in ALL_SAID
    }
    assert occasions() == TWO_OCCASIONS
    assert [passage.statements.count() for passage in Passage.objects.order_by("pk")] in (
        [2, 1],
        [1, 2],
    )


def test_reading_again_adds_no_occasion() -> None:
    marit()
    text = printing(NEWS, story=None, published_at=MORNING)
    read_and_place(text)

    again = read_and_place(text)

    assert (again.passages_new, again.statements_new, again.statements_seen) == (0, 0, 3)
    assert occasions() == TWO_OCCASIONS


def test_a_decided_statement_keeps_the_day_it_was_decided_with() -> None:
    marit()
    story = StoryFactory.create()
    bare = [NEWS[1].replace("Speaking on Tuesday, ", "")]
    read_and_place(printing(bare, story=story, published_at=MORNING + timedelta(hours=5)))
    Statement.objects.update(
        state=StatementState.REJECTED, reviewed_by=UserFactory.create(), reviewed_at=MORNING
    )

    read_and_place(printing(NEWS[1:2], story=story, published_at=MORNING))

    assert Statement.objects.get().stated_on == date(2026, 4, 2)


def test_the_entries_of_a_digest_are_occasions_of_their_days() -> None:
    marit()
    digest = [
        "March 30",
        "The pilots will strike, Marit Solvang said.",
        "March 31",
        "The pilots will not strike after all, Marit Solvang said.",
    ]

    read_and_place(printing(digest, story=None, published_at=MORNING))

    assert occasions() == [
        ("2026-03-30", "day", "stated", True),
        ("2026-03-31", "day", "stated", False),
    ]


def test_what_is_no_answer_is_stored_as_such() -> None:
    marit()

    read_and_place(
        printing(["Marit Solvang declined to comment."], story=None, published_at=MORNING)
    )

    assert Statement.objects.get().non_answer == "declined"
