"""The ferries of the Lantern Isles: people, outlets and words are invented for the sample.

The articles are in `documents`; here is what a curator decided on what the reader finds in them,
in the order of time. One answer is left for whoever opens the review desk.
"""

from datetime import date

from commentary.enums import Certainty, PropositionKind, Stance, Strength
from config.sample.tables import (
    Decision,
    SampleExpert,
    SampleFeed,
    SamplePage,
    SampleProposition,
    SampleTopic,
    Stand,
    Terms,
)

_BASIS = "invented for the sample: no such person, institution or country"

CALLOWAY, TARROW, VASMAKER = "Ruth Calloway-Dene", "Ines Tarrow", "Joren Vasmaker"
OHLENFELD, NAMIHARA = "Matthias Ohlenfeld", "Keiko Namihara"

EXPERTS = (
    SampleExpert(CALLOWAY, "fellow, Institute for Island Affairs", _BASIS),
    SampleExpert(TARROW, "professor of transport economics, University of Port Almery", _BASIS),
    SampleExpert(VASMAKER, "director, Lantern Isles Institute of Shipping", _BASIS),
    SampleExpert(OHLENFELD, "grid engineer, Almery Energy Laboratory", _BASIS),
    SampleExpert(
        NAMIHARA,
        "professor of marine engineering, Shiomi Institute of Coastal Technology",
        _BASIS,
        other_names=("浪原恵子",),
    ),
)

TOPIC = SampleTopic(
    "lantern-isles", "The Lantern Isles (invented)", SampleTopic("transport", "Transport")
)

BRIDGE, WINTER = "bridge-to-the-lantern-isles", "electric-ferries-reliable-in-winter"
POWER, FARES = "shore-power-station-opens-in-2026", "state-pays-fares-of-islanders"

PROPOSITIONS = (
    SampleProposition(
        BRIDGE,
        "Tessaria should build a bridge to the Lantern Isles",
        PropositionKind.POLICY,
        "Favor: the building of it is asked for. Against: it is advised against. "
        "What it would cost does not count by itself.",
        TOPIC,
    ),
    SampleProposition(
        WINTER,
        "The electric ferries of the Lantern Isles line are reliable in winter",
        PropositionKind.ASSESSMENT,
        "Favor: they are called reliable in winter. Against: they are called unreliable. "
        "A judgement that depends on the weather is mixed. Piers and chargers alone do not count.",
        TOPIC,
    ),
    SampleProposition(
        POWER,
        "The shore power station at Port Almery will open by 31 December 2026",
        PropositionKind.FORECAST,
        "Favor: the opening is expected by that day. Against: it is expected later or not at all.",
        TOPIC,
        due_on=date(2026, 12, 31),
    ),
    SampleProposition(
        FARES,
        "The state should pay part of the ferry fares of residents of the Lantern Isles",
        PropositionKind.POLICY,
        "Favor: a part of the fares or all of them is to be paid. Against: it is not to be. "
        "Other help for the islands does not count.",
        TOPIC,
    ),
)

FEEDS = (
    SampleFeed(
        "https://courier.example/harbour/feed.xml",
        "courier.xml",
        "Port Almery Courier",
        "Europe/Lisbon",
        "en",
    ),
    SampleFeed("https://wire.example/feed.xml", "wire.xml", "Lantern Wire", "UTC", "en"),
    SampleFeed(
        "https://review.example/feed.xml",
        "review.xml",
        "Shiomi Coastal Review",
        "Asia/Tokyo",
        "en",
    ),
)


def _page(host: str, month: str, name: str, *later: str) -> SamplePage:
    return SamplePage(
        f"https://{host}.example/{month}/{name}.html",
        (f"{name}.html", *(f"{name}.{one}.html" for one in later)),
    )


_BRIDGE_ASKED = _page("courier", "2024/09", "island-institute-asks-for-bridge")
_BRIDGE_SUM = _page("courier", "2024/11", "economist-bridge-sum-does-not-work")
_FIRST_WINTER = _page("courier", "2025/02", "electric-ferries-first-winter")
_BOATS = _page("wire", "2025/06", "shipping-institute-boats-before-bridge")
_BOATS_COPY = _page("courier", "2025/06", "keep-the-boats-says-shipping-institute")
_ON_SCHEDULE = _page("courier", "2025/08", "shore-power-on-schedule")
_NEW_FIGURES = _page("courier", "2025/10", "economist-new-figures-for-bridge")
_FARES = _page("courier", "2025/12", "fares-divide-the-experts")
_ICE = _page("courier", "2026/01", "ice-stops-two-crossings-in-three")
INTERVIEW = _page("review", "2026/03", "interview-keiko-namihara")
_LATE = _page("courier", "2026/04", "transformers-late-at-east-quay", "revision-2")
_NOT_SURE = _page("wire", "2026/07", "engineer-no-longer-sure-of-date")
_TRIAL = _page("courier", "2026/09", "islanders-count-the-fares")
_CHARGER = _page("wire", "2026/10", "second-charger-at-north-pier")

PAGES = (
    _BRIDGE_ASKED,
    _BRIDGE_SUM,
    _FIRST_WINTER,
    _BOATS,
    _BOATS_COPY,
    _ON_SCHEDULE,
    _NEW_FIGURES,
    _FARES,
    _ICE,
    INTERVIEW,
    _LATE,
    _NOT_SURE,
    _TRIAL,
    _CHARGER,
)

