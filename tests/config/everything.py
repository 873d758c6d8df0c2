"""A row in every table, with what two databases are likely to tell differently."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connections, models

from commentary.models import Expert
from tests.factories import (
    REVIEWED_AT,
    AffiliationFactory,
    AppearanceFactory,
    ArticleAliasFactory,
    ArticleFactory,
    ArticleMergeFactory,
    ArticleTextFactory,
    AttemptFactory,
    CorrectionRequestFactory,
    DeadlyDocumentFactory,
    DeliveryFactory,
    EventFactory,
    EventStreamFactory,
    EvidenceFactory,
    ExchangeFactory,
    ExpertFactory,
    ExpertIdentifierFactory,
    ExpertNameFactory,
    FeedFetchFactory,
    FeedGapFactory,
    HostTurnFactory,
    OutageFactory,
    PassageFactory,
    PositionFactory,
    ProposedAffiliationFactory,
    RawResponseFactory,
    ReadingFactory,
    RecordFactory,
    RestrictionFactory,
    RevisionFactory,
    RobotsFileFactory,
    RosterChangeFactory,
    SearchEntryFactory,
    StanceChangeFactory,
    StatementFactory,
    StoryFactory,
    SubscriptionFactory,
    TextBandFactory,
    TombstoneFactory,
    TopicFactory,
    UserFactory,
)

TOKEN = UUID("8a1f3c52-0d4e-4b1b-9a5e-6f6f0c0ffee0")
WRITTEN = (
    'Kai 🚢 said in 港湾: “𠮷野の港は満杯です”\tand then\\ «cafe\u0301» "twice".\r\n\u2028End.'
)
PAYLOAD = {
    "after": {"stance": "favor", "score": 2, "share": 0.1, "名": "𠮷野 🚢", "nothing": None},
    "before": [True, [], {}, 1e-7, 9007199254740993, "null", "\\ud83d"],
}

#: What no backup has, and what every migrate makes with ids of its own.
NOT_COMPARED = {Session, ContentType, Permission, Group, Group.permissions.through}


def make_everything() -> None:
    """At least one row in every table that a backup has."""
    _make_staff()
    _make_people()
    _make_sources()
    _make_commentary()
    _make_alerts()


def _make_staff() -> None:
    user = UserFactory.create(admin=True, last_login=REVIEWED_AT)
    group = Group.objects.create(name="Night desk")
    group.permissions.set(Permission.objects.filter(content_type__app_label="commentary")[:5])
    user.groups.add(group)
    user.user_permissions.set(Permission.objects.filter(codename__endswith="_feed"))
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(Expert),
        object_id="1",
        object_repr="Marit Solvang",
        action_flag=ADDITION,
        change_message='[{"added": {}}]',
    )
    LogEntry.objects.create(user=user, content_type=None, action_flag=ADDITION)


def _make_people() -> None:
    duplicate, survivor = ExpertFactory.create_batch(2)
    # To a row with a higher id: whoever inserts in the order of ids meets it too early.
    Expert.objects.filter(pk=duplicate.pk).update(merged_into=survivor, merged_at=REVIEWED_AT)
    ExpertNameFactory.create(expert=survivor, name="サンプル 太郎", language="ja")
    ExpertIdentifierFactory.create(expert=survivor)
    AffiliationFactory.create(expert=survivor, since=datetime(1999, 12, 31, tzinfo=UTC).date())
    ProposedAffiliationFactory.create(expert=survivor)
    RosterChangeFactory.create(
        expert=survivor, at=datetime(2025, 3, 3, 23, 59, 59, 999_999, tzinfo=UTC)
    )
    child, parent = TopicFactory.create_batch(2)
    child.parent = parent
    child.save()


def _make_sources() -> None:
    fetch = FeedFetchFactory.create(
        started_at=datetime(2025, 3, 3, 9, 0, 0, 1, tzinfo=UTC),
    )
    FeedGapFactory.create(feed=fetch.feed)
    HostTurnFactory.create(token=TOKEN, closed_reason=WRITTEN)
    RobotsFileFactory.create(body=WRITTEN)
    OutageFactory.create(lasting=True)
    DeadlyDocumentFactory.create()
    article = ArticleFactory.create(
        feed=fetch.feed, owed=True, lease_token=TOKEN, is_registered=True
    )
    ArticleAliasFactory.create(article=article)
    text = ArticleTextFactory.create(
        article=article, text=WRITTEN, marks=[["heading", 0, 3]], signature=bytes(range(256))
    )
    TextBandFactory.create(article_text=text)
    RevisionFactory.create(before=text, note=WRITTEN)
    RawResponseFactory.create(article=article)
    ArticleMergeFactory.create(kept=article)
    StoryFactory.create(reworded_from=article.story)
    ReadingFactory.create(article_text=text, lease_token=TOKEN, found={"rows": [PAYLOAD]})
    blank = ArticleTextFactory.create()
    type(blank).objects.filter(pk=blank.pk).update(text="")


def _make_commentary() -> None:
    ExchangeFactory.create()
    passage = PassageFactory.create(decided=True, lease_token=None)
    StatementFactory.create(passage=passage, accepted=True)
    wrong = PositionFactory.create(published=True, ended=True)
    right = PositionFactory.create(
        statement=wrong.statement, proposition=wrong.proposition, published=True, replaces=wrong
    )
    right.more_evidence.add(
        EvidenceFactory.create(statement=wrong.statement, withheld=True),
        EvidenceFactory.create(
            statement=wrong.statement,
            article_text=ArticleTextFactory.create(text=WRITTEN),
            words="𠮷野の港は満杯です",
        ),
    )
    AppearanceFactory.create(statement=wrong.statement, spans=[[0, 1], [3, 7]])
    change = StanceChangeFactory.create(confirmed=True)
    StanceChangeFactory.create(withdrawn=True)
    RecordFactory.create(change=change, payload=PAYLOAD)
    RestrictionFactory.create(note=WRITTEN)
    RestrictionFactory.create(lifted=True)
    TombstoneFactory.create()
    CorrectionRequestFactory.create(position=right, verified=True, declined=True, reply=WRITTEN)
    SearchEntryFactory.create(title=WRITTEN, about=PAYLOAD, stated_on=passage.occasion.stated_on)


def _make_alerts() -> None:
    EventStreamFactory.create(last_sequence=41)
    event = EventFactory.create(sequence=41, matched=True)
    delivery = DeliveryFactory.create(event=event, webhook=True, sent=True)
    delivery.subscriptions.add(
        SubscriptionFactory.create(subscriber=delivery.subscriber, webhook=True, active=True),
        SubscriptionFactory.create(
            subscriber=delivery.subscriber, kinds=["position.published"], ended=True
        ),
    )
    AttemptFactory.create(
        delivery=delivery, finished_at=REVIEWED_AT + timedelta(microseconds=123_456)
    )
    DeliveryFactory.create(confirmation=True, lease_token=TOKEN)
    DeliveryFactory.create(test=True, endpoint__rotated=True)


def contents(alias: str = "default") -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that a backup has, as today's models read it."""
    return {
        model._meta.db_table: [
            _plain(row) for row in model._base_manager.using(alias).order_by("pk").values(*names)
        ]
        for model in _compared()
        for names in [_names(model)]
    }


