"""Which subscriptions an event concerns, as a table and as SQL."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.matching import (
    SELECTABLE_KINDS,
    USUAL_KINDS,
    Audience,
    Subject,
    Target,
    above,
    audience,
    concerns,
)
from alerts.models import Subscription, WebhookEndpoint
from commentary.enums import RecordKind
from tests.factories import (
    ExpertFactory,
    PropositionFactory,
    SubscriberFactory,
    SubscriptionFactory,
    TopicFactory,
)

CHANGE = Subject("change.confirmed", expert=1, proposition=10, topics=frozenset({100, 101}))


@pytest.mark.parametrize(
    ("target", "is_concerned"),
    [
        (Target(everything=True), True),
        (Target(expert=1), True),
        (Target(expert=2), False),
        (Target(proposition=10), True),
        (Target(proposition=11), False),
        (Target(topic=100), True),
        (Target(topic=101), True),
        (Target(topic=102), False),
        (Target(expert=1, proposition=10), True),
        (Target(expert=1, proposition=11), False),
        (Target(expert=2, proposition=10), False),
        (Target(expert=1, topic=101), True),
        (Target(expert=1, topic=102), False),
        (Target(), False),
        (Target(everything=True, kinds=("position.published",)), False),
        (Target(everything=True, kinds=("position.published", "change.confirmed")), True),
    ],
)
def test_concerns_wants_every_given_target_and_the_kind(
    target: Target, is_concerned: bool
) -> None:
    assert concerns(target, CHANGE) is is_concerned


@pytest.mark.parametrize("kind", RecordKind.values)
def test_without_kinds_only_moves_and_retractions_are_told(kind: str) -> None:
    told = concerns(Target(everything=True), Subject(kind))

    assert told is (kind in {"change.confirmed", "change.withdrawn", "position.retracted"})


def test_an_event_about_nobody_concerns_no_follower_of_a_person() -> None:
    assert not concerns(Target(expert=1), Subject("change.confirmed"))


def test_kinds_on_offer_are_kinds_of_records() -> None:
    assert set(SELECTABLE_KINDS) <= set(RecordKind.values)
    assert set(SELECTABLE_KINDS) > USUAL_KINDS


@pytest.mark.parametrize(
    ("kind", "days", "is_late", "who"),
    [
        ("change.confirmed", 0, False, Audience.ALL),
        ("change.confirmed", 30, False, Audience.ALL),
        ("change.confirmed", 31, False, Audience.NOBODY),
        ("change.confirmed", 0, True, Audience.NOBODY),
        ("position.published", 31, False, Audience.NOBODY),
        ("statement.published", 400, False, Audience.NOBODY),
        ("change.withdrawn", 30, False, Audience.ALL),
        ("change.withdrawn", 31, False, Audience.TOLD),
        ("position.retracted", 400, False, Audience.TOLD),
        ("position.retracted", 0, True, Audience.TOLD),
        ("change.confirmed", -1, False, Audience.ALL),
    ],
)
def test_old_words_are_not_announced_and_taken_back_only_where_they_were(
    kind: str, days: int, is_late: bool, who: Audience
) -> None:
    at = date(2025, 6, 30)

    assert (
        audience(kind, stated_on=at - timedelta(days), at=at, most_days=30, is_late=is_late) is who
    )


def test_an_event_about_no_words_has_no_age() -> None:
    at = date(2025, 6, 30)

    assert audience("proposition.closed", stated_on=None, at=at, most_days=30) is Audience.ALL


@given(st.dictionaries(st.integers(1, 6), st.none() | st.integers(1, 6)), st.integers(1, 6))
def test_above_ends_even_where_the_tree_is_a_ring(tree: dict[int, int | None], topic: int) -> None:
    found = above(topic, tree.items())

    assert topic in found
    assert all(tree.get(one) in found | {None} for one in found)


@pytest.mark.django_db
def test_sql_and_rule_agree_on_every_target() -> None:
    mine, other = ExpertFactory.create_batch(2)
    field = TopicFactory.create()
    harbours, roads = TopicFactory.create(parent=field), TopicFactory.create(parent=field)
    full, empty = PropositionFactory.create(topic=harbours), PropositionFactory.create(topic=roads)
    targets: list[dict[str, Any]] = [
        {"everything": True},
        *(
            {"everything": False, "expert": expert, "proposition": proposition, "topic": topic}
            for expert in (None, mine, other)
            for proposition in (None, full, empty)
            for topic in (None, field, harbours, roads)
            if expert or proposition or topic
        ),
    ]
    kinds = [[], ["position.published"], ["change.confirmed", "position.published"]]
    subscriptions = [
        SubscriptionFactory.create(
            subscriber=SubscriberFactory.create(confirmed=True), active=True, kinds=some, **target
        )
        for target in targets
        for some in kinds
    ]
    tree = [(field.pk, None), (harbours.pk, field.pk), (roads.pk, field.pk)]
    subjects = [
        Subject(kind, expert, full.pk if expert else None, above(topic, tree))
        for kind in ("change.confirmed", "position.published", "article.revised")
        for expert, topic in ((mine.pk, harbours.pk), (None, None))
    ]

    for subject in subjects:
        expected = {one.pk for one in subscriptions if concerns(_target(one), subject)}
        found = Subscription.objects.concerned_by(subject).values_list("pk", flat=True)
        assert set(found) == expected


@pytest.mark.django_db
def test_only_active_subscriptions_are_concerned() -> None:
    active = SubscriptionFactory.create(active=True)
    webhook = SubscriptionFactory.create(active=True, webhook=True)
    SubscriptionFactory.create()
    SubscriptionFactory.create(ended=True)
    disabled = SubscriptionFactory.create(active=True, webhook=True)
    WebhookEndpoint.objects.filter(subscriptions=disabled).update(state="disabled")

    found = Subscription.objects.concerned_by(CHANGE)

    assert set(found) == {active, webhook}


def _target(subscription: Subscription) -> Target:
    return Target(
        everything=subscription.everything,
        expert=subscription.expert_id,
        proposition=subscription.proposition_id,
        topic=subscription.topic_id,
        kinds=tuple(subscription.kinds),
    )
