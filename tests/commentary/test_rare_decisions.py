"""What the services do where it seldom comes to it."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from pytest_django import Settings

from commentary.dating import StatedDay
from commentary.enums import DateBasis, DatePrecision, OccasionKind, ReadingState
from commentary.exceptions import (
    AlreadyErasedError,
    DecisionError,
    EvidenceError,
    UnknownRecordError,
)
from commentary.models import (
    CorrectionRequest,
    Expert,
    Interview,
    Occasion,
    Reading,
    Record,
    RosterChange,
    Statement,
)
from commentary.reading import FoundInterview
from commentary.reading import Reading as Found
from commentary.services.changes import refresh_changes
from commentary.services.corrections import decide, take_up
from commentary.services.erasure import carry_out, plan_record
from commentary.services.experts import add_expert, backfill_expert
from commentary.services.occasions import occasion_for
from commentary.services.positions import publish_position, reject_position
from commentary.services.readings import SWEEP_SIZE, owe_readings, read_text
from commentary.services.review import accept_statement
from commentary.services.showing import show_evidence, show_statement
from commentary.services.withholding import anchor_withheld, withheld_in, withhold_statements
from commentary.withheld import WithheldOccasion, source_of
from common.public_ids import public_id
from sources.models import ArticleText
from tests.factories import (
    REVIEWED_AT,
    SPOKEN,
    STORED_AT,
    AppearanceFactory,
    ArticleFactory,
    ArticleTextFactory,
    CorrectionRequestFactory,
    EvidenceFactory,
    ExpertFactory,
    InterviewFactory,
    OccasionFactory,
    PositionFactory,
    ReadingFactory,
    StanceChangeFactory,
    StatementFactory,
    TombstoneFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MONDAY = StatedDay(date(2025, 3, 3), DatePrecision.DAY, DateBasis.PUBLISHED)


def decided(request: CorrectionRequest) -> Record:
    """The public record of a request that was taken up and declined."""
    editor: User = UserFactory.create()
    take_up(request_id=request.pk, editor=editor)
    decide(
        request_id=request.pk, editor=editor, outcome="declined", answer="The recording says so."
    )
    record: Record = Record.objects.get()
    assert record.kind == "correction.decided"
    return record


def matched_by(record: Record) -> tuple[object, ...]:
    return (
        record.expert,
        record.proposition,
        record.statement,
        record.position,
        record.change,
    )


def test_decided_request_about_a_change_is_told_to_those_who_follow_it() -> None:
    change = StanceChangeFactory.create(confirmed=True)

    record = decided(CorrectionRequestFactory.create(position=None, change=change))

    assert matched_by(record) == (change.expert, change.proposition, None, None, change)


def test_decided_request_about_words_is_told_to_those_who_follow_their_speaker() -> None:
    said = StatementFactory.create(accepted=True, printed=True)

    record = decided(CorrectionRequestFactory.create(position=None, statement=said))

    assert matched_by(record) == (said.expert, None, said, None, None)


def test_decided_request_about_a_person_names_that_person_alone() -> None:
    marit = ExpertFactory.create()

    record = decided(CorrectionRequestFactory.create(position=None, expert=marit))

    assert matched_by(record) == (marit, None, None, None, None)


def test_decided_request_about_an_article_names_nobody() -> None:
    article = ArticleFactory.create()

    record = decided(CorrectionRequestFactory.create(position=None, article=article))

    assert matched_by(record) == (None, None, None, None, None)


def test_what_was_erased_is_not_erased_again() -> None:
    gone = TombstoneFactory.create()

    with pytest.raises(AlreadyErasedError) as error:
        plan_record(gone.key)

    assert str(error.value) == f"{gone.key} was erased already; only its tombstone is left."


@pytest.mark.parametrize("kind", ["statement", "position"])
def test_id_that_no_record_has_cannot_be_erased(kind: str) -> None:
    with pytest.raises(UnknownRecordError):
        plan_record(public_id(kind, 4711))


def test_nothing_is_erased_for_a_reason_that_is_none() -> None:
    position = PositionFactory.create(published=True)
    doomed = plan_record(public_id("position", position.pk))

    with pytest.raises(DecisionError) as error:
        carry_out(doomed, editor=UserFactory.create(admin=True), reason="dislike")

    assert str(error.value).startswith("“dislike” is no reason; use one of: ")
    position.refresh_from_db()
    assert position.state == "published"


def test_position_without_words_is_neither_published_nor_rejected() -> None:
    position = PositionFactory.create(statement__accepted=True, statement__printed=True)
    reviewer = UserFactory.create()

    with pytest.raises(EvidenceError):
        publish_position(position_id=position.pk, reviewer=reviewer)
    with pytest.raises(EvidenceError):
        reject_position(position_id=position.pk, reviewer=reviewer, reason="Of another pier.")

    position.refresh_from_db()
    assert (position.state, position.reviewed_by) == ("proposed", None)


def test_person_tracked_later_is_looked_for_in_texts_that_print_the_name() -> None:
    text = ArticleTextFactory.create(text="Haruka Mizuno measured the tides.\n")
    ArticleTextFactory.create(text="Nobody measured the tides.\n")
    haruka = add_expert(name="Haruka Mizuno").expert

    assert backfill_expert("haruka-mizuno") == (haruka, 1)

    reading = Reading.objects.get()
    last = RosterChange.objects.latest("pk")
    assert (reading.article_text, reading.roster, reading.state) == (
        text,
        last.pk,
        ReadingState.OWED,
    )
    assert last.what == "backfill"


def test_second_person_of_one_slug_gets_a_number() -> None:
    ExpertFactory.create(slug="haruka-mizuno", name="H. Mizuno-Brandt")

    assert add_expert(name="Haruka Mizuno").expert.slug == "haruka-mizuno-2"


def test_change_that_is_possible_for_another_reason_now_says_the_new_one() -> None:
    change = StanceChangeFactory.create(why_possible="An older sentence.")

    done = refresh_changes(
        expert=change.expert, proposition=change.proposition, reviewer=None, now=REVIEWED_AT
    )

    assert (done.created, done.confirmed, done.withdrawn) == ([], [], [])
    change.refresh_from_db()
    assert (change.state, change.why_possible) == ("possible", "")


def test_reading_that_is_done_is_not_done_again() -> None:
    reading = ReadingFactory.create(done=True)

    assert read_text(reading.pk) is None

    before = reading.read_at
    reading.refresh_from_db()
    assert (reading.state, reading.attempts, reading.read_at) == (ReadingState.DONE, 0, before)


def test_more_texts_than_one_sweep_takes_are_left_to_the_next() -> None:
    article = ArticleFactory.create()
    ArticleText.objects.bulk_create(
        ArticleTextFactory.build(article=article, revision=number, title=article.title)
        for number in range(1, SWEEP_SIZE + 2)
    )

    assert [owe_readings(STORED_AT) for _ in range(3)] == [SWEEP_SIZE, 1, 0]


def interview(*guests: str) -> Found:
    return Found(
        form="interview",
        interview=FoundInterview(guests=guests, turns=(), exchanges=()),
        statements=(),
        persons=(),
    )


def occasion(expert: Expert, found: Found, text: ArticleText, *others: Expert) -> Occasion:
    return occasion_for(
        expert.pk,
        found=found,
        text=text,
        experts={one.name: one.pk for one in (expert, *others)},
        day=MONDAY,
    )


def test_interview_names_no_expert_once_its_second_guest_is_tracked() -> None:
    marit, ivo = ExpertFactory.create(), ExpertFactory.create(name="Ivo Lindqvist-Brandt")
    there = InterviewFactory.create(occasion__expert=marit)

    found = occasion(ivo, interview(marit.name, ivo.name), there.article_text, marit)

    assert found == there.occasion
    found.refresh_from_db()
    assert found.expert is None


def test_comment_becomes_an_interview_when_its_story_prints_one() -> None:
    marit = ExpertFactory.create()
    comment = OccasionFactory.create(expert=marit)
    text = ArticleTextFactory.create(article__story=comment.story)

    found = occasion(marit, interview(marit.name), text)

    assert found == comment
    found.refresh_from_db()
    assert found.kind == OccasionKind.INTERVIEW
    assert Interview.objects.get().occasion == comment


def test_withheld_words_of_another_story_stay_with_its_occasion() -> None:
    marit = ExpertFactory.create()
    withheld = OccasionFactory.create(expert=marit)
    text = ArticleTextFactory.create()

    found = occasion_for(
        marit.pk,
        found=interview("Kai Nyland"),
        text=text,
        experts={marit.name: marit.pk},
        day=MONDAY,
        withheld=withheld,
    )

    assert found == withheld
    assert (Occasion.objects.count(), Interview.objects.count()) == (1, 0)


def test_copy_that_prints_other_words_shows_none_of_them() -> None:
    first = AppearanceFactory.create(statement=StatementFactory.create(accepted=True))
    other = "The harbour wants no pier."
    second = AppearanceFactory.create(
        statement=first.statement,
        article_text__text=f"{other} So said Marit Solvang on Monday.\n",
        start=0,
        end=len(other),
    )

    show_statement(first.statement)

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.article_text.text[first.shown_start : first.shown_end] == SPOKEN
    assert (second.shown_start, second.shown_end) == (None, None)


def test_evidence_in_a_text_whose_share_is_used_up_is_not_shown(settings: Settings) -> None:
    settings.QUOTE_MAX_SHARE = 1
    said = "pier " * 60
    text = ArticleTextFactory.create(text=f"{said}\n{SPOKEN}\n")
    AppearanceFactory.create(article_text=text, start=0, end=len(said) - 1, shown=True)
    evidence = EvidenceFactory.create(article_text=text)

    show_evidence([evidence])

    evidence.refresh_from_db()
    assert (evidence.shown_start, evidence.shown_end) == (None, None)


HARBOUR = "https://courier.example/interview"
SURVEY = "I have asked for the survey of the sea bed to be published in full."


def withheld(expert: Expert, *answers: str) -> Statement:
    """A statement with these words, which stand elsewhere; accepted, without a position."""
    (statement,) = withhold_statements(
        expert_id=expert.pk,
        occasion=WithheldOccasion("Interview with the Havneby Courier", date(2025, 3, 3)),
        sources=[[source_of(HARBOUR, words) for words in answers]],
    )
    return accept_statement(statement_id=statement.pk, reviewer=UserFactory.create())


def test_withheld_words_without_a_position_are_shown_as_a_statement() -> None:
    marit = ExpertFactory.create()
    statement = withheld(marit, SPOKEN)
    text = ArticleTextFactory.create()
    appearance = AppearanceFactory.create(statement=statement, article_text=text)

    anchor_withheld(withheld_in(text, marit.pk), [statement])

    appearance.refresh_from_db()
    assert text.text[appearance.shown_start : appearance.shown_end] == SPOKEN
    evidence = statement.evidence.get()
    assert (evidence.state, evidence.exact, evidence.shown_start) == ("anchored", SPOKEN, None)


def test_withheld_words_outside_the_appearance_stay_withheld() -> None:
    marit = ExpertFactory.create()
    statement = withheld(marit, SPOKEN, SURVEY)
    text = ArticleTextFactory.create(text=f"“{SPOKEN}” A month later: “{SURVEY}”\n")
    AppearanceFactory.create(statement=statement, article_text=text)

    anchor_withheld(withheld_in(text, marit.pk), [statement])

    assert list(statement.evidence.order_by("pk").values_list("state", "exact")) == [
        ("anchored", SPOKEN),
        ("withheld", ""),
    ]
