"""How the field's records look from outside: one place for the API, events, webhooks and feeds.

Pure. A shape takes a row of `.values(*SOMETHING_FIELDS)` and gives plain JSON values: ids are
opaque (common.public_ids), days ISO 8601, instants RFC 3339 in UTC. commentary.shaping reads the
rows. Within v1 keys are only ever added.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from commentary.enums import EvidenceState, Rendering, StatementType
from commentary.revised import live_of
from commentary.scoring import score, stance_text
from common.public_ids import public_id

Row = Mapping[str, Any]
Shape = dict[str, Any]

# Only these renderings are words as they were said or written.
_VERBATIM = frozenset({Rendering.ORIGINAL, Rendering.TRANSCRIPT})

EXPERT_FIELDS = ("id", "slug", "name", "public_basis", "created_at", "merged_into__slug")
TOPIC_FIELDS = ("id", "slug", "name", "parent__slug")
PROPOSITION_FIELDS = (
    "id",
    "slug",
    "wording",
    "kind",
    "guide",
    "due_on",
    "state",
    "closed_on",
    "closed_reason",
    "topic__slug",
    "topic__name",
)
EVIDENCE_FIELDS = (
    "id",
    "state",
    "live",
    "start",
    "end",
    "exact",
    "prefix",
    "suffix",
    "url",
    "rendering",
    "shown_start",
    "shown_end",
    "statement__type",
    "article_text__article_id",
    "article_text__article__url",
    "article_text__article__language",
    "article_text__article__outlet__slug",
)
# `shown_text` is an annotation: text[shown_start:shown_end] of the appearance's text.
APPEARANCE_FIELDS = (
    "id",
    "statement_id",
    "spans",
    "start",
    "end",
    "rendering",
    "language",
    "spoken_language",
    "shown_start",
    "shown_end",
    "shown_text",
    "fate",
    "is_withdrawn",
    "statement__type",
    "article_text__article_id",
    "article_text__article__url",
    "article_text__article__language",
    "article_text__article__outlet__slug",
)
STATEMENT_FIELDS = (
    "id",
    "expert__slug",
    "expert__name",
    "occasion_id",
    "occasion__kind",
    "occasion__interview__id",
    "stated_on",
    "precision",
    "basis",
    "type",
    "medium",
    "negated",
    "hypothetical",
    "reported_by",
    "recorded_at",
    "ended_at",
    "ended_reason",
    "disputed_at",
    "reply",
    "replied_at",
)
POSITION_FIELDS = (
    "id",
    "stance",
    "strength",
    "certainty",
    "stated_on",
    "precision",
    "basis",
    "held_on",
    "summary",
    "rendering",
    "recorded_at",
    "ended_at",
    "ended_reason",
    "statement_id",
    "statement__occasion_id",
    "lead_evidence_id",
    "replaces_id",
    "expert_id",
    "expert__slug",
    "expert__name",
    "proposition_id",
    "proposition__slug",
    "proposition__wording",
    "proposition__kind",
    "wording__version",
    "statement__disputed_at",
    "statement__reply",
    "statement__replied_at",
)
CHANGE_FIELDS = (
    "id",
    "kind",
    "state",
    "on",
    "before_id",
    "after_id",
    "before__stance",
    "after__stance",
    "recorded_at",
    "ended_at",
    "ended_reason",
    "expert_id",
    "expert__slug",
    "expert__name",
    "proposition_id",
    "proposition__slug",
    "proposition__wording",
    "proposition__kind",
)
ARTICLE_FIELDS = (
    "id",
    "url",
    "title",
    "author",
    "language",
    "published_at",
    "published_basis",
    "first_seen_at",
    "outlet__slug",
    "outlet__name",
)
OUTLET_FIELDS = ("id", "slug", "name", "home", "time_zone", "language")
INTERVIEW_FIELDS = (
    "id",
    "guests",
    "occasion_id",
    "occasion__title",
    "occasion__stated_on",
    "occasion__precision",
    "occasion__basis",
    "article_text__article_id",
    "article_text__article__title",
    "article_text__article__url",
    "article_text__article__outlet__slug",
)


def day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def instant(value: datetime | None) -> str | None:
    """RFC 3339 in UTC with a Z, to the microsecond: pinning a clock needs all of it."""
    if value is None:
        return None
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def expert_reference(slug: str, name: str) -> Shape:
    return {"slug": slug, "name": name}


def proposition_reference(slug: str, wording: str, kind: str) -> Shape:
    return {"slug": slug, "wording": wording, "kind": kind}


def expert_shape(
    row: Row,
    *,
    names: Iterable[Row] = (),
    affiliations: Iterable[Row] = (),
    identifiers: Iterable[Row] = (),
) -> Shape:
    """`{"slug", "name", "public_basis", "tracked_since", "names", "affiliations", "identifiers"}`.

    `names` are rows of name, language, script; `affiliations` of role, organisation, since, until;
    `identifiers` of scheme, value.
    """
    return {
        "slug": row["slug"],
        "name": row["name"],
        "public_basis": row["public_basis"],
        "tracked_since": day(row["created_at"].astimezone(UTC).date()),
        "merged_into": row["merged_into__slug"],
        "names": [
            {"name": one["name"], "language": one["language"], "script": one["script"]}
            for one in names
        ],
        "affiliations": [
            {
                "role": one["role"],
                "organisation": one["organisation"],
                "since": day(one["since"]),
                "until": day(one["until"]),
            }
            for one in affiliations
        ],
        "identifiers": [{"scheme": one["scheme"], "value": one["value"]} for one in identifiers],
    }


def topic_shape(row: Row) -> Shape:
    return {"slug": row["slug"], "name": row["name"], "parent": row["parent__slug"]}


def proposition_shape(row: Row) -> Shape:
    return {
        **proposition_reference(row["slug"], row["wording"], row["kind"]),
        "guide": row["guide"],
        "topic": {"slug": row["topic__slug"], "name": row["topic__name"]},
        "due_on": day(row["due_on"]),
        "state": row["state"],
        "closed_on": day(row["closed_on"]),
        "closed_reason": row["closed_reason"],
    }


def outlet_shape(row: Row) -> Shape:
    return {
        "slug": row["slug"],
        "name": row["name"],
        "home": row["home"],
        "time_zone": row["time_zone"],
        "language": row["language"],
    }


def article_shape(row: Row) -> Shape:
    """What is known about an article; its text never leaves us as a whole."""
    return {
        "id": public_id("article", row["id"]),
        "url": row["url"],
        "title": row["title"],
        "author": row["author"],
        "language": row["language"],
        "published_at": instant(row["published_at"]),
        "published_basis": row["published_basis"],
        "first_seen_at": instant(row["first_seen_at"]),
        "outlet": {"slug": row["outlet__slug"], "name": row["outlet__name"]},
    }


def evidence_shape(row: Row) -> Shape:
    """The public part of the words that show a position.

    `exact` is text[start:end]. Where only a part may be shown, `cut` is true and `evidence_start`
    and `evidence_end` give the whole; where nothing may, `exact` is empty, `start` and `end` are
    both where the whole begins and `read_at_source` is true. Words that stand in no text of ours
    (withheld) have no offsets at all. `quotable`: may stand in quotation marks.
    """
    shown = row["shown_start"] is not None and row["state"] == EvidenceState.ANCHORED
    start = row["shown_start"] if shown else row["start"]
    end = row["shown_end"] if shown else row["start"]
    return {
        "exact": row["exact"][start - row["start"] : end - row["start"]] if shown else "",
        "prefix": row["prefix"] if shown else "",
        "suffix": row["suffix"] if shown else "",
        "start": start,
        "end": end,
        "state": row["state"],
        "live": row["live"],
        "rendering": row["rendering"],
        **_source(row),
        "url": row["article_text__article__url"] or row["url"],
        "cut": (start, end) != (row["start"], row["end"]),
        "evidence_start": row["start"],
        "evidence_end": row["end"],
        "quotable": shown and is_quotable(row["statement__type"], row["rendering"]),
        "read_at_source": not shown,
    }


def appearance_shape(row: Row) -> Shape:
    """One publication of a statement, in the keys of evidence; `spoken_language` where known."""
    shown = row["shown_start"] is not None
    start = row["shown_start"] if shown else row["start"]
    end = row["shown_end"] if shown else row["start"]
    exact = (row["shown_text"] or "") if shown else ""
    quotable = (
        shown
        and is_quotable(row["statement__type"], row["rendering"])
        and _is_unbroken(exact, start, row["spans"])
    )
    return {
        "exact": exact,
        "prefix": "",
        "suffix": "",
        "start": start,
        "end": end,
        "state": EvidenceState.ANCHORED.value,
        "live": live_of(row["fate"], is_withdrawn=row["is_withdrawn"]).value,
        "rendering": row["rendering"],
        **_source(row),
        "language": row["language"] or row["article_text__article__language"],
        "spoken_language": row["spoken_language"],
        "url": row["article_text__article__url"],
        "cut": (start, end) != (row["start"], row["end"]),
        "evidence_start": row["start"],
        "evidence_end": row["end"],
        "quotable": quotable,
        "read_at_source": not shown,
    }


def is_quotable(statement_type: str, rendering: str) -> bool:
    """Whether words may be called verbatim and set in quotation marks: direct, and neither
    paraphrased, translated, condensed nor heard by a machine.
    """
    return statement_type == StatementType.DIRECT and rendering in _VERBATIM


def statement_shape(row: Row, appearances: Sequence[Shape]) -> Shape:
    """What was said; `appearances` are its publications, first publication first."""
    interview = row["occasion__interview__id"]
    return {
        "id": public_id("statement", row["id"]),
        "expert": expert_reference(row["expert__slug"], row["expert__name"]),
        "occasion": public_id("occasion", row["occasion_id"]),
        "occasion_kind": row["occasion__kind"],
        "interview": None if interview is None else public_id("interview", interview),
        "stated_on": day(row["stated_on"]),
        "precision": row["precision"],
        "basis": row["basis"],
        "type": row["type"],
        "medium": row["medium"],
        "negated": row["negated"],
        "hypothetical": row["hypothetical"],
        "reported_by": row["reported_by"],
        "recorded_at": instant(row["recorded_at"]),
        "ended_at": instant(row["ended_at"]),
        "ended_reason": row["ended_reason"] or None,
        **_answered(row, of=""),
        "appearances": list(appearances),
    }


def position_shape(row: Row, evidence: Sequence[Shape]) -> Shape:
    """One position as it stands on a timeline; `evidence` has the lead first.

    `strength` is null where only the side is known.
    """
    replaces = row["replaces_id"]
    return {
        "id": public_id("position", row["id"]),
        "stance": row["stance"],
        "stance_text": stance_text(row["proposition__kind"], row["stance"]),
        "score": score(row["stance"], row["strength"]),
        "strength": row["strength"] or None,
        "certainty": row["certainty"],
        "stated_on": day(row["stated_on"]),
        "precision": row["precision"],
        "basis": row["basis"],
        "held_on": day(row["held_on"]),
        "occasion": public_id("occasion", row["statement__occasion_id"]),
        "statement": public_id("statement", row["statement_id"]),
        "summary": row["summary"],
        "rendering": row["rendering"],
        "wording_version": row["wording__version"],
        "replaces": None if replaces is None else public_id("position", replaces),
        "recorded_at": instant(row["recorded_at"]),
        "ended_at": instant(row["ended_at"]),
        "ended_reason": row["ended_reason"] or None,
        **_answered(row, of="statement__"),
        "evidence": list(evidence),
    }


def position_record_shape(row: Row, evidence: Sequence[Shape]) -> Shape:
    """A position on its own: with whose it is and on what."""
    shape = position_shape(row, evidence)
    return {"id": shape.pop("id"), **_whose(row), **shape}


def change_on_timeline_shape(row: Row) -> Shape:
    """A change beside the positions it is between: `before` and `after` are their ids."""
    return {
        "id": public_id("change", row["id"]),
        "kind": row["kind"],
        "state": row["state"],
        "before": public_id("position", row["before_id"]),
        "after": public_id("position", row["after_id"]),
        "before_stance": row["before__stance"],
        "after_stance": row["after__stance"],
        "on": day(row["on"]),
    }


def change_shape(row: Row, *, before: Shape, after: Shape) -> Shape:
    """A change on its own; `before` and `after` are whole positions, with their words."""
    return {
        "id": public_id("change", row["id"]),
        "kind": row["kind"],
        "state": row["state"],
        **_whose(row),
        "on": day(row["on"]),
        "before": before,
        "after": after,
        "recorded_at": instant(row["recorded_at"]),
        "ended_at": instant(row["ended_at"]),
        "ended_reason": row["ended_reason"] or None,
    }


def interview_shape(
    row: Row, exchanges: Iterable[Row], statements: Mapping[int, Sequence[Shape]]
) -> Shape:
    """An interview; `exchanges` are rows of id, number and the four offsets, `statements` the
    public ones by exchange id. Questions are places only: their words would use up what may be
    shown of the answers.
    """
    return {
        "id": public_id("interview", row["id"]),
        "occasion": public_id("occasion", row["occasion_id"]),
        "title": row["occasion__title"] or row["article_text__article__title"],
        "stated_on": day(row["occasion__stated_on"]),
        "precision": row["occasion__precision"],
        "basis": row["occasion__basis"],
        "article": public_id("article", row["article_text__article_id"]),
        "outlet": row["article_text__article__outlet__slug"],
        "url": row["article_text__article__url"],
        "guests": list(row["guests"]),
        "exchanges": [
            {
                "number": one["number"],
                "question": [one["question_start"], one["question_end"]],
                "answer": [one["answer_start"], one["answer_end"]],
                "statements": list(statements.get(one["id"], ())),
            }
            for one in exchanges
        ],
    }


def _answered(row: Row, *, of: str) -> Shape:
    """What the person quoted says: that the words are not theirs, and a reply of their own."""
    reply, at = row[f"{of}reply"], instant(row[f"{of}replied_at"])
    return {
        "disputed_at": instant(row[f"{of}disputed_at"]),
        "reply": {"text": reply, "at": at} if reply else None,
    }


def _whose(row: Row) -> Shape:
    return {
        "expert": expert_reference(row["expert__slug"], row["expert__name"]),
        "proposition": proposition_reference(
            row["proposition__slug"], row["proposition__wording"], row["proposition__kind"]
        ),
    }


def _source(row: Row) -> Shape:
    article = row["article_text__article_id"]
    return {
        "article": None if article is None else public_id("article", article),
        "outlet": row["article_text__article__outlet__slug"],
        "language": row["article_text__article__language"] or "",
    }


def _is_unbroken(exact: str, start: int, spans: Sequence[Sequence[int]]) -> bool:
    """Whether nothing but blanks stands between the spans of what is shown: words of others
    between two quotations are not the speaker's.
    """
    end = start + len(exact)
    edges = [start, *(edge for span in spans for edge in span), end]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return all(not exact[max(a - start, 0) : max(b - start, 0)].strip() for a, b in gaps)
