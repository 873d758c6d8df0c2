"""What the database itself refuses in the tables of commentary."""

from common.triggers import Trigger

TRIGGERS = [
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
    # A position is public only on words that were accepted as said.
    Trigger(
        name="position_public_needs_an_accepted_statement",
        table="commentary_position",
        on=("INSERT", "UPDATE"),
        refuse_when="""
            NEW.state = 'published' AND NOT EXISTS (
                SELECT 1 FROM commentary_statement AS said
                WHERE said.id = NEW.statement_id AND said.state = 'accepted')""",
    ),
    Trigger(
        name="record_is_final",
        table="commentary_record",
        on=("UPDATE",),
        refuse_when="NEW.kind <> OLD.kind OR NEW.at <> OLD.at",
    ),
]
