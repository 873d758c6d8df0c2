"""How tests of the reader write down what was found: short, and equal on the whole result."""

from commentary.reading import Document, FoundStatement, Reading, read

Short = tuple[str, str, list[str]]  # person or words of the source, type, pieces


def read_text(text: str, *, title: str = "") -> Reading:
    return read(Document(text, title=title))


def pieces(text: str, statement: FoundStatement) -> list[str]:
    return [span.of(text) for span in statement.spans]


def shortly(text: str) -> list[Short]:
    """Who says what: the person, or the source's own words where no person is known."""
    return [
        (
            (one.speaker.person or one.speaker.text) if one.speaker else "",
            one.type,
            pieces(text, one),
        )
        for one in read_text(text).statements
    ]
