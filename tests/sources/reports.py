"""Generated reports of invented events: what two reporters make of one event, and what becomes of
one report when it is copied, shortened, re-worded or put behind another lead.

Each fact of an event has several wordings. A reporter picks facts, an order and wordings, and adds
what only they found out; whoever re-words a report keeps its facts and their order and picks
another wording of each, with synonyms in it.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

# ruff: noqa: E501 -- one wording a line

_PLACES = [
    "Vestvik",
    "Havneby",
    "Sandnes",
    "Ostermo",
    "Kaldvik",
    "Brennholm",
    "Tarnsund",
    "Lyngvoll",
    "Storhamar",
    "Fjellum",
]
_GIVEN = [
    "Marit",
    "Jo",
    "Ida",
    "Kari",
    "Ivo",
    "Nils",
    "Runa",
    "Tore",
    "Eli",
    "Anders",
    "Signe",
    "Henrik",
    "Berit",
    "Olav",
    "Tuva",
    "Sverre",
]
_FAMILY = [
    "Solvang",
    "Berg",
    "Lund",
    "Nordby",
    "Brandt",
    "Aasen",
    "Holte",
    "Vik",
    "Dahlgren",
    "Moen",
    "Rusten",
    "Tveit",
    "Engen",
    "Hauge",
]
_BODIES = (
    "Institute for Harbour Studies",
    "Coastal Bank",
    "Fishermen's League",
    "Board of Pilots",
    "Chamber of Crafts",
    "Northern Ferry Line",
    "Office for Waterways",
    "Union of Dockers",
)
_WORKS = ("pier", "mole", "tunnel", "bridge", "lock", "terminal")
# Each fact in several wordings; what stands in braces is the event's own.
_FACTS: tuple[tuple[str, ...], ...] = (
    (
        "The council of {place} voted on {day} to build a second {work}.",
        "A second {work} will be built in {place}, councillors decided on {day}.",
        "On {day} the town parliament of {place} gave its consent to another {work}.",
    ),
    (
        "The work will cost {cost} million crowns, of which the state pays {share} per cent.",
        "Of the price of {cost} million crowns, {share} per cent comes from the state.",
        "It is expected to swallow {cost} million crowns, with {share} per cent carried by the state.",
    ),
    (
        "{first} of the {body} had warned for years that the channel was only {depth} metres deep.",
        "For years, {first} from the {body} pointed out that ships find just {depth} metres of water.",
        "That the fairway has a depth of merely {depth} metres was a complaint {first} of the {body} often made.",
    ),
    (
        "Last winter the ferry could not land on {days} days.",
        "There were {days} days in the past winter when no ferry was able to moor.",
        "During the previous winter, ferries stayed away for {days} days.",
    ),
    (
        "{second}, who speaks for the fishermen, announced a complaint at the court of {other}.",
        "The spokesman of the fishermen, {second}, said they would take it to the judges in {other}.",
        "Before the court in {other} the fishermen want to stop the plan, as {second} told reporters for them.",
    ),
    (
        "A study of {year} had counted {ships} ships, a fifth more than ten years earlier.",
        "Traffic rose by a fifth within a decade to {ships} ships, according to a survey from {year}.",
        "In {year} surveyors registered {ships} vessels, which was a fifth above the old figure.",
    ),
    (
        "Mayor {mayor} defended the decision against the opposition.",
        "The head of the town, {mayor}, rejected what the opposition had to say against it.",
        "Criticism from the opposition was dismissed by {mayor}, the mayor.",
    ),
    (
        "Construction begins in {month} and is to last {weeks} weeks.",
        "Builders start in {month}; they need {weeks} weeks.",
        "The first stone is laid in {month}, and after {weeks} weeks everything should be done.",
    ),
    (
        "The vote was {yes} to {no}.",
        "There were {yes} votes in favour, while {no} members were against.",
        "It was carried with {yes} against {no} votes.",
    ),
    (
        "The {body2} offers a loan of {loan} million at {rate} per cent.",
        "A credit of {loan} million is available from the {body2}, which asks for {rate} per cent interest.",
        "For {rate} per cent, the {body2} is ready to lend {loan} million.",
    ),
    (
        "{third}, an engineer from {other2}, drew the plans.",
        "The drawings are by {third}, who has an engineering firm in {other2}.",
        "Responsible for the design is the engineer {third} of {other2}.",
    ),
    (
        "About {jobs} people will find work on the site, half of them from {region}.",
        "The building site employs around {jobs} workers, and every second one lives in {region}.",
        "Half of the {jobs} jobs that come with the project go to people of {region}.",
    ),
    (
        "Divers have to remove {mines} old mines from the bottom first.",
        "Before that, {mines} mines of the last war must be taken from the ground by divers.",
        "On the sea bed lie {mines} mines which divers are going to clear away.",
    ),
    (
        "In {year2} a storm had destroyed the old quay of {place}.",
        "The former quay of {place} was lost in the great storm of {year2}.",
        "It was in {year2} that a gale took away the quay {place} used to have.",
    ),
)
_OWN: tuple[str, ...] = (
    "Residents of {own_street} complained about the noise of {own_trucks} lorries a day.",
    "In a café near the harbour {own_person} has collected {own_names} signatures.",
    "{own_person} of the {own_body} recalled a similar quarrel in {own_place} in {own_year}.",
    "Insurers put the damage of the past {own_decade} years at {own_sum} million.",
    "The museum of {own_place} shows the plans until {own_month}, said {own_person2}.",
    "Shares of the builder {own_firm} rose by {own_percent} per cent on the exchange.",
)
_QUOTES = (
    "“We have waited long enough,” {first} said.",
    "“It’s a decision for the ferry, not for the town,” said {second}.",
    "“Whoever wants a future for this coast has to build,” {mayor} told the meeting.",
)
_SYNONYMS = {
    "build": "erect",
    "second": "further",
    "decided": "resolved",
    "cost": "require",
    "years": "many years",
    "expected": "supposed",
    "warned": "cautioned",
    "only": "just",
    "ships": "boats",
    "announced": "declared",
    "said": "stated",
    "complaint": "lawsuit",
    "study": "survey",
    "counted": "tallied",
    "rose": "climbed",
    "defended": "upheld",
    "decision": "resolution",
    "begins": "starts",
    "start": "commence",
    "last": "take",
    "people": "persons",
    "work": "employment",
    "find": "obtain",
    "remove": "clear",
    "old": "ancient",
    "first": "initially",
    "storm": "tempest",
    "destroyed": "wrecked",
    "plan": "scheme",
    "plans": "drawings",
    "offers": "provides",
    "loan": "credit",
    "winter": "cold season",
    "often": "frequently",
    "site": "area",
    "everything": "all",
    "needs": "requires",
    "former": "previous",
    "great": "big",
    "lost": "gone",
}


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: what stands in the braces, by name."""

    values: dict[str, str]


