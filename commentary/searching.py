"""Searching what is public: people, propositions, positions and statements.

What is typed means: every word must be there, the last one also as the beginning of a word;
"words in quotation marks" stand in that order. Case, accents and width do not matter; in scripts
without spaces a single character is enough. Where nothing is found, people are whose names are
written nearly so.

Order: first what is called exactly so, then people, propositions, positions, statements; among
them those with the words in their title first, then the newest, then by row. Both databases give
the same rows in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from commentary.enums import FoundBy, SearchKind
from commentary.models import Expert, ExpertName, SearchEntry
from commentary.shapes import Row, Shape, day
from commentary.terms import MOST_WORDS, Search, find_matches, nearest_names, snippet_of
from common.api.paging import Key, Keyset
from common.public_ids import public_id
from common.text import normalise

#: The longest search, in characters.
LONGEST = 200

FIELDS = (
    "kind",
    "record",
    "slug",
    "title",
    "about",
    "parts",
    "stated_on",
    "found_by",
    "is_inexact",
    "place",
)
KEYSET = Keyset(
    (
        Key("is_inexact"),
        Key("place"),
        Key("found_by"),
        Key("stated_on", is_descending=True, is_nullable=True),
        Key("record"),
    )
)

# How many names are held against one that was misspelt; a roster beyond it is searched in part.
_NAMES = 20_000
_FOUND_BY = tuple(FoundBy)


class UnsearchableError(ValueError):
    """What was typed can find nothing; the message says why and what would."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: rows to be paged by KEYSET as `.values(*FIELDS)`, and their writing.

    `did_you_mean` is the nearest name where nothing is found as it was typed, else None; the rows
    are then the people with such names.
    """

    search: Search
    rows: QuerySet[Any, Any]
    did_you_mean: str | None

    def shapes(self, rows: Sequence[Row]) -> list[Shape]:
        """A page of the rows in the shape of search_result()."""
        return [search_result(row, self.search) for row in rows]


def read_search(text: str) -> Search:
    """What is asked for. Raises UnsearchableError for what is too long, has too many words, or no
    letter or digit.
    """
    text = " ".join(normalise(text).split())
    if len(text) > LONGEST:
        raise UnsearchableError(
            _("a search has at most %(number)d characters.") % {"number": LONGEST}
        )
    if len(text.split()) > MOST_WORDS:
        raise UnsearchableError(
            _("a search has at most %(number)d words.") % {"number": MOST_WORDS}
        )
    search = Search.of(text)
    if not search.wanted:
        raise UnsearchableError(_("a search needs a letter or a digit."))
    return search


def find(text: str, *, kind: str = "") -> Found:
    """Everything public that answers the search; `kind` (SearchKind) narrows it.

    Raises UnsearchableError. One query, two more where nothing is found; the rows are read by the
    caller.
    """
    search = read_search(text)
    entries = SearchEntry.objects.all()
    if kind:
        entries = entries.filter(kind=kind)
    rows = entries.asked_for(search)
    if kind not in {"", SearchKind.EXPERT} or rows.exists():
        return Found(search, rows, None)
    names, numbers = _near(text)
    return Found(search, entries.near(numbers), names[0] if names else None)


def search_result(row: Row, search: Search) -> Shape:
    """One row of an answer.

    `{"kind", "id", "title", "title_matches", "snippet", "expert", "proposition", "stance",
    "stance_text", "stated_on", "found_by", "api_url", "page_url"}`: `id` is the slug of a person
    or proposition, else the record's id. `title_matches` and the snippet's `matches` are
    [start, end] in code points of the text beside them, to be marked; neither text is HTML.
    `snippet` is null where the record has no more words, else `{"of", "text", "matches",
    "is_cut_before", "is_cut_after", "rendering", "quotable", "language"}`: `of` is "role", "name",
    "guide", "topic", "summary" (ours) or "words" (printed; set in quotation marks only where
    `quotable`). `expert`, `proposition`, `stance` and `stance_text` are null where the kind has
    none. `found_by`: FoundBy.
    """
    kind, slug, number = row["kind"], row["slug"], row["record"]
    own = slug or public_id(kind, number)
    return {
        "kind": kind,
        "id": own,
        "title": row["title"],
        "title_matches": _pairs(find_matches(search, row["title"])),
        "snippet": _snippet(row["parts"], search),
        **row["about"],
        "stated_on": day(row["stated_on"]),
        "found_by": _FOUND_BY[min(row["found_by"], len(_FOUND_BY) - 1)].value,
        "api_url": f"{settings.SITE_URL}{reverse(f'api:{kind}', args=[own])}",
        "page_url": f"{settings.SITE_URL}{reverse(f'commentary:{kind}', args=[own])}",
    }


def _near(text: str) -> tuple[list[str], dict[int, int]]:
    """Names nearly like the text, the nearest first, and the place of each bearer."""
    rows = ExpertName.objects.filter(expert__in=Expert.objects.tracked()).order_by("pk")
    bearers: dict[str, list[int]] = {}
    for name, expert in rows.values_list("name", "expert_id")[:_NAMES]:
        bearers.setdefault(name, []).append(expert)
    names = nearest_names(text, {name: min(who) for name, who in bearers.items()})
    places: dict[int, int] = {}
    for name in names:
        for expert in bearers[name]:
            places.setdefault(expert, len(places))
    return names, places


def _snippet(parts: Sequence[Shape], search: Search) -> Shape | None:
    """Of the part in which most of the search stands; the first of equal ones."""
    if not parts:
        return None
    part = max(parts, key=lambda one: _found_in(one["text"], search))
    found = snippet_of(search, part["text"])
    return {
        "of": part["of"],
        "text": found.text,
        "matches": _pairs(found.matches),
        "is_cut_before": found.start > 0,
        "is_cut_after": found.end < len(part["text"]),
        "rendering": part["rendering"],
        "quotable": part["quotable"],
        "language": part["language"],
    }


def _found_in(text: str, search: Search) -> int:
    """How many different words of the search stand in the text."""
    return len({text[start:end].casefold() for start, end in find_matches(search, text)})


def _pairs(spans: Iterable[tuple[int, int]]) -> list[list[int]]:
    return [list(span) for span in spans]
