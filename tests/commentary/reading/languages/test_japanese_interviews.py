"""Interviews in Japanese, in each way of printing them: invented people, invented words."""

import pytest

from commentary.reading import Document, Mark, Reading, read

INTRODUCTION = "架空大学の北浜澄江教授に港の将来について聞いた。"
CLOSING = "（聞き手・中村健一）"
QUESTIONS = (
    "港はいつ沈みますか。",
    "壁を造れば防げるでしょうか。",
    "町の人はどう備えればいいですか。",
)
ANSWERS = (
    "十年以内だと思います。",
    "防げません。砂の上に建っていますから。",
    "まず港を見に来てください。",
)
GUEST = "北浜澄江"


def printed(question: str, answer: str, *, closing: str = CLOSING) -> str:
    """An interview whose questions and answers are printed as the two patterns say."""
    turns = [
        line
        for asked, answered in zip(QUESTIONS, ANSWERS, strict=True)
        for line in (question.format(asked), answer.format(answered))
    ]
    return "\n\n".join([INTRODUCTION, *turns, closing])


def paragraphs(*lines: str) -> str:
    return "\n\n".join(lines)


def exchanges_of(text: str, reading: Reading) -> list[tuple[str, list[tuple[str, str]]]]:
    found = reading.interview.exchanges if reading.interview else ()
    return [
        (one.question.of(text), [(answer.speaker, answer.span.of(text)) for answer in one.answers])
        for one in found
    ]


@pytest.mark.parametrize(
    ("question", "answer", "kept"),
    [
        ("――{}", "「{}」", "「{}」"),
        ("――{}", "{}", "{}"),
        ("── {}", "{}", "{}"),
        ("―{}", "{}", "{}"),
        ("――{}", "北浜　{}", "{}"),
        ("――{}", "北浜氏　{}", "{}"),
        ("――{}", "北浜澄江：{}", "{}"),
        ("――{}", "【北浜】{}", "{}"),
        ("記者　{}", "北浜　{}", "{}"),
        ("Q：{}", "A：{}", "{}"),
        ("Q. {}", "A. {}", "{}"),
        ("問　{}", "答　{}", "{}"),
        ("【Q】{}", "【A】{}", "{}"),
        ("{}", "{}", "{}"),
    ],
)
def test_questions_and_answers_in_every_rendering(question: str, answer: str, kept: str) -> None:
    text = printed(question, answer)

    reading = read(Document(text, language="ja"))

    assert exchanges_of(text, reading) == [
        (asked, [(GUEST, kept.format(answered))])
        for asked, answered in zip(QUESTIONS, ANSWERS, strict=True)
    ]
    assert reading.interview is not None
    assert reading.interview.guests == (GUEST,)
    assert [one.exchange for one in reading.statements] == [0, 1, 2]


def test_bold_questions_need_no_sign() -> None:
    text = printed("{}", "{}")
    marks = tuple(
        Mark("strong", text.index(asked), text.index(asked) + len(asked)) for asked in QUESTIONS
    )

    found = exchanges_of(text, read(Document(text, marks=marks)))

    assert [asked for asked, _ in found] == list(QUESTIONS)


def test_question_and_answer_in_one_paragraph() -> None:
    text = f"{INTRODUCTION}\n\n――港は沈むか。「十年以内に沈む」\n\n――壁は。「造れない」"

    assert exchanges_of(text, read(Document(text))) == [
        ("港は沈むか。", [(GUEST, "「十年以内に沈む」")]),
        ("壁は。", [(GUEST, "「造れない」")]),
    ]


def test_an_answer_runs_over_paragraphs_and_headings_are_none_of_it() -> None:
    text = paragraphs(
        INTRODUCTION,
        "――港は沈みますか。",
        "「沈みます」",
        "「橋も同じです」",
        "砂の上の町",
        "――いつですか。",
        "「十年以内です」",
    )

    reading = read(Document(text))

    assert exchanges_of(text, reading) == [
        ("港は沈みますか。", [(GUEST, "「沈みます」\n\n「橋も同じです」")]),
        ("いつですか。", [(GUEST, "「十年以内です」")]),
    ]
    assert reading.interview is not None
    assert [turn.role for turn in reading.interview.turns] == [
        "narration",
        "interviewer",
        "guest",
        "narration",
        "interviewer",
        "guest",
    ]


def test_two_guests_are_told_apart_by_their_labels() -> None:
    text = paragraphs(
        "北浜澄江氏と江田次郎氏の対談。",
        "司会　港は沈みますか。",
        "北浜　沈みます。",
        "江田　沈みません。",
        "司会　なぜですか。",
        "江田　岩の上だからです。",
    )

    assert exchanges_of(text, read(Document(text))) == [
        ("港は沈みますか。", [(GUEST, "沈みます。"), ("江田次郎", "沈みません。")]),
        ("なぜですか。", [("江田次郎", "岩の上だからです。")]),
    ]


def test_what_an_answer_reports_of_another_is_a_statement_reported_by_the_guest() -> None:
    text = paragraphs(
        INTRODUCTION,
        "――港は沈みますか。",
        "「江田次郎氏は、港は沈まないと主張しています」",
        "――反論は。",
        "「ありません」",
    )

    reading = read(Document(text))

    assert [
        (one.text, one.speaker.person if one.speaker else "", one.reported_by, one.exchange)
        for one in reading.statements
    ] == [
        ("「江田次郎氏は、港は沈まないと主張しています」", GUEST, "", 0),
        ("港は沈まない", "江田次郎", GUEST, None),
        ("「ありません」", GUEST, "", 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "北浜澄江氏は「港は沈む」と述べた。\n\n「壁は造れない」とも語った。",
        "港は沈むのか。\n\n北浜澄江氏は、十年以内に沈むと指摘した。",
        "――港の町で。\n\n北浜澄江氏は「静かだ」と話した。",
    ],
)
def test_news_is_no_interview(text: str) -> None:
    assert read(Document(text)).form == "news"
