"""Statements whose words stand at a source that we may not keep, until a stored text has them.

They are decided like others, on evidence that names the words without having them ("read it at the
source"). When a text is read that prints them, the statement that the reader finds there is this
one: it appears there, and its evidence becomes a slice of that text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from commentary.enums import (
    DateBasis,
    DatePrecision,
    EvidenceState,
    OccasionKind,
    PositionState,
    StatementState,
    StatementType,
)
from commentary.models import Appearance, Evidence, Occasion, Position, Statement
from commentary.quoting import context
from commentary.services.proofs import withheld_evidence
from commentary.services.review import lock_expert
from commentary.services.search_index import index_records
from commentary.services.showing import show_evidence, show_statement
from commentary.withheld import (
    Source,
    Span,
    WithheldOccasion,
    find_words,
    is_said_there,
    within,
)
from sources.models import ArticleText


@dataclass(slots=True)
class Withheld:
    """The evidence of one expert that was withheld once, whose words a text prints, and where.

    What another text anchored already is recognised here and stays where it is.
    """

    text: ArticleText
    places: list[tuple[Evidence, Span]] = field(default_factory=list)

    @property
    def occasion(self) -> Occasion | None:
        """The occasion of the first of them."""
        return self.places[0][0].statement.occasion if self.places else None

    def prints(self, statement: Statement) -> bool:
        """Whether the statement is one of those."""
        return any(evidence.statement_id == statement.pk for evidence, _ in self.places)

    def recognise(self, spans: Sequence[Span], *, taken: Iterable[int]) -> Statement | None:
        """The statement that the reader found at `spans`, if it is one."""
        for evidence, place in self.places:
            is_source = evidence.url == self.text.article.url
            if evidence.statement_id not in taken and is_said_there(
                spans, place, text=self.text.text, is_source=is_source
            ):
                return evidence.statement
        return None


def withheld_in(text: ArticleText, expert_id: int) -> Withheld:
    """The words of this person that were withheld once, and that the text prints."""
    rows = (
        Evidence.objects.filter(statement__expert_id=expert_id)
        .exclude(url="")
        .select_related("statement__occasion")
        .order_by("pk")
    )
    found = Withheld(text)
    for one in rows:
        place = find_words(text.text, letters_sha256=one.letters_sha256, length=one.length)
        if place is not None:
            found.places.append((one, place))
    return found


@transaction.atomic
def withhold_statements(
    *, expert_id: int, occasion: WithheldOccasion, sources: Sequence[Sequence[Source]]
) -> list[Statement]:
    """One statement for each group of sources, all of one occasion; new ones await a decision.

    A statement that is on record already is that one: by its evidence, or because a stored text
    has the words. Called again it adds nothing.
    """
    lock_expert(expert_id)
    known = [_on_record(expert_id, some) for some in sources]
    place = next((one.occasion for one in known if one is not None), None)
    if place is None:
        place = Occasion.objects.create(
            kind=OccasionKind.INTERVIEW,
            expert_id=expert_id,
            title=occasion.title,
            stated_on=occasion.stated_on,
            precision=DatePrecision.DAY,
            basis=DateBasis.PUBLISHED,
        )
    return [
        there or _withhold(expert_id, place, some)
        for there, some in zip(known, sources, strict=True)
    ]


def anchor_withheld(withheld: Withheld, statements: Iterable[Statement]) -> None:
    """Make the evidence of these statements slices of the text in which they now appear, and
    allot the words that may be shown.

    Their positions are public already and come all at once: each gets its words and none around
    them, so that the share of the text suffices for the last one, and a statement shows those of
    its first position.
    """
    statements = list(statements)
    public = Position.objects.filter(statement__in=statements, state=PositionState.PUBLISHED)
    leading = set(public.values_list("lead_evidence", flat=True))
    appearances = Appearance.objects.filter(statement__in=statements, article_text=withheld.text)
    anchored = {
        one: _anchor(withheld, one)
        for one in appearances.select_related("statement").order_by("start")
    }
    show_evidence(
        [piece for some in anchored.values() for piece in some if piece.pk in leading], around=0
    )
    for appearance, evidence in anchored.items():
        shown = [one for one in evidence if one.shown_start is not None]
        if appearance.statement.state != StatementState.ACCEPTED:
            continue
        if not shown:
            show_statement(appearance.statement)
            continue
        appearance.shown_start, appearance.shown_end = shown[0].shown_start, shown[0].shown_end
        appearance.save(update_fields=["shown_start", "shown_end", "updated_at"])
    index_records(
        statements=[one.pk for one in statements],
        positions=public.values_list("pk", flat=True),
    )


def _anchor(withheld: Withheld, appearance: Appearance) -> list[Evidence]:
    text, anchored = withheld.text.text, []
    bounds = appearance.start, appearance.end
    for evidence, place in withheld.places:
        if (evidence.statement_id, evidence.state) != (
            appearance.statement_id,
            EvidenceState.WITHHELD,
        ):
            continue
        inside = within(place, bounds, text=text)
        if inside is None:
            continue
        start, end = inside
        evidence.state, evidence.article_text = EvidenceState.ANCHORED, withheld.text
        evidence.start, evidence.end, evidence.exact = start, end, text[start:end]
        evidence.prefix, evidence.suffix = context(text, start, end)
        evidence.rendering = appearance.rendering
        evidence.save()
        anchored.append(evidence)
    return anchored


def _on_record(expert_id: int, sources: Sequence[Source]) -> Statement | None:
    known = Evidence.objects.filter(
        statement__expert_id=expert_id, letters_sha256__in=[one.letters_sha256 for one in sources]
    )
    evidence = known.select_related("statement__occasion").order_by("pk").first()
    if evidence is not None:
        return evidence.statement
    appearances = Appearance.objects.of_own_words().filter(
        statement__expert_id=expert_id, statement__type=StatementType.DIRECT
    )
    for one in appearances.select_related("statement__occasion", "article_text").order_by("pk"):
        text = one.article_text.text[one.start : one.end]
        for source in sources:
            if find_words(text, letters_sha256=source.letters_sha256, length=source.length):
                return one.statement
    return None


def _withhold(expert_id: int, occasion: Occasion, sources: Sequence[Source]) -> Statement:
    statement: Statement = Statement.objects.create(
        expert_id=expert_id,
        occasion=occasion,
        type=StatementType.DIRECT,
        stated_on=occasion.stated_on,
        precision=occasion.precision,
        basis=occasion.basis,
    )
    for source in sources:
        withheld_evidence(statement, source)
    return statement