DECISIONS = (
    Decision(
        _BRIDGE_ASKED,
        CALLOWAY,
        "Tessaria should build the bridge, because a school",
        (
            Stand(
                BRIDGE,
                Terms(
                    Stance.FAVOR,
                    "Wants the bridge for the sake of access on every day of the year.",
                    Strength.PLAIN,
                ),
            ),
        ),
    ),
    Decision(
        _BRIDGE_SUM,
        TARROW,
        "Tessaria should on no account build this bridge",
        (
            Stand(
                BRIDGE,
                Terms(
                    Stance.AGAINST,
                    "Advises against the bridge: too little traffic to carry its cost.",
                    Strength.STRONG,
                ),
            ),
        ),
    ),
    Decision(
        _FIRST_WINTER,
        VASMAKER,
        "These ferries are as reliable in winter",
        (
            Stand(
                WINTER,
                Terms(
                    Stance.FAVOR,
                    "Sees no difference in reliability to any earlier vessel of the line.",
                    Strength.STRONG,
                ),
            ),
        ),
    ),
    Decision(
        _BOATS,
        VASMAKER,
        "leave the bridge on paper",
        (
            Stand(
                BRIDGE,
                Terms(
                    Stance.AGAINST,
                    "Would spend the money on vessels and piers instead of a bridge.",
                    Strength.PLAIN,
                ),
            ),
        ),
    ),
    Decision(
        _ON_SCHEDULE,
        OHLENFELD,
        "I expect the station to open before the end of 2026",
        (
            Stand(
                POWER,
                Terms(
                    Stance.FAVOR,
                    "Expects the opening in 2026: foundations and cables are done.",
                    Strength.PLAIN,
                ),
            ),
        ),
    ),
    Decision(
        _NEW_FIGURES,
        TARROW,
        "I have come to the view that Tessaria should build the bridge",
        (
            Stand(
                BRIDGE,
                Terms(
                    Stance.FAVOR,
                    "Supports the bridge on new traffic counts and a shorter route.",
                    Strength.PLAIN,
                ),
            ),
        ),
    ),
    Decision(
        _FARES,
        CALLOWAY,
        "Residents should have their fares paid in part",
        (
            Stand(
                FARES,
                Terms(
                    Stance.FAVOR,
                    "Compares the fares with roads that are paid for on the mainland.",
                    Strength.PLAIN,
                ),
            ),
        ),
    ),
    Decision(
        _FARES,
        TARROW,
        "A subsidy on the ticket is the wrong tool",
        (
            Stand(
                FARES,
                Terms(
                    Stance.AGAINST,
                    "Rejects a subsidy on tickets: frequent travellers gain most.",
                    Strength.PLAIN,
                ),
            ),
        ),
    ),
    Decision(
        _ICE,
        VASMAKER,
        "In an ordinary winter these boats are reliable",
        (
            Stand(
                WINTER,
                Terms(
                    Stance.MIXED,
                    "Calls the vessels reliable in an ordinary winter, not among drift ice.",
                ),
            ),
        ),
    ),
    Decision(
        INTERVIEW,
        NAMIHARA,
        "the boats are probably reliable in winter",
        (
            Stand(
                WINTER,
                Terms(
                    Stance.FAVOR,
                    "Thinks the vessels reliable; sees the trouble of January in the piers.",
                    Strength.PLAIN,
                    Certainty.HEDGED,
                ),
            ),
        ),
    ),
    Decision(
        INTERVIEW,
        NAMIHARA,
        "I do not expect that station to open",
        (
            Stand(
                POWER,
                Terms(
                    Stance.AGAINST,
                    "Does not expect the opening in 2026: four kinds of plugs take time.",
                    Strength.PLAIN,
                ),
            ),
        ),
    ),
    Decision(
        INTERVIEW,
        NAMIHARA,
        "I would rather not answer it",
        (Stand(BRIDGE, Terms(Stance.DECLINED, "Was asked about the bridge and left it open.")),),
    ),
    Decision(
        _LATE,
        TARROW,
        "I doubt that the station will open by the end of 2026",
        (
            Stand(
                POWER,
                Terms(
                    Stance.AGAINST,
                    "Doubts an opening in 2026: each date depends on the one before.",
                    Strength.PLAIN,
                    Certainty.HEDGED,
                ),
                before=Terms(Stance.AGAINST, "Rules out an opening in 2026.", Strength.STRONG),
            ),
        ),
    ),
    Decision(
        _NOT_SURE,
        OHLENFELD,
        "I do not think that the station will open this year",
        (
            Stand(
                POWER,
                Terms(
                    Stance.AGAINST,
                    "Does not expect the opening in 2026 any more, and hopes to be wrong.",
                    Strength.PLAIN,
                    Certainty.HEDGED,
                ),
                is_change_confirmed=True,
            ),
        ),
    ),
    Decision(
        _TRIAL,
        CALLOWAY,
        "Tessaria must pay these fares",
        (
            Stand(
                FARES,
                Terms(
                    Stance.FAVOR,
                    "Takes the trial as proof: fares on all islands, for good.",
                    Strength.STRONG,
                ),
            ),
        ),
    ),
    Decision(_TRIAL, VASMAKER, "What the trial does not show is who stayed at home"),
    Decision(
        _CHARGER,
        OHLENFELD,
        "With a charger at both ends these are reliable boats in winter",
        (
            Stand(
                WINTER,
                Terms(
                    Stance.FAVOR,
                    "Calls the vessels reliable in winter with the second charger.",
                    Strength.PLAIN,
                ),
            ),
        ),
    ),
)