def event(chance: random.Random) -> Event:
    names = [
        f"{given} {family}"
        for given, family in zip(chance.sample(_GIVEN, 6), chance.sample(_FAMILY, 6), strict=True)
    ]
    places, bodies = chance.sample(_PLACES, 4), chance.sample(_BODIES, 2)
    number = chance.randrange
    return Event(
        {
            "place": places[0],
            "other": places[1],
            "other2": places[2],
            "region": places[3],
            "day": chance.choice(("Monday", "Tuesday", "Thursday", "Friday")),
            "month": chance.choice(("March", "April", "September", "October")),
            "work": chance.choice(_WORKS),
            "body": bodies[0],
            "body2": bodies[1],
            "first": names[0],
            "second": names[1],
            "third": names[2],
            "mayor": names[3],
            "cost": str(number(12, 900)),
            "share": str(number(10, 80)),
            "days": str(number(9, 70)),
            "depth": f"{number(3, 9)}.{number(1, 9)}",
            "year": str(number(2005, 2024)),
            "year2": str(number(1920, 1999)),
            "ships": str(number(300, 9000)),
            "weeks": str(number(20, 200)),
            "yes": str(number(15, 40)),
            "no": str(number(2, 14)),
            "loan": str(number(5, 300)),
            "rate": f"{number(1, 8)}.{number(1, 9)}",
            "jobs": str(number(40, 900)),
            "mines": str(number(3, 60)),
        }
    )


