"""The part of the sample that is there at once: rows, without reading anything."""

from django.db import transaction

from commentary.services.withholding import withhold_statements
from config.sample import ferries, higashino
from config.sample.deciding import decide_on
from config.sample.subjects import add_people, add_propositions, expert_of, is_begun, reviewer
from config.sample.tables import Loaded


@transaction.atomic
def load_facts() -> Loaded:
    """Add people, propositions and the positions of the real interview, once.

    Whoever was merged, or erased for good reason, afterwards does not come back.
    """
    if is_begun():
        return Loaded()
    people = add_people([higashino.EXPERT, *ferries.EXPERTS])
    propositions = add_propositions([*higashino.PROPOSITIONS, *ferries.PROPOSITIONS])
    speaker = expert_of(higashino.EXPERT.name)
    assert speaker is not None  # noqa: S101 - added above
    statements = withhold_statements(
        expert_id=speaker.pk,
        occasion=higashino.OCCASION,
        sources=[
            [stand.source for stand in stands if stand.source] for stands in higashino.ANSWERS
        ],
    )
    signed = reviewer()
    positions = sum(
        decide_on(statement, stands, reviewer=signed)
        for statement, stands in zip(statements, higashino.ANSWERS, strict=True)
    )
    return Loaded(people=people, propositions=propositions, positions=positions)
