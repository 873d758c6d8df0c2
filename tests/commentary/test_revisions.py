"""What further texts of an article do to words on record, and who is told of it."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone

from commentary.enums import PassageState, Proposer, RecordKind
from commentary.models import Appearance, Evidence, Passage, Position, Reading, Record, Statement
from commentary.services import readings, revisions
from commentary.services.positions import propose_position, publish_position
from commentary.services.readings import (
    LEASE,
    due_reading_ids,
    owe_reading_again,
    owe_readings,
    read_text,
)
from commentary.services.review import accept_statement
from commentary.shaping import statement_record
from sources.enums import RevisionKind
from sources.models import ArticleText, Revision
from tests.commentary.printings import MORNING, marit, printing
from tests.factories import (
    ArticleTextFactory,
    ExpertFactory,
    ExpertNameFactory,
    PropositionFactory,
    UserFactory,
)
from tests.kills import killed_everywhere

pytestmark = pytest.mark.django_db

WALL = (
    "The wall has to be built anew from the ground, and whoever says that it can be mended has "
    "not been under water."
)
PIER = "A second pier is of no use to anybody before the dredging of the harbour is done."
OPENING = "The council of Havneby met on the harbour in January and put off its decision."
REPORT = (OPENING, f"“{WALL}” said Marit Solvang on Monday.", f"“{PIER}” she said.")
MENDED = WALL.replace("has to be built anew", "need not be built anew")


def sweep() -> None:
    """Everything that is owed, and what that owes."""
    now = timezone.now()
    while owe_readings(now) or due_reading_ids(now):
        for pk in due_reading_ids(now):
            read_text(pk)


def changed(
    text: ArticleText,
    paragraphs: Sequence[str] | None = None,
    *,
    kind: RevisionKind = RevisionKind.TEXT,
    back_to: ArticleText | None = None,
) -> ArticleText:
    """The article's next change: to other paragraphs, to an older text, or of `text` itself."""
    number = Revision.objects.filter(article=text.article).count() + 1
    after = back_to or text
    if paragraphs is not None:
        after = ArticleTextFactory.create(
            article=text.article,
            revision=text.article.texts.count() + 1,
            text="\n\n".join(paragraphs),
        )
    now = timezone.now()
    Revision.objects.create(
        article=text.article,
        number=number,
        kind=kind,
        before=text,
        after=after,
        seen_at=now,
        confirmed_at=now,
    )
    return after


def published(reviewer: User) -> tuple[ArticleText, list[Position]]:
    """Both statements of the report accepted, each with a public position."""
    marit()
    first = printing(list(REPORT), story=None, published_at=MORNING)
    sweep()
    positions = []
    for statement in Statement.objects.order_by("pk"):
        accept_statement(statement_id=statement.pk, reviewer=reviewer)
        position = propose_position(
            statement_id=statement.pk,
            proposition_id=PropositionFactory.create().pk,
            stance="favor",
            proposed_by=Proposer.CURATOR,
        )
        positions.append(publish_position(position_id=position.pk, reviewer=reviewer))
    return first, positions


def fates(text: ArticleText) -> list[str]:
    """Of the statements of one text, in their order."""
    printed = Appearance.objects.filter(article_text=text).order_by("start")
    return list(printed.values_list("fate", flat=True))


def live() -> list[str]:
    return list(Evidence.objects.order_by("pk").values_list("live", flat=True))


def told() -> list[tuple[int | None, str]]:
    """(position, what is said beside its words from then on) of each record of it."""
    records = Record.objects.filter(kind=RecordKind.EVIDENCE_ALTERED).order_by("pk")
    return [
        (record.position_id, record.payload["after"]["evidence"][0]["live"]) for record in records
    ]


def test_text_with_the_same_words_changes_nothing() -> None:
    first, _positions = published(UserFactory.create())
    changed(first, ["It rained in Havneby.", *REPORT[1:]])

    sweep()

    assert (fates(first), live(), told()) == (["kept", "kept"], ["present", "present"], [])
    assert set(Passage.objects.values_list("state", flat=True)) == {PassageState.DECIDED}


def test_altered_and_removed_quotations_are_told_once_and_decisions_stand() -> None:
    first, (wall, pier) = published(UserFactory.create())
    decided = decisions()
    changed(first, [OPENING, REPORT[1].replace(WALL, MENDED)])

    sweep()

    assert fates(first) == ["altered", "removed"]
    assert live() == ["altered", "removed"]
    assert told() == [(wall.pk, "altered"), (pier.pk, "removed")]
    record = Record.objects.filter(kind=RecordKind.EVIDENCE_ALTERED).earliest("pk")
    assert record.payload["before"]["evidence"][0]["live"] == "present"
    assert record.payload["before"] | {"evidence": None} == (
        record.payload["after"] | {"evidence": None}
    )
    assert (record.expert, record.proposition) == (wall.expert, wall.proposition)
    assert decisions() == decided
    assert wall.statement.passage is not None
    assert Passage.objects.get(pk=wall.statement.passage.pk).state == PassageState.AWAITING

    Reading.objects.update(state="owed", due_at=timezone.now())
    sweep()
    assert len(told()) == 2


def decisions() -> list[dict[str, Any]]:
    """Every decided row, as it stands."""
    statements = Statement.objects.exclude(state="proposed").order_by("pk").values()
    return [*statements, *Position.objects.exclude(state="proposed").order_by("pk").values()]


