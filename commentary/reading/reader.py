"""The pass over one document: its form, its interview, its statements, its persons."""

from commentary.reading.interviews import interview_in
from commentary.reading.page import page_of
from commentary.reading.statements import statements_in
from commentary.reading.types import Document, Form, Reading

READER_VERSION = "2026.11.1"


def read(document: Document) -> Reading:
    """Read a document: who said what, in which words.

    Deterministic, and linear in the length of the text. A text in which nothing is said gives a
    reading without statements; no text is an error.
    """
    page = page_of(document)
    found = interview_in(page)
    if found is not None:
        statements = found.answers
        return Reading("interview", found.interview, statements, page.persons.found())
    statements = tuple(statements_in(page, range(len(page.paragraphs))))
    form: Form = "news" if statements else "other"
    return Reading(form, None, statements, page.persons.found())
