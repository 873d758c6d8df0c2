"""Who an event concerns becomes one owed delivery each, in two statements for all of them."""

from datetime import date, datetime

from django.conf import settings
from django.db import connection

from alerts.enums import DeliveryPurpose, DeliveryState
from alerts.matching import Audience, Subject, above, audience
from alerts.models import Delivery, Event, Subscription
from alerts.models.subscribers import SubscriptionQuerySet
from commentary.models import Record, Topic

_DELIVERY = Delivery._meta.db_table  # noqa: SLF001 - the documented name
_BECAUSE = Delivery.subscriptions.through._meta.db_table  # noqa: SLF001 - the documented name
# A fresh random id per row, made by the database.
_MESSAGE_ID = {
    "sqlite": "'msg_' || lower(hex(randomblob(16)))",
    "postgresql": "'msg_' || replace(gen_random_uuid()::text, '-', '')",
}


def match_event(sequence: int, *, now: datetime) -> int:
    """Owe one delivery per endpoint or address that the event concerns; returns how many are new.

    Overlapping subscriptions make one delivery, which remembers all of them. Runs again without
    effect. Wants an open transaction.
    """
    record = Event.objects.select_related("record__proposition").get(pk=sequence).record
    concerned = _concerned_by(record)
    if concerned is None:
        return 0
    created = _owe(sequence, concerned, now)
    _remember_why(sequence, concerned)
    return created


def subject_of(record: Record) -> Subject:
    """What a record is about, with the topics above its proposition's."""
    topic = record.proposition.topic_id if record.proposition else None
    tree = Topic.objects.values_list("pk", "parent_id") if topic else ()
    return Subject(
        kind=record.kind,
        expert=record.expert_id,
        proposition=record.proposition_id,
        topics=above(topic, tree),
    )


def _concerned_by(record: Record) -> SubscriptionQuerySet | None:
    if record.restricted_at is not None or record.erased_at is not None:
        return None
    who = audience(
        record.kind,
        stated_on=_stated_on(record),
        at=record.at.date(),
        most_days=settings.ALERT_MAX_AGE_DAYS,
        is_late=bool(record.payload.get("late")),
    )
    if who is Audience.NOBODY:
        return None
    concerned = Subscription.objects.concerned_by(subject_of(record))
    if who is Audience.TOLD:
        told = Delivery.objects.telling_of(record).values("subscriber")
        concerned = concerned.filter(subscriber__in=told)
    return concerned.order_by()


def _stated_on(record: Record) -> date | None:
    """The day of the words that a record is about; None where it is about no words."""
    if record.change is not None:
        return record.change.on
    words = record.position or record.statement
    return words.stated_on if words is not None else None


def _owe(sequence: int, concerned: SubscriptionQuerySet, now: datetime) -> int:
    wanted = concerned.values("subscriber_id", "channel", "endpoint_id").distinct()
    rows, values = wanted.query.sql_with_params()
    at = connection.ops.adapt_datetimefield_value(now)
    statement = f"""
        INSERT INTO {_DELIVERY} (
            created_at, updated_at, due_at, lease_token, attempts, purpose, event_id, message_id,
            state, state_reason, settled_at, subscriber_id, channel, endpoint_id)
        SELECT %s, %s, %s, NULL, 0, %s, %s, {_MESSAGE_ID[connection.vendor]}, %s, '', NULL,
            wanted.subscriber_id, wanted.channel, wanted.endpoint_id
        FROM ({rows}) AS wanted
        WHERE true
        ON CONFLICT DO NOTHING"""  # noqa: S608 - our own names only; every value is a parameter
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            [at, at, at, DeliveryPurpose.ALERT, sequence, DeliveryState.OWED, *values],
        )
        return max(int(cursor.rowcount), 0)


def _remember_why(sequence: int, concerned: SubscriptionQuerySet) -> None:
    rows, values = concerned.values(
        "id", "subscriber_id", "channel", "endpoint_id"
    ).query.sql_with_params()
    statement = f"""
        INSERT INTO {_BECAUSE} (delivery_id, subscription_id)
        SELECT owed.id, wanted.id
        FROM {_DELIVERY} AS owed
        JOIN ({rows}) AS wanted
        ON owed.subscriber_id = wanted.subscriber_id
            AND owed.channel = wanted.channel
            AND coalesce(owed.endpoint_id, 0) = coalesce(wanted.endpoint_id, 0)
        WHERE owed.event_id = %s
        ON CONFLICT DO NOTHING"""  # noqa: S608 - our own names only; every value is a parameter
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, sequence])
