"""What of a record can be found: its entry, made of what is public and of nothing else.

A record that is not public has no entry. Words of an article are those that may be shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from commentary.enums import SearchKind
from commentary.models import (
    Affiliation,
    Expert,
    ExpertName,
    Position,
    Proposition,
    SearchEntry,
    Statement,
)
from commentary.scoring import stance_text
from commentary.shapes import (
    POSITION_FIELDS,
    PROPOSITION_FIELDS,
    STATEMENT_FIELDS,
    Row,
    Shape,
    expert_reference,
    proposition_reference,
)
from commentary.shaping import appearances_of, evidence_of
from commentary.terms import name_forms, name_keys, tokens_of
from common.text import letters_and_digits

Entries = dict[int, SearchEntry]


def entries_of(kind: SearchKind, records: Iterable[int]) -> Entries:
    """The entries, not stored, of those of the records that are public, by row number.

    A fixed number of queries however many records.
    """
    return _READERS[kind](list(records))


def _experts(records: list[int]) -> Entries:
    rows = Expert.objects.tracked().filter(pk__in=records).values("id", "slug", "name")
    names = _names(records)
    roles: dict[int, list[str]] = defaultdict(list)
    affiliations = Affiliation.objects.filter(expert__in=records).order_by("pk")
    for expert, role, organisation in affiliations.values_list(
        "expert_id", "role", "organisation"
    ):
        roles[expert].append(f"{role}, {organisation}")
    found: Entries = {}
    for row in rows:
        others = [name for name in names[row["id"]] if name != row["name"]]
        found[row["id"]] = _entry(
            SearchKind.EXPERT,
            row,
            slug=row["slug"],
            title=row["name"],
            names=name_forms([row["name"], *others]),
            parts=[_part("role", one) for one in roles[row["id"]]]
            + [_part("name", one) for one in others],
            about=_about(expert=expert_reference(row["slug"], row["name"])),
        )
    return found


def _propositions(records: list[int]) -> Entries:
    rows = Proposition.objects.filter(pk__in=records).values(*PROPOSITION_FIELDS)
    return {
        row["id"]: _entry(
            SearchKind.PROPOSITION,
            row,
            slug=row["slug"],
            title=row["wording"],
            names=[row["wording"]],
            parts=[_part("guide", row["guide"]), _part("topic", row["topic__name"])],
            about=_about(
                proposition=proposition_reference(row["slug"], row["wording"], row["kind"])
            ),
        )
        for row in rows
    }


def _positions(records: list[int]) -> Entries:
    positions = Position.objects.published().current().filter(pk__in=records)
    rows = list(positions.values(*POSITION_FIELDS))
    evidence = evidence_of(rows)
    names = _names(row["expert_id"] for row in rows)
    found: Entries = {}
    for row in rows:
        word = stance_text(row["proposition__kind"], row["stance"])
        about = _about(
            expert=expert_reference(row["expert__slug"], row["expert__name"]),
            proposition=proposition_reference(
                row["proposition__slug"], row["proposition__wording"], row["proposition__kind"]
            ),
            stance=row["stance"],
            stance_text=word,
        )
        found[row["id"]] = _entry(
            SearchKind.POSITION,
            row,
            title=f"{row['expert__name']}: {word} – {row['proposition__wording']}",
            parts=[_part("summary", row["summary"]), *_words(evidence[row["id"]])],
            also=name_forms(names[row["expert_id"]]),
            about=about,
        )
    return found


def _statements(records: list[int]) -> Entries:
    statements = Statement.objects.accepted().current().filter(pk__in=records)
    rows = list(statements.values(*STATEMENT_FIELDS, "expert_id"))
    appearances = appearances_of(row["id"] for row in rows)
    names = _names(row["expert_id"] for row in rows)
    return {
        row["id"]: _entry(
            SearchKind.STATEMENT,
            row,
            title=row["expert__name"],
            parts=_words(appearances[row["id"]]),
            also=name_forms(names[row["expert_id"]]),
            about=_about(expert=expert_reference(row["expert__slug"], row["expert__name"])),
        )
        for row in rows
    }


_READERS: Mapping[SearchKind, Callable[[list[int]], Entries]] = {
    SearchKind.EXPERT: _experts,
    SearchKind.PROPOSITION: _propositions,
    SearchKind.POSITION: _positions,
    SearchKind.STATEMENT: _statements,
}


def _entry(
    kind: SearchKind,
    row: Row,
    *,
    title: str,
    parts: list[Shape],
    about: Shape,
    slug: str = "",
    names: Iterable[str] = (),
    also: Iterable[str] = (),
) -> SearchEntry:
    """`names` are what the record is called; `also` are words that find it and are not shown."""
    parts = [part for part in parts if part["text"]]
    tokens = tokens_of([title, *names, *(part["text"] for part in parts), *also])
    called = tokens_of([title, *names])
    stated_on: date | None = row.get("stated_on")
    return SearchEntry(
        kind=kind,
        record=row["id"],
        slug=slug,
        title=title,
        about=about,
        parts=parts,
        stated_on=stated_on,
        words=tokens.words,
        more=tokens.more,
        title_words=f"{called.words} {called.more} ",
        name_keys=name_keys(names),
    )


def _about(
    *,
    expert: Shape | None = None,
    proposition: Shape | None = None,
    stance: str | None = None,
    stance_text: str | None = None,
) -> Shape:
    return {
        "expert": expert,
        "proposition": proposition,
        "stance": stance,
        "stance_text": stance_text,
    }


def _part(of: str, text: str, **words: Any) -> Shape:
    return {"of": of, "text": text, "rendering": None, "quotable": None, "language": None, **words}


def _words(printed: Iterable[Shape]) -> list[Shape]:
    """The words that are shown, those of a copy once."""
    found: dict[str, Shape] = {}
    for one in printed:
        part = _part(
            "words",
            one["exact"],
            rendering=one["rendering"],
            quotable=one["quotable"],
            language=one["language"],
        )
        found.setdefault(letters_and_digits(one["exact"]), part)
    return list(found.values())


def _names(experts: Iterable[int]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    names = ExpertName.objects.filter(expert__in=set(experts)).order_by("pk")
    for expert, name in names.values_list("expert_id", "name"):
        found[expert].append(name)
    return found