@dataclass(frozen=True, slots=True)
class Report:
    """A report as which facts in which wording, and sentences that are its own or quoted."""

    event: Event
    parts: tuple[tuple[int, int], ...]  # (fact, wording); a fact below 0 is a ready sentence
    ready: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        sentences = [
            self.ready[-fact - 1]
            if fact < 0
            else _FACTS[fact][wording].format(**self.event.values)
            for fact, wording in self.parts
        ]
        return in_paragraphs(sentences)


def in_paragraphs(sentences: Sequence[str]) -> str:
    return "\n\n".join(" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2))


def report(
    of: Event,
    chance: random.Random,
    *,
    facts: int = 10,
    own: int = 3,
    is_in_order: bool = False,
) -> Report:
    """What one reporter writes: some of the facts, in an order of their own or in that which
    everybody learns at school, `own` findings of their own, and two of the quotations that
    everybody heard.
    """
    ready = [_finding(line, chance) for line in chance.sample(_OWN, own)]
    ready += [line.format(**of.values) for line in chance.sample(_QUOTES, 2)]
    picked = chance.sample(range(len(_FACTS)), facts)
    picked = sorted(picked) if is_in_order else picked
    parts = [(fact, chance.randrange(3)) for fact in picked]
    for number in range(len(ready)):
        parts.insert(chance.randrange(1, len(parts) + 1), (-number - 1, 0))
    return Report(of, tuple(parts), tuple(ready))


def _finding(line: str, chance: random.Random) -> str:
    def name() -> str:
        return f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}"

    return line.format(
        own_street=f"{chance.choice(_FAMILY)} Street",
        own_trucks=chance.randrange(20, 400),
        own_person=name(),
        own_person2=name(),
        own_names=chance.randrange(500, 9000),
        own_body=chance.choice(_BODIES),
        own_place=chance.choice(_PLACES),
        own_year=chance.randrange(1950, 2015),
        own_decade=chance.randrange(5, 40),
        own_sum=chance.randrange(2, 90),
        own_month=chance.choice(("June", "July", "August")),
        own_firm=f"{chance.choice(_FAMILY)} Works",
        own_percent=chance.randrange(2, 19),
    )


def spun(of: Report, chance: random.Random, *, kept: float = 0.95) -> str:
    """The report in other words: another wording of each fact, synonyms in all of it, neighbours
    swapped here and there, hardly anything left out; quotations sometimes without their marks.
    """
    parts = [part for part in of.parts if chance.random() < kept]
    for at in range(0, len(parts) - 1, 2):
        if chance.random() < 0.3:
            parts[at], parts[at + 1] = parts[at + 1], parts[at]
    others = tuple((fact, (wording + chance.randrange(1, 3)) % 3) for fact, wording in parts)
    ready = tuple(line if chance.random() < 0.5 else _unquoted(line) for line in of.ready)
    return _with_synonyms(Report(of.event, others, ready).text, chance)


def _unquoted(line: str) -> str:
    return line.replace("“", "").replace("”", "")


def _with_synonyms(text: str, chance: random.Random) -> str:
    return " ".join(
        _SYNONYMS.get(word, word) if chance.random() < 0.8 else word for word in text.split(" ")
    )


def copies(of: Report, chance: random.Random) -> dict[str, str]:
    """What syndication makes of a report, by kind."""
    text = of.text
    paragraphs = text.split("\n\n")
    straight = text.replace("“", '"').replace("”", '"').replace("’", "'")
    lead = [_finding(line, chance) for line in chance.sample(_OWN, 4)]
    return {
        "marks": straight,
        "shortened": "\n\n".join(paragraphs[: max(3, len(paragraphs) - 2)]),
        "first half": "\n\n".join(paragraphs[: len(paragraphs) // 2 + 1]),
        "local lead": "\n\n".join([lead[0], *paragraphs]),
        "long local lead": "\n\n".join([in_paragraphs(lead), *paragraphs]),
        "credit line": "\n\n".join(["(Coast Wire)", *paragraphs, "Used with thanks."]),
        "capitals": straight.upper(),
        "edited": text.replace(" per cent", "%").replace("million", "m"),
    }
