"""Every rule of the database, seen to refuse a planted violation by name."""

import pytest

from tests.models import (
    alerts_rules,
    commentary_rules,
    corrections_rules,
    sources_rules,
    stances_rules,
)
from tests.models.refusals import Violation, every_rule, refused_by, violations

PLANTED = (
    *sources_rules.PLANTED,
    *commentary_rules.PLANTED,
    *corrections_rules.PLANTED,
    *stances_rules.PLANTED,
    *alerts_rules.PLANTED,
)


@pytest.mark.django_db
@violations(*PLANTED)
def test_rule_refuses_its_violation(violation: Violation) -> None:
    with refused_by(violation.rule, *violation.also):
        violation.plant()


def test_every_rule_has_a_planted_violation() -> None:
    assert sorted({violation.rule for violation in PLANTED}) == sorted(every_rule())
