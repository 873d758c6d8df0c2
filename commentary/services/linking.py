"""Looking up which persons of a document are tracked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from commentary.linking import Linked, can_link, link, name_key, names_of
from commentary.models import ExpertName
from commentary.reading import FoundStatement, Reading


def speakers_of(statement: FoundStatement) -> list[str]:
    """Whose statement it is: one person's, or of everybody who signed it; "" is nobody known.

    A body's name is nobody's, whoever is called the same.
    """
    if statement.signatories:
        return [mention.person for mention in statement.signatories]
    speaker = statement.speaker
    return [speaker.person if speaker and speaker.is_person else ""]


def link_persons(
    persons: Iterable[str], spellings: Mapping[str, Iterable[str]] | None = None
) -> Linked:
    """Link the persons of one document to tracked experts; one query, whatever the roster's size.

    `spellings` are the other full names that the document prints for each. A merged expert's
    names lead to the survivor.
    """
    named, others = set(persons), spellings or {}
    keys = {name_key(name) for person in named for name in names_of(person, others)}
    keys = {key for key in keys if can_link(key)}
    bearers: dict[str, set[int]] = defaultdict(set)
    rows = ExpertName.objects.filter(key__in=keys).values_list(
        "key", "expert_id", "expert__merged_into_id"
    )
    for key, expert_id, survivor_id in rows:
        bearers[key].add(survivor_id or expert_id)
    return link(sorted(named), {key: frozenset(ids) for key, ids in bearers.items()}, others)


def spellings_of(found: Reading) -> dict[str, tuple[str, ...]]:
    """The other full names that a document prints for its persons."""
    return {person.name: person.also for person in found.persons if person.also}
