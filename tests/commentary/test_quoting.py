"""What the public may see of a text."""

from hypothesis import given
from hypothesis import strategies as st

from commentary.quoting import (
    AROUND,
    FREE_WORDS,
    Allotment,
    Claims,
    Span,
    Words,
    allot,
    context,
    count_words,
    cut,
    same_words_end,
    shown_words,
)

LONG = " ".join(f"w{number}" for number in range(1, 401))


def where(words: str, text: str = LONG) -> Span:
    start = text.index(words)
    return start, start + len(words)


def test_words_are_counted_as_people_do() -> None:
    assert count_words("Two words.") == 2
    assert count_words("A dash — between blanks counts") == 6
    assert count_words("港が満杯") == 2
    assert count_words("港") == 1
    assert count_words("港が満杯 is full") == 4
    assert count_words("…") == 1
    assert count_words("") == 0
    assert count_words("x" * 100) == 3


def test_cut_keeps_what_is_short_enough() -> None:
    assert cut("One two three.", 0, 14, max_words=3) == (0, 14)


def test_cut_ends_after_a_whole_word() -> None:
    text = "One two three, four five."

    start, end = cut(text, 4, len(text), max_words=2)

    assert text[start:end] == "two three,"


def test_cut_counts_three_cjk_characters_as_a_word() -> None:
    text = "港は満杯であり、船は待つ。"

    start, end = cut(text, 0, len(text), max_words=2)

    assert text[start:end] == "港は満杯であ"


def test_context_is_ten_words_on_either_side() -> None:
    start, end = where("w100 w101")

    prefix, suffix = context(LONG, start, end)

    assert prefix == "w90 w91 w92 w93 w94 w95 w96 w97 w98 w99 "
    assert suffix == " w102 w103 w104 w105 w106 w107 w108 w109 w110 w111"


def test_context_ends_with_the_text() -> None:
    assert context("a b c", 2, 3) == ("a ", " c")
    assert context("abc", 0, 3) == ("", "")


def test_allot_gives_a_quotation_with_its_surroundings() -> None:
    wanted = where("w100 w101")

    allotted = allot(LONG, shown=[], wanted=wanted, max_words=60, max_share=0.25)

    assert allotted == Allotment(*wanted, *context(LONG, *wanted))


def test_allot_cuts_a_quotation_that_is_too_long() -> None:
    start, end = where(" ".join(f"w{number}" for number in range(1, 101)))

    allotted = allot(LONG, shown=[], wanted=(start, end), max_words=60, max_share=0.25, around=0)

    assert allotted is not None
    assert LONG[allotted.start : allotted.end].split()[-1] == "w60"
    assert (allotted.prefix, allotted.suffix) == ("", "")


def test_allot_gives_what_is_left_of_the_share() -> None:
    shown = where(" ".join(f"w{number}" for number in range(1, 91)))
    wanted = where(" ".join(f"w{number}" for number in range(200, 240)))

    allotted = allot(LONG, shown=[shown], wanted=wanted, max_words=60, max_share=0.25)

    assert allotted is not None
    assert LONG[allotted.start : allotted.end].split() == [f"w{n}" for n in range(200, 210)]
    assert (allotted.prefix, allotted.suffix) == ("", "")


def test_allot_gives_nothing_when_the_share_is_used_up() -> None:
    shown = where(" ".join(f"w{number}" for number in range(1, 101)))
    wanted = where("w200 w201")

    assert allot(LONG, shown=[shown], wanted=wanted, max_words=60, max_share=0.25) is None


def test_allot_gives_no_stump() -> None:
    shown = where(" ".join(f"w{number}" for number in range(1, 99)))
    wanted = where(" ".join(f"w{number}" for number in range(200, 240)))

    assert allot(LONG, shown=[shown], wanted=wanted, max_words=60, max_share=0.25) is None


def test_allot_counts_what_is_shown_already_as_free() -> None:
    shown = where(" ".join(f"w{number}" for number in range(1, 101)))
    wanted = where("w40 w41 w42")

    allotted = allot(LONG, shown=[shown], wanted=wanted, max_words=60, max_share=0.25)

    assert allotted == Allotment(*wanted, *context(LONG, *wanted))


def test_allot_shows_sixty_words_of_a_short_text() -> None:
    text = " ".join(f"w{number}" for number in range(1, 61))

    allotted = allot(text, shown=[], wanted=(0, len(text)), max_words=60, max_share=0.25)

    assert allotted == Allotment(0, len(text), "", "")


