"""The part of the sample that is there at once: rows, without reading anything."""

from config.sample import ferries, higashino
from config.sample.subjects import add_people, add_propositions
from config.sample.tables import Loaded


def load_facts() -> Loaded:
    """Add what is missing of people and propositions."""
    return Loaded(
        people=add_people([higashino.EXPERT, *ferries.EXPERTS]),
        propositions=add_propositions([*higashino.PROPOSITIONS, *ferries.PROPOSITIONS]),
    )
