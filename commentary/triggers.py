"""What the database itself refuses in the tables of commentary, and what it looks up in them."""

from common.fulltext import TokenIndex
from common.triggers import Trigger

SEARCH_INDEX = TokenIndex(table="commentary_searchentry", words="words", more="more")


def _clock_is_final(model: str) -> Trigger:
    """When something became public or ended stays as it was written: `known_at` rests on it."""
    return Trigger(
        name=f"{model}_clock_is_final",
        table=f"commentary_{model}",
        on=("UPDATE",),
        refuse_when="""
            (OLD.recorded_at IS NOT NULL AND (
                NEW.recorded_at IS NULL OR NEW.recorded_at <> OLD.recorded_at))
            OR (OLD.ended_at IS NOT NULL AND (
                NEW.ended_at IS NULL OR NEW.ended_at <> OLD.ended_at))""",
    )


TRIGGERS = [
    *(
        _clock_is_final(model)
        for model in ("statement", "position", "stancechange", "propositionwording")
    ),
    # substr() counts code points on both databases; the services count them too.
    Trigger(
        name="evidence_is_a_slice",
        table="commentary_evidence",
        on=("INSERT", "UPDATE"),
        refuse_when="""
            NEW.state = 'anchored' AND NOT EXISTS (
                SELECT 1 FROM sources_articletext AS stored
                WHERE stored.id = NEW.article_text_id
                AND substr(stored.text, NEW.start + 1, NEW."end" - NEW.start) = NEW.exact)""",
    ),
    Trigger(
        name="position_agrees_with_its_statement",
        table="commentary_position",
        on=("INSERT", "UPDATE"),
        refuse_when="""
            NOT EXISTS (
                SELECT 1 FROM commentary_statement AS said
                WHERE said.id = NEW.statement_id AND said.expert_id = NEW.expert_id)
            OR NOT EXISTS (
                SELECT 1 FROM commentary_propositionwording AS wording
                WHERE wording.id = NEW.wording_id AND wording.proposition_id = NEW.proposition_id)
            OR (NEW.lead_evidence_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM commentary_evidence AS shown
                WHERE shown.id = NEW.lead_evidence_id
                AND shown.statement_id = NEW.statement_id))""",
    ),
    # A position is public only on words that were accepted as said and still stand ...
    Trigger(
        name="position_public_needs_an_accepted_statement",
        table="commentary_position",
        on=("INSERT", "UPDATE"),
        refuse_when="""
            NEW.state = 'published' AND NOT EXISTS (
                SELECT 1 FROM commentary_statement AS said
                WHERE said.id = NEW.statement_id AND said.state = 'accepted'
                AND (said.ended_at IS NULL OR NEW.ended_at IS NOT NULL))""",
    ),
    # ... and they stand, as this person's, as long as the position does.
    Trigger(
        name="statement_stands_under_its_positions",
        table="commentary_statement",
        on=("UPDATE",),
        refuse_when="""
            (NEW.state <> 'accepted' OR NEW.ended_at IS NOT NULL
                OR NEW.expert_id <> OLD.expert_id)
            AND EXISTS (
                SELECT 1 FROM commentary_position AS resting
                WHERE resting.statement_id = NEW.id AND resting.state = 'published'
                AND resting.ended_at IS NULL)""",
    ),
    # A correction ends a position and publishes the next; our own summary may be blanked.
    Trigger(
        name="position_public_is_final",
        table="commentary_position",
        on=("UPDATE",),
        refuse_when="""
            OLD.state = 'published' AND (
                NEW.state <> OLD.state
                OR NEW.statement_id <> OLD.statement_id
                OR NEW.proposition_id <> OLD.proposition_id
                OR NEW.wording_id <> OLD.wording_id
                OR NEW.lead_evidence_id <> OLD.lead_evidence_id
                OR NEW.stated_on <> OLD.stated_on
                OR NEW.stance <> OLD.stance
                OR NEW.strength <> OLD.strength
                OR NEW.certainty <> OLD.certainty
                OR (NEW.summary <> OLD.summary AND NEW.summary <> ''))""",
    ),
    # Erasure empties the payload, and nothing else may touch it. A number is given once: without
    # it the record would be numbered again, and the stream would stand still at it.
    Trigger(
        name="record_is_final",
        table="commentary_record",
        on=("UPDATE",),
        refuse_when="""
            NEW.kind <> OLD.kind
            OR NEW.at <> OLD.at
            OR (CAST(NEW.payload AS text) <> CAST(OLD.payload AS text)
                AND CAST(NEW.payload AS text) <> '{}')
            OR (OLD.numbered_at IS NOT NULL AND (
                NEW.numbered_at IS NULL OR NEW.numbered_at <> OLD.numbered_at))""",
    ),
    Trigger(name="record_stays", table="commentary_record", on=("DELETE",), refuse_when="true"),
]
