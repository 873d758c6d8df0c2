"""The parts of an article on several pages as one text. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from common.text import letters_and_digits
from sources.parsing.documents import ParsedPage


def join_parts(parts: Sequence[ParsedPage]) -> ParsedPage:
    """The first part with the paragraphs of all of them, each part's own once: what stands at the
    top of every part (a summary, a table of contents) is said once.
    """
    text, marks = "", []
    seen: set[str] = set()
    for part in parts:
        at = 0
        own: set[str] = set()
        for paragraph in part.text.split("\n\n"):
            start, end = at, at + len(paragraph)
            at = end + 2
            letters = letters_and_digits(paragraph)
            own.add(letters)
            if letters in seen and part is not parts[0]:
                continue
            text += "\n\n" if text else ""
            marks += [
                (kind, one - start + len(text), other - start + len(text))
                for kind, one, other in part.marks
                if start <= one and other <= end
            ]
            text += paragraph
        seen |= own
    return replace(parts[0], text=text, marks=tuple(marks), next_url="")
