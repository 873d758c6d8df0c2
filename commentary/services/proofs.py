"""Evidence for positions: slices of the statement as it was printed."""

from collections.abc import Sequence

from commentary.enums import EvidenceState
from commentary.exceptions import EvidenceError
from commentary.models import Appearance, Evidence, Statement
from commentary.quoting import Span, context
from commentary.services.revisions import live_now
from commentary.shaping import FIRST_PUBLISHED_FIRST
from commentary.withheld import Source, find_words, within
from common.text import fingerprint, letters_and_digits


def evidence_for(statement: Statement, spans: Sequence[Span] | None) -> list[Evidence]:
    """Evidence in the text where the statement was first published, made where there is none.

    `spans` are code points of that text, the lead first, each inside the statement; None: all of
    it. Only words of the statement become evidence: where other words stand between its spans,
    each span is a piece of its own. Raises EvidenceError.
    """
    appearance = leading_appearance(statement)
    if appearance is None:
        raise EvidenceError("No stored text has this statement; read its article first.")
    text = appearance.article_text.text
    own = _joined(text, [(start, end) for start, end in appearance.spans])
    wanted = own if spans is None else [_trimmed(text, span) for span in spans]
    if not wanted:
        raise EvidenceError("Choose at least one passage of the statement as evidence.")
    for start, end in wanted:
        if not any(first <= start < end <= last for first, last in own):
            raise EvidenceError(
                f"Characters {start} to {end} are not words of this statement; choose words "
                "that are."
            )
    return [_piece(appearance, start, end) for start, end in wanted]


def withheld_evidence(statement: Statement, source: Source) -> Evidence:
    """Evidence that names words which we may not keep; where a stored text of the statement has
    them, their slice.
    """
    known = Evidence.objects.filter(statement=statement, letters_sha256=source.letters_sha256)
    if (there := known.order_by("state", "pk").first()) is not None:
        return there
    appearance = leading_appearance(statement)
    if appearance is not None:
        text = appearance.article_text.text
        place = find_words(text, letters_sha256=source.letters_sha256, length=source.length)
        bounds = appearance.start, appearance.end
        if place is not None and (inside := within(place, bounds, text=text)) is not None:
            return _piece(appearance, *inside)
    return Evidence.objects.create(
        statement=statement,
        state=EvidenceState.WITHHELD,
        url=source.url,
        letters_sha256=source.letters_sha256,
        length=source.length,
    )


def leading_appearance(statement: Statement) -> Appearance | None:
    """The publication in which curators read the statement: its passage's, else the first."""
    appearances = list(
        Appearance.objects.filter(statement=statement)
        .select_related("article_text")
        .order_by(*FIRST_PUBLISHED_FIRST)
    )
    passage = statement.passage
    for one in appearances:
        if passage is not None and one.article_text_id == passage.article_text_id:
            return one
    return appearances[0] if appearances else None


def _piece(appearance: Appearance, start: int, end: int) -> Evidence:
    text = appearance.article_text.text
    exact = text[start:end]
    prefix, suffix = context(text, start, end)
    evidence, _ = Evidence.objects.get_or_create(
        statement_id=appearance.statement_id,
        article_text_id=appearance.article_text_id,
        start=start,
        end=end,
        defaults={
            "state": EvidenceState.ANCHORED,
            "exact": exact,
            "prefix": prefix,
            "suffix": suffix,
            "letters_sha256": fingerprint(exact),
            "length": len(letters_and_digits(exact)),
            "rendering": appearance.rendering,
            "live": live_now(appearance, exact),
        },
    )
    return evidence


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """Spans between which only blanks stand, as one."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _trimmed(text: str, span: Span) -> Span:
    """Without blanks at the ends, which a selection easily takes along."""
    start, end = span
    if not 0 <= start < end <= len(text):
        raise EvidenceError(f"Characters {start} to {end} are not in the text.")
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
