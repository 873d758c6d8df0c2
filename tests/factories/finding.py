"""What can be found by words."""

import factory
from factory.django import DjangoModelFactory

from commentary.enums import SearchKind
from commentary.models import SearchEntry


class SearchEntryFactory(DjangoModelFactory[SearchEntry]):
    """An entry for a person that no row stands behind, to be found by "marit" and "solvang"."""

    class Meta:
        model = SearchEntry

    kind = SearchKind.EXPERT
    record = factory.Sequence(lambda n: 900_000 + n)
    slug = factory.Sequence(lambda n: f"marit-solvang-{n}")
    title = "Marit Solvang"
    about = factory.LazyFunction(dict)
    parts = factory.LazyFunction(list)
    words = " marit solvang "
