"""The pass over one Japanese document."""

from commentary.reading.languages.japanese.days import with_days
from commentary.reading.languages.japanese.persons import Persons
from commentary.reading.languages.japanese.statements import JapaneseStatements
from commentary.reading.languages.japanese.words import japanese_words
from commentary.reading.text.tokens import paragraphs_of
from commentary.reading.types import Document, Form, Reading


def read_japanese(document: Document) -> Reading:
    """Read a document in Japanese: who said what, in which words."""
    words = japanese_words()
    text, paragraphs = document.text, paragraphs_of(document.text)
    persons = Persons(text, paragraphs, words)
    statements = JapaneseStatements(text, persons, words)
    told = statements.read(paragraphs, range(len(paragraphs)))
    form: Form = "news" if told else "other"
    return Reading(form, None, with_days(document, told), persons.found())
