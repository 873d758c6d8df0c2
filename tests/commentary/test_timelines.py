"""Timelines at two clocks."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries, Settings

from commentary.clocked import instant_of
from commentary.enums import EndedReason, Stance
from commentary.models import Expert, Proposition, StanceChange
from commentary.services.changes import confirm_change
from commentary.services.positions import correct_position, retract_position
from commentary.services.propositions import reword_proposition
from commentary.shaping import position_record
from commentary.timelines import expert_timeline, proposition_timeline, topic_ids
from common.public_ids import public_id
from sources.models import FeedGap, Outlet
from tests.commentary.sayings import WORDS, publish
from tests.factories import (
    ExpertFactory,
    FeedFactory,
    FeedGapFactory,
    OutletFactory,
    PositionFactory,
    PropositionFactory,
    StanceChangeFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
START = datetime(2025, 6, 1, 12, tzinfo=UTC)
JANUARY, MARCH, MAY = date(2025, 1, 6), date(2025, 3, 3), date(2025, 5, 5)


@pytest.fixture
def marit() -> Expert:
    with time_machine.travel(datetime(2024, 12, 1, tzinfo=UTC), tick=False):
        return ExpertFactory.create(name="Marit Solvang", slug="marit-solvang")


@pytest.fixture
def curator() -> User:
    return UserFactory.create()


@pytest.fixture
def pier() -> Proposition:
    return PropositionFactory.create(slug="second-pier", wording="Havneby needs a second pier")


def on_day(number: int) -> time_machine.travel:
    """The desk at noon, `number` days after START."""
    return time_machine.travel(START + timedelta(days=number), tick=False)


def missed(outlet: str, after: str, before: str, **feed: Any) -> FeedGap:
    """A gap in a feed that is followed since 2025."""
    with time_machine.travel(datetime(2025, 1, 1, tzinfo=UTC), tick=False):
        followed = FeedFactory.create(
            outlet=Outlet.objects.filter(slug=outlet).first() or OutletFactory.create(slug=outlet),
            **feed,
        )
    made: FeedGap = FeedGapFactory.create(
        feed=followed, after=datetime.fromisoformat(after), before=datetime.fromisoformat(before)
    )
    return made


def test_coverage_names_the_days_on_which_something_may_have_been_missed(marit: Expert) -> None:
    missed("courier", "2025-03-01T20:00Z", "2025-03-02T04:00Z")
    missed("courier", "2025-03-02T10:00Z", "2025-03-02T22:00Z")
    missed("courier", "2025-05-20T10:00Z", "2025-05-21T10:00Z")
    missed("gazette", "2025-02-10T10:00Z", "2025-02-10T22:00Z")
    missed("tidings", "2025-04-01T10:00Z", "2025-04-02T10:00Z", paused=True)
    missed("herald", "2024-10-01T10:00Z", "2024-10-02T10:00Z")  # before she was followed
    march = [
        {"outlet": "gazette", "since": "2025-02-10", "until": "2025-02-10"},
        {"outlet": "courier", "since": "2025-03-01", "until": "2025-03-02"},
    ]

    with on_day(0):
        now = expert_timeline(marit)["coverage"]["gaps"]
        then = expert_timeline(marit, as_of=date(2025, 5, 20))["coverage"]["gaps"]
        known = expert_timeline(marit, known_at=date(2025, 5, 20))["coverage"]["gaps"]

    assert now == [*march, {"outlet": "courier", "since": "2025-05-20", "until": "2025-05-21"}]
    assert (then, known) == (march, march)


def test_timeline_has_the_shape_of_the_contract(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    with on_day(0):
        first = publish(
            marit, pier, "favor", JANUARY, curator, strength="strong", summary="For it."
        )
        second = publish(marit, pier, "against", MAY, curator, strength="plain")
        with time_machine.travel(datetime(2025, 2, 1, tzinfo=UTC), tick=False):
            FeedFactory.create(outlet__slug="havneby-courier", outlet__language="en")
            FeedFactory.create(paused=True)
        timeline = expert_timeline(marit)
        citation = timeline.pop("citation")

    change = StanceChange.objects.get()
    shapes = [_on_timeline(one.pk) for one in (first, second)]
    assert citation["url"] == (
        "http://127.0.0.1:8000/experts/marit-solvang/?as_of=2025-06-01&known_at=2025-06-01T12:00:00Z"
    )
    assert timeline == {
        "expert": {"slug": "marit-solvang", "name": "Marit Solvang"},
        "as_of": None,
        "known_at": None,
        "coverage": {
            "since": "2024-12-01",
            "outlets": ["havneby-courier"],
            "languages": ["en"],
            "gaps": [],
        },
        "propositions": [
            {
                "proposition": {
                    "slug": "second-pier",
                    "wording": "Havneby needs a second pier",
                    "kind": "assessment",
                },
                "current": {
                    "position": public_id("position", second.pk),
                    "stance": "against",
                    "score": -1,
                    "stated_on": "2025-05-05",
                    "stale": False,
                },
                "positions": shapes,
                "changes": [
                    {
                        "id": public_id("change", change.pk),
                        "kind": "reversal",
                        "state": "confirmed",
                        "before": public_id("position", first.pk),
                        "after": public_id("position", second.pk),
                        "before_stance": "favor",
                        "after_stance": "against",
                        "on": "2025-05-05",
                    }
                ],
            }
        ],
    }
    assert {key: value for key, value in shapes[0].items() if key != "evidence"} == {
        "id": public_id("position", first.pk),
        "stance": "favor",
        "stance_text": "holds",
        "score": 2,
        "strength": "strong",
        "certainty": "plain",
        "stated_on": "2025-01-06",
        "precision": "day",
        "basis": "published",
        "held_on": None,
        "occasion": public_id("occasion", first.statement.occasion_id),
        "statement": public_id("statement", first.statement_id),
        "summary": "For it.",
        "rendering": "original",
        "wording_version": 1,
        "replaces": None,
        "recorded_at": "2025-06-01T12:00:00Z",
        "ended_at": None,
        "ended_reason": None,
        "disputed_at": None,
        "reply": None,
    }


def test_evidence_has_the_shape_of_the_contract(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    position = publish(marit, pier, "favor", JANUARY, curator)

    (evidence,) = position_record(position.pk)["evidence"]

    text = position.statement.appearances.get().article_text
    start = text.text.index(WORDS)
    assert evidence == {
        "exact": WORDS,
        "prefix": text.text[:start],
        "suffix": text.text[start + len(WORDS) :].rstrip(),
        "start": start,
        "end": start + len(WORDS),
        "state": "anchored",
        "live": "present",
        "rendering": "original",
        "article": public_id("article", text.article_id),
        "outlet": text.article.outlet.slug,
        "language": "en",
        "url": text.article.url,
        "cut": False,
        "evidence_start": start,
        "evidence_end": start + len(WORDS),
        "quotable": True,
        "read_at_source": False,
    }


def test_known_at_answers_what_was_answered_then(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    """Whatever the desk does, each later question about an earlier instant is answered alike."""
    other = PropositionFactory.create(slug="old-pier")
    acts: list[Any] = [
        lambda: publish(marit, pier, "favor", JANUARY, curator),
        lambda: publish(marit, pier, "against", MAY, curator),
        lambda: publish(marit, pier, "against", MARCH, curator),
        lambda: reword_proposition(proposition_id=pier.pk, wording="Havneby needs two piers"),
        lambda: correct_position(
            position_id=_public(marit)[1], reviewer=curator, stance="mixed", strength=""
        ),
        lambda: publish(marit, other, "favor", MARCH, curator, certainty="hedged"),
        lambda: publish(marit, other, "against", MAY, curator),
        lambda: confirm_change(change_id=other.changes.get(state="possible").pk, reviewer=curator),
        lambda: retract_position(
            position_id=_public(marit)[0], reviewer=curator, reason=EndedReason.OUR_ERROR
        ),
    ]
    answered = {}
    for number, act in enumerate(acts):
        with on_day(number):
            act()
        with on_day(number) as clock:
            clock.shift(timedelta(hours=1))
            answered[START + timedelta(days=number, hours=1)] = _told(expert_timeline(marit))

    with on_day(100):
        again = {at: _told(expert_timeline(marit, known_at=at)) for at in answered}

    assert again == answered
    assert len({str(one) for one in answered.values()}) == len(acts)


def test_a_bare_day_is_known_at_its_end_in_utc(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    with time_machine.travel(datetime(2025, 6, 1, 23, 59, 59, 999_999, tzinfo=UTC), tick=False):
        publish(marit, pier, "favor", JANUARY, curator)

    before, on, after = (
        expert_timeline(marit, known_at=day)["propositions"]
        for day in (date(2025, 5, 31), date(2025, 6, 1), date(2025, 6, 2))
    )

    assert (len(before), len(on), len(after)) == (0, 1, 1)
    assert instant_of(date(2025, 6, 1)) == datetime(2025, 6, 1, 23, 59, 59, 999_999, tzinfo=UTC)
    assert instant_of(date.max) > datetime(9999, 12, 30, tzinfo=UTC)


def test_known_at_is_from_the_first_instant_to_before_the_last(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    with on_day(0):
        position = publish(marit, pier, "favor", JANUARY, curator)
    with on_day(1):
        retract_position(position_id=position.pk, reviewer=curator, reason=EndedReason.OUR_ERROR)
    tick = timedelta(microseconds=1)
    end = START + timedelta(days=1)

    listed = [
        len(expert_timeline(marit, known_at=at)["propositions"])
        for at in (START - tick, START, end - tick, end)
    ]

    assert listed == [0, 1, 1, 0]
    assert expert_timeline(marit)["propositions"] == []


def test_as_of_is_inclusive_and_moves_what_is_current(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    publish(marit, pier, "favor", JANUARY, curator)
    publish(marit, pier, "against", MAY, curator)

    answers = [
        expert_timeline(marit, as_of=day)["propositions"]
        for day in (
            JANUARY - timedelta(days=1),
            JANUARY,
            MAY - timedelta(days=1),
            MAY,
        )
    ]

    assert [
        [(one["current"]["stance"], len(one["positions"]), len(one["changes"])) for one in answer]
        for answer in answers
    ] == [[], [("favor", 1, 0)], [("favor", 1, 0)], [("against", 2, 1)]]


def test_staleness_is_computed_at_the_clock(
    marit: Expert, curator: User, pier: Proposition, settings: Settings
) -> None:
    settings.STALE_MONTHS = 24
    publish(marit, pier, "favor", JANUARY, curator)

    stale = [
        expert_timeline(marit, as_of=day)["propositions"][0]["current"]["stale"]
        for day in (date(2027, 1, 6), date(2027, 1, 7))
    ]

    assert stale == [False, True]


def test_since_and_until_narrow_the_list_not_the_standing(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    for stance, day in (("favor", JANUARY), ("against", MARCH), ("favor", MAY)):
        publish(marit, pier, stance, day, curator)

    (narrow,) = expert_timeline(marit, since=MARCH, until=MARCH)["propositions"]

    assert [one["stated_on"] for one in narrow["positions"]] == ["2025-03-03"]
    assert [one["on"] for one in narrow["changes"]] == ["2025-03-03"]
    assert narrow["current"]["stated_on"] == "2025-05-05"
    assert expert_timeline(marit, since=date(2025, 6, 1))["propositions"] == []


def test_topic_takes_its_subtree(marit: Expert, curator: User) -> None:
    coast = TopicFactory.create(slug="coast")
    harbours = TopicFactory.create(slug="harbours", parent=coast)
    on_coast = PropositionFactory.create(slug="a-coast", topic=coast)
    on_harbours = PropositionFactory.create(slug="b-harbours", topic=harbours)
    for proposition in (on_coast, on_harbours, PropositionFactory.create(slug="c-other")):
        publish(marit, proposition, "favor", MARCH, curator)

    def slugs(**narrowed: str) -> list[str]:
        timeline = expert_timeline(marit, **narrowed)  # type: ignore[arg-type]  # only the two slugs
        return [one["proposition"]["slug"] for one in timeline["propositions"]]

    assert slugs() == ["a-coast", "b-harbours", "c-other"]
    assert slugs(topic="coast") == ["a-coast", "b-harbours"]
    assert slugs(topic="harbours") == ["b-harbours"]
    assert slugs(topic="coast", proposition="a-coast") == ["a-coast"]
    assert slugs(topic="nowhere") == slugs(proposition="nothing") == []
    assert topic_ids("coast") == {coast.pk, harbours.pk}


def test_what_awaits_review_is_on_no_timeline(marit: Expert, pier: Proposition) -> None:
    PositionFactory.create(expert=marit, proposition=pier)
    PositionFactory.create(expert=marit, proposition=pier, rejected=True)
    PositionFactory.create(expert=marit, proposition=pier, published=True, ended=True)

    assert expert_timeline(marit)["propositions"] == []
    assert proposition_timeline(pier)["experts"] == []


def test_possible_and_withdrawn_changes_are_not_listed(marit: Expert, pier: Proposition) -> None:
    on = {"expert": marit, "proposition": pier, "published": True}
    before = PositionFactory.create(stance=Stance.FAVOR, stated_on=JANUARY, **on)
    after = PositionFactory.create(stance=Stance.AGAINST, stated_on=MAY, **on)
    StanceChangeFactory.create(before=before, after=after)
    StanceChangeFactory.create(before=before, after=after, withdrawn=True)

    assert expert_timeline(marit)["propositions"][0]["changes"] == []


def test_proposition_timeline_has_everybody_and_their_shares(
    marit: Expert, curator: User, pier: Proposition
) -> None:
    with time_machine.travel(datetime(2024, 12, 1, tzinfo=UTC), tick=False):
        jon = ExpertFactory.create(name="Jon Aasen", slug="jon-aasen")
        ExpertFactory.create(name="Ada Berg", slug="ada-berg")
    publish(marit, pier, "favor", JANUARY, curator)
    publish(marit, pier, "against", MARCH, curator)
    publish(jon, pier, "favor", MARCH, curator)

    timeline = proposition_timeline(pier, as_of=date(2025, 3, 31))

    assert timeline["proposition"]["slug"] == "second-pier"
    assert timeline["tracked"] == 3
    assert timeline["shares"] == [
        {"month": "2025-01", "counts": {"favor": 1, "against": 0, "mixed": 0}, "n": 1},
        {"month": "2025-02", "counts": {"favor": 1, "against": 0, "mixed": 0}, "n": 1},
        {"month": "2025-03", "counts": {"favor": 1, "against": 1, "mixed": 0}, "n": 2},
    ]
    assert [
        (one["expert"]["slug"], one["current"]["stance"], len(one["changes"]))
        for one in timeline["experts"]
    ] == [("jon-aasen", "favor", 0), ("marit-solvang", "against", 1)]


@pytest.mark.parametrize("count", [1, 3])
def test_timeline_costs_as_many_queries_however_long(
    marit: Expert,
    pier: Proposition,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for number in range(count):
        for proposition in (pier, PropositionFactory.create()):
            PositionFactory.create(
                expert=marit,
                proposition=proposition,
                stated_on=JANUARY + timedelta(days=number),
                published=True,
            )

    with django_assert_num_queries(7):
        expert_timeline(marit)
    with django_assert_num_queries(8):
        expert_timeline(marit, topic=pier.topic.slug, known_at=START)
    with django_assert_num_queries(8):
        proposition_timeline(pier)


def _public(expert: Expert) -> list[int]:
    """The numbers of the positions that are public now, oldest first."""
    positions = expert.positions.filter(state="published", ended_at=None)
    return list(positions.order_by("stated_on", "pk").values_list("pk", flat=True))


def _on_timeline(pk: int) -> dict[str, Any]:
    record = position_record(pk)
    return {key: value for key, value in record.items() if key not in {"expert", "proposition"}}


def _told(timeline: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in timeline.items() if key not in {"known_at", "citation"}}
