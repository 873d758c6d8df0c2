"""What the tables of commentary refuse: people, propositions, occasions and readings."""

from datetime import date
from functools import partial
from typing import Any

from factory import SubFactory

from commentary.enums import PropositionKind
from tests.factories import (
    ENDED_AT,
    REVIEWED_AT,
    STORED_AT,
    AffiliationFactory,
    ArticleTextFactory,
    ExchangeFactory,
    ExpertFactory,
    ExpertIdentifierFactory,
    ExpertNameFactory,
    InterviewFactory,
    OccasionFactory,
    PassageFactory,
    ProposedAffiliationFactory,
    PropositionFactory,
    PropositionWordingFactory,
    ReadingFactory,
    RecordFactory,
    SearchEntryFactory,
    StoryFactory,
    TopicFactory,
    UserFactory,
)
from tests.models.refusals import Violation, changed, made, twice


def _expert_merged_into_itself() -> None:
    expert = ExpertFactory.create()
    changed(expert, merged_into=expert, merged_at=REVIEWED_AT)


def _topic_part_of_itself() -> None:
    topic = TopicFactory.create()
    changed(topic, parent=topic)


def _second_current_wording() -> None:
    PropositionWordingFactory.create(proposition=PropositionFactory.create(), version=2)


def _same_version_twice() -> None:
    proposition = PropositionFactory.create()
    proposition.wordings.update(ended_at=ENDED_AT, ended_reason="reworded")
    PropositionWordingFactory.create(proposition=proposition, version=1)


def _record_update(**values: Any) -> None:
    changed(RecordFactory.create(numbered_at=REVIEWED_AT), **values)


def _wording_published_earlier() -> None:
    changed(PropositionFactory.create().wordings.get(), recorded_at=STORED_AT)


PLANTED = (
    # People
    Violation("commentary_expert.slug", twice(ExpertFactory, slug="marit-solvang")),
    Violation("expert_public_basis_given", made(ExpertFactory, public_basis="")),
    Violation("expert_merge_has_a_time", made(ExpertFactory, merged_at=REVIEWED_AT)),
    Violation(
        "expert_merge_has_a_time",
        lambda: ExpertFactory.create(merged_into=ExpertFactory.create()),
    ),
    Violation("expert_not_merged_into_itself", _expert_merged_into_itself),
    Violation("expertname_once", twice(ExpertNameFactory, expert=ExpertFactory)),
    Violation("expertname_order_known", made(ExpertNameFactory, order="any")),
    Violation("expertname_not_empty", made(ExpertNameFactory, name="")),
    Violation("expertidentifier_names_one_person", twice(ExpertIdentifierFactory, value="Q1")),
    Violation("expertidentifier_scheme_known", made(ExpertIdentifierFactory, scheme="passport")),
    Violation(
        "affiliation_once",
        twice(AffiliationFactory, expert=ExpertFactory, since=date(2020, 1, 1)),
    ),
    Violation(
        "affiliation_once_undated", twice(AffiliationFactory, expert=ExpertFactory, since=None)
    ),
    Violation(
        "affiliation_since_before_until",
        made(AffiliationFactory, since=date(2020, 1, 2), until=date(2020, 1, 1)),
    ),
    Violation("proposedaffiliation_once", twice(ProposedAffiliationFactory, expert=ExpertFactory)),
    Violation(
        "proposedaffiliation_state_known",
        made(
            ProposedAffiliationFactory,
            state="forgotten",
            reviewed_by=SubFactory(UserFactory),
            reviewed_at=REVIEWED_AT,
        ),
    ),
    Violation(
        "proposedaffiliation_decision_is_signed",
        made(ProposedAffiliationFactory, state="rejected"),
    ),
    # What can be found
    Violation("searchentry_once", twice(SearchEntryFactory, record=7)),
    Violation("searchentry_kind_known", made(SearchEntryFactory, kind="rumour")),
    # Topics and propositions
    Violation("commentary_topic.slug", twice(TopicFactory, slug="harbours")),
    Violation("topic_not_part_of_itself", _topic_part_of_itself),
    Violation("commentary_proposition.slug", twice(PropositionFactory, slug="harbour-is-full")),
    Violation("proposition_kind_known", made(PropositionFactory, kind="wish")),
    Violation(
        "proposition_closed_on_a_day_with_a_reason", made(PropositionFactory, state="forgotten")
    ),
    Violation(
        "proposition_closed_on_a_day_with_a_reason", made(PropositionFactory, state="closed")
    ),
    Violation(
        "proposition_closed_on_a_day_with_a_reason",
        made(PropositionFactory, closed=True, closed_reason=""),
    ),
    Violation(
        "proposition_forecast_has_a_date",
        made(PropositionFactory, kind=PropositionKind.FORECAST, due_on=None),
    ),
    Violation("propositionwording_version_once", _same_version_twice),
    Violation("propositionwording_one_current", _second_current_wording),
    Violation(
        "propositionwording_ends_after_it_was_public",
        made(
            PropositionWordingFactory,
            recorded_at=ENDED_AT,
            ended_at=REVIEWED_AT,
            ended_reason="reworded",
        ),
    ),
    Violation(
        "propositionwording_end_has_a_reason", made(PropositionWordingFactory, ended_at=ENDED_AT)
    ),
    # Occasions
    Violation("occasion_kind_known", made(OccasionFactory, kind="dream")),
    Violation("occasion_date_is_explained", made(OccasionFactory, precision="century")),
    Violation("occasion_date_is_explained", made(OccasionFactory, basis="guessed")),
    Violation(
        "occasion_one_per_expert_and_story",
        twice(OccasionFactory, expert=ExpertFactory, story=StoryFactory),
    ),
    Violation(
        "occasion_apart_once_a_day",
        twice(OccasionFactory, expert=ExpertFactory, story=StoryFactory, apart=True),
    ),
    Violation(
        "commentary_interview.occasion_id", twice(InterviewFactory, occasion=OccasionFactory)
    ),
    Violation("exchange_number_once", twice(ExchangeFactory, interview=InterviewFactory)),
    Violation("exchange_question_before_answer", made(ExchangeFactory, question_end=3)),
    Violation("exchange_question_before_answer", made(ExchangeFactory, question_end=30)),
    Violation("exchange_question_before_answer", made(ExchangeFactory, answer_end=27)),
    Violation("passage_state_known", made(PassageFactory, state="shelved")),
    Violation("passage_is_not_empty", made(PassageFactory, start=7, end=7)),
    Violation(
        "passage_number_once",
        lambda: PassageFactory.create(occasion=PassageFactory.create(number=4).occasion, number=4),
    ),
    # Readings and records
    Violation("reading_once", twice(ReadingFactory, article_text=ArticleTextFactory)),
    Violation("reading_state_known", made(ReadingFactory, state="skimmed")),
    Violation("reading_owed_is_due", made(ReadingFactory, due_at=None)),
    Violation("record_kind_known", made(RecordFactory, kind="position.whispered")),
    Violation("propositionwording_clock_is_final", _wording_published_earlier),
    *(
        Violation("record_is_final", partial(_record_update, **new))
        for new in (
            {"at": ENDED_AT},
            {"kind": "position.retracted"},
            {"payload": {"before": None, "after": {"stance": "against"}}},
            {"numbered_at": None},
            {"numbered_at": ENDED_AT},
        )
    ),
    Violation("record_stays", lambda: RecordFactory.create().delete()),
)
