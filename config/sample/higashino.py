"""The real part of the sample: facts in our own words, no word of anybody's.

One interview that Atsuko Higashino gave to Asia Times, published on 2025-05-15, the eight
propositions that it bears on, and where a careful reader saw her stand. Her words are not shipped:
each position names those that show it by their fingerprint, "read it at the source". Add the
article or its feed, and they are found there.
"""

from datetime import date

from commentary.enums import Certainty, PropositionKind, Stance, Strength
from commentary.withheld import Source, WithheldOccasion
from config.sample.tables import SampleExpert, SampleProposition, SampleTopic, Stand, Terms

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

OCCASION = WithheldOccasion("Interview with Asia Times on the war in Ukraine", date(2025, 5, 15))

# Where the words can be read: a syndicated copy, the one publication whose address was seen. That
# of the original at Asia Times was not, and an address is never made up.
_URL = (
    "https://menafn.com/1109554148/Putin-Seeks-Ukraine-Vassalization-Japanese-Expert-In-Interview"
)


def _stand(proposition: str, terms: Terms, letters_sha256: str, length: int) -> Stand:
    return Stand(proposition, terms, source=Source(_URL, letters_sha256, length))


# One line for each of her six answers.
ANSWERS = (
    (
        _stand(
            "second-trump-administration-understands-aims",
            Terms(
                Stance.AGAINST,
                "Explains the failed talks by a US picture of the war that gets the aims of both "
                "sides wrong.",
                Strength.PLAIN,
            ),
            "8d544f6947c62afccea6281f6bc703a6c9fe3123920cb657599b19fe01ecfc84",
            171,
        ),
        _stand(
            "ceasefire-for-territory-benefits-ukraine",
            Terms(
                Stance.AGAINST,
                "Sees no gain for Ukraine in a deal paid for with territory.",
                Strength.PLAIN,
            ),
            "2775d71e5cc83823bf19bd1055264e811993734b6535c531b36a00b6cedd8724",
            73,
        ),
    ),
    (
        _stand(
            "russia-aims-to-control-ukraines-policy",
            Terms(
                Stance.FAVOR,
                "Ascribes to the Russian president the aim of a Ukraine that decides neither on "
                "its defence nor on its alliances.",
                Strength.PLAIN,
            ),
            "0fcff499723b72c655defdf8bfab1f5e11eb6aea4526139ea7e9857ddeb00201",
            163,
        ),
    ),
    (
        _stand(
            "russia-intends-territory-beyond-four-oblasts",
            Terms(
                Stance.FAVOR,
                "Considers aims in the south, centre and north-east probable, with reservation.",
                Strength.PLAIN,
                Certainty.HEDGED,
            ),
            "fc6499a8ae94722834d7e597bb023bf7ad3f0662b99dad265ab1ee8176355e7b",
            84,
        ),
    ),
    (
        _stand(
            "russia-willing-to-stop-at-front-line",
            Terms(
                Stance.AGAINST,
                "Calls the reported readiness new, and not a settled position of Moscow.",
                Strength.PLAIN,
                Certainty.HEDGED,
            ),
            "da0d279e11f8a18e57d04eeb2f29b3f4fb75982838436115ccf90326a013418e",
            142,
        ),
    ),
    (
        _stand(
            "obama-policy-deterred-russia",
            Terms(
                Stance.AGAINST,
                "Thinks that caution towards Moscow in the Obama years made deterrence less "
                "believable.",
                Strength.PLAIN,
            ),
            "0df105a58c93b563d023cf4da5875045919d4dd38a733cb5f46578fdce333c90",
            125,
        ),
        _stand(
            "biden-administration-armed-ukraine-in-time",
            Terms(
                Stance.AGAINST,
                "Says that weapons came late under Biden, at the time when they were needed.",
                Strength.PLAIN,
            ),
            "5617ba5df6356e5d58439de080c2c9d660474fb0ef1815016cfb181ab11a7f92",
            127,
        ),
    ),
    (
        _stand(
            "japan-should-contribute-more-to-alliance",
            Terms(
                Stance.UNCLEAR,
                "Asks for a debate in Japan and for a strategy, not for a larger contribution.",
            ),
            "9acb6e83a70df005dfd071e82a97ea93d5ecc22a43f911e96b174d7ba6fdf664",
            96,
        ),
    ),
)
