"""Accepting and rejecting statements."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.contrib.auth.models import User
from pytest_django import Settings

from commentary.enums import (
    PassageState,
    PositionState,
    RecordKind,
    StatementState,
    StatementType,
)
from commentary.exceptions import AlreadyReviewedError, DecisionError
from commentary.models import Expert, Passage, Position, Record, Statement
from commentary.services.positions import propose_position
from commentary.services.review import accept_statement, reject_statement
from commentary.shaping import statement_record
from tests.commentary.sayings import WORDS, awaiting
from tests.factories import (
    AppearanceFactory,
    ArticleTextFactory,
    ExpertFactory,
    PropositionFactory,
    StatementFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def marit() -> Expert:
    return ExpertFactory.create(name="Marit Solvang", slug="marit-solvang")


@pytest.fixture
def curator() -> User:
    return UserFactory.create()


def test_accepted_statement_is_signed_public_and_recorded(marit: Expert, curator: User) -> None:
    statement = awaiting(marit)

    with time_machine.travel(NOON, tick=False):
        accept_statement(statement_id=statement.pk, reviewer=curator)

    statement.refresh_from_db()
    assert (
        statement.state,
        statement.reviewed_by,
        statement.reviewed_at,
        statement.recorded_at,
        statement.ended_at,
    ) == (StatementState.ACCEPTED, curator, NOON, NOON, None)
    record = Record.objects.get()
    assert (record.kind, record.at, record.expert, record.statement, record.payload) == (
        RecordKind.STATEMENT_PUBLISHED,
        NOON,
        marit,
        statement,
        {"before": None, "after": statement_record(statement.pk)},
    )


def test_accepted_statement_shows_its_words(marit: Expert, curator: User) -> None:
    statement = awaiting(marit)

    accept_statement(statement_id=statement.pk, reviewer=curator)

    shown = statement_record(statement.pk)["appearances"]
    assert [
        (one["exact"], one["cut"], one["quotable"], one["read_at_source"]) for one in shown
    ] == [(WORDS, False, True, False)]


def test_accepted_paraphrase_is_not_quotable(marit: Expert, curator: User) -> None:
    statement = awaiting(marit, type_=StatementType.INDIRECT)

    accept_statement(statement_id=statement.pk, reviewer=curator)

    shown = statement_record(statement.pk)["appearances"]
    assert [(one["exact"], one["quotable"]) for one in shown] == [(WORDS, False)]


def test_words_of_others_between_two_quotations_are_not_quotable(
    marit: Expert, curator: User
) -> None:
    statement = awaiting(marit, words="The pier is old,” she told us, “and the sand moves.")
    appearance = statement.appearances.get()
    text = appearance.article_text.text
    middle = text.index("” she")
    appearance.spans = [[appearance.start, middle], [text.index("and the"), appearance.end]]
    appearance.save()

    accept_statement(statement_id=statement.pk, reviewer=curator)

    assert [one["quotable"] for one in statement_record(statement.pk)["appearances"]] == [False]


def test_long_statement_is_cut_to_the_words_allowed(marit: Expert, curator: User) -> None:
    words = " ".join(f"word{number}" for number in range(1, 101))
    statement = awaiting(marit, words=words)

    accept_statement(statement_id=statement.pk, reviewer=curator)

    (shown,) = statement_record(statement.pk)["appearances"]
    assert shown["exact"].split() == [f"word{number}" for number in range(1, 61)]
    assert shown["cut"] is True
    assert shown["end"] < shown["evidence_end"] == shown["evidence_start"] + len(words)


def test_two_statements_of_one_text_share_its_share(marit: Expert, curator: User) -> None:
    first = " ".join(f"one{number}" for number in range(1, 61))
    second = " ".join(f"two{number}" for number in range(1, 41))
    rest = " ".join(["rest"] * 220)
    said = awaiting(marit, words=first, text=f"{first} {second} {rest}")
    text = said.appearances.get().article_text
    also_said = StatementFactory.create(occasion=said.occasion)
    start = text.text.index(second)
    AppearanceFactory.create(
        statement=also_said, article_text=text, start=start, end=start + len(second)
    )
    last_said = StatementFactory.create(occasion=said.occasion)
    start = text.text.index(rest)
    AppearanceFactory.create(
        statement=last_said, article_text=text, start=start, end=start + len(rest)
    )

    for statement in (said, also_said, last_said):
        accept_statement(statement_id=statement.pk, reviewer=curator)

    shown = [
        statement_record(statement.pk)["appearances"][0]["exact"].split()
        for statement in (said, also_said, last_said)
    ]
    # 80 words may be shown; each statement leaves as much to every one of the others and to one
    # position on each.
    assert shown == [first.split()[:13], second.split()[:13], rest.split()[:13]]


def test_words_that_may_not_be_shown_have_a_place_all_the_same(
    marit: Expert, curator: User
) -> None:
    statement = awaiting(marit, text=f"{WORDS} " + "rest " * 90)
    text = statement.appearances.get().article_text
    AppearanceFactory.create(
        article_text=text, start=len(WORDS) + 1, end=len(text.text), shown=True
    )

    accept_statement(statement_id=statement.pk, reviewer=curator)

    (unseen,) = statement_record(statement.pk)["appearances"]
    assert (unseen["start"], unseen["end"], unseen["exact"]) == (0, 0, "")
    assert (unseen["evidence_end"], unseen["read_at_source"]) == (len(WORDS), True)


def test_a_copy_shows_nothing_that_the_first_publication_does_not(
    marit: Expert, curator: User
) -> None:
    said = [" ".join(f"{name}{n}’s" for n in range(1, 101)) for name in ("one", "two", "three")]
    statement = awaiting(marit, words=said[0], text="\n\n".join(said))
    article = statement.appearances.get().article_text.article
    statements = [statement]
    for words in said[1:]:
        start = "\n\n".join(said).index(words)
        statements.append(StatementFactory.create(occasion=statement.occasion))
        AppearanceFactory.create(
            statement=statements[-1],
            article_text=article.texts.get(),
            start=start,
            end=start + len(words),
        )
    copied = "\n\n".join(said).replace("’", "'")
    copy = ArticleTextFactory.create(text=copied, article__story=article.story)
    for one in statements[1:]:
        there = one.appearances.get()
        AppearanceFactory.create(
            statement=one, article_text=copy, start=there.start, end=there.end
        )

    for one in statements:
        accept_statement(statement_id=one.pk, reviewer=curator)

    shown = [
        [words["exact"].replace("'", "’") for words in statement_record(one.pk)["appearances"]]
        for one in statements
    ]
    assert [len(exact.split()) for (exact, *_copies) in shown] == [12, 12, 12]
    assert [copies for (_first, *copies) in shown] == [[], [shown[1][0]], [shown[2][0]]]


@pytest.mark.parametrize(("copied", "words_shown"), [(400, 50), (360, 44), (100, 50)])
def test_the_share_is_that_of_the_shortest_copy(
    marit: Expert, curator: User, settings: Settings, copied: int, words_shown: int
) -> None:
    settings.QUOTE_MAX_WORDS = 200
    words = [f"w{number:03}" for number in range(400)]
    statement = awaiting(marit, words=" ".join(words), text=" ".join(words))
    story = statement.appearances.get().article_text.article.story
    ArticleTextFactory.create(text=" ".join(words[:copied]), article__story=story)

    accept_statement(statement_id=statement.pk, reviewer=curator)

    # Half of a quarter: the other half is left to a position on the same words.
    (shown,) = statement_record(statement.pk)["appearances"]
    assert len(shown["exact"].split()) == words_shown


def test_appearances_are_listed_first_published_first(marit: Expert, curator: User) -> None:
    statement = awaiting(marit, date(2025, 3, 3))
    early = ArticleTextFactory.create(
        text=f"“{WORDS}”", article__published_at=datetime(2025, 3, 3, 1, tzinfo=UTC)
    )
    AppearanceFactory.create(statement=statement, article_text=early, start=1, end=1 + len(WORDS))

    accept_statement(statement_id=statement.pk, reviewer=curator)

    outlets = [one["outlet"] for one in statement_record(statement.pk)["appearances"]]
    assert outlets[0] == early.article.outlet.slug
    assert len(outlets) == 2


def test_passage_is_decided_when_all_its_statements_are(marit: Expert, curator: User) -> None:
    first = awaiting(marit)
    second = StatementFactory.create(passage=first.passage, occasion=first.occasion)

    accept_statement(statement_id=first.pk, reviewer=curator)
    after_one = Passage.objects.get().state
    reject_statement(statement_id=second.pk, reviewer=curator, reason="Said by the mayor.")

    assert (after_one, Passage.objects.get().state) == (
        PassageState.AWAITING,
        PassageState.DECIDED,
    )


def test_decided_statement_is_not_decided_again(marit: Expert, curator: User) -> None:
    accepted, rejected = awaiting(marit), awaiting(marit, date(2025, 3, 5))
    accept_statement(statement_id=accepted.pk, reviewer=curator)
    reject_statement(statement_id=rejected.pk, reviewer=curator, reason="Said by the mayor.")

    for statement in (accepted, rejected):
        with pytest.raises(AlreadyReviewedError):
            accept_statement(statement_id=statement.pk, reviewer=curator)
        with pytest.raises(AlreadyReviewedError):
            reject_statement(statement_id=statement.pk, reviewer=curator, reason="No.")

    assert Record.objects.count() == 1


def test_rejected_statement_takes_its_proposals_along(marit: Expert, curator: User) -> None:
    statement = awaiting(marit)
    propose_position(
        statement_id=statement.pk,
        proposition_id=PropositionFactory.create().pk,
        stance="favor",
        proposed_by="assessor",
    )

    reject_statement(statement_id=statement.pk, reviewer=curator, reason="  Not   hers. ")

    assert list(Statement.objects.values_list("state", "state_reason", "recorded_at")) == [
        (StatementState.REJECTED, "Not hers.", None)
    ]
    assert list(Position.objects.values_list("state", "reviewed_by")) == [
        (PositionState.REJECTED, curator.pk)
    ]
    assert not Record.objects.exists()


def test_rejecting_needs_a_reason(marit: Expert, curator: User) -> None:
    statement = awaiting(marit)

    with pytest.raises(DecisionError):
        reject_statement(statement_id=statement.pk, reviewer=curator, reason=" ")

    assert Statement.objects.get().state == StatementState.PROPOSED
