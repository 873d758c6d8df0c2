"""What a sample consists of: facts and decisions as plain values. Pure."""

from dataclasses import dataclass
from datetime import date

from commentary.enums import Certainty, PropositionKind, Stance
from commentary.withheld import Source


@dataclass(frozen=True, slots=True)
class SampleExpert:
    """As the arguments of add_expert."""

    name: str
    affiliation: str
    basis: str
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleTopic:
    slug: str
    name: str
    parent: "SampleTopic | None" = None


@dataclass(frozen=True, slots=True)
class SampleProposition:
    slug: str
    wording: str
    kind: PropositionKind
    guide: str
    topic: SampleTopic
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class SampleFeed:
    """A bundled feed: `url` is where it would stand, `file` its document."""

    url: str
    file: str
    outlet: str
    time_zone: str
    language: str


@dataclass(frozen=True, slots=True)
class SamplePage:
    """A bundled article; `files` are its texts as the outlet published them, oldest first."""

    url: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a curator says of a position; `summary` in our words."""

    stance: Stance
    summary: str
    strength: str = ""
    certainty: str = Certainty.PLAIN


@dataclass(frozen=True, slots=True)
class Stand:
    """A position on a proposition (by slug). `before` is how it was published at first, where it
    was corrected afterwards; `is_change_confirmed`: a change that the rules call possible at most
    is signed; `source`: the words that show it are withheld there.
    """

    proposition: str
    terms: Terms
    before: Terms | None = None
    is_change_confirmed: bool = False
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The statement of `expert` on `page` that prints `words` is accepted as said, and `stands`
    are published on it.
    """

    page: SamplePage
    expert: str
    words: str
    stands: tuple[Stand, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows of each kind a loading added."""

    people: int = 0
    propositions: int = 0
    texts: int = 0
    positions: int = 0
