"""What is no answer: as it is reported, and in the words of the person asked."""

import pytest

from commentary.reading import Document, read

REPORTED = [
    ("Marit Solvang declined to comment.", "declined"),
    ("Marit Solvang declined comment.", "declined"),
    ("Marit Solvang has repeatedly declined to comment on the pier.", "declined"),
    ("Asked about the quay, Marit Solvang refused to answer.", "declined"),
    ("Marit Solvang would not say when the quay would open.", "declined"),
    ("Marit Solvang wouldn’t comment on the quay.", "declined"),
    ("Marit Solvang declined to be interviewed for this article.", "declined"),
    ("Marit Solvang declined to give any details of the offer.", "declined"),
    ("Marit Solvang refused to confirm that the pilots had met.", "declined"),
    ("Marit Solvang did not answer the question.", "declined"),
    ("Marit Solvang said the quay was safe but declined to elaborate.", "declined"),
    ("Marit Solvang had no comment.", "no_comment"),
    ("Marit Solvang did not respond to a request for comment.", "no_comment"),
    ("Marit Solvang, the harbour master, did not reply to e-mails.", "no_comment"),
    ("Marit Solvang did not immediately respond to requests for comment.", "no_comment"),
    ("Marit Solvang could not be reached for comment.", "no_comment"),
    ("Marit Solvang was not available for comment.", "no_comment"),
    ("Marit Solvang sidestepped the question.", "evaded"),
    ("Marit Solvang repeatedly dodged questions about the quay.", "evaded"),
    ("When asked about the quay, Marit Solvang changed the subject.", "other_question"),
    ("Marit Solvang could neither confirm nor deny the report.", "declined"),
    ("Marit Solvang did not give a direct answer.", "evaded"),
    ("Asked about the pier, Marit Solvang instead spoke of the ferries.", "other_question"),
    ('"I refuse to comment," Marit Solvang said.', "declined"),
    ('"That is a matter for the courts," said Marit Solvang.', "evaded"),
    ('"No comment," said Marit Solvang.', "no_comment"),
    ('"I’d rather not go into that," Marit Solvang said.', "declined"),
    ('Asked whether it holds, Marit Solvang said: "That is not for me to say."', "declined"),
    ('"I\'m not going to discuss that here," Marit Solvang said.', "declined"),
    ('"We\'ll see," Marit Solvang said.', "evaded"),
]
ANSWERS = [
    "Marit Solvang declined to rule out a strike.",
    "Marit Solvang would not rule out a strike.",
    "Marit Solvang refused to leave the quay.",
    "Marit Solvang declined an invitation to the fair.",
    "Marit Solvang refused to answer to the council for the delay.",
    "Marit Solvang refused to apologise for the delay.",
    "Marit Solvang said that no comment had reached the harbour office.",
    "Marit Solvang said the council had declined an offer of help.",
    "Marit Solvang never declined to comment, Jonas Ekdahl said.",
    '"I would rather not lose the pier," Marit Solvang said.',
    '"That is not for the council to say. It is for the pilots," Marit Solvang said.',
    '"I do not want to close the quay," Marit Solvang said.',
    '"I cannot say this often enough: the quay is safe," Marit Solvang said.',
    '"I will say this: the quay is safe," Marit Solvang said.',
]
INTERVIEW = """Marit Solvang is the harbour master of Norhaven. She spoke to the Courier about it.

Q: Will the quay open in May?

A: {first}

Q: And what do you say to your pilots?

A: I tell them that they will have their quay, and that nobody will lose a day's pay over it."""
ANSWERED = [
    ("I'd rather not go into that.", "declined"),
    ("No comment.", "no_comment"),
    ("That is not for me to say.", "declined"),
    ("Well, I won't speculate.", "declined"),
    ("You would have to ask the council.", "evaded"),
    ("It is too early to say.", "evaded"),
    ("Let's talk about the pilots instead.", "other_question"),
    ("The real question is who pays for it.", "other_question"),
    ("I can't comment on that. Next question.", "declined"),
    ("It will. We have the stone and the people.", ""),
    ("I don't know.", ""),
    ("No.", ""),
]


@pytest.mark.parametrize(("text", "kind"), REPORTED)
def test_a_non_answer_is_marked(text: str, kind: str) -> None:
    found = read(Document(text)).statements

    assert [(one.speaker and one.speaker.person, one.non_answer) for one in found][-1:] == [
        ("Marit Solvang", kind)
    ]


@pytest.mark.parametrize("text", ANSWERS)
def test_what_somebody_declines_to_do_is_no_non_answer(text: str) -> None:
    assert {one.non_answer for one in read(Document(text)).statements} <= {""}


@pytest.mark.parametrize(("answer", "kind"), ANSWERED)
def test_an_answer_that_is_none_is_marked(answer: str, kind: str) -> None:
    found = read(Document(INTERVIEW.format(first=answer))).statements

    kinds = [(one.text, one.non_answer) for one in found if one.exchange is not None]
    assert kinds[0] == (answer, kind)
    assert kinds[1][1] == ""


def test_a_long_answer_that_opens_with_a_refusal_is_an_answer() -> None:
    answer = (
        "I'd rather not go into that. But the stone is there, the people are there, and what we "
        "lack is a council that votes as it speaks, which is all that I ask for now, as I did."
    )

    found = read(Document(INTERVIEW.format(first=answer))).statements

    assert found[0].non_answer == ""


def test_reported_words_are_the_report_without_its_verb() -> None:
    text = "Marit Solvang did not immediately respond to a request for comment."

    (found,) = read(Document(text)).statements

    assert found.cue is not None
    assert (found.cue.text, found.text) == ("did not immediately respond", "to a request")
    assert [span.of(text) for span in found.spans] == ["to a request"]
