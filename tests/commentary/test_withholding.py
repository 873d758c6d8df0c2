"""Positions on words that stand elsewhere get them when a text that prints them is read."""

from dataclasses import astuple
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from commentary.enums import EvidenceState, PassageState, Stance, Strength
from commentary.models import (
    Appearance,
    Evidence,
    Exchange,
    Expert,
    Interview,
    Occasion,
    Passage,
    Position,
    Statement,
)
from commentary.reading import Document, read
from commentary.services.placing import Placement, place
from commentary.services.positions import propose_position, publish_position
from commentary.services.review import accept_statement, reject_statement
from commentary.services.search_index import Rebuilt, rebuild_search
from commentary.services.withholding import withhold_statements
from commentary.withheld import Source, WithheldOccasion, source_of
from sources.models import ArticleText
from tests.commentary.printings import MORNING, copy, marit, original, printing
from tests.factories import PropositionFactory, UserFactory

pytestmark = pytest.mark.django_db

URL = "https://courier.example/interview"
WALL = (
    "A third of the outer wall has gone, and what is left stands on sand that moves with every "
    "tide."
)
SURVEY = "I have asked for the survey to be published in full."
TOWN = "I don’t see how a town of nine thousand could carry such a sum."
AUTUMN = "Not before the autumn, I believe, and only if the dredging starts in May."
ANSWERS = ((WALL, SURVEY), (TOWN,), (AUTUMN,))
OCCASION = WithheldOccasion("Interview with the Havneby Courier", date(2026, 4, 2))


def sources(answers: tuple[tuple[str, ...], ...] = ANSWERS) -> list[list[Source]]:
    return [[source_of(URL, words) for words in answer] for answer in answers]


def withhold(expert: Expert) -> list[Statement]:
    """Three withheld statements, accepted, with four public positions."""
    statements = withhold_statements(expert_id=expert.pk, occasion=OCCASION, sources=sources())
    for statement, some in zip(statements, sources(), strict=True):
        if statement.state == "proposed":
            accept_statement(statement_id=statement.pk, reviewer=UserFactory.create())
        for source in some:
            position = propose_position(
                statement_id=statement.pk,
                proposition_id=PropositionFactory.create().pk,
                stance=Stance.FAVOR,
                strength=Strength.PLAIN,
                proposed_by="import",
                source=source,
            )
            publish_position(position_id=position.pk, reviewer=UserFactory.create())
    return statements


def read_and_place(text: ArticleText) -> Placement:
    with transaction.atomic():
        return place(read(Document(text=text.text, title=text.title)), text)


def counts() -> dict[str, int]:
    models = (Occasion, Interview, Exchange, Passage, Statement, Appearance, Evidence, Position)
    return {model.__name__: model.objects.count() for model in models}


def words() -> list[tuple[str, str]]:
    """The evidence of the public positions: its state and the words that the public sees."""
    return [
        (one.state, one.exact[one.shown_start - one.start : one.shown_end - one.start])
        if one.shown_start is not None and one.shown_end is not None and one.start is not None
        else (one.state, "")
        for one in Evidence.objects.order_by("pk")
    ]


def verified() -> str:
    told = StringIO()
    # The person and the propositions come from factories; what is decided is found as it is shown.
    assert rebuild_search(is_check=True) == Rebuilt(added=5)
    call_command("verify_evidence", stdout=told)
    return told.getvalue().splitlines()[-1]


ONE_INTERVIEW_TWICE_PRINTED = {
    "Occasion": 1,
    "Interview": 1,
    "Exchange": 3,
    "Passage": 3,
    "Statement": 3,
    "Appearance": 6,
    "Evidence": 4,
    "Position": 4,
}