def test_allot_leaves_the_others_their_part() -> None:
    wanted = where(" ".join(f"w{number}" for number in range(1, 101)))
    claims = Claims(words=300, parts=4)

    allotted = allot(LONG, shown=[], wanted=wanted, max_words=60, max_share=0.25, claims=claims)

    assert allotted == Allotment(*where(" ".join(f"w{number}" for number in range(1, 21))), "", "")


def test_allot_gives_all_where_the_others_find_enough() -> None:
    wanted = where(" ".join(f"w{number}" for number in range(1, 51)))
    claims = Claims(words=40, parts=4)

    allotted = allot(LONG, shown=[], wanted=wanted, max_words=60, max_share=0.25, claims=claims)

    assert allotted == Allotment(*wanted, "", LONG[wanted[1] :][: len(" w51") * 10])


def test_allot_shares_what_is_cut_with_a_position_on_it() -> None:
    shown = where(" ".join(f"w{number}" for number in range(1, 81)))
    wanted = where(" ".join(f"w{number}" for number in range(200, 240)))
    claims = Claims(words=0, parts=0, is_shared=True)

    allotted = allot(
        LONG, shown=[shown], wanted=wanted, max_words=60, max_share=0.25, claims=claims
    )

    half = " ".join(f"w{number}" for number in range(200, 210))
    assert allotted == Allotment(*where(half), "", "")


def test_the_same_words_end_where_a_copy_has_other_marks() -> None:
    copy = 'He said: "It\'s old - and it leaks." Then he left.'
    start = copy.index("It's")

    end = same_words_end(copy, start, len(copy), as_in="It’s old – and it leaks.”")

    assert copy[start:end] == "It's old - and it leaks.\""


def test_other_words_end_nowhere() -> None:
    assert same_words_end("It is new.", 0, 10, as_in="It is old") is None
    assert same_words_end("It is older.", 0, 12, as_in="It is old") is None
    assert same_words_end("It is", 0, 5, as_in="It is old") is None
    assert same_words_end("It is", 0, 5, as_in="") is None
    assert same_words_end("港は満杯", 0, 4, as_in="港は満") == 3


texts = st.text(alphabet=st.sampled_from("ab. ,—\n港満ก"), max_size=400)


@st.composite
def wishes(draw: st.DrawFn) -> tuple[str, list[Span], int, float]:
    text = draw(texts)
    place = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(place, place), max_size=8))
    spans = [(min(pair), max(pair)) for pair in pairs]
    return text, spans, draw(st.integers(1, 80)), draw(st.sampled_from([0.01, 0.25, 1.0]))


@given(wishes())
def test_all_that_is_shown_never_exceeds_the_share(
    wish: tuple[str, list[Span], int, float],
) -> None:
    text, spans, max_words, max_share = wish
    shown: list[Span] = []
    for wanted in spans:
        allotted = allot(
            text,
            shown=shown,
            wanted=wanted,
            max_words=max_words,
            max_share=max_share,
            claims=Claims(words=max_words, parts=len(spans), is_shared=max_words > 40),
        )
        if allotted is not None:
            shown.append(allotted.span)

    allowed = max(int(count_words(text) * max_share), FREE_WORDS)
    assert shown_words(text, shown) <= allowed


@given(wishes())
def test_what_is_allotted_is_a_slice_within_its_limits(
    wish: tuple[str, list[Span], int, float],
) -> None:
    text, spans, max_words, max_share = wish
    words = Words(text)
    for start, end in spans:
        allotted = allot(
            text, shown=[], wanted=(start, end), max_words=max_words, max_share=max_share
        )
        if allotted is None:
            continue
        first, last = allotted.span
        quote = text[allotted.start : allotted.end]
        assert text[first:last] == allotted.prefix + quote + allotted.suffix
        assert start == allotted.start < allotted.end <= end
        assert words.count(allotted.start, allotted.end) <= max_words
        assert words.count(first, allotted.start) <= AROUND
        assert words.count(allotted.end, last) <= AROUND


@given(texts, st.data())
def test_showing_the_same_again_costs_nothing(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    a, b = data.draw(place), data.draw(place)
    wanted = (min(a, b), max(a, b))
    first = allot(text, shown=[], wanted=wanted, max_words=60, max_share=0.25)
    if first is None:
        return

    again = allot(text, shown=[first.span], wanted=wanted, max_words=60, max_share=0.25)

    assert again is not None
    assert (again.start, again.end) == (first.start, first.end)
