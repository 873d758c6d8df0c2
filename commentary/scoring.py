"""What a stance amounts to: a number to compare by, and the words that readers see.

Neutral about people: the words say where somebody stood, never that it was good to stand there.
"""

from datetime import date

from commentary.enums import (
    Certainty,
    CertaintyWord,
    PropositionKind,
    Stance,
    StanceWord,
    Strength,
    StrengthWord,
)

SIGNS: dict[str, int] = {Stance.FAVOR: 1, Stance.MIXED: 0, Stance.AGAINST: -1}

_SIDES: dict[str, tuple[StanceWord, StanceWord]] = {
    PropositionKind.ASSESSMENT: (StanceWord.HOLDS, StanceWord.DISPUTES),
    PropositionKind.FORECAST: (StanceWord.EXPECTS, StanceWord.DOES_NOT_EXPECT),
    PropositionKind.POLICY: (StanceWord.SUPPORTS, StanceWord.OPPOSES),
}
_NO_SIDE: dict[str, StanceWord] = {
    Stance.MIXED: StanceWord.MIXED,
    Stance.UNCLEAR: StanceWord.UNCLEAR,
    Stance.DECLINED: StanceWord.DECLINED,
}


def sign(stance: str) -> int | None:
    """+1 favor, -1 against, 0 mixed; None where there is no stance to compare."""
    return SIGNS.get(stance)


def score(stance: str, strength: str) -> int | None:
    """-2 to +2, or None for unclear and declined.

    Without a known strength (paraphrase, translation) it is the sign alone, +1 or -1; whether it
    may be compared with a known strength is for commentary.changes.
    """
    side = sign(stance)
    if side is None:
        return None
    return side * 2 if strength == Strength.STRONG else side


def stance_word(kind: str, stance: str) -> StanceWord:
    """The words for a stance on a proposition of `kind`; `.label` is translated for pages."""
    if stance in _NO_SIDE:
        return _NO_SIDE[stance]
    favor, against = _SIDES[kind]
    return favor if stance == Stance.FAVOR else against


def stance_text(kind: str, stance: str) -> str:
    """The same words in English, as the API and events carry them."""
    return stance_word(kind, stance).value


def strength_word(strength: str) -> StrengthWord:
    if strength == Strength.STRONG:
        return StrengthWord.STRONG
    return StrengthWord.PLAIN if strength == Strength.PLAIN else StrengthWord.UNKNOWN


def certainty_word(certainty: str) -> CertaintyWord:
    return CertaintyWord.HEDGED if certainty == Certainty.HEDGED else CertaintyWord.PLAIN


def months_before(day: date, months: int) -> date:
    """The same day `months` calendar months earlier, or that month's last day."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if years < date.min.year:
        return date.min
    for last in range(day.day, 27, -1):
        try:
            return date(years, month + 1, last)
        except ValueError:
            continue
    return date(years, month + 1, day.day)


def is_stale(stated_on: date, *, at: date, months: int) -> bool:
    """Whether a position of `stated_on` is older than `months` calendar months on the day `at`."""
    return stated_on < months_before(at, months)
