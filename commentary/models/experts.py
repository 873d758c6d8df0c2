"""Tracked people. Only people with a public role get rows; `public_basis` says which."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commentary.enums import IdentifierScheme, NameOrder
from commentary.linking import name_key
from commentary.models.clocks import RestrictableModel
from common.history import History
from common.models import TimeStampedModel, known_value, ordered

NAME_LENGTH = 200


class ExpertQuerySet(models.QuerySet["Expert"]):
    def tracked(self) -> ExpertQuerySet:
        """Those that readers see."""
        return self.unmerged().filter(restricted_at__isnull=True)

    def unmerged(self) -> ExpertQuerySet:
        """Everybody who is followed, shown or not."""
        return self.filter(merged_into__isnull=True)


class Expert(TimeStampedModel, RestrictableModel):
    """A tracked person. A merged one keeps its row and slug and points at the survivor."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True, allow_unicode=True)
    name = models.CharField(
        _("name"),
        max_length=200,
        help_text=_("As shown; every other spelling is a name of its own."),
    )
    public_basis = models.TextField(
        _("public basis"),
        help_text=_("Why this person is followed: the public role in which they speak."),
    )
    followers = models.PositiveIntegerField(
        _("followers"), default=0, editable=False, help_text=_("Set by alerts.")
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
        verbose_name=_("merged into"),
    )
    merged_at = models.DateTimeField(_("merged"), null=True, blank=True)

    objects = models.Manager.from_queryset(ExpertQuerySet)()
    history = History(machine_columns=["followers", "restricted_at"])

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("expert")
        verbose_name_plural = _("experts")
        constraints = [
            models.CheckConstraint(
                name="expert_public_basis_given", condition=~Q(public_basis="")
            ),
            models.CheckConstraint(
                name="expert_merge_has_a_time",
                condition=Q(merged_into__isnull=True, merged_at__isnull=True)
                | Q(merged_into__isnull=False, merged_at__isnull=False),
            ),
            models.CheckConstraint(
                name="expert_not_merged_into_itself", condition=~Q(merged_into=models.F("pk"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("commentary:expert", args=[self.slug])

    def survivor(self) -> Expert:
        """Whom this person's records belong to now: itself, or at the end of its merges."""
        expert = self
        while expert.merged_into is not None:
            expert = expert.merged_into
        return expert


class ExpertName(TimeStampedModel):
    """A name by which a text may call an expert. Not unique: homonyms exist and are refused when
    linking.
    """

    expert = models.ForeignKey(
        Expert, on_delete=models.CASCADE, related_name="names", verbose_name=_("expert")
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    language = models.CharField(_("language"), max_length=16, blank=True)
    script = models.CharField(
        _("script"), max_length=4, blank=True, help_text=_("ISO 15924, for example Latn or Jpan.")
    )
    order = models.CharField(
        _("order"), max_length=20, choices=NameOrder.choices, default=NameOrder.GIVEN_FIRST
    )
    key = models.CharField(
        max_length=200,
        editable=False,
        help_text=_("The form that is looked up: commentary.linking."),
    )

    history = History(machine_columns=["key"])

    class Meta:
        ordering = ["expert", "pk"]
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = [
            models.UniqueConstraint(fields=["expert", "name"], name="expertname_once"),
            known_value("order", NameOrder, name="expertname_order_known"),
            models.CheckConstraint(name="expertname_not_empty", condition=~Q(name="")),
        ]
        indexes = [  # Serves linking: names of a text are looked up, the roster is never walked.
            models.Index(fields=["key"], name="expertname_key"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = name_key(self.name)
        super().save(*args, **kwargs)


class ExpertIdentifier(TimeStampedModel):
    """A Wikidata or ORCID identifier of an expert."""

    expert = models.ForeignKey(
        Expert, on_delete=models.CASCADE, related_name="identifiers", verbose_name=_("expert")
    )
    scheme = models.CharField(_("scheme"), max_length=20, choices=IdentifierScheme.choices)
    value = models.CharField(_("identifier"), max_length=60)

    history = History()

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"], name="expertidentifier_names_one_person"
            ),
            known_value("scheme", IdentifierScheme, name="expertidentifier_scheme_known"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class Affiliation(TimeStampedModel):
    """A role at an organisation, dated where known."""

    expert = models.ForeignKey(
        Expert, on_delete=models.CASCADE, related_name="affiliations", verbose_name=_("expert")
    )
    role = models.CharField(_("role"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=200)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    history = History()

    class Meta:
        ordering = ["expert", models.F("since").desc(nulls_last=True), "pk"]
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        constraints = [
            models.UniqueConstraint(
                fields=["expert", "role", "organisation", "since"], name="affiliation_once"
            ),
            # Nulls are distinct in a unique index.
            models.UniqueConstraint(
                fields=["expert", "role", "organisation"],
                condition=Q(since__isnull=True),
                name="affiliation_once_undated",
            ),
            ordered("since", "until", name="affiliation_since_before_until"),
        ]

    def __str__(self) -> str:
        return f"{self.role}, {self.organisation}"


class RosterChange(models.Model):
    """One change of the tracked names. The highest number is the roster that a reading was linked
    with.
    """

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="roster_changes")
    what = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.pk}: {self.what}"
