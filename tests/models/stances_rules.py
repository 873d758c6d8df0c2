"""What the tables of commentary refuse: statements, evidence, positions and changes."""

from datetime import date, datetime
from functools import partial
from typing import Any

from commentary.enums import Stance, Strength
from commentary.models import Position
from sources.models import ArticleText
from tests.factories import (
    ENDED_AT,
    REVIEWED_AT,
    STORED_AT,
    AppearanceFactory,
    ArticleTextFactory,
    EvidenceFactory,
    ExpertFactory,
    PositionFactory,
    PropositionFactory,
    PropositionWordingFactory,
    StanceChangeFactory,
    StatementFactory,
    UserFactory,
)
from tests.models.refusals import Violation, changed, made


def _second_live_position() -> None:
    first = PositionFactory.create(published=True)
    PositionFactory.create(
        statement=first.statement, proposition=first.proposition, published=True
    )


def _second_correction() -> None:
    wrong = PositionFactory.create(published=True, ended=True)
    PositionFactory.create(replaces=wrong)
    PositionFactory.create(replaces=wrong)


def _second_live_change() -> None:
    first = StanceChangeFactory.create()
    StanceChangeFactory.create(before=first.before, after=first.after)


def _change_to_itself() -> None:
    position = PositionFactory.create(published=True)
    StanceChangeFactory.create(before=position, after=position)


def _second_appearance_in_one_text() -> None:
    first = AppearanceFactory.create()
    AppearanceFactory.create(statement=first.statement, article_text=first.article_text)


def _position_update(**values: Any) -> None:
    changed(PositionFactory.create(published=True), **values)


def _under_a_position(**values: Any) -> None:
    changed(PositionFactory.create(published=True).statement, **values)


def _other_wording() -> None:
    position = PositionFactory.create(published=True)
    position.proposition.wordings.update(ended_at=ENDED_AT, ended_reason="reworded")
    again = PropositionWordingFactory.create(proposition=position.proposition, version=2)
    changed(position, wording=again)


def _accepted_at(moment: datetime | None) -> None:
    changed(StatementFactory.create(accepted=True), recorded_at=moment)


def _change_recorded_later() -> None:
    changed(StanceChangeFactory.create(confirmed=True), recorded_at=ENDED_AT)


def _another_text() -> ArticleText:
    return ArticleTextFactory.create(text="Nothing was said at the harbour that day.")


def _lead_evidence_of_another_statement() -> Position:
    return PositionFactory.create(lead_evidence=EvidenceFactory.create())


def _signed_statement(**values: Any) -> None:
    StatementFactory.create(reviewed_by=UserFactory.create(), reviewed_at=REVIEWED_AT, **values)


STATEMENTS = (
    Violation("statement_type_known", made(StatementFactory, type="sung")),
    Violation("statement_medium_known", made(StatementFactory, medium="smoke")),
    Violation("statement_non_answer_known", made(StatementFactory, non_answer="coughed")),
    Violation("statement_state_known", lambda: _signed_statement(state="doubted")),
    Violation("statement_date_is_explained", made(StatementFactory, precision="century")),
    Violation("statement_date_is_explained", made(StatementFactory, basis="guessed")),
    Violation("statement_decision_is_signed", made(StatementFactory, state="rejected")),
    Violation("statement_decision_is_signed", lambda: _signed_statement(state="proposed")),
    Violation(
        "statement_decision_is_signed",
        made(StatementFactory, rejected=True, reviewed_by=None),
    ),
    Violation(
        "statement_public_only_when_accepted",
        made(StatementFactory, rejected=True, recorded_at=REVIEWED_AT),
    ),
    Violation(
        "statement_accepted_is_public", made(StatementFactory, accepted=True, recorded_at=None)
    ),
    Violation(
        "statement_ends_after_it_was_public",
        made(
            StatementFactory,
            accepted=True,
            recorded_at=ENDED_AT,
            ended_at=REVIEWED_AT,
            ended_reason="misattributed",
        ),
    ),
    Violation(
        "statement_ends_after_it_was_public",
        made(StatementFactory, ended_at=ENDED_AT, ended_reason="misattributed"),
    ),
    Violation(
        "statement_end_has_a_reason", made(StatementFactory, accepted=True, ended_at=ENDED_AT)
    ),
    Violation(
        "statement_end_has_a_reason",
        made(StatementFactory, accepted=True, ended_at=ENDED_AT, ended_reason="whim"),
    ),
    Violation(
        "statement_end_has_a_reason",
        made(StatementFactory, accepted=True, ended_reason="misattributed"),
    ),
    Violation("appearance_once_per_text", _second_appearance_in_one_text),
    Violation("appearance_rendering_known", made(AppearanceFactory, rendering="dance")),
    Violation("appearance_fate_known", made(AppearanceFactory, fate="lost")),
    Violation("appearance_is_not_empty", made(AppearanceFactory, start=9, end=9)),
    *(
        Violation(
            "appearance_shows_only_itself",
            made(AppearanceFactory, start=10, end=40, shown_start=start, shown_end=end),
        )
        for start, end in ((9, 40), (10, 41), (20, 20), (10, None), (None, 40))
    ),
)

