"""A plain text file as the page of an article: paragraphs set apart by empty lines. Pure."""

import re

from common.text import letters_and_digits, normalise
from sources.parsing.documents import ParsedPage
from sources.parsing.encodings import decode

_EMPTY_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


def parse_text_file(body: bytes, *, content_type: str) -> ParsedPage:
    """As parse_text, from the bytes of a file."""
    return parse_text(decode(body, content_type))


def parse_text(text: str) -> ParsedPage:
    """The text as given, paragraph by paragraph; it has no address, headline or day of its own."""
    paragraphs = [
        "\n".join(line.rstrip() for line in part.split("\n")).strip("\n")
        for part in _EMPTY_LINES.split(normalise(text).removeprefix("\ufeff").strip())
    ]
    whole = "\n\n".join(part for part in paragraphs if part.strip())
    if not letters_and_digits(whole):
        return ParsedPage(reason="The file has no text.")
    return ParsedPage(text=whole, is_article=True)
