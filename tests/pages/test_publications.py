"""Statements, interviews and articles: what was drawn from them, and never the whole."""

from datetime import date

import pytest
from django.db.models import F
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commentary.enums import OccasionKind, Stance
from commentary.models import Appearance, Exchange, Interview, Position, Statement
from common.public_ids import public_id
from sources.models import ArticleText
from tests.factories import (
    SPOKEN,
    AppearanceFactory,
    ArticleTextFactory,
    EvidenceFactory,
    ExchangeFactory,
    InterviewFactory,
    OccasionFactory,
    PassageFactory,
    PositionFactory,
    PropositionFactory,
    StatementFactory,
)
from tests.pages.reading import words_of

pytestmark = pytest.mark.django_db

ANSWERS = (
    "The breakwater has lost a third of its stones.",
    "The state should pay for the pier, not the town.",
    "Ask me when the survey is out.",
)


def held(answers: tuple[str, ...] = ANSWERS, *, reviewed: int = 2) -> Interview:
    """An interview of Marit Solvang; the last of its answers await review."""
    occasion = OccasionFactory.create(
        kind=OccasionKind.INTERVIEW,
        expert__name="Marit Solvang",
        expert__slug="marit",
        stated_on=date(2025, 8, 1),
        title="Marit Solvang on the storm",
    )
    text = "\n\n".join(f"And what of number {n}?\n\n{one}" for n, one in enumerate(answers))
    stored = ArticleTextFactory.create(
        text=text,
        article__title="After the storm",
        article__story=occasion.story,
        article__outlet__name="Havneby Courier",
        article__url="https://havneby.example/storm",
    )
    interview = InterviewFactory.create(occasion=occasion, article_text=stored)
    for number, answer in enumerate(answers):
        _answer(interview, number, answer, is_reviewed=number < reviewed)
    return interview


def _answer(interview: Interview, number: int, words: str, *, is_reviewed: bool) -> Statement:
    stored = interview.article_text
    asked = stored.text.index(f"And what of number {number}?")
    start = stored.text.index(words)
    span = {"start": start, "end": start + len(words)}
    exchange = ExchangeFactory.create(
        interview=interview,
        number=number + 1,
        question_start=asked,
        question_end=asked + 10,
        answer_start=span["start"],
        answer_end=span["end"],
    )
    passage = PassageFactory.create(
        occasion=interview.occasion,
        article_text=stored,
        exchange=exchange,
        number=number + 1,
        **span,
    )
    statement = StatementFactory.create(
        passage=passage, occasion=interview.occasion, accepted=is_reviewed
    )
    AppearanceFactory.create(
        statement=statement, article_text=stored, shown=is_reviewed, language="", **span
    )
    return statement


def drawn(statement: Statement, wording: str) -> Position:
    """A position on all words of the statement."""
    printed = statement.appearances.get()
    words = printed.article_text.text[printed.start : printed.end]
    return PositionFactory.create(
        statement=statement,
        proposition=PropositionFactory.create(wording=wording, policy=True),
        published=True,
        stance=Stance.FAVOR,
        summary="Wants the state to pay.",
        lead_evidence=EvidenceFactory.create(
            statement=statement, article_text=printed.article_text, words=words, shown=True
        ),
    )


def address(kind: str, pk: int) -> str:
    return f"/{kind}s/{public_id(kind, pk)}/"


def statements(interview: Interview) -> list[Statement]:
    return list(interview.occasion.statements.order_by("pk"))


def test_an_interview_tells_what_each_public_answer_says(client: Client) -> None:
    interview = held()
    drawn(statements(interview)[1], "The state should pay for the pier")

    words = words_of(client, address("interview", interview.pk))

    assert words == (
        "Interview · 1 August 2025 Marit Solvang on the storm With Marit Solvang "
        "Read the whole interview at the source . Here stand only answers that a person has "
        "reviewed: our summary first, then as many of the words as may be quoted. The questions "
        "are not repeated; the numbers are those of the interview. "
        "Question 1 Marit Solvang was quoted; no position was drawn from these words. "
        f"“{ANSWERS[0]}” Original words · Havneby Courier Everywhere these words were printed "
        "Question 2 Marit Solvang supports The state should pay for the pier "
        "Wants the state to pay. (our summary) "
        f"“{ANSWERS[1]}” Original words · Havneby Courier Everywhere these words were printed "
        "The article This page as data"
    )


