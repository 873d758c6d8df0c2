"""A reading as the JSON row that `read_article` prints (the stable contract)."""

from typing import Any

from commentary.reading.types import (
    FoundDay,
    FoundInterview,
    FoundStatement,
    Mention,
    Reading,
    Span,
)


def as_row(row_id: str, reading: Reading) -> dict[str, Any]:
    """Return the reading as plain lists, numbers and strings; offsets as in the reading."""
    return {
        "id": row_id,
        "form": reading.form,
        "interview": None if reading.interview is None else _interview(reading.interview),
        "statements": [_statement(statement) for statement in reading.statements],
        "persons": [
            {
                "name": person.name,
                "mentions": [_span(span) for span in person.mentions],
                "affiliations": list(person.affiliations),
                "also": list(person.also),
            }
            for person in reading.persons
        ],
        "reason": reading.reason,
        "signatories": list(reading.signatories),
        "headline_differences": [
            {
                "speaker": one.speaker,
                "headline": _span(one.headline),
                "body": None if one.body is None else _span(one.body),
            }
            for one in reading.headline_differences
        ],
        "entries": [
            {"span": _span(entry.span), "head": _span(entry.head)} for entry in reading.entries
        ],
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _interview(interview: FoundInterview) -> dict[str, Any]:
    return {
        "guests": list(interview.guests),
        "turns": [
            {"role": turn.role, "start": turn.start, "end": turn.end, "speaker": turn.speaker}
            for turn in interview.turns
        ],
        "exchanges": [
            {
                "question": _span(exchange.question),
                "answers": [
                    {"speaker": answer.speaker, "span": _span(answer.span)}
                    for answer in exchange.answers
                ],
            }
            for exchange in interview.exchanges
        ],
    }


def _statement(statement: FoundStatement) -> dict[str, Any]:
    speaker, cue = statement.speaker, statement.cue
    return {
        "type": statement.type,
        "medium": statement.medium,
        "spans": [_span(span) for span in statement.spans],
        "text": statement.text,
        "speaker": None if speaker is None else _mention(speaker),
        "cue": None if cue is None else {"text": cue.text, "start": cue.start, "end": cue.end},
        "negated": statement.negated,
        "hypothetical": statement.hypothetical,
        "reported_by": statement.reported_by,
        "exchange": statement.exchange,
        "asked": statement.asked,
        "in_headline": statement.in_headline,
        "rendering": statement.rendering,
        "non_answer": statement.non_answer,
        "day": None if statement.day is None else _day(statement.day),
        "spoken_language": statement.spoken_language,
        "signatories": [_mention(one) for one in statement.signatories],
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "text": mention.text,
        "start": mention.start,
        "end": mention.end,
        "person": mention.person,
        "is_person": mention.is_person,
    }


def _day(day: FoundDay) -> dict[str, Any]:
    return {
        "on": day.on.isoformat(),
        "precision": day.precision,
        "basis": day.basis,
        "words": None if day.words is None else _span(day.words),
    }
