"""How a record or timeline is cited: in words, as BibTeX and as CSL-JSON.

Always in English and with nothing of the moment of reading, so that a citation changes only when
what it cites does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import blake2b

from commentary.enums import DatePrecision
from commentary.shapes import Shape, day, instant

PUBLISHER = "Stanceline"

_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "{}$&#_%"},
}
_LATEX_MARK = re.compile(r"[\\~^{}$&#_%]")
# Braces and spaces would end a field or an address early.
_NOT_IN_ADDRESS = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited. `title` says what it is in neutral words, `issued` is the day on which it was
    public here as cited, `url` an address that answers the same for ever; `as_of` and `known_at`
    are the clocks in it, where it has any.
    """

    title: str
    issued: date
    url: str
    as_of: date | None = None
    known_at: datetime | None = None

    @property
    def key(self) -> str:
        """A name in lists of references: letters, digits, hyphens; each address has its own."""
        digest = blake2b(self.url.encode(), digest_size=4).hexdigest()
        return f"{PUBLISHER.lower()}-{self.issued:%Y}-{digest}"

    @property
    def note(self) -> str:
        """Both clocks in words, "" without them."""
        if self.as_of is None and self.known_at is None:
            return ""
        return f"As of {day(self.as_of)}, known at {instant(self.known_at)}"


def citation_shape(cited: Cited) -> Shape:
    """`{"text", "bibtex", "csl_json", "url"}`; `csl_json` is one item of CSL-JSON 1.0."""
    return {
        "text": _text(cited),
        "bibtex": _bibtex(cited),
        "csl_json": _csl_json(cited),
        "url": cited.url,
    }


def stated(on: str, precision: str) -> str:
    """An ISO day as far as it is known: 2025-05-15, 2025-05 or 2025."""
    kept = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7}
    return on[: kept.get(DatePrecision(precision), 10)]


def listed(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _text(cited: Cited) -> str:
    parts = [cited.title, f"{PUBLISHER}, {day(cited.issued)}", cited.note]
    told = ". ".join(part.rstrip(".") for part in parts if part)
    return f"{told}. {cited.url}"


def _bibtex(cited: Cited) -> str:
    fields = {
        # Twice in braces: capital letters stay, and the author is one name.
        "author": f"{{{PUBLISHER}}}",
        "title": f"{{{_latex(cited.title)}}}",
        "year": f"{cited.issued:%Y}",
        "month": f"{cited.issued.month}",
        "note": _latex(cited.note),
        "url": "".join(_NOT_IN_ADDRESS.get(mark, mark) for mark in cited.url),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{cited.key},\n{lines}\n}}"


def _csl_json(cited: Cited) -> Shape:
    item: Shape = {
        "id": cited.key,
        "type": "dataset",
        "author": [{"literal": PUBLISHER}],
        "title": cited.title,
        "publisher": PUBLISHER,
        "issued": {"date-parts": [[cited.issued.year, cited.issued.month, cited.issued.day]]},
        "URL": cited.url,
    }
    if cited.known_at is not None:
        item["version"] = instant(cited.known_at.astimezone(UTC))
    if cited.note:
        item["note"] = cited.note
    return item


def _latex(text: str) -> str:
    return _LATEX_MARK.sub(lambda found: _LATEX[found[0]], text)
