"""What counts as a change of an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.enums import RevisionKind
from sources.revising import LONGEST_NOTE, Difference, Sight, change_key, difference

TOLD = """\
The second pier will cost 40 million crowns, half of it paid by the state.

“It’s a decision for the ferry, not for the town,” said Jo Berg on 3 March.

In 2019 the council had counted 1,200 landings – a third fewer than before."""


def sight(text: str, title: str = "A pier for Vestvik") -> Sight:
    return Sight(title, text)


def kind(before: str, after: str) -> str | None:
    found = difference(sight(before), sight(after))
    return found.kind if found else None


@pytest.mark.parametrize(
    "after",
    [
        TOLD.replace("“", '"').replace("”", '"').replace("’", "'").replace("–", "-"),
        TOLD.replace("“", "«").replace("”", "»"),
        TOLD.replace("\n\n", "\n").replace(" state", "\N{NO-BREAK SPACE} state"),
        TOLD.replace("crowns, half", "crowns; half").replace("The second", "the Second"),
        f"By Anna Holm and Per Lind\n\n{TOLD}",
        f"Von Anna Holm\n\n{TOLD}",
        f"Published: 3 March 2026, 14:05 GMT\n\n{TOLD}",
        f"Zuletzt aktualisiert am 3. März 2026 um 14.05 Uhr\n\n{TOLD}",
        f"更新日時：2026年3月3日 14:05\n\n{TOLD}",
        f"Updated 3 hours ago\n\n{TOLD}",
        f"{TOLD}\n\nRead also: The mole that was never built",
        f"{TOLD}\n\nLire aussi : Le môle oublié",
        f"{TOLD}\n\nRelated articles\nShare this story",
        TOLD.replace("pier", "\N{SOFT HYPHEN}pi\N{ZERO WIDTH SPACE}er"),
    ],
)
def test_what_a_reader_would_not_notice_is_boring(after: str) -> None:
    assert kind(TOLD, after) == kind(after, TOLD) == RevisionKind.BORING
    assert change_key(sight(TOLD)) == change_key(sight(after))


@pytest.mark.parametrize(
    "after",
    [
        TOLD.replace("40", "41"),
        TOLD.replace("1,200", "1.200"),
        TOLD.replace("1,200", "1200"),
        TOLD.replace("40", ".40"),
        TOLD.replace("40", "-40"),
        TOLD.replace("40", "40²"),
        TOLD.replace("40 million", "40% million"),
        TOLD.replace("2019", "In 2018"),
        TOLD.replace("not for", "and for"),
        TOLD.replace("ferry, not", "ferry not"),  # punctuation that was quoted
        TOLD.replace("ferry", "Ferry"),
        TOLD.replace("town,” said Jo Berg", "town, said Jo Berg”"),
        TOLD.replace("decision", "‘decision’"),
        TOLD.replace("a third fewer", "a “third” fewer"),
        TOLD.replace("had counted", "had not counted"),
        f"{TOLD}\n\nRead also: the board counted 40 boats",  # a number is told, wherever it stands
        f"{TOLD}\n\nRead also “The mole”",
        f"{TOLD}\n\nRead also the report, which says that two people drowned.",
        f"{TOLD}\n\nBy the evening the pier was gone.",
        TOLD.replace("In 2019 the", "4 March 2026\n\nThe"),  # heads an entry of a chronology
    ],
)
def test_a_number_a_quotation_or_a_word_is_the_text(after: str) -> None:
    assert kind(TOLD, after) == kind(after, TOLD) == RevisionKind.TEXT
    assert change_key(sight(TOLD)) != change_key(sight(after))


def test_headline_counts_for_itself() -> None:
    before, after = sight(TOLD), sight(TOLD, "No pier for Vestvik")

    assert difference(before, after) == Difference(RevisionKind.HEADLINE)
    assert difference(before, sight(TOLD, "A Pier for Vestvik!")) == Difference(
        RevisionKind.BORING
    )
    assert difference(before, sight(TOLD + " No.", "No pier")) == Difference(RevisionKind.TEXT)


@pytest.mark.parametrize(
    "note",
    [
        "An earlier version of this article misquoted Dr. Berg as a friend of the pier.",
        "This article was amended on 4 March to say that the state pays a third.",
        "Correction, 4 March: the pier will cost 41 million crowns.",
        "We misquoted Jo Berg.",
        "In einer früheren Version dieses Artikels hieß es, der Staat zahle alles.",
        "Korrektur vom 4. März: Der Staat zahlt ein Drittel.",
        "Une version précédente de cet article attribuait ces mots à une autre personne.",
        "Una versión anterior de este artículo citaba mal a Jo Berg.",
        "Una versione precedente di questo articolo citava male Jo Berg.",
        "Uma versão anterior deste texto citava mal Jo Berg.",
        "Rättelse: Bryggan kostar 41 miljoner.",
        "\N{CYRILLIC CAPITAL LETTER VE} более ранней версии статьи слова были искажены.",
        "訂正：費用は四千百万です。",
        "更正：费用为四千一百万。",
    ],
)
def test_note_of_correction_is_kept_as_printed(note: str) -> None:
    after = f"{TOLD.replace('40', '41')}\n\n{note}"

    assert difference(sight(TOLD), sight(after)) == Difference(RevisionKind.CORRECTION_NOTE, note)
    # It counts when it comes, not while it stays or when it goes.
    assert kind(after, after.replace("fewer than", "more than")) == RevisionKind.TEXT
    assert kind(after, TOLD) == RevisionKind.TEXT


@pytest.mark.parametrize(
    "sentence",
    [
        "An earlier version of the bill had asked for a longer mole.",
        "The law was amended to allow a second pier.",
        "The report has been corrected by its authors, she said.",
        "A previous version of the plan had failed.",
    ],
)
def test_news_about_other_corrections_is_no_note(sentence: str) -> None:
    assert kind(TOLD, f"{TOLD}\n\n{sentence}") == RevisionKind.TEXT


def test_note_under_a_heading_comes_with_it_and_a_long_one_is_cut() -> None:
    headed = f"{TOLD}\n\nCorrection:\nThe state pays a third."
    endless = f"{TOLD}\n\nCorrection: {'x' * 2_000}"

    assert difference(sight(TOLD), sight(headed)) == Difference(
        RevisionKind.CORRECTION_NOTE, "Correction:\nThe state pays a third.".replace("\n", " ")
    )
    found = difference(sight(TOLD), sight(endless))
    assert found is not None
    assert len(found.note) == LONGEST_NOTE


WORDS = st.sampled_from(["pier", "Ferry", "it’s", "Mole", "state,", "won't", "say:", "港は冬に"])
PROSE = st.lists(WORDS, min_size=5, max_size=12).map(" ".join)


@given(PROSE, PROSE, st.integers(0, 10**9), st.integers(1, 9))
def test_a_changed_digit_is_never_boring(head: str, tail: str, number: int, by: int) -> None:
    digits = str(number)
    at = by % len(digits)
    other = digits[:at] + str((int(digits[at]) + by) % 10) + digits[at + 1 :]

    assert kind(f"{head} {digits} {tail}", f"{head} {other} {tail}") == RevisionKind.TEXT


@given(PROSE, PROSE, PROSE, st.sampled_from(["“”", '""', "«»", "„“", "「」", "‘’", "''"]))
def test_a_change_inside_quotation_marks_is_never_boring(
    head: str, said: str, tail: str, marks: str
) -> None:
    before = f"{head} {marks[0]}{said} so{marks[1]} {tail}."

    for now in (f"{said} thus", f"{said}, so", f"{said} So", f"not {said} so"):
        after = f"{head} {marks[0]}{now}{marks[1]} {tail}."
        assert kind(before, after) == kind(after, before) == RevisionKind.TEXT


ANYTHING = st.text(st.characters(codec="utf-8"), max_size=80)


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
def test_identity_is_no_difference_and_the_weight_is_symmetric(
    one: str, other: str, title: str, another: str
) -> None:
    before, after = Sight(title, one), Sight(another, other)

    assert difference(before, before) is None
    there, back = difference(before, after), difference(after, before)
    assert (there is None) == (back is None) == (before == after)
    notes = {RevisionKind.TEXT, RevisionKind.CORRECTION_NOTE}
    if there is not None and back is not None:
        assert there.kind == back.kind or {there.kind, back.kind} <= notes
        is_boring = there.kind == RevisionKind.BORING
        assert is_boring == (change_key(before) == change_key(after))
