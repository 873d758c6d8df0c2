"""Tracking people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import slugify

from commentary.enums import NameOrder
from commentary.exceptions import InvalidExpertError, UnknownExpertError
from commentary.linking import can_link, name_key, printed_patterns
from commentary.models import Affiliation, Expert, ExpertName, RosterChange
from commentary.models.experts import NAME_LENGTH
from commentary.services.readings import current_roster, owe_reading_again
from commentary.services.search_index import index_expert
from sources.models import ArticleText


@dataclass(frozen=True, slots=True)
class Tracked:
    """The outcome of add_expert; `stored_texts` already stored texts print one of the names."""

    expert: Expert
    is_new: bool
    names_added: tuple[str, ...]
    stored_texts: int


@transaction.atomic
def add_expert(
    *, name: str, other_names: Sequence[str] = (), affiliation: str = "", basis: str = ""
) -> Tracked:
    """Track a person, or add names and a role to one who is tracked under this very name.

    `affiliation` is "ROLE, ORGANISATION". `basis` says why the person is followed: the public
    role in which they speak; without it the affiliation is the basis. Raises InvalidExpertError.
    """
    name = " ".join(name.split())
    _check_name(name)
    role, organisation = _parse_affiliation(affiliation)
    expert = Expert.objects.unmerged().filter(name=name).first()
    is_new = expert is None
    if expert is None:
        expert = Expert.objects.create(
            name=name,
            slug=_free_slug(name),
            public_basis=basis.strip() or _basis_from(role, organisation),
        )
    added = tuple(n for n in (name, *other_names) if _add_name(expert, n))
    if role:
        Affiliation.objects.get_or_create(
            expert=expert, role=role, organisation=organisation, since=None
        )
    if added:
        RosterChange.objects.create(
            expert=expert, what="tracked" if is_new else "names added", at=timezone.now()
        )
    index_expert(expert.pk)
    return Tracked(expert, is_new, added, _texts_with_names_of(expert).count())


def set_followers(followers: Mapping[int, int]) -> None:
    """Note how many people follow each expert (by row number); alerts alone knows."""
    for expert_id in sorted(followers):
        Expert.objects.filter(pk=expert_id).update(followers=followers[expert_id])


def note_changed_names(expert: Expert) -> None:
    """Start a new roster after names were edited by hand: readings from now on link with it.

    The name shown is always one of the names that a text may use.
    """
    _add_name(expert, expert.name)
    RosterChange.objects.create(expert=expert, what="names edited", at=timezone.now())
    index_expert(expert.pk)


@transaction.atomic
def backfill_expert(slug: str) -> tuple[Expert, int]:
    """Owe a new reading of every stored text that prints one of the expert's names.

    Returns the expert and how many texts will be read. Raises UnknownExpertError.
    """
    expert = get_expert(slug)
    RosterChange.objects.create(expert=expert, what="backfill", at=timezone.now())
    texts = _texts_with_names_of(expert).values_list("pk", flat=True)
    return expert, owe_reading_again(list(texts), roster=current_roster())


def get_expert(slug: str) -> Expert:
    """The tracked expert of that slug. Raises UnknownExpertError with the nearest step."""
    expert = Expert.objects.unmerged().filter(slug=slug).first()
    if expert is None:
        raise UnknownExpertError(
            f"No tracked expert has the slug {slug!r}; `manage.py add_expert NAME` tracks one."
        )
    return expert


def _check_name(name: str) -> None:
    if not can_link(name_key(name)):
        raise InvalidExpertError(
            f"{name!r} is not a full name: a text names a person by given and family name."
        )
    if len(name) > NAME_LENGTH:
        raise InvalidExpertError(f"A name has at most {NAME_LENGTH} characters.")


def _parse_affiliation(affiliation: str) -> tuple[str, str]:
    if not affiliation.strip():
        return "", ""
    role, comma, organisation = (part.strip() for part in affiliation.partition(","))
    if not (role and comma and organisation):
        raise InvalidExpertError(
            f'An affiliation reads "ROLE, ORGANISATION"; {affiliation!r} does not.'
        )
    return role, organisation


def _basis_from(role: str, organisation: str) -> str:
    if role:
        return f"comments in public as {role}, {organisation}"
    return "comments in public; the public role is still to be described"


def _free_slug(name: str) -> str:
    wanted = (slugify(name) or slugify(name, allow_unicode=True) or "expert")[:70]
    taken = set(Expert.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def _add_name(expert: Expert, name: str) -> bool:
    name = " ".join(name.split())
    _check_name(name)
    key = name_key(name)
    # A name without spaces in its key is Japanese or Chinese: the family name comes first.
    family_first = " " not in key
    _, created = ExpertName.objects.get_or_create(
        expert=expert,
        name=name,
        defaults={
            "order": NameOrder.FAMILY_FIRST if family_first else NameOrder.GIVEN_FIRST,
            "script": "Jpan" if family_first else "",
        },
    )
    return created


def _texts_with_names_of(expert: Expert) -> QuerySet[ArticleText]:
    """The texts that may print one of the names: in either order, any case, with accents or
    without. Reading them tells.
    """
    printed = Q()
    for key in sorted(set(expert.names.values_list("key", flat=True))):
        parts = Q()
        for pattern in printed_patterns(key):
            parts &= Q(text__iregex=pattern)
        printed |= parts
    return ArticleText.objects.filter(printed) if printed else ArticleText.objects.none()
