"""The change rules as a table of named histories, and as properties of random ones."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentary.changes import (
    DIVIDED,
    HEDGED,
    OVERLAP,
    FoundChange,
    Standing,
    Stated,
    current_standing,
    find_changes,
    standings,
)
from commentary.enums import Certainty, ChangeKind, DatePrecision, Stance, Strength

STANCES = {
    "F": (Stance.FAVOR, Strength.STRONG),
    "f": (Stance.FAVOR, Strength.PLAIN),
    "?f": (Stance.FAVOR, ""),
    "A": (Stance.AGAINST, Strength.STRONG),
    "a": (Stance.AGAINST, Strength.PLAIN),
    "?a": (Stance.AGAINST, ""),
    "m": (Stance.MIXED, ""),
    "u": (Stance.UNCLEAR, ""),
    "d": (Stance.DECLINED, ""),
}


def history(words: str) -> list[Stated]:
    """`f A~ ?a@1` ...: one position per word, a month apart, numbered from 1.

    `~` hedged; `@n` said on day n of the year instead; `#n` on occasion n; `%` dated to the month,
    `%%` to the year; `<` told in retrospect.
    """
    return [_stated(number, word) for number, word in enumerate(words.split(), 1)]


def _stated(number: int, word: str) -> Stated:
    rest = word
    rest, _, occasion = rest.partition("#")
    rest, _, day = rest.partition("@")
    precision = DatePrecision.DAY
    if rest.endswith("%"):
        precision = DatePrecision.YEAR if rest.endswith("%%") else DatePrecision.MONTH
    code = rest.rstrip("%<~")
    stance, strength = STANCES[code]
    days = int(day) - 1 if day else 31 * (number - 1)
    return Stated(
        position=number,
        occasion=int(occasion) if occasion else 1000 + number,
        stated_on=date(2025, 1, 1) + timedelta(days=days),
        stance=stance,
        strength=strength,
        certainty=Certainty.HEDGED if "~" in rest else Certainty.PLAIN,
        precision=precision,
        held_on=date(2020, 1, 1) if "<" in rest else None,
    )


def told(changes: list[FoundChange]) -> list[str]:
    """`reversal 1>2`, with what makes it possible at most."""
    reasons = {HEDGED: " hedged", DIVIDED: " divided", OVERLAP: " overlap"}
    return [
        f"{one.kind.value} {one.before}>{one.after}"
        + "".join(short for long, short in reasons.items() if long in one.why_possible)
        for one in changes
    ]


HISTORIES = {
    "nothing said": ("", []),
    "said once": ("f", []),
    "the first after two that take no stand": ("u d f", []),
    "said again": ("f f", []),
    "from favor to against": ("f a", ["reversal 1>2"]),
    "from against to favor": ("a f", ["reversal 1>2"]),
    "there and back": ("f a f", ["reversal 1>2", "reversal 2>3"]),
    "strength differs across a reversal": ("F a", ["reversal 1>2"]),
    "against, mixed, favor is one reversal at its last step": (
        "a m f",
        ["softening 1>2", "reversal 1>3"],
    ),
    "mixed twice on the way is still one": (
        "a m m f",
        ["softening 1>2", "reversal 1>4"],
    ),
    "softer on the same side": ("F f", ["softening 1>2"]),
    "harder on the same side": ("a A", ["hardening 1>2"]),
    "softer and harder again": ("F f F", ["softening 1>2", "hardening 2>3"]),
    "a side given up for mixed": ("f m", ["softening 1>2"]),
    "mixed to a first side": ("m a", ["hardening 1>2"]),
    "mixed to a first side, then firmer": ("m f F", ["hardening 1>2", "hardening 2>3"]),
    "back from mixed to the side held before": ("f m f", ["softening 1>2"]),
    "mixed said again": ("m m", []),
    "no stand taken in between is skipped": ("f u d a", ["reversal 1>4"]),
    "declined is never a softening": ("f d", []),
    "unknown strength reverses": ("f ?a", ["reversal 1>2"]),
    "unknown strength does not soften": ("F ?f", []),
    "unknown strength does not harden": ("f ?f", []),
    "unknown strength is looked through": ("F ?f f", ["softening 1>3"]),
    "unknown strength does not give way to mixed": ("?f m", []),
    "mixed to a first side of unknown strength": ("m ?f", []),
    "after it a known strength hardens nothing": ("m ?f f", []),
    "unknown strength on the other side ends the comparison": (
        "F ?a m",
        ["reversal 1>2"],
    ),
    "hedged at the start": ("f~ a", ["reversal 1>2 hedged"]),
    "hedged at the end": ("f a~", ["reversal 1>2 hedged"]),
    "hedged mixed in between does not touch the reversal": (
        "f m~ a",
        ["softening 1>2 hedged", "reversal 1>3"],
    ),
    "told in retrospect is never a neighbour": ("f a< f", []),
    "told in retrospect is not the first": ("a< f", []),
    "one occasion counts once": ("f#1 f@1#1 a", ["reversal 1>3"]),
    "one occasion of two days counts once": ("f@1#1 f@2#1 f@3", []),
    "one occasion that says both is mixed": ("f a@40#7 a@40#7", ["reversal 1>2"]),
    "opposite on one day make no reversal between them": ("f@5 a@5", []),
    "opposite on one day after favor soften at most possibly": (
        "f@1 f@5 a@5",
        ["softening 1>3 divided"],
    ),
    "opposite on one day do not end a side": (
        "a@1 f@5 a@5 f@9",
        ["softening 1>2 divided", "reversal 1>4"],
    ),
    "opposite on one occasion": ("f@1 f@5#3 a@5#3", ["softening 1>3 divided"]),
    "opposite on one day, then a side": ("f@5 a@5 a@9", ["hardening 1>3 divided"]),
    "the same on one day in two places": ("f@5 f@5 a@9", ["reversal 1>3"]),
    "plain and strong on one day have no strength": ("F@1 f@5 F@5 f@9", ["softening 1>4"]),
    "a hedged and a plain one of one day are plain": ("a@1 f~@5 f@5", ["reversal 1>3"]),
    "months that overlap": ("f%@1 a@20", ["reversal 1>2 overlap"]),
    "months that do not": ("f%@1 a@40", ["reversal 1>2"]),
    "a year that contains the other": ("f@40 a%%@1", ["reversal 2>1 overlap"]),
    "two of one month": ("f%@1 a%@1", ["reversal 1>2 overlap"]),
    "the same stance overlapping harms nothing": ("f%@1 f@20 a@60", ["reversal 2>3"]),
    "everything at once": (
        "m f F u a~ d m ?f",
        [
            "hardening 1>2",
            "hardening 2>3",
            "reversal 3>5 hedged",
            "softening 5>7 hedged",
            "reversal 5>8 hedged",
        ],
    ),
}


@pytest.mark.parametrize("name", HISTORIES)
def test_change_rules_on_the_named_history(name: str) -> None:
    words, expected = HISTORIES[name]

    assert told(find_changes(history(words))) == expected


def test_change_is_dated_at_its_last_step() -> None:
    assert find_changes(history("a m f")) == [
        FoundChange(ChangeKind.SOFTENING, before=1, after=2, on=date(2025, 2, 1)),
        FoundChange(ChangeKind.REVERSAL, before=1, after=3, on=date(2025, 3, 4)),
    ]


def test_change_counts_the_later_occasions_that_hold_it() -> None:
    found = find_changes(history("F f ?f f u f#9 f#9 F f"))

    assert [(one.kind, one.held) for one in found] == [
        (ChangeKind.SOFTENING, 2),
        (ChangeKind.HARDENING, 0),
        (ChangeKind.SOFTENING, 0),
    ]


def test_standing_is_the_last_step_that_takes_a_stand() -> None:
    assert current_standing(history("f A u")) == Standing(
        position=2, stated_on=date(2025, 2, 1), stance=Stance.AGAINST, strength=Strength.STRONG
    )
    assert current_standing(history("u d")) == Standing(2, date(2025, 2, 1), Stance.DECLINED, "")
    assert current_standing(history("f@5 a@5")) == Standing(1, date(2025, 1, 5), Stance.MIXED, "")
    assert current_standing(history("f a<")) == Standing(
        1, date(2025, 1, 1), Stance.FAVOR, Strength.PLAIN
    )
    assert current_standing(history("f<")) is None


stated_positions = st.builds(
    Stated,
    position=st.just(0),
    occasion=st.integers(1, 12),
    stated_on=st.dates(date(2024, 1, 1), date(2025, 12, 31)),
    stance=st.sampled_from(Stance),
    strength=st.sampled_from(["", *Strength]),
    certainty=st.sampled_from(Certainty),
    precision=st.sampled_from(DatePrecision),
    held_on=st.none() | st.just(date(2020, 1, 1)),
)


@st.composite
def timelines(draw: st.DrawFn) -> list[Stated]:
    """Positions of one occasion have its day, as the services hold them."""
    drawn = draw(st.lists(stated_positions, max_size=10))
    said_on: dict[int, Stated] = {}
    for one in drawn:
        said_on.setdefault(one.occasion, one)
    drawn.sort(key=lambda one: said_on[one.occasion].stated_on)
    return [
        Stated(
            position=number,
            occasion=one.occasion,
            stated_on=said_on[one.occasion].stated_on,
            stance=one.stance,
            strength=one.strength if one.stance in {Stance.FAVOR, Stance.AGAINST} else "",
            certainty=one.certainty,
            precision=said_on[one.occasion].precision,
            held_on=one.held_on,
        )
        for number, one in enumerate(drawn, 1)
    ]


@given(timelines())
def test_changes_go_forward_between_different_stances(timeline: list[Stated]) -> None:
    by_number = {one.position: one for one in timeline}

    for change in find_changes(timeline):
        before, after = by_number[change.before], by_number[change.after]
        assert before.stated_on <= after.stated_on == change.on
        assert (before.stance, before.strength) != (after.stance, after.strength)
        assert before.held_on is None
        assert after.held_on is None
        assert {before.stance, after.stance} <= {Stance.FAVOR, Stance.AGAINST, Stance.MIXED}


@given(timelines())
def test_reversals_chain_from_side_to_side(timeline: list[Stated]) -> None:
    by_number = {one.position: one.stance for one in timeline}
    reversals = [one for one in find_changes(timeline) if one.kind == ChangeKind.REVERSAL]

    sides = [(by_number[one.before], by_number[one.after]) for one in reversals]
    assert all(set(pair) == {Stance.FAVOR, Stance.AGAINST} for pair in sides)
    assert all(first[1] == second[0] for first, second in pairwise(sides))


@given(timelines(), st.randoms())
def test_order_of_rows_does_not_matter(timeline: list[Stated], random: object) -> None:
    shuffled = list(timeline)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random

    assert find_changes(shuffled) == find_changes(timeline)
    assert standings(shuffled) == standings(timeline)


@given(timelines())
def test_what_takes_no_stand_changes_nothing(timeline: list[Stated]) -> None:
    compared = [
        one
        for one in timeline
        if one.stance not in {Stance.UNCLEAR, Stance.DECLINED} and one.held_on is None
    ]

    assert find_changes(compared) == find_changes(timeline)


@given(timelines())
def test_a_later_position_takes_no_change_back(timeline: list[Stated]) -> None:
    """What was found stays found when something later on another occasion is added."""
    later = Stated(99, 99, date(2027, 1, 1), Stance.FAVOR, Strength.PLAIN)

    earlier = [(one.kind, one.before, one.after) for one in find_changes(timeline)]
    now = [(one.kind, one.before, one.after) for one in find_changes([*timeline, later])]

    assert now[: len(earlier)] == earlier
    assert len(now) <= len(earlier) + 1


@given(timelines())
def test_one_stance_alone_makes_no_reversal(timeline: list[Stated]) -> None:
    favor = [one for one in timeline if one.stance != Stance.AGAINST]

    assert all(one.kind != ChangeKind.REVERSAL for one in find_changes(favor))


@given(timelines())
def test_saying_it_again_the_same_day_changes_nothing(timeline: list[Stated]) -> None:
    """A copy is one more position of the same occasion and day."""
    if not timeline:
        return
    copies = [
        Stated(
            100 + one.position,
            one.occasion,
            one.stated_on,
            one.stance,
            one.strength,
            one.certainty,
            one.precision,
            one.held_on,
        )
        for one in timeline
    ]

    assert find_changes([*timeline, *copies]) == find_changes(timeline)
