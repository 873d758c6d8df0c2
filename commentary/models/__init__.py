"""Who said what, and where they stand."""

from commentary.models.affiliations import ProposedAffiliation
from commentary.models.corrections import CorrectionRequest
from commentary.models.experts import (
    Affiliation,
    Expert,
    ExpertIdentifier,
    ExpertName,
    RosterChange,
)
from commentary.models.occasions import Exchange, Interview, Occasion, Passage
from commentary.models.positions import Position, StanceChange
from commentary.models.readings import Reading
from commentary.models.records import Record
from commentary.models.restrictions import Restriction, Tombstone
from commentary.models.search import SearchEntry
from commentary.models.statements import Appearance, Evidence, Statement
from commentary.models.topics import Proposition, PropositionWording, Topic

__all__ = [
    "Affiliation",
    "Appearance",
    "CorrectionRequest",
    "Evidence",
    "Exchange",
    "Expert",
    "ExpertIdentifier",
    "ExpertName",
    "Interview",
    "Occasion",
    "Passage",
    "Position",
    "ProposedAffiliation",
    "Proposition",
    "PropositionWording",
    "Reading",
    "Record",
    "Restriction",
    "RosterChange",
    "SearchEntry",
    "StanceChange",
    "Statement",
    "Tombstone",
    "Topic",
]
