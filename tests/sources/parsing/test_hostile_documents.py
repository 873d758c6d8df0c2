"""Every document made to exhaust its reader is read, or refused, well within the limits."""

from functools import partial

import pytest

from common.isolation import run_isolated
from sources.parsing.documents import MOST_ITEMS
from sources.services import finding, visits
from sources.services.polling import asking
from tests.sources.parsing.hostile import FEEDS, PAGES
from tests.sources.parsing.measuring import measure, read_feed, read_page

SECONDS, MEGABYTES = 5, 300
# On a busy machine the clock runs on while others work: the promise is held on CPU time.
PATIENCE = 60


def test_limits_of_parsing_are_the_promised_ones() -> None:
    assert (asking.PARSE_SECONDS, asking.PARSE_MEGABYTES) == (SECONDS, MEGABYTES)
    assert (finding.PARSE_SECONDS, finding.PARSE_MEGABYTES) == (SECONDS, MEGABYTES)
    assert (visits.PARSE_SECONDS, visits.PARSE_MEGABYTES) == (SECONDS, MEGABYTES)


@pytest.mark.parametrize("name", FEEDS)
def test_hostile_feed_does_not_end_its_process(name: str) -> None:
    items, seconds, megabytes = run_isolated(
        partial(measure, read=read_feed), FEEDS[name](), seconds=PATIENCE, megabytes=MEGABYTES
    )

    assert items <= MOST_ITEMS
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


@pytest.mark.parametrize("name", PAGES)
def test_hostile_page_does_not_end_its_process(name: str) -> None:
    length, seconds, megabytes = run_isolated(
        partial(measure, read=read_page), PAGES[name](), seconds=PATIENCE, megabytes=MEGABYTES
    )

    assert length < 2_000_000
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
