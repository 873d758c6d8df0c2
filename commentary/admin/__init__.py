"""The curators' room: stock Django admin, with the review desk as its everyday page."""

from commentary.admin.affiliations import ProposedAffiliationAdmin
from commentary.admin.corrections import CorrectionRequestAdmin
from commentary.admin.desk import PassageAdmin
from commentary.admin.experts import (
    AffiliationAdmin,
    ExpertAdmin,
    ExpertIdentifierAdmin,
    ExpertNameAdmin,
    RosterChangeAdmin,
)
from commentary.admin.records import (
    OccasionAdmin,
    PositionAdmin,
    ReadingAdmin,
    RecordAdmin,
    StanceChangeAdmin,
    StatementAdmin,
)
from commentary.admin.restrictions import RestrictionAdmin, TombstoneAdmin
from commentary.admin.topics import PropositionAdmin, TopicAdmin
from commentary.admin.words import (
    AppearanceAdmin,
    EvidenceAdmin,
    ExchangeAdmin,
    InterviewAdmin,
    PropositionWordingAdmin,
    SearchEntryAdmin,
)

__all__ = [
    "AffiliationAdmin",
    "AppearanceAdmin",
    "CorrectionRequestAdmin",
    "EvidenceAdmin",
    "ExchangeAdmin",
    "ExpertAdmin",
    "ExpertIdentifierAdmin",
    "ExpertNameAdmin",
    "InterviewAdmin",
    "OccasionAdmin",
    "PassageAdmin",
    "PositionAdmin",
    "ProposedAffiliationAdmin",
    "PropositionAdmin",
    "PropositionWordingAdmin",
    "ReadingAdmin",
    "RecordAdmin",
    "RestrictionAdmin",
    "RosterChangeAdmin",
    "SearchEntryAdmin",
    "StanceChangeAdmin",
    "StatementAdmin",
    "TombstoneAdmin",
    "TopicAdmin",
]