EVIDENCE = (
    Violation("evidence_state_known", made(EvidenceFactory, state="floating")),
    Violation("evidence_live_known", made(EvidenceFactory, live="maybe")),
    Violation("evidence_rendering_known", made(EvidenceFactory, rendering="dance")),
    # SQLite and PostgreSQL both ask the trigger first: words without a text are no slice.
    Violation(
        "evidence_anchored_has_its_words",
        made(EvidenceFactory, withheld=True, state="anchored"),
        also=("evidence_is_a_slice",),
    ),
    Violation("evidence_anchored_has_its_words", made(EvidenceFactory, start=4, end=4, exact="")),
    Violation("evidence_withheld_names_its_source", made(EvidenceFactory, state="withheld")),
    Violation("evidence_withheld_names_its_source", made(EvidenceFactory, withheld=True, url="")),
    Violation(
        "evidence_withheld_names_its_source",
        made(EvidenceFactory, withheld=True, exact="words that we may not keep"),
    ),
    *(
        Violation(
            "evidence_shows_only_itself",
            made(EvidenceFactory, start=10, end=40, shown_start=start, shown_end=end),
        )
        for start, end in ((9, 40), (10, 41), (20, 20), (10, None), (None, 40))
    ),
    Violation(
        "evidence_shows_only_itself",
        made(EvidenceFactory, withheld=True, shown_start=1, shown_end=2),
    ),
    Violation("evidence_is_a_slice", made(EvidenceFactory, exact="Nobody ever said this.")),
    Violation(
        "evidence_is_a_slice", lambda: changed(EvidenceFactory.create(), exact="Not these words.")
    ),
    Violation("evidence_is_a_slice", lambda: changed(EvidenceFactory.create(), start=0)),
    Violation(
        "evidence_is_a_slice",
        lambda: changed(
            EvidenceFactory.create(), article_text=ArticleTextFactory.create(text="?")
        ),
    ),
)

POSITIONS = (
    Violation("position_one_live_per_statement", _second_live_position),
    Violation("position_stance_known", made(PositionFactory, stance="none")),
    Violation(
        "position_state_known",
        made(PositionFactory, rejected=True, state="shelved"),
    ),
    Violation("position_certainty_known", made(PositionFactory, certainty="very")),
    Violation("position_rendering_known", made(PositionFactory, rendering="dance")),
    Violation("position_proposer_known", made(PositionFactory, proposed_by="oracle")),
    Violation("position_date_is_explained", lambda: _position_update(precision="century")),
    Violation("position_date_is_explained", lambda: _position_update(basis="guessed")),
    Violation(
        "position_strength_only_with_a_sign",
        made(PositionFactory, stance=Stance.MIXED, strength=Strength.STRONG),
    ),
    Violation("position_strength_only_with_a_sign", made(PositionFactory, strength="mighty")),
    Violation(
        "position_decided_has_evidence", made(PositionFactory, published=True, lead_evidence=None)
    ),
    Violation(
        "position_decided_has_evidence", made(PositionFactory, rejected=True, lead_evidence=None)
    ),
    Violation(
        "position_decision_is_signed", made(PositionFactory, published=True, reviewed_by=None)
    ),
    Violation("position_decision_is_signed", lambda: _position_update(reviewed_at=None)),
    Violation("position_decision_is_signed", made(PositionFactory, reviewed_at=REVIEWED_AT)),
    Violation(
        "position_clock_runs_when_published",
        made(PositionFactory, published=True, recorded_at=None),
    ),
    Violation(
        "position_clock_runs_when_published",
        made(PositionFactory, rejected=True, recorded_at=REVIEWED_AT),
    ),
    Violation(
        "position_ends_after_it_was_public",
        made(
            PositionFactory,
            published=True,
            recorded_at=ENDED_AT,
            ended_at=REVIEWED_AT,
            ended_reason="our error",
        ),
    ),
    Violation("position_end_has_a_reason", lambda: _position_update(ended_at=ENDED_AT)),
    Violation("commentary_position.replaces_id", _second_correction),
    Violation(
        "position_agrees_with_its_statement",
        lambda: PositionFactory.create(
            expert=ExpertFactory.create(), statement=StatementFactory.create()
        ),
    ),
    Violation(
        "position_agrees_with_its_statement",
        lambda: _position_update(expert=ExpertFactory.create()),
    ),
    Violation(
        "position_agrees_with_its_statement",
        lambda: PositionFactory.create(wording=PropositionFactory.create().wordings.get()),
    ),
    Violation("position_agrees_with_its_statement", _lead_evidence_of_another_statement),
    Violation(
        "position_public_needs_an_accepted_statement",
        made(PositionFactory, published=True, statement__accepted=False),
    ),
    Violation(
        "position_public_needs_an_accepted_statement",
        lambda: changed(
            PositionFactory.create(rejected=True, statement__accepted=False),
            state="published",
            recorded_at=REVIEWED_AT,
        ),
    ),
)

