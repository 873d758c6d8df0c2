"""Loading the sample; loaded again, it adds nothing and overwrites nothing."""

from django.db import transaction

from commentary import sample
from commentary.models import Proposition, Topic
from commentary.services.experts import add_expert
from commentary.services.propositions import add_proposition


@transaction.atomic
def load_sample() -> int:
    """Add what is missing of the sample; returns how many propositions were added."""
    add_expert(
        name=sample.EXPERT,
        other_names=sample.OTHER_NAMES,
        affiliation=sample.AFFILIATION,
        basis=sample.BASIS,
    )
    parent, _ = Topic.objects.get_or_create(
        slug=sample.PARENT_SLUG, defaults={"name": sample.PARENT}
    )
    topic, _ = Topic.objects.get_or_create(
        slug=sample.TOPIC_SLUG, defaults={"name": sample.TOPIC, "parent": parent}
    )
    there = set(Proposition.objects.values_list("slug", flat=True))
    missing = [p for p in sample.PROPOSITIONS if p.slug not in there]
    for proposition in missing:
        add_proposition(
            slug=proposition.slug,
            wording=proposition.wording,
            kind=proposition.kind,
            guide=proposition.guide,
            topic=topic,
        )
    return len(missing)
