"""One occasion however many copies there are, and whichever was read first."""

from dataclasses import astuple

import pytest
from django.db import transaction

from commentary.enums import PassageState, StatementState
from commentary.models import Appearance, Exchange, Interview, Occasion, Passage, Statement
from commentary.reading import Document, read
from commentary.services.placing import Placement, place
from sources.models import ArticleText
from tests.commentary.printings import EXCHANGES, MORNING, copy, marit, original, printing
from tests.factories import ExpertFactory, ExpertNameFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db


def read_and_place(text: ArticleText) -> Placement:
    with transaction.atomic():
        return place(read(Document(text=text.text, title=text.title)), text)


def counts() -> dict[str, int]:
    models = (Occasion, Interview, Exchange, Passage, Statement, Appearance)
    return {model.__name__: model.objects.count() for model in models}


ONE_INTERVIEW_TWICE_PRINTED = {
    "Occasion": 1,
    "Interview": 1,
    "Exchange": 3,
    "Passage": 3,
    "Statement": 3,
    "Appearance": 6,
}


def test_an_interview_makes_a_passage_and_a_statement_per_answer() -> None:
    marit()
    text = original()

    placement = read_and_place(text)

    assert astuple(placement)[1:] == (3, 3, 0, 3, ())
    answers = ["\n\n".join(answer) for _, answer in EXCHANGES]
    assert [text.text[p.start : p.end] for p in Passage.objects.order_by("number")] == answers
    assert [
        text.text[e.question_start : e.question_end] for e in Exchange.objects.order_by("number")
    ] == [question for question, _ in EXCHANGES]
    assert [p.exchange and p.exchange.number for p in Passage.objects.order_by("number")] == [
        1,
        2,
        3,
    ]


@pytest.mark.parametrize("copy_first", [False, True])
def test_a_copy_adds_appearances_only_whichever_is_read_first(copy_first: bool) -> None:
    marit()
    story = StoryFactory.create()
    first, second = original(story), copy(story)
    first.title, second.title = "At Havneby", "From The Wire: At Havneby"
    order = [second, first] if copy_first else [first, second]

    placements = [read_and_place(text) for text in order]

    assert [astuple(p)[1:5] for p in placements] == [(3, 3, 0, 3), (0, 0, 3, 3)]
    assert counts() == ONE_INTERVIEW_TWICE_PRINTED
    interview = Interview.objects.get()
    assert interview.article_text == first
    assert interview.occasion.title == "At Havneby"
    assert {p.article_text for p in Passage.objects.all()} == {first}
    assert [
        (p.number, p.exchange.number if p.exchange else None)
        for p in Passage.objects.order_by("number")
    ] == [(1, 1), (2, 2), (3, 3)]
    assert {s.stated_on for s in Statement.objects.all()} == {MORNING.date()}


def test_reading_again_adds_nothing() -> None:
    marit()
    story = StoryFactory.create()
    texts = [original(story), copy(story)]
    for text in texts:
        read_and_place(text)

    again = [read_and_place(text) for text in texts]

    assert [astuple(p)[1:5] for p in again] == [(0, 0, 3, 0), (0, 0, 3, 0)]
    assert counts() == ONE_INTERVIEW_TWICE_PRINTED


def test_people_who_are_not_tracked_get_no_rows() -> None:
    placement = read_and_place(original())

    assert astuple(placement) == (None, 0, 0, 0, 0, ())
    assert set(counts().values()) == {0}


def test_two_tracked_people_of_one_name_are_refused_and_the_reading_says_so() -> None:
    marit()
    namesake = ExpertFactory.create(name="Marit Solvang", slug="marit-solvang-2")
    ExpertNameFactory.create(expert=namesake, name="Marit Solvang")

    placement = read_and_place(original())

    assert placement.refused == ("not linked: 2 tracked experts are called Marit Solvang",)
    assert set(counts().values()) == {0}


def test_a_rejected_statement_stays_rejected_when_a_copy_prints_it() -> None:
    marit()
    story = StoryFactory.create()
    read_and_place(original(story))
    rejected = Statement.objects.order_by("pk").first()
    assert rejected is not None
    Statement.objects.filter(pk=rejected.pk).update(
        state=StatementState.REJECTED, reviewed_by=UserFactory.create(), reviewed_at=MORNING
    )
    Passage.objects.filter(pk=rejected.passage_id).update(state=PassageState.DECIDED)

    read_and_place(copy(story))

    rejected.refresh_from_db()
    assert rejected.state == StatementState.REJECTED
    assert rejected.appearances.count() == 2
    assert Passage.objects.filter(state=PassageState.DECIDED).count() == 1


def test_the_same_words_in_another_story_belong_to_the_first_occasion() -> None:
    marit()
    read_and_place(original())
    said = EXCHANGES[1][1][0]
    later = printing(
        ["The debate about the pier goes on.", f'"{said}" said Marit Solvang in spring.'],
        story=None,
        published_at=MORNING.replace(month=6),
    )

    placement = read_and_place(later)

    assert (placement.statements_new, placement.statements_seen) == (0, 1)
    assert Occasion.objects.filter(statements__isnull=False).distinct().count() == 1
    assert Statement.objects.get(appearances__article_text=later).stated_on == MORNING.date()


def test_statements_in_a_news_item_stand_where_they_are_printed() -> None:
    marit()
    text = printing(
        [
            "The breakwater of Havneby needs more than repairs, a specialist warned.",
            (
                '"The wall has to be built anew," said Marit Solvang, a professor at the '
                "Institute for Harbour Studies."
            ),
            "The ministry did not reply to questions.",
        ],
        story=None,
        published_at=MORNING,
    )

    read_and_place(text)

    appearance = Appearance.objects.get()
    spans = [text.text[start:end] for start, end in appearance.spans]
    assert "The wall has to be built anew" in spans[0]
    assert appearance.speaker_start is not None
    assert text.text[appearance.speaker_start : appearance.speaker_end] == "Marit Solvang"


def test_an_appearance_says_how_the_words_came_and_what_was_spoken() -> None:
    marit()
    words = "“It is worse,” Marit Solvang said in Japanese. She said that it would break."
    text = printing([words], story=None, published_at=MORNING)

    read_and_place(text)

    assert [
        (one.rendering, one.language, one.spoken_language)
        for one in Appearance.objects.order_by("start")
    ] == [("translation", "en", "ja"), ("paraphrase", "en", "ja")]


def test_a_joint_letter_is_a_statement_of_every_tracked_person_who_signs_it() -> None:
    signers = {marit(), ExpertNameFactory.create(name="Jonas Ekdahl").expert}
    paragraphs = [
        "Dear Minister,",
        "We, the undersigned, ask you to keep the breakwater.",
        "Signed,",
        "Marit Solvang, professor",
        "Jonas Ekdahl, pilot",
        "Berit Holm",
    ]
    text = printing(paragraphs, story=None, published_at=MORNING)

    read_and_place(text)

    assert {one.statement.expert for one in Appearance.objects.all()} == signers
    assert {text.text[one.start : one.end] for one in Appearance.objects.all()} == {paragraphs[1]}