FINAL = (
    *(
        Violation(
            "statement_stands_under_its_positions",
            partial(_under_a_position, **new),
            also=("statement_clock_is_final",),
        )
        for new in (
            {"state": "rejected", "recorded_at": None},
            {"ended_at": ENDED_AT, "ended_reason": "misattributed"},
        )
    ),
    Violation(
        "statement_stands_under_its_positions",
        lambda: _under_a_position(expert=ExpertFactory.create()),
    ),
    Violation(
        "position_public_needs_an_accepted_statement",
        lambda: PositionFactory.create(
            published=True,
            statement__accepted=True,
            statement__ended_at=ENDED_AT,
            statement__ended_reason="misattributed",
        ),
    ),
    *(
        Violation(
            "position_public_is_final",
            partial(_position_update, **new),
            also=("position_clock_is_final",),
        )
        for new in (
            {"stance": Stance.AGAINST},
            {"strength": Strength.STRONG},
            {"certainty": "hedged"},
            {"stated_on": date(2020, 1, 1)},
            {"summary": "Holds something else."},
            {"state": "rejected", "recorded_at": None},
        )
    ),
    Violation("position_public_is_final", _other_wording),
    Violation("statement_clock_is_final", lambda: _accepted_at(None)),
    Violation("statement_clock_is_final", lambda: _accepted_at(ENDED_AT)),
    Violation("position_clock_is_final", lambda: _position_update(recorded_at=STORED_AT)),
    Violation(
        "position_clock_is_final",
        lambda: changed(
            PositionFactory.create(published=True, ended=True), ended_at=None, ended_reason=""
        ),
    ),
    Violation("stancechange_clock_is_final", _change_recorded_later),
)

CHANGES = (
    Violation("stancechange_kind_known", made(StanceChangeFactory, kind="wobble")),
    Violation(
        "stancechange_state_known",
        made(StanceChangeFactory, state="rumoured"),
        also=("stancechange_clock_follows_state",),
    ),
    Violation("stancechange_one_live_per_step", _second_live_change),
    Violation("stancechange_is_between_two", _change_to_itself),
    Violation(
        "stancechange_clock_follows_state", made(StanceChangeFactory, recorded_at=REVIEWED_AT)
    ),
    Violation(
        "stancechange_clock_follows_state",
        made(StanceChangeFactory, confirmed=True, recorded_at=None),
    ),
    Violation(
        "stancechange_clock_follows_state",
        made(StanceChangeFactory, withdrawn=True, ended_at=None, ended_reason=""),
    ),
    Violation(
        "stancechange_reversal_is_signed",
        made(StanceChangeFactory, confirmed=True, confirmed_by=None),
    ),
    Violation(
        "stancechange_ends_after_it_was_public",
        made(StanceChangeFactory, withdrawn=True, recorded_at=ENDED_AT),
    ),
    Violation(
        "stancechange_end_has_a_reason", made(StanceChangeFactory, withdrawn=True, ended_reason="")
    ),
)

PLANTED = (*STATEMENTS, *EVIDENCE, *POSITIONS, *FINAL, *CHANGES)