def test_a_withheld_statement_is_decided_without_its_words() -> None:
    expert = marit()

    withhold(expert)
    again = withhold_statements(expert_id=expert.pk, occasion=OCCASION, sources=sources())

    assert [one.pk for one in again] == [one.pk for one in Statement.objects.order_by("pk")]
    assert counts() == dict.fromkeys(ONE_INTERVIEW_TWICE_PRINTED, 0) | {
        "Occasion": 1,
        "Statement": 3,
        "Evidence": 4,
        "Position": 4,
    }
    assert words() == [(EvidenceState.WITHHELD, "")] * 4
    assert verified() == "All of it holds."


@pytest.mark.parametrize("copy_first", [False, True])
def test_reading_it_anchors_the_words_whichever_copy_comes_first(copy_first: bool) -> None:
    withhold(marit())
    first = original()
    second = copy(story=first.article.story)
    if copy_first:
        first, second = second, first

    told = [astuple(read_and_place(text))[1:] for text in (first, second, first)]

    assert told == [(3, 0, 3, 3, ()), (0, 0, 3, 3, ()), (0, 0, 3, 0, ())]
    assert counts() == ONE_INTERVIEW_TWICE_PRINTED
    said = [WALL, SURVEY, TOWN.replace("’", "'") if copy_first else TOWN, AUTUMN]
    assert words() == [(EvidenceState.ANCHORED, one) for one in said]
    assert set(Statement.objects.values_list("state", flat=True)) == {"accepted"}
    assert set(Passage.objects.values_list("state", flat=True)) == {PassageState.DECIDED}
    assert [
        one.passage and one.passage.exchange and one.passage.exchange.number
        for one in Statement.objects.select_related("passage__exchange").order_by("pk")
    ] == [1, 2, 3]
    assert Occasion.objects.get().story == first.article.story
    assert verified() == "All of it holds."


def test_statements_that_a_text_gave_already_are_the_same_ones() -> None:
    expert = marit()
    read_and_place(original())

    withhold(expert)

    assert counts() == ONE_INTERVIEW_TWICE_PRINTED | {"Appearance": 3}
    assert [state for state, _ in words()] == [EvidenceState.ANCHORED] * 4
    assert verified() == "All of it holds."


def test_another_story_with_one_answer_is_the_same_occasion() -> None:
    withhold(marit())
    excerpt = printing(
        ["The town cannot pay.", f"“{TOWN}” said Marit Solvang, a professor."],
        story=None,
        published_at=MORNING,
    )

    read_and_place(excerpt)

    assert (Occasion.objects.count(), Statement.objects.count()) == (1, 3)
    assert words() == [
        (EvidenceState.WITHHELD, ""),
        (EvidenceState.WITHHELD, ""),
        (EvidenceState.ANCHORED, TOWN),
        (EvidenceState.WITHHELD, ""),
    ]


def test_the_interview_after_an_excerpt_of_it_joins_the_occasion() -> None:
    withhold(marit())
    whole = original()
    excerpt = printing(
        ["The town cannot pay.", f"“{TOWN}” said Marit Solvang, a professor."],
        story=None,
        published_at=MORNING,
    )
    read_and_place(excerpt)

    read_and_place(whole)

    assert counts() == ONE_INTERVIEW_TWICE_PRINTED | {"Appearance": 4}
    assert [state for state, _ in words()] == [EvidenceState.ANCHORED] * 4
    assert verified() == "All of it holds."


def test_somebody_elses_words_and_rejected_ones_stay_withheld_or_decided() -> None:
    statements = withhold_statements(
        expert_id=marit().pk, occasion=OCCASION, sources=sources(((TOWN,), (AUTUMN,)))
    )
    reject_statement(
        statement_id=statements[0].pk, reviewer=UserFactory.create(), reason="not hers"
    )
    text = printing(
        ["Jonas Ekdahl disagreed.", f"“{AUTUMN}” said Jonas Ekdahl, a pilot."],
        story=None,
        published_at=MORNING,
    )

    read_and_place(text)
    read_and_place(original())

    assert [one.state for one in Statement.objects.order_by("pk")] == [
        "rejected",
        "proposed",
        "proposed",  # the first answer, which nobody knew
    ]
    assert Appearance.objects.filter(article_text=text).count() == 0
