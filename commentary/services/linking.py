"""Looking up which persons of a document are tracked."""

from collections import defaultdict
from collections.abc import Iterable

from commentary.linking import Linked, can_link, link, name_key
from commentary.models import ExpertName
from commentary.reading import FoundStatement


def speakers_of(statement: FoundStatement) -> list[str]:
    """Whose statement it is: one person's, or of everybody who signed it; "" is nobody known."""
    if statement.signatories:
        return [mention.person for mention in statement.signatories]
    return [statement.speaker.person if statement.speaker else ""]


def link_persons(persons: Iterable[str]) -> Linked:
    """Link the persons of one document to tracked experts; one query, whatever the roster's size.

    A merged expert's names lead to the survivor.
    """
    named = set(persons)
    keys = {key for key in map(name_key, named) if can_link(key)}
    bearers: dict[str, set[int]] = defaultdict(set)
    rows = ExpertName.objects.filter(key__in=keys).values_list(
        "key", "expert_id", "expert__merged_into_id"
    )
    for key, expert_id, survivor_id in rows:
        bearers[key].add(survivor_id or expert_id)
    return link(sorted(named), {key: frozenset(ids) for key, ids in bearers.items()})