@pytest.mark.parametrize("is_tracked", [False, True])
def test_words_given_to_somebody_else_await_review_again(*, is_tracked: bool) -> None:
    first, (wall, pier) = published(UserFactory.create())
    decided = decisions()
    if is_tracked:
        expert = ExpertFactory.create(name="Erik Lindqvist")
        ExpertNameFactory.create(expert=expert, name="Erik Lindqvist")
    changed(first, [OPENING, REPORT[1].replace("Marit Solvang", "Erik Lindqvist")])

    sweep()

    assert fates(first) == ["reattributed", "removed"]
    assert told() == [(wall.pk, "altered"), (pier.pk, "removed")]
    assert wall.statement.passage is not None
    assert Passage.objects.get(pk=wall.statement.passage.pk).state == PassageState.AWAITING
    assert decisions() == decided


def test_change_that_is_taken_back_is_present_again() -> None:
    first, (wall, pier) = published(UserFactory.create())
    second = changed(first, [OPENING, REPORT[1]])
    sweep()
    assert live() == ["present", "removed"]

    changed(second, back_to=first)
    sweep()

    assert (fates(first), fates(second)) == (["", ""], ["kept"])
    assert live() == ["present", "present"]
    assert told() == [(pier.pk, "removed"), (pier.pk, "present")]
    assert wall.pk not in dict(told())


def test_article_taken_off_and_there_again() -> None:
    first, (wall, pier) = published(UserFactory.create())

    changed(first, kind=RevisionKind.WITHDRAWN)
    sweep()
    gone = live()
    changed(first, kind=RevisionKind.HEADLINE)
    sweep()
    still = live()
    changed(first, kind=RevisionKind.RESTORED)
    sweep()

    assert (gone, still, live()) == (
        ["withdrawn", "withdrawn"],
        ["withdrawn", "withdrawn"],
        ["present", "present"],
    )
    assert told() == [
        (wall.pk, "withdrawn"),
        (pier.pk, "withdrawn"),
        (wall.pk, "present"),
        (pier.pk, "present"),
    ]
    assert fates(first) == ["", ""]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_only_the_newest_text_counts_in_whatever_order_texts_are_read(
    order: tuple[int, ...],
) -> None:
    marit()
    first = printing(list(REPORT), story=None, published_at=MORNING)
    second = changed(first, [OPENING, REPORT[2].replace("she", "Marit Solvang")])
    third = changed(second, [OPENING, REPORT[1]])
    owe_readings(timezone.now())
    texts = [first, second, third]

    for number in order:
        read_text(Reading.objects.get(article_text=texts[number]).pk)
    sweep()

    assert [fates(text) for text in texts] == [["kept", "removed"], ["removed"], [""]]


def test_position_that_is_published_on_an_older_text_says_what_the_newest_does() -> None:
    reviewer = UserFactory.create()
    marit()
    first = printing(list(REPORT), story=None, published_at=MORNING)
    sweep()
    changed(first, [OPENING, REPORT[1]])
    sweep()
    statement = Appearance.objects.get(article_text=first, fate="removed").statement
    accept_statement(statement_id=statement.pk, reviewer=reviewer)

    position = propose_position(
        statement_id=statement.pk,
        proposition_id=PropositionFactory.create().pk,
        stance="favor",
        proposed_by=Proposer.CURATOR,
    )
    publish_position(position_id=position.pk, reviewer=reviewer)

    assert live() == ["removed"]
    assert told() == []
    assert [one["live"] for one in statement_record(statement.pk)["appearances"]] == ["removed"]


# PostgreSQL's client complains of the cursors that died open.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_reading_of_a_changed_text_killed_at_any_statement_tells_once() -> None:
    first, (wall, pier) = published(UserFactory.create())
    changed(first, [OPENING, REPORT[1].replace(WALL, MENDED)])
    owe_readings(timezone.now())
    (reading,) = due_reading_ids(timezone.now())

    def then(_at: int) -> None:
        with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
            sweep()
        assert told() == [(wall.pk, "altered"), (pier.pk, "removed")]
        assert fates(first) == ["altered", "removed"]
        assert not Reading.objects.exclude(state="done", lease_token=None).exists()

    assert killed_everywhere(lambda: read_text(reading), then) > 30


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_article_taken_off_is_found_again_wherever_the_sweep_is_killed() -> None:
    first, (wall, pier) = published(UserFactory.create())
    changed(first, kind=RevisionKind.WITHDRAWN)

    def then(_at: int) -> None:
        with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
            sweep()
        assert told() == [(wall.pk, "withdrawn"), (pier.pk, "withdrawn")]

    assert killed_everywhere(lambda: owe_readings(timezone.now()), then) > 5


def test_readings_that_are_owed_already_are_not_counted() -> None:
    texts = [ArticleTextFactory.create(text=f"Note {n}.").pk for n in range(3)]

    owed = [owe_reading_again(texts[:2], roster=7), owe_reading_again(texts, roster=7)]

    assert (owed, Reading.objects.count()) == ([2, 1], 3)


def test_new_reader_reads_stored_texts_behind_new_ones_and_touches_no_decision(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    published(UserFactory.create())
    decided = decisions()
    stored = [ArticleTextFactory.create(text=f"Note {n}.").pk for n in range(3)]
    sweep()
    for module in (readings, revisions):
        monkeypatch.setattr(module, "READER_VERSION", "next")
    monkeypatch.setattr(readings, "READ_AGAIN_AT_ONCE", 3)
    new = ArticleTextFactory.create(text="A new note.").pk

    owed = owe_readings(timezone.now())

    waiting = Reading.objects.filter(state="owed").order_by("due_at", "pk")
    first = ArticleText.objects.order_by("pk").values_list("pk", flat=True)
    assert owed == 3
    assert list(waiting.values_list("article_text_id", flat=True)) == [new, *first[:2]]
    assert owe_readings(timezone.now()) == 0  # not before these are done
    sweep()
    read = Reading.objects.filter(reader_version="next", state="done")
    assert set(read.values_list("article_text_id", flat=True)) >= {new, *stored, *first}
    assert decisions() == decided
