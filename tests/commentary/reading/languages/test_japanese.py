"""Japanese beyond single sentences: persons, days, letters that tell the language, any text."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentary.reading import Document, FoundPerson, Span, read
from commentary.reading.languages.detection import language_of
from commentary.reading.languages.japanese.days import day_in, days_in
from commentary.reading.types import FoundDay

_MARKS = "「 」 『 』 （ ） 。 、 ・ \u3000 ―― Q： A： ？ \n “ ” \ud800 😀"
_PARTICLES = "と は が も の ら のは こう そう によると という とした よう求めた との見方を示した"
_VERBS = "述べた 語る 話す と述べた said 東 14日 令和7年 昨年"
_NAMED = "北浜 澄江 北浜澄江 江田 マリット・ソルヴァング 架空大学 教授 氏 さん 首相 政府 同氏 彼女"
_WORDS = [word for words in (_MARKS, _PARTICLES, _VERBS, _NAMED) for word in words.split(" ")]
TEXTS = st.one_of(
    st.lists(st.sampled_from(_WORDS), max_size=60).map("".join),
    st.text("「」『』（）。、とはがもの述べた氏教授北浜・ア14日―　\n", max_size=120),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_everything_found_is_a_slice_in_order(text: str) -> None:
    reading = read(Document(text, language="ja", published_on=date(2025, 5, 15)))

    starts = [statement.spans[0].start for statement in reading.statements]
    assert starts == sorted(starts)
    for statement in reading.statements:
        assert all(0 <= span.start < span.end <= len(text) for span in statement.spans)
        assert list(statement.spans) == sorted(statement.spans)
        assert statement.text == " ".join(span.of(text) for span in statement.spans)
        for words in (statement.speaker, statement.cue):
            assert words is None or text[words.start : words.end] == words.text
        assert statement.day is not None
    for person in reading.persons:
        assert all(span.of(text) for span in person.mentions)
        assert all(phrase in text for phrase in person.affiliations)


@settings(max_examples=200, deadline=None)
@given(st.text("0123年月日令和平成昨今先前同一二十〇１４元週間 ", max_size=40))
def test_days_lie_in_the_text_and_not_after_publication(text: str) -> None:
    published = date(2025, 5, 15)

    for day in days_in(text, published):
        assert day.words is not None
        assert 0 <= day.words.start < day.words.end <= len(text)
        assert day.on <= published


@pytest.mark.parametrize(
    ("words", "on", "precision", "basis"),
    [
        ("14日", date(2025, 5, 14), "day", "stated"),
        ("１４日", date(2025, 5, 14), "day", "stated"),
        ("十四日", date(2025, 5, 14), "day", "stated"),
        ("15日", date(2025, 5, 15), "day", "stated"),
        ("20日", date(2025, 4, 20), "day", "stated"),  # not yet come in May
        ("5月14日", date(2025, 5, 14), "day", "stated"),
        ("12月1日", date(2024, 12, 1), "day", "stated"),
        ("2025年5月14日", date(2025, 5, 14), "day", "stated"),
        ("令和7年5月14日", date(2025, 5, 14), "day", "stated"),
        ("令和元年10月1日", date(2019, 10, 1), "day", "stated"),
        ("平成28年4月", date(2016, 4, 1), "month", "stated"),
        ("先月30日", date(2025, 4, 30), "day", "stated"),
        ("昨年12月", date(2024, 12, 1), "month", "stated"),
        ("昨年", date(2024, 1, 1), "year", "stated"),
        ("昨日", date(2025, 5, 14), "day", "stated"),
        ("3日前", date(2025, 5, 12), "day", "stated"),
        ("先週", date(2025, 5, 1), "month", "inferred"),
    ],
)
def test_a_day_is_told_from_the_day_of_publication(
    words: str, on: date, precision: str, basis: str
) -> None:
    found = day_in(words, date(2025, 5, 15))

    assert found is not None
    assert (found.on, found.precision, found.basis) == (on, precision, basis)
    assert found.words == Span(0, len(words))


@pytest.mark.parametrize(
    "words",
    [
        "3日間",
        "10日ぶり",
        "6月31日",
        "99日",
        "12000日",
        "来年",
        "2026年1月1日",
        "〇〇十日",
        "十十日",
        "",
    ],
)
def test_what_tells_no_day_that_has_come(words: str) -> None:
    assert day_in(words, date(2025, 5, 15)) is None


def test_statements_have_the_day_of_their_sentence_or_event() -> None:
    text = (
        "北浜澄江氏は14日の会見で「港は沈む」と述べた。北浜氏は「橋も危ない」とも語った。\n"
        "江田次郎氏は同日、「沈まない」と反論した。中村健一首相は「見守る」と話した。"
    )

    days = [one.day for one in read(Document(text, published_on=date(2025, 5, 15))).statements]

    told = FoundDay(date(2025, 5, 14), "day", "stated", Span(6, 9))
    same = FoundDay(date(2025, 5, 14), "day", "stated", Span(48, 50))
    assert days == [told, told, same, FoundDay(date(2025, 5, 15), "day", "published")]


def test_persons_are_found_with_what_says_who_they_are() -> None:
    text = (
        "架空大学の北浜澄江教授と、港湾研究所研究員の江田次郎さんが話し合った。"
        "北浜氏は冷静だった。マリット・ソルヴァング大使も来た。"
    )

    assert read(Document(text)).persons == (
        FoundPerson("北浜澄江", (Span(5, 9), Span(35, 37)), ("架空大学", "教授")),
        FoundPerson("江田次郎", (Span(22, 26),), ("港湾研究所研究員",)),
        FoundPerson("マリット・ソルヴァング", (Span(45, 56),)),
    )


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("北浜氏は「港は沈む」と述べた。", "en", "ja"),
        ("北浜氏は「港は沈む」と述べた。", "ja-JP", "ja"),
        ("The quay (港, みなと) will sink, Marit Solvang told the harbour council.", "en", "en"),
        ("Der Kai werde sinken, sagte Marit Solvang.", "de_CH", "de"),
        ("港会沉的。", "zh", "zh"),
        ("The quay will sink.", "", "en"),
        ("", "", "en"),
    ],
)
def test_kana_tell_japanese_whatever_is_declared(text: str, declared: str, language: str) -> None:
    assert language_of(Document(text, language=declared)) == language
