"""What can be found by words: one row for each public record, made of what is public of it."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_

from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from commentary.enums import FoundBy, SearchKind
from commentary.terms import WALL, Search, Term
from commentary.triggers import SEARCH_INDEX
from common.models import known_value


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def asked_for(self, search: Search) -> SearchEntryQuerySet:
        """Entries with everything that is wanted, to be ordered by `is_inexact`, `place` (of the
        kind) and `found_by` (ORDER).
        """
        if not search.wanted:
            return self.none()
        entries = self.filter(words__has_tokens=(SEARCH_INDEX, search.wanted))
        for phrase in search.phrases:
            entries = entries.filter(words__contains=f" {' '.join(phrase)} ")
        return entries._ranked(  # noqa: SLF001 - its own
            When(name_keys__contains=f"{WALL}{search.key}{WALL}", then=Value(ORDER[FoundBy.NAME])),
            When(_in_title(search), then=Value(ORDER[FoundBy.TITLE])),
        )

    def near(self, numbers: dict[int, int]) -> SearchEntryQuerySet:
        """Experts by row number, each with its place behind everything that is found by words."""
        nearest = [
            When(record=record, then=Value(ORDER[FoundBy.NEAR] + place))
            for record, place in numbers.items()
        ]
        return self.filter(kind=SearchKind.EXPERT, record__in=numbers)._ranked(*nearest)  # noqa: SLF001 - its own

    def _ranked(self, *found_by: When) -> SearchEntryQuerySet:
        kinds = [When(kind=kind, then=Value(place)) for place, kind in enumerate(SearchKind)]
        return self.annotate(
            found_by=Case(
                *found_by, default=Value(ORDER[FoundBy.TEXT]), output_field=IntegerField()
            ),
            is_inexact=Case(
                When(found_by=ORDER[FoundBy.NAME], then=Value(0)),
                default=Value(1),
                output_field=IntegerField(),
            ),
            place=Case(*kinds, output_field=IntegerField()),
        )


ORDER = {found_by: place for place, found_by in enumerate(FoundBy)}


class SearchEntry(models.Model):
    """One public record as it can be found: a person, proposition, position or statement.

    It is made of what is public alone, and goes when the record is public no more
    (commentary.services.search_index). `parts` is what a snippet is taken from: a list of
    {"of", "text", "rendering", "quotable", "language"}, the last three null where it is no
    printed words. `words`, `more`, `title_words` and `name_keys` are commentary.terms.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=SearchKind.choices)
    record = models.PositiveBigIntegerField(_("record"), help_text=_("Its row number."))
    slug = models.CharField(max_length=120, blank=True)
    title = models.TextField()
    about = models.JSONField(
        help_text=_("Who, on what and with which stance: references in the shapes of the API.")
    )
    parts = models.JSONField()
    stated_on = models.DateField(null=True, blank=True)
    words = models.TextField(blank=True)
    more = models.TextField(blank=True)
    title_words = models.TextField(blank=True)
    name_keys = models.TextField(blank=True)

    objects = models.Manager.from_queryset(SearchEntryQuerySet)()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(fields=["kind", "record"], name="searchentry_once"),
            known_value("kind", SearchKind, name="searchentry_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}: {self.title}"


def _in_title(search: Search) -> Q:
    """Everything that is wanted stands in the title."""
    return reduce(
        and_,
        (
            reduce(or_, (reduce(and_, map(_term_in_title, way)) for way in ways))
            for ways in search.wanted
        ),
    )


def _term_in_title(term: Term) -> Q:
    return Q(title_words__contains=f" {term.token}" + ("" if term.is_start else " "))
