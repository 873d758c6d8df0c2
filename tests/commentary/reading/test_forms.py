"""What kind of text it is, by what that was told, and whose its words are."""

from datetime import date

import pytest

from commentary.reading import Document, Reading, read
from tests.commentary.reading import interviews

Short = tuple[str, str, str, str]  # person, rendering, reported by, words


def short(reading: Reading) -> list[Short]:
    return [
        (one.speaker.person if one.speaker else "", one.rendering, one.reported_by, one.text)
        for one in reading.statements
    ]


OPINION = """Opinion

The quay must stay open

By Marit Solvang

The closure is a mistake, and it will cost us all.

I have worked in the harbour for thirty years. Jonas Ekdahl wrote that nobody comes back.

On the fees

What is lost by waiting?

Marit Solvang is professor of harbour studies at the University of Norhaven.

The views expressed here are the author’s own."""
COLUMN = [
    "The closure is a mistake, and it will cost us all.",
    "I have worked in the harbour for thirty years. Jonas Ekdahl wrote that nobody comes back.",
    "What is lost by waiting?",
]
REPORTED = ("Jonas Ekdahl", "paraphrase", "Marit Solvang", "that nobody comes back")


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        pytest.param(
            Document(OPINION),
            "headed as opinion, a byline, a note on the author, in the first person",
            id="with everything",
        ),
        pytest.param(
            Document("\n\n".join([*COLUMN, OPINION.split("\n\n")[-2]])),
            "a note on the author, in the first person",
            id="a note at the foot only",
        ),
        pytest.param(
            Document("\n\n".join(COLUMN), byline="By Marit Solvang", title="Opinion: The quay"),
            "headed as opinion, a byline, in the first person",
            id="byline and title apart",
        ),
    ],
)
def test_an_opinion_piece_is_one_statement_of_its_signer(document: Document, reason: str) -> None:
    reading = read(document)

    assert (reading.form, reading.reason) == ("opinion", reason)
    assert [span.of(document.text) for span in reading.statements[0].spans] == COLUMN
    assert short(reading) == [
        ("Marit Solvang", "original", "", " ".join(COLUMN)),
        REPORTED,
    ]
    assert reading.statements[0].medium == "writing"


def test_two_authors_sign_one_statement() -> None:
    text = OPINION.replace("By Marit Solvang", "By Marit Solvang and Berit Holm")

    reading = read(Document(text))

    assert reading.form == "opinion"
    assert reading.signatories == ("Marit Solvang", "Berit Holm")
    assert [one.person for one in reading.statements[0].signatories] == [*reading.signatories]
    assert reading.statements[0].speaker is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The quay closes\n\nBy Marit Solvang\n\nThe council voted on Monday.\n\n"
            "“It is late,” Jonas Ekdahl said.",
            id="a reporter's byline",
        ),
        pytest.param(
            "The council voted on Monday.\n\n“It is late,” Marit Solvang said.\n\nPilots left.\n\n"
            "Marit Solvang is professor of harbour studies at the University of Norhaven.",
            id="a person of the report, presented at its end",
        ),
        pytest.param(
            "The council voted on Monday.\n\nJonas Ekdahl said that it was late.\n\n"
            "Marit Solvang is a reporter at the Norhaven Courier.",
            id="a note on the reporter",
        ),
        pytest.param(
            "Pilots signed an open letter on Monday.\n\nThe letter says that the quay must stay, "
            "Jonas Ekdahl said.",
            id="a report of a letter",
        ),
    ],
)
def test_a_report_stays_one(text: str) -> None:
    assert read(Document(text)).form == "news"


BODY = ["We, the undersigned, ask you to keep the quay open.", "Nothing was done for a year."]
NAMES = ("Marit Solvang", "Jonas Ekdahl", "Berit Holm")


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (
            ["Open letter on the quay", "Dear Minister,"],
            ["Signed,", "Marit Solvang, professor", "Jonas Ekdahl, pilot", "Dr Berit Holm"],
        ),
        (
            ["The following open letter was published on Monday."],
            ["Signed: Marit Solvang, professor; Jonas Ekdahl, pilot; Berit Holm."],
        ),
        (
            [],
            ["With kind regards,", "Marit Solvang", "Jonas Ekdahl (Pilots’ Union)", "Berit Holm"],
        ),
    ],
    ids=["salutation", "introduced, signed in one line", "only names"],
)
def test_a_joint_letter_is_one_statement_of_all_who_sign(
    above: list[str], below: list[str]
) -> None:
    text = "\n\n".join([*above, *BODY, *below])

    reading = read(Document(text))

    assert (reading.form, reading.signatories) == ("letter", NAMES)
    (letter,) = reading.statements
    assert [span.of(text) for span in letter.spans] == BODY
    assert tuple(one.person for one in letter.signatories) == NAMES
    assert all(text[one.start : one.end] == one.text for one in letter.signatories)
    assert (letter.type, letter.speaker) == ("direct", None)


