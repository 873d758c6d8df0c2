"""What a changed text did to statements, as a rule on words."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentary.enums import EvidenceLive, StatementFate
from commentary.linking import name_key
from commentary.matching import words
from commentary.revised import Heard, Said, find_fates, live_of, live_of_piece, may_be_one

MARIT, ERIK = 1, 2
WALL = "The wall has to be built anew from the ground, whoever pays for it."
PIER = "A second pier is of no use before the dredging is done."
SHORT = "We will see."
NAMES = frozenset({name_key("Marit Solvang")})


def said(*pieces: str, key: int = 1, setting: str = "") -> Said:
    return Said(key, MARIT, NAMES, tuple(words(piece) for piece in pieces), words(setting))


def heard(text: str, by: str | int | None = MARIT) -> Heard:
    if isinstance(by, str):
        return Heard(words(text), others=frozenset({name_key(by)}))
    return Heard(words(text), frozenset() if by is None else frozenset({by}))


def fate(one: Said, newest: str, *found: Heard) -> StatementFate:
    return find_fates([one], words(newest), found)[one.key]


@pytest.mark.parametrize(
    ("newest", "found", "expected"),
    [
        # It stands, found or not, whatever the quotation marks and capitals.
        (f"“{WALL}” said Marit Solvang.", [heard(WALL)], StatementFate.KEPT),
        (f'"{WALL.upper()}" said the professor.', [], StatementFate.KEPT),
        (f"“{WALL}” said Solvang.", [heard(WALL, by=None)], StatementFate.KEPT),
        # One word, one number, cut short, or said at greater length.
        (
            WALL.replace("has to be", "need not be"),
            [heard(WALL.replace("has to be", "need not be"))],
            StatementFate.ALTERED,
        ),
        (f"{WALL[:38]}.", [heard(WALL[:38])], StatementFate.ALTERED),
        (
            WALL.replace("anew", "anew and higher"),
            [heard(WALL.replace("anew", "anew and higher"))],
            StatementFate.ALTERED,
        ),
        # Nothing of it is left, or only in what somebody else says.
        (PIER, [heard(PIER)], StatementFate.REMOVED),
        ("", [], StatementFate.REMOVED),
        # The words are somebody else's now, by name.
        (f"“{WALL}” said Erik Lind.", [heard(WALL, by="Erik Lind")], StatementFate.REATTRIBUTED),
        (f"“{WALL}” said Erik Lind.", [heard(WALL, by=ERIK)], StatementFate.REATTRIBUTED),
        (
            f"“{WALL}” said Erik Solvang.",
            [heard(WALL, by="Erik Solvang")],
            StatementFate.REATTRIBUTED,
        ),
        (
            WALL.replace("anew", "again"),
            [heard(WALL.replace("anew", "again"), by="Erik Lind")],
            StatementFate.REATTRIBUTED,
        ),
        # Of these nobody can tell that it is another person.
        (f"“{WALL}” said M. Solvang.", [heard(WALL, by="M. Solvang")], StatementFate.KEPT),
        (f"“{WALL}”", [heard(WALL, by="Marit Anne Solvang")], StatementFate.KEPT),
        # She says it, and somebody repeats it.
        (f"“{WALL}”", [heard(WALL), heard(f"She said: {WALL}", by=ERIK)], StatementFate.KEPT),
        # Who says much more than these words does not say them instead of her.
        (f"“{WALL}”", [heard(f"{WALL} {PIER} {PIER} {PIER}", by=ERIK)], StatementFate.KEPT),
    ],
)
def test_fate_of_a_statement(newest: str, found: list[Heard], expected: StatementFate) -> None:
    assert fate(said(WALL), newest, *found) == expected


def test_statement_in_pieces_is_kept_only_whole() -> None:
    whole = said(WALL, PIER)

    assert fate(whole, f"“{WALL}” she said, “{PIER}”") == StatementFate.KEPT
    assert fate(whole, f"“{WALL}” she said.") == StatementFate.ALTERED


def test_short_words_stand_where_she_says_them_or_in_their_old_setting() -> None:
    short = said(SHORT, setting=f"{SHORT} said Marit Solvang")

    assert fate(short, "“We will see,” said Marit Solvang on Monday.") == StatementFate.KEPT
    assert fate(short, "“We will see,” she told us.", heard(SHORT)) == StatementFate.KEPT
    assert fate(short, "“We will see,” a fisherman said.") == StatementFate.REMOVED
    assert fate(short, "“We will see.”", heard(SHORT, by=ERIK)) == StatementFate.REMOVED


def test_statement_that_stands_unchanged_is_not_what_became_of_another() -> None:
    longer = f"{WALL} It is late."
    two = [said(WALL, key=1), said(longer, key=2)]

    fates = find_fates(two, words(f"“{WALL}”"), [heard(WALL)])

    assert fates == {1: StatementFate.KEPT, 2: StatementFate.REMOVED}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("marit solvang", "marit solvang", True),
        ("m solvang", "marit solvang", True),
        ("solvang", "marit solvang", True),
        ("anne marit solvang", "marit solvang", True),
        ("erik solvang", "marit solvang", False),
        ("e solvang", "marit solvang", False),
        ("東野", "東野篤子", True),
        ("中村花子", "東野篤子", False),
    ],
)
def test_names_of_perhaps_one_person(one: str, other: str, *, expected: bool) -> None:
    assert may_be_one(one, other) is expected
    assert may_be_one(other, one) is expected


@pytest.mark.parametrize(
    ("fate_", "piece", "newest", "expected"),
    [
        ("", WALL, PIER, EvidenceLive.PRESENT),  # nothing happened to its statement
        ("kept", WALL, WALL, EvidenceLive.PRESENT),
        ("altered", WALL, PIER, EvidenceLive.ALTERED),
        ("altered", WALL, f"{WALL} {PIER}", EvidenceLive.PRESENT),  # this piece stands
        ("altered", SHORT, SHORT, EvidenceLive.ALTERED),  # too short to tell
        ("removed", WALL, PIER, EvidenceLive.REMOVED),
        ("reattributed", WALL, WALL, EvidenceLive.ALTERED),
    ],
)
def test_live_of_a_piece(fate_: str, piece: str, newest: str, expected: EvidenceLive) -> None:
    shown = (fate_, words(piece), words(newest))
    assert live_of_piece(*shown, is_withdrawn=False) == expected
    assert live_of_piece(*shown, is_withdrawn=True) == EvidenceLive.WITHDRAWN
    assert live_of(fate_, is_withdrawn=True) == EvidenceLive.WITHDRAWN


VOCABULARY = ["wall", "pier", "harbour", "ferry", "storm", "1", "2", "dredging"]
SENTENCES = st.lists(
    st.lists(st.sampled_from(VOCABULARY), min_size=1),
    min_size=1,
    max_size=6,
)


@given(SENTENCES)
def test_same_text_keeps_everything(sentences: list[list[str]]) -> None:
    statements = [Said(key, MARIT, NAMES, (tuple(one),)) for key, one in enumerate(sentences)]
    text = tuple(word for one in sentences for word in one)
    found = [Heard(tuple(one), frozenset({MARIT})) for one in sentences]

    fates = find_fates(statements, text, found)

    assert set(fates.values()) == {StatementFate.KEPT}
    assert list(fates) == list(range(len(sentences)))


@given(SENTENCES, SENTENCES, st.randoms(use_true_random=False))
def test_order_changes_no_fate(
    before: list[list[str]], after: list[list[str]], chance: random.Random
) -> None:
    statements = [Said(key, MARIT, NAMES, (tuple(one),)) for key, one in enumerate(before)]
    text = tuple(word for one in after for word in one)
    speakers = [heard("", by=MARIT), heard("", by=ERIK), heard("", by=None)]
    found = [Heard(tuple(one), speakers[n % 3].experts) for n, one in enumerate(after)]
    expected = find_fates(statements, text, found)

    chance.shuffle(statements)
    chance.shuffle(found)

    assert find_fates(statements, text, found) == expected
