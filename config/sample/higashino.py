"""The sample: real facts in our own words, no word of anybody's.

One tracked expert, the topic of one real interview (Asia Times, 2025-05-15) and the eight
propositions that it bears on. The interview itself is not shipped: add its feed, and the words
come from there.
"""

from commentary.enums import PropositionKind
from config.sample.tables import SampleExpert, SampleProposition, SampleTopic

EXPERT = SampleExpert(
    "Atsuko Higashino",
    "professor of international studies, Tsukuba University",
    "comments in public on European security and the war in Ukraine",
    other_names=("東野篤子",),
)

TOPIC = SampleTopic(
    "war-in-ukraine",
    "War in Ukraine",
    SampleTopic("international-security", "International security"),
)

PROPOSITIONS = (
    SampleProposition(
        "second-trump-administration-understands-aims",
        "The second Trump administration understands the aims of both sides in the war in Ukraine",
        PropositionKind.ASSESSMENT,
        "Favor: its picture of what Moscow and Kyiv want is called right. Against: it is called "
        "a misreading. "
        "Judgements of its intentions or its diplomacy do not count.",
        TOPIC,
    ),
    SampleProposition(
        "ceasefire-for-territory-benefits-ukraine",
        "A ceasefire in exchange for territory would benefit Ukraine",
        PropositionKind.ASSESSMENT,
        "Favor: Ukraine is said to gain from such a deal. Against: it is said to gain nothing or "
        "to lose. "
        "Whether a deal is likely does not count.",
        TOPIC,
    ),
    SampleProposition(
        "russia-aims-to-control-ukraines-policy",
        "Russia aims to control Ukraine's foreign and defence policy",
        PropositionKind.ASSESSMENT,
        "Favor: that aim is ascribed to Russia or its leadership. Against: the aims are said to "
        "stop short of it.",
        TOPIC,
    ),
    SampleProposition(
        "russia-intends-territory-beyond-four-oblasts",
        "Russia intends to take Ukrainian territory beyond the four oblasts it claims",
        PropositionKind.ASSESSMENT,
        "Favor: further regions are named as a Russian aim. Against: the aims are said to end "
        "with the four. "
        "Whether Russia is able to do so does not count.",
        TOPIC,
    ),
    SampleProposition(
        "russia-willing-to-stop-at-front-line",
        "Russia is willing to stop fighting along the existing front line",
        PropositionKind.ASSESSMENT,
        "Favor: such a readiness is said to exist. Against: it is denied or called not official.",
        TOPIC,
    ),
    SampleProposition(
        "obama-policy-deterred-russia",
        "US policy under Obama deterred Russia from attacking Ukraine",
        PropositionKind.ASSESSMENT,
        "Favor: that policy is credited with deterrence. Against: it is said to have weakened it.",
        TOPIC,
    ),
    SampleProposition(
        "biden-administration-armed-ukraine-in-time",
        "The Biden administration armed Ukraine in time",
        PropositionKind.ASSESSMENT,
        "Favor: deliveries are called timely. Against: they are called late. The amount does not "
        "count.",
        TOPIC,
    ),
    SampleProposition(
        "japan-should-contribute-more-to-alliance",
        "Japan should contribute more to its alliance with the United States",
        PropositionKind.POLICY,
        "Favor: a larger contribution is asked for. Against: it is rejected. "
        "Asking for a debate or a strategy is unclear.",
        TOPIC,
    ),
)
