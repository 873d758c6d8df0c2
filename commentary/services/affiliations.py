"""Roles that texts tell of tracked people: proposed by a reading, taken over by a curator."""

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from commentary.affiliations import ROLE_LENGTH, is_known, phrase_key, taken_apart
from commentary.enums import StatementState
from commentary.exceptions import AlreadyReviewedError, DecisionError
from commentary.models import Affiliation, ProposedAffiliation
from commentary.reading import Reading as Found
from commentary.services.search_index import index_expert
from sources.models import ArticleText

_PHRASE_LENGTH = 500


def propose_affiliations(experts: Mapping[str, int], found: Found, text: ArticleText) -> int:
    """Propose what a text says of who the linked persons are; returns how many are new.

    `experts` maps a person's name in the document to the number of the expert. What is on record
    for the person is not proposed, and neither is a phrase that was proposed before, whatever
    became of it. People who are not tracked get no rows.
    """
    wanted: list[ProposedAffiliation] = []
    for person in found.persons:
        expert_id = experts.get(person.name)
        if expert_id is None or not person.affiliations:
            continue
        known = list(
            Affiliation.objects.filter(expert=expert_id).values_list("role", "organisation")
        )
        keys = set(
            ProposedAffiliation.objects.filter(expert=expert_id).values_list("key", flat=True)
        )
        for phrase in person.affiliations:
            key = phrase_key(phrase)
            if not key or key in keys or is_known(phrase, known):
                continue
            keys.add(key)
            role, organisation = taken_apart(phrase)
            wanted.append(
                ProposedAffiliation(
                    expert_id=expert_id,
                    article_text=text,
                    phrase=phrase[:_PHRASE_LENGTH],
                    key=key,
                    role=role[:ROLE_LENGTH],
                    organisation=organisation[:ROLE_LENGTH],
                )
            )
    ProposedAffiliation.objects.bulk_create(wanted, ignore_conflicts=True)
    return len(wanted)


@transaction.atomic
def accept_affiliation(*, proposal_id: int, reviewer: User) -> Affiliation:
    """Take a proposed role over into the record of its expert.

    Raises AlreadyReviewedError if it was decided before, DecisionError while it names no role or
    no organisation.
    """
    proposal = _lock_undecided(proposal_id)
    if not (proposal.role and proposal.organisation):
        raise DecisionError(
            f"“{proposal.phrase}” names no role at an organisation yet: fill in both first."
        )
    affiliation, _ = Affiliation.objects.get_or_create(
        expert=proposal.expert,
        role=proposal.role,
        organisation=proposal.organisation,
        since=None,
    )
    _decide(proposal, StatementState.ACCEPTED, reviewer)
    index_expert(proposal.expert_id)
    return affiliation


@transaction.atomic
def reject_affiliation(*, proposal_id: int, reviewer: User) -> None:
    """Say that a phrase is no role to record; it is not proposed again.

    Raises AlreadyReviewedError if it was decided before.
    """
    _decide(_lock_undecided(proposal_id), StatementState.REJECTED, reviewer)


def _lock_undecided(proposal_id: int) -> ProposedAffiliation:
    proposal = (
        ProposedAffiliation.objects.select_for_update(of=["self"])
        .select_related("expert")
        .get(pk=proposal_id)
    )
    if proposal.state != StatementState.PROPOSED:
        raise AlreadyReviewedError(f"“{proposal.phrase}” is already {proposal.state}.")
    return proposal


def _decide(proposal: ProposedAffiliation, state: StatementState, reviewer: User) -> None:
    proposal.state, proposal.reviewed_by = state, reviewer
    proposal.reviewed_at = timezone.now()
    proposal.save(update_fields=["state", "reviewed_by", "reviewed_at", "updated_at"])
