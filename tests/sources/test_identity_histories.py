"""Which item is which article, over many invented histories whose truth is known."""

import pytest
from django.db import transaction

from tests.factories import FeedFactory, OutletFactory
from tests.sources.measuring_identity import Score, measure

pytestmark = pytest.mark.django_db
#: `make bench-identity` measures many more.
HISTORIES = 30


def test_no_two_articles_are_taken_for_one_and_nearly_all_are_met_again() -> None:
    score = Score()

    for seed in range(HISTORIES):
        with transaction.atomic():
            outlet = OutletFactory.create()
            measure(seed, [FeedFactory.create(outlet=outlet) for _ in range(2)], score)
            transaction.set_rollback(True)  # all are at one site: the next begins anew

    assert score.wrong == 0
    assert score.again > 300
    assert score.share >= 0.95