def test_each_turn_of_a_hearing_is_a_statement() -> None:
    text = (
        "Hearing of the harbour committee, 3 March\n\n"
        "CHAIRMAN HOLM: The hearing is open. Ms. Solvang, the floor is yours.\n\n"
        "MS. SOLVANG: The quay will not hold.\n\nI measured it myself.\n\n"
        "MR. EKDAHL: Who paid for that?\n\n(Laughter.)\n\nMS. SOLVANG: The port did.\n\n"
        "THE CLERK: Order."
    )

    reading = read(Document(text))

    assert (reading.form, reading.interview) == ("transcript", None)
    assert short(reading) == [
        ("Holm", "transcript", "", "The hearing is open. Ms. Solvang, the floor is yours."),
        ("Solvang", "transcript", "", "The quay will not hold. I measured it myself."),
        ("Ekdahl", "transcript", "", "Who paid for that?"),
        ("Solvang", "transcript", "", "The port did."),
        ("", "transcript", "", "Order."),
    ]


def test_a_speech_is_one_statement_of_the_one_whom_its_heading_names() -> None:
    paragraphs = [
        "Thank you all for coming. I am glad to be here, and I thank the mayor for his patience.",
        "We have a quay that is older than any of us. I want to say why we should keep it.",
    ]
    text = "\n\n".join(
        ["Remarks by Marit Solvang at the Harbour Day", "Norhaven", *paragraphs, "(Applause.)"]
    )

    reading = read(Document(text))

    assert reading.form == "transcript"
    assert short(reading) == [("Marit Solvang", "transcript", "", " ".join(paragraphs))]


def test_a_live_blog_gives_each_entry_its_own_speaker() -> None:
    text = (
        "Storm over Norhaven: live\n\n"
        "14:05 The harbour is closed. “Nobody sails today,” Marit Solvang said.\n\n"
        "13:40\n\nJonas Ekdahl, a pilot, said that the pier was under water.\n\n"
        "“It was never safe.”\n\n"
        "12:15 – Berit Holm: We expect waves of six metres.\n\n11:00 She said nothing."
    )

    reading = read(Document(text))

    assert (reading.form, reading.reason) == ("digest", "entries by the time of day")
    assert [entry.head.of(text) for entry in reading.entries] == [
        "14:05",
        "13:40",
        "12:15",
        "11:00",
    ]
    assert reading.entries[1].span.of(text).endswith("“It was never safe.”")
    assert short(reading)[:2] == [
        ("Marit Solvang", "original", "", "Nobody sails today"),
        ("Jonas Ekdahl", "paraphrase", "", "that the pier was under water"),
    ]
    assert ("Berit Holm", "digest", "", "We expect waves of six metres.") in short(reading)


def test_the_day_of_an_entry_is_that_of_its_head() -> None:
    text = (
        "What was said of the quay\n\n3 March: “It will hold,” Marit Solvang said.\n\n"
        "5 April – Jonas Ekdahl said that it would not.\n\n1 May\n\nThe quay sank."
    )

    reading = read(Document(text, published_on=date(2026, 5, 2)))

    assert (reading.form, reading.reason) == ("digest", "entries by day")
    assert short(reading) == [
        ("Marit Solvang", "original", "", "It will hold"),
        ("Jonas Ekdahl", "paraphrase", "", "that it would not"),
    ]
    assert [one.day.on for one in reading.statements if one.day] == [
        date(2026, 3, 3),
        date(2026, 4, 5),
    ]


def test_a_round_up_gives_each_name_its_words() -> None:
    text = (
        "Reactions to the closure\n\n"
        "Marit Solvang, professor at the University of Norhaven: “It is a mistake.”\n\n"
        "• Jonas Ekdahl, pilot: The quay was never safe.\n\nNobody listened to us.\n\n"
        "Berit Holm (Institute for Harbour Studies): We study the decision."
    )

    reading = read(Document(text))

    assert (reading.form, reading.reason) == ("digest", "entries by speaker")
    assert short(reading) == [
        ("Marit Solvang", "original", "", "It is a mistake."),
        ("Jonas Ekdahl", "digest", "", "The quay was never safe. Nobody listened to us."),
        ("Berit Holm", "digest", "", "We study the decision."),
    ]


def test_an_interview_says_by_what_it_was_told() -> None:
    reading = read(Document(interviews.bare()))

    assert (reading.form, reading.reason) == ("interview", "questions with their answers: 3")


def test_a_speech_may_be_announced_by_the_title_alone() -> None:
    paragraphs = [
        "Marit Solvang: Thank you. I came to speak of the quay, and we have little time for it.",
        "We built it in one summer. I would not build it there again, and I told the council so.",
    ]
    title = "Full text: speech by Marit Solvang at the harbour"

    reading = read(Document("\n\n".join(paragraphs), title=title))

    assert reading.form == "transcript"
    own = [paragraphs[0].removeprefix("Marit Solvang: "), paragraphs[1]]
    assert [statement.text for statement in reading.statements] == [" ".join(own)]
