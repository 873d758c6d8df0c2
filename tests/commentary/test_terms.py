"""What a text is found by, and where in it the words stand."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentary.terms import (
    Search,
    Term,
    Tokens,
    find_matches,
    name_forms,
    name_keys,
    nearest_names,
    snippet_of,
    tokens_of,
)

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("aBc \"'-’東野か\u3099ﾊﾞü\u0308ßÅøñ½㍿\u0000*()|%_\\́́̀é한글ไทย🚢"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", Tokens("", "")),
        ("Marit Solvang", Tokens(" marit solvang ", "")),
        ("東野篤子", Tokens(" 東野 野篤 篤子 ", "子 東 篤 野")),
        ("東", Tokens(" 東 ", "")),
        ("O’Neill", Tokens(" o neill ", "oneill")),
        (
            "Ångström-Müller",
            Tokens(" angstrom muller ", "aangstroem aangstroemmueller angstrommuller mueller"),
        ),
        ("STRASSE straße", Tokens(" strasse strasse ", "")),
        ("\uff26\uff35\uff2c\uff2c ﾊﾞｽ", Tokens(" full バス ", "ス バ")),
        ("か\u3099く", Tokens(" がく ", "が く")),
        ("F-35戦闘機", Tokens(" f 35 戦闘 闘機 ", "f35 戦 機 闘")),
        ("snake_case -- ½ ✂", Tokens(" snake case 1 2 ", "")),
    ],
)
def test_a_text_becomes_tokens(text: str, tokens: Tokens) -> None:
    assert tokens_of([text]) == tokens


def test_no_phrase_goes_from_one_part_into_the_next() -> None:
    assert tokens_of(["one two", "", "three"]).words == " one two | three "


def test_the_last_word_may_be_unfinished_and_all_are_wanted() -> None:
    search = Search.of("Marit Müll")

    assert search.wanted == (
        ((Term("marit"),),),
        ((Term("mull", is_start=True),), (Term("muell", is_start=True),)),
    )
    assert search.phrases == ()


def test_a_word_with_an_apostrophe_is_found_joined_and_apart() -> None:
    assert Search.of("O'Neill").wanted == (
        (
            (Term("oneill", is_start=True),),
            (Term("o"), Term("neill", is_start=True)),
        ),
    )


def test_a_phrase_stands_word_for_word_and_is_not_unfinished() -> None:
    search = Search.of('pier "the Second  pier"')

    assert search.phrases == (("the", "second", "pier"),)
    assert [ways[0][0] for ways in search.wanted] == [
        Term("pier"),
        Term("the"),
        Term("second"),
    ]


def test_a_quotation_mark_that_is_never_closed_is_none() -> None:
    assert Search.of('second "pier').phrases == ()
    assert Search.of('"').wanted == ()


def test_characters_without_spaces_stand_as_they_were_typed() -> None:
    assert Search.of("東").wanted == (((Term("東"),),),)
    assert Search.of("東野").phrases == ()
    assert Search.of("東野篤子").phrases == (("東野", "野篤", "篤子"),)


def test_a_japanese_name_is_written_with_and_without_a_space() -> None:
    assert name_forms(["東野 遥", "Kai Berg"]) == ["東野 遥", "東野遥", "Kai Berg"]


def test_a_whole_name_has_one_key_in_any_order() -> None:
    keys = name_keys(["Marit Solvang", "東野 篤子", "-"])

    assert keys == "|marit solvang|東野 篤子|"
    assert Search.of("SOLVANG, Marit").key in keys.split("|")


@given(TEXTS)
def test_every_text_is_found_by_its_own_tokens_and_they_are_plain(text: str) -> None:
    tokens = tokens_of([text])
    everything = f"{tokens.words} {tokens.more}".split()

    assert all(
        all(one.isalnum() or unicodedata.category(one)[0] == "M" for one in token)
        for token in everything
        if token != "|"
    )
    search = Search.of(text.replace('"', " "))
    for ways in search.wanted:
        assert any(
            all(
                any(
                    one.startswith(term.token) if term.is_start else one == term.token
                    for one in everything
                )
                for term in way
            )
            for way in ways
        )
    for phrase in search.phrases:
        assert f" {' '.join(phrase)} " in tokens.words


@given(TEXTS, TEXTS)
def test_matches_lie_in_the_text_in_order_and_apart(asked: str, text: str) -> None:
    found = find_matches(Search.of(asked), text)

    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))


@given(TEXTS, st.lists(TEXTS, max_size=8))
def test_a_snippet_is_a_slice_with_its_matches(asked: str, texts: list[str]) -> None:
    text = " ".join(texts)

    snippet = snippet_of(Search.of(asked), text)

    assert snippet.text == text[snippet.start : snippet.end]
    assert len(snippet.text) <= 200
    assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.matches)


def test_a_snippet_is_cut_between_words_around_what_was_found() -> None:
    before, after = "one two three " * 20, " four five six" * 40
    text = f"{before}Müller{after}"

    snippet = snippet_of(Search.of("mueller"), text)

    start, end = snippet.matches[0]
    assert snippet.text[start:end] == "Müller"
    assert text[snippet.start - 1].isspace()
    assert text[snippet.end].isspace()
    assert 150 < len(snippet.text) <= 200


def test_matches_are_marked_where_they_are_printed() -> None:
    text = "Dr. O’Neill and 東野篤子 met in Mu\u0308nchen."

    def marked(asked: str) -> list[str]:
        return [text[start:end] for start, end in find_matches(Search.of(asked), text)]

    assert marked("oneill") == ["O’Neill"]
    assert marked("野篤 mün") == ["野篤", "Mu\u0308nchen"]
    assert marked("東野 nobody") == ["東野"]


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("Solvnag", ["Marit Solvang"]),
        ("marit solvnag", ["Marit Solvang"]),
        ("Mueler", ["Jo Mueller"]),
        ("Solvang Mueller", []),
        ("xyz", []),
        ("s", []),
        ("", []),
    ],
)
def test_a_misspelt_name_is_near_to_the_one_that_is_meant(typed: str, nearest: list[str]) -> None:
    names = {"Marit Solvang": 1, "Jo Mueller": 2, "Kai Berg": 3}

    assert nearest_names(typed, names) == nearest
