"""Who and what the sample is about: people, topics, propositions, and the user who signs."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction

from commentary.models import Expert, Proposition, Topic
from commentary.services.experts import add_expert
from commentary.services.propositions import add_proposition
from config.sample.tables import SampleExpert, SampleProposition, SampleTopic

REVIEWER = "stanceline-sample"


def reviewer() -> User:
    """Whose name stands under the sample's decisions: a user who cannot log in."""
    user, is_new = User.objects.get_or_create(
        username=REVIEWER,
        defaults={
            "first_name": "The sample",
            "last_name": "(came with the program)",
            "is_active": False,
        },
    )
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def is_begun() -> bool:
    """Whether a loading of the sample has been here."""
    return User.objects.filter(username=REVIEWER).exists()


@transaction.atomic
def add_people(people: Iterable[SampleExpert]) -> int:
    """Track those whom nobody tracks, or tracked under this name before; returns how many."""
    added = 0
    for person in people:
        if not Expert.objects.filter(name=person.name).exists():
            add_expert(
                name=person.name,
                other_names=person.other_names,
                affiliation=person.affiliation,
                basis=person.basis,
            )
            added += 1
    return added


@transaction.atomic
def add_propositions(propositions: Iterable[SampleProposition]) -> int:
    """Add those that are missing, with their topics; returns how many."""
    there = set(Proposition.objects.values_list("slug", flat=True))
    missing = [one for one in propositions if one.slug not in there]
    for one in missing:
        add_proposition(
            slug=one.slug,
            wording=one.wording,
            kind=one.kind,
            guide=one.guide,
            topic=_topic(one.topic),
            due_on=one.due_on,
        )
    return len(missing)


def expert_of(name: str) -> Expert | None:
    """The tracked person of that name; of one who was merged, the survivor."""
    expert = Expert.objects.select_related("merged_into").filter(name=name).order_by("pk").first()
    return expert and (expert.merged_into or expert)


def _topic(topic: SampleTopic) -> Topic:
    parent = _topic(topic.parent) if topic.parent else None
    found, _made = Topic.objects.get_or_create(
        slug=topic.slug, defaults={"name": topic.name, "parent": parent}
    )
    return found