def test_an_interview_without_a_public_answer_has_no_page(client: Client) -> None:
    interview = held(reviewed=0)

    for kind, pk in (("interview", interview.pk), ("article", interview.article_text.article_id)):
        assert "nothing at this address" in words_of(client, address(kind, pk), status=404)


def test_an_article_tells_who_is_quoted_in_it_and_leads_to_the_interview(client: Client) -> None:
    interview = held()
    position = drawn(statements(interview)[1], "The state should pay for the pier")
    page = address("article", interview.article_text.article_id)

    words = words_of(client, page)

    assert words.startswith(
        "Havneby Courier · 3 March 2025 After the storm Read it at Havneby Courier "
        "Question by question What we drew from it "
        "Marit Solvang was quoted; no position was drawn from these words."
    )
    assert words.count(ANSWERS[0]) == 1
    assert words.count("Wants the state to pay.") == 1
    assert ANSWERS[2] not in words
    assert "Written by Ivo Lindqvist-Brandt Published 3 March 2025" in words
    body = client.get(page).content.decode()
    assert f'href="{address("interview", interview.pk)}"' in body
    assert f'href="{address("position", position.pk)}"' in body


def test_of_an_article_only_allotted_words_are_shown(client: Client) -> None:
    printed = AppearanceFactory.create(statement=StatementFactory.create(accepted=True))
    printed.shown_start, printed.shown_end = printed.start, printed.start + len("The harbour")
    printed.save()
    page = address("article", printed.article_text.article_id)

    words = words_of(client, page)

    assert "“The harbour …”" in words
    hidden = ArticleText.objects.get(pk=printed.article_text_id).text.replace("The harbour", "")
    assert [one for one in hidden.split("\n") if one and one in words] == []


def test_a_statement_tells_everywhere_it_was_printed(client: Client) -> None:
    position = PositionFactory.create(
        published=True,
        expert__name="Marit Solvang",
        stance=Stance.FAVOR,
        proposition__wording="The harbour is full",
        summary="Sees no free berth.",
    )
    copy = ArticleTextFactory.create(
        article__story=position.statement.occasion.story, article__outlet__name="Coast Wire"
    )
    AppearanceFactory.create(statement=position.statement, article_text=copy)
    Appearance.objects.update(shown_start=F("start"), shown_end=F("end"))

    words = words_of(client, address("statement", position.statement_id))

    assert words.startswith("Comment to an outlet · 3 March 2025 Marit Solvang As it was printed")
    assert words.count(f"“{SPOKEN}”") == 2
    assert "Original words · Coast Wire What else we drew from this article" in words
    assert "Where this puts the speaker holds The harbour is full Sees no free berth." in words
    assert "Said on 3 March 2025 (day of publication)" in words


def test_a_statement_that_has_ended_stays_and_says_why(client: Client) -> None:
    statement = StatementFactory.create(accepted=True, printed=True)
    Statement.objects.filter(pk=statement.pk).update(
        ended_at=statement.recorded_at, ended_reason="misattributed"
    )

    words = words_of(client, address("statement", statement.pk))

    assert "No longer held here: misattributed." in words


def test_a_statement_that_awaits_review_has_no_page(client: Client) -> None:
    waiting = StatementFactory.create(printed=True)

    for name in (address("statement", waiting.pk), "/statements/sta_x/", "/articles/art_x/"):
        assert "nothing at this address" in words_of(client, name, status=404)


@pytest.mark.parametrize(
    ("kind", "queries"), [("interview", 10), ("article", 8), ("statement", 6), ("position", 7)]
)
@pytest.mark.parametrize("others", [1, 3])
def test_a_page_of_what_was_printed_costs_as_many_queries_however_much_is_on_it(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    kind: str,
    queries: int,
    others: int,
) -> None:
    answers = tuple(f"This is what I say on number {n} of the survey." for n in range(others))
    interview = held(answers, reviewed=others)
    said = statements(interview)
    positions = [drawn(one, f"Number {one.pk} is needed") for one in said]
    numbers = {
        "interview": interview.pk,
        "article": interview.article_text.article_id,
        "statement": said[0].pk,
        "position": positions[0].pk,
    }

    with django_assert_num_queries(queries):
        client.get(address(kind, numbers[kind]))

    assert Exchange.objects.count() == others
