"""The curators' room: stock Django admin, with the review desk as its everyday page."""

from commentary.admin.corrections import CorrectionRequestAdmin
from commentary.admin.desk import PassageAdmin
from commentary.admin.experts import ExpertAdmin
from commentary.admin.records import (
    OccasionAdmin,
    PositionAdmin,
    ReadingAdmin,
    RecordAdmin,
    StanceChangeAdmin,
    StatementAdmin,
)
from commentary.admin.topics import PropositionAdmin, TopicAdmin

__all__ = [
    "CorrectionRequestAdmin",
    "ExpertAdmin",
    "OccasionAdmin",
    "PassageAdmin",
    "PositionAdmin",
    "PropositionAdmin",
    "ReadingAdmin",
    "RecordAdmin",
    "StanceChangeAdmin",
    "StatementAdmin",
    "TopicAdmin",
]
