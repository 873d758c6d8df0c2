"""In notices, listings, recipes and results nobody is reported, so nothing is found in them."""

import pytest

from commentary.reading import Reading
from tests.commentary.reading.handouts import HANDOUTS
from tests.commentary.reading.notices import NOTICES
from tests.commentary.reading.readings import read_text

EVERY = NOTICES | HANDOUTS
REPORT = (
    "The quay of Norhaven will close in May, the council has decided after a long debate.\n\n"
    "“It is a mistake,” Marit Solvang said on Tuesday. The pilots said that they would strike."
)


@pytest.mark.parametrize("text", EVERY.values(), ids=EVERY.keys())
def test_nothing_is_said_in_a_notice(text: str) -> None:
    reading = read_text(text)

    assert (reading.statements, reading.interview) == ((), None)
    assert reading.form in {"notice", "other"}


def test_a_notice_says_by_what_it_was_told() -> None:
    reasons = {name: read_text(NOTICES[name]).reason for name in ("ferry", "privacy", "stars")}

    assert reasons == {
        "ferry": "lines of a listing",
        "privacy": "it is headed as a notice",
        "stars": "it is headed as a notice",
    }


@pytest.mark.parametrize(
    "around",
    [
        pytest.param("{}\n\n" + NOTICES["ferry"], id="a timetable behind it"),
        pytest.param("{}\n\nTell us what you think. Your view counts for us.", id="an invitation"),
        pytest.param("Timetables\n\n{}", id="a heading like a notice's"),
    ],
)
def test_a_report_beside_a_notice_is_read(around: str) -> None:
    reading = read_text(around.format(REPORT))

    assert reading.form == "news"
    assert said(reading)[:2] == ["It is a mistake", "that they would strike"]


def said(reading: Reading) -> list[str]:
    return [one.text for one in reading.statements]


def test_short_texts_are_never_notices() -> None:
    assert said(read_text("You said that it would rain.")) == ["that it would rain"]
    assert said(read_text("Marit Solvang says the quay will sink.")) == ["the quay will sink"]


_SPOKEN = (
    "so thank you all for coming and welcome to the harbour talk we are going to speak about the "
    "quay and what the council said about it last year which was that it would hold and then of "
    "course it did not and marit told me that the pilots think it was known all along "
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (_SPOKEN * 3, "speech without stops"),
        (
            "\n".join(
                f"00:{at // 60:02}:{at % 60:02} Marit said that it would hold, and it did not."
                for at in range(0, 90, 7)
            ),
            "lines with the seconds of a recording, and no names",
        ),
        (
            "Um, so, Marit said that it would hold. And, uh, it did not. I said so, um, then. "
            * 8,
            "unedited speech without names",
        ),
    ],
    ids=["no stops", "seconds", "fillers"],
)
def test_nothing_is_found_in_a_machine_transcript_without_voices(text: str, reason: str) -> None:
    reading = read_text(text)

    assert (reading.form, reading.reason) == ("machine_transcript", reason)
    assert reading.statements == ()