def stored(alias: str, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """What stands in the columns, as no field of ours has read it."""
    with connections[alias].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id")  # noqa: S608 - words of a test
        return [tuple(row) for row in cursor.fetchall()]


def staff_rights(alias: str) -> set[str]:
    """What the one user of make_everything() may do, as Django would say."""
    user = User.objects.using(alias).order_by("pk").first()
    assert user is not None
    user.is_superuser = False
    own = Permission.objects.using(alias).filter(user=user)
    by_group = Permission.objects.using(alias).filter(group__user=user)
    return {
        f"{one.content_type.app_label}.{one.codename}"
        for one in (own | by_group).distinct().select_related("content_type")
    }


def group_rights(alias: str) -> set[tuple[str, str]]:
    """What each group may do."""
    return {
        (group.name, permission.codename)
        for group in Group.objects.using(alias).prefetch_related("permissions")
        for permission in group.permissions.all()
    }


def _compared() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model not in NOT_COMPARED and model._meta.managed and not model._meta.proxy
    ]


def _names(model: type[models.Model]) -> list[str]:
    """The columns; a permission or content type by what it is, not by its id."""
    by_nature = {
        Permission: ("codename", "content_type__app_label", "content_type__model"),
        ContentType: ("app_label", "model"),
        Group: ("name",),
    }
    return [
        name
        for field in model._meta.local_concrete_fields
        for name in (
            [f"{field.name}__{part}" for part in by_nature[field.related_model]]
            if field.related_model in by_nature
            else [field.attname]
        )
    ]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: bytes(value) if isinstance(value, memoryview) else value
        for name, value in row.items()
    }
