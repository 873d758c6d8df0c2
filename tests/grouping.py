"""Which tests stay together on one worker of pytest-xdist.

The mark `xdist_group` does it no longer: pytest-xdist 3.8 writes the group into an attribute that
pytest 9 does not read, so marked tests are spread like all others. Here a path says it.
"""

from xdist.scheduler import LoadGroupScheduling

GROUPS = {
    "tests/browser/": "browser",  # one browser starts, one site is filled
    "tests/config/test_backup": "backups",  # the other database is migrated once
    # They start whole stacks, and mostly wait: three lanes of about the same length, beside two
    # workers that compute. The first path that fits counts.
    "tests/e2e/test_story.py::test_from_a_feed_to_a_timeline_and_an_alert[delivery_": "sending",
    "tests/e2e/test_story.py::test_from_a_feed_to_a_timeline_and_an_alert[sent_": "sending",
    "tests/config/test_readme.py": "sending",
    "tests/e2e/test_story.py": "story",
    "tests/e2e/test_many_workers.py": "serving",
    "tests/config/test_up.py": "serving",
    "tests/sample/test_up.py": "serving",
    "tests/simulation/test_scheduler.py": "month",  # it is simulated once
}


class PathGroupScheduling(LoadGroupScheduling):
    """Tests of one group are one piece of work; every other test is one by itself."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def group_of(nodeid: str) -> str:
    """The group of a test, or the test itself."""
    return next((group for path, group in GROUPS.items() if nodeid.startswith(path)), nodeid)
