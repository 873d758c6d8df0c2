"""Rows for tests: `XFactory.create()`. Every default is explicit, every person invented.

States are traits: `PositionFactory.create(published=True)`.
"""

from tests.factories.alerts import (
    AttemptFactory,
    DeliveryFactory,
    EventFactory,
    EventStreamFactory,
    SubscriberFactory,
    SubscriptionFactory,
    WebhookEndpointFactory,
)
from tests.factories.commentary import (
    AffiliationFactory,
    AppearanceFactory,
    EvidenceFactory,
    ExchangeFactory,
    ExpertFactory,
    ExpertIdentifierFactory,
    ExpertNameFactory,
    InterviewFactory,
    OccasionFactory,
    PassageFactory,
    PositionFactory,
    PropositionFactory,
    PropositionWordingFactory,
    ReadingFactory,
    RecordFactory,
    RosterChangeFactory,
    StanceChangeFactory,
    StatementFactory,
    TopicFactory,
)
from tests.factories.corrections import (
    CorrectionRequestFactory,
    RestrictionFactory,
    TombstoneFactory,
)
from tests.factories.finding import (
    SearchEntryFactory,
)
from tests.factories.moments import (
    ENDED_AT,
    PUBLISHED_AT,
    REVIEWED_AT,
    SAID_ON,
    STORED_AT,
)
from tests.factories.people import (
    UserFactory,
)
from tests.factories.sources import (
    SPOKEN,
    ArticleAliasFactory,
    ArticleFactory,
    ArticleTextFactory,
    FeedFactory,
    FeedFetchFactory,
    HostTurnFactory,
    OutletFactory,
    StoryFactory,
    TextBandFactory,
)

__all__ = [
    "ENDED_AT",
    "PUBLISHED_AT",
    "REVIEWED_AT",
    "SAID_ON",
    "SPOKEN",
    "STORED_AT",
    "AffiliationFactory",
    "AppearanceFactory",
    "ArticleAliasFactory",
    "ArticleFactory",
    "ArticleTextFactory",
    "AttemptFactory",
    "CorrectionRequestFactory",
    "DeliveryFactory",
    "EventFactory",
    "EventStreamFactory",
    "EvidenceFactory",
    "ExchangeFactory",
    "ExpertFactory",
    "ExpertIdentifierFactory",
    "ExpertNameFactory",
    "FeedFactory",
    "FeedFetchFactory",
    "HostTurnFactory",
    "InterviewFactory",
    "OccasionFactory",
    "OutletFactory",
    "PassageFactory",
    "PositionFactory",
    "PropositionFactory",
    "PropositionWordingFactory",
    "ReadingFactory",
    "RecordFactory",
    "RestrictionFactory",
    "RosterChangeFactory",
    "SearchEntryFactory",
    "StanceChangeFactory",
    "StatementFactory",
    "StoryFactory",
    "SubscriberFactory",
    "SubscriptionFactory",
    "TextBandFactory",
    "TombstoneFactory",
    "TopicFactory",
    "UserFactory",
    "WebhookEndpointFactory",
]
