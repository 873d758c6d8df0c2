"""An interview written for the tests, as several outlets would print it. All is invented."""

TITLE = "Ports wait for an answer: expert in interview"
_GUEST_INTRODUCED = (
    "In an interview for the Courier, Marit Solvang, a fellow of the Institute for Harbour "
    "Studies, shared her views on the matter."
)
INTRODUCTION = (
    "Ships have waited off Norhaven for a week. The port may open in May.",
    _GUEST_INTRODUCED,
)
EXCHANGES = (
    (
        "How do you see the closure?",
        ("It came late, and for the wrong reason.", "From the council’s side it looks cheap."),
    ),
    (
        "What will the ships do?",
        (
            "They will go elsewhere – to “dry harbours”, as pilots say. Why would they stay?",
            "Jonas Ekdahl wrote in his diary that the first to leave never come back.",
            "I think he was right.",
        ),
    ),
    (
        "There are reports that fees may rise. What’s your take?",
        ("That is a new idea, and not a good one.",),
    ),
)
GUEST = "Marit Solvang"


def bare(*, break_: str = "\n\n") -> str:
    return break_.join([*INTRODUCTION, *(p for q, a in EXCHANGES for p in (q, *a))])


def labelled(asker: str, guest: str) -> str:
    parts = list(INTRODUCTION)
    for question, (first, *others) in EXCHANGES:
        parts += [f"{asker} {question}", f"{guest} {first}", *others]
    return "\n\n".join(parts)
