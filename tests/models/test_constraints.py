"""The other side of the constraints: what they must let pass."""

from datetime import date

import pytest

from alerts.models import Subscription
from tests.factories import (
    ENDED_AT,
    REVIEWED_AT,
    AffiliationFactory,
    ArticleFactory,
    DeliveryFactory,
    EventFactory,
    ExpertFactory,
    ExpertNameFactory,
    OccasionFactory,
    PassageFactory,
    PropositionFactory,
    PropositionWordingFactory,
    ReadingFactory,
    StanceChangeFactory,
    StoryFactory,
    SubscriberFactory,
    SubscriptionFactory,
)
from tests.models.refusals import Violation, refused_by

pytestmark = pytest.mark.django_db


def test_refusal_by_another_rule_is_not_taken_for_this_one() -> None:
    violation = Violation("feed_state_known", lambda: ExpertFactory.create(public_basis=""))

    with (
        pytest.raises(AssertionError, match="expert_public_basis_given"),
        refused_by(violation.rule),
    ):
        violation.plant()


def test_two_people_may_have_one_name() -> None:
    first, second = ExpertNameFactory.create_batch(2, name="Kari Nordmann")

    assert first.expert != second.expert


def test_one_role_may_be_held_twice_in_a_life() -> None:
    expert = ExpertFactory.create()
    for since in (date(2001, 1, 1), date(2015, 1, 1), None):
        AffiliationFactory.create(expert=expert, since=since)

    assert expert.affiliations.count() == 3


def test_debate_has_no_single_expert_and_a_story_many_occasions() -> None:
    story = StoryFactory.create()
    OccasionFactory.create_batch(2, expert=None, story=story)
    OccasionFactory.create_batch(2, story=story)

    assert story.occasions.count() == 4


def test_proposition_is_reworded_by_ending_its_wording() -> None:
    proposition = PropositionFactory.create()
    proposition.wordings.update(ended_at=ENDED_AT, ended_reason="reworded")

    PropositionWordingFactory.create(proposition=proposition, version=2, recorded_at=ENDED_AT)

    assert [wording.version for wording in proposition.wordings.known_at(REVIEWED_AT)] == [1]
    assert [wording.version for wording in proposition.wordings.known_at(ENDED_AT)] == [2]
    assert [wording.version for wording in proposition.wordings.current()] == [2]


def test_withdrawn_change_may_be_found_again() -> None:
    withdrawn = StanceChangeFactory.create(withdrawn=True)

    found = StanceChangeFactory.create(
        before=withdrawn.before, after=withdrawn.after, confirmed=True
    )

    assert [change.pk for change in withdrawn.expert.changes.current()] == [found.pk]


def test_softening_needs_no_signature_and_a_reversal_does() -> None:
    softening = StanceChangeFactory.create(kind="softening", confirmed=True, confirmed_by=None)

    assert softening.state == "confirmed"


def test_ended_subscription_may_be_taken_out_again() -> None:
    subscriber = SubscriberFactory.create(confirmed=True)
    SubscriptionFactory.create(subscriber=subscriber, ended=True)
    SubscriptionFactory.create(subscriber=subscriber, ended=True)

    again = SubscriptionFactory.create(subscriber=subscriber, active=True)

    assert [*Subscription.objects.active()] == [again]


def test_one_reader_may_follow_many_people_by_mail_and_webhook() -> None:
    subscriber = SubscriberFactory.create(confirmed=True)
    experts = ExpertFactory.create_batch(2)
    for expert in (None, *experts):
        for webhook in (False, True):
            SubscriptionFactory.create(
                subscriber=subscriber,
                active=True,
                webhook=webhook,
                everything=expert is None,
                expert=expert,
            )

    assert subscriber.subscriptions.count() == 6


def test_one_event_is_told_by_mail_and_to_each_endpoint() -> None:
    event, subscriber = EventFactory.create(), SubscriberFactory.create(confirmed=True)
    DeliveryFactory.create(event=event, subscriber=subscriber)
    DeliveryFactory.create(event=event, subscriber=subscriber, webhook=True)
    DeliveryFactory.create(event=event, subscriber=subscriber, webhook=True)

    assert event.deliveries.count() == 3


def test_two_confirmations_may_be_owed_to_one_reader() -> None:
    subscriber = SubscriberFactory.create()

    DeliveryFactory.create_batch(2, subscriber=subscriber, confirmation=True)

    assert subscriber.deliveries.count() == 2


def test_due_rows_come_in_their_order() -> None:
    late = ArticleFactory.create(owed=True)
    watched = ArticleFactory.create(owed=True, watch_priority=2)
    ArticleFactory.create()
    reading = ReadingFactory.create()
    ReadingFactory.create(done=True)

    assert [*type(late).objects.due(REVIEWED_AT)] == [watched, late]
    assert [*type(reading).objects.due(REVIEWED_AT)] == [reading]


def test_first_published_comes_first_whatever_was_polled_first() -> None:
    copy = ArticleFactory.create(published_at=REVIEWED_AT, first_seen_at=REVIEWED_AT)
    undated = ArticleFactory.create(published_at=None, published_basis="unknown")
    original = ArticleFactory.create(first_seen_at=ENDED_AT)

    assert [*type(copy).objects.first_published_first()] == [original, copy, undated]


def test_awaiting_passages_are_those_nobody_decided() -> None:
    awaiting = PassageFactory.create()
    PassageFactory.create(decided=True)

    assert [*type(awaiting).objects.awaiting()] == [awaiting]
