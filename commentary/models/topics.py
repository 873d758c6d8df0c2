"""Topics, and the propositions on which people stand somewhere."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commentary.enums import PropositionKind, PropositionState
from commentary.models.clocks import RecordedModel, RecordedQuerySet
from common.history import History
from common.models import TimeStampedModel, known_value


class Topic(TimeStampedModel):
    """A subject, as a tree."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True, allow_unicode=True)
    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("part of"),
    )

    history = History()

    class Meta:
        ordering = ["name"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.CheckConstraint(
                name="topic_not_part_of_itself", condition=~Q(parent=models.F("pk"))
            )
        ]

    def __str__(self) -> str:
        return self.name


class Proposition(TimeStampedModel):
    """The target of a stance: one sentence, one claim, that a serious person could hold or deny.

    `wording` is the current wording; every wording there was is a PropositionWording.
    """

    slug = models.SlugField(_("slug"), max_length=120, unique=True, allow_unicode=True)
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, related_name="propositions", verbose_name=_("topic")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=PropositionKind.choices)
    wording = models.CharField(_("wording"), max_length=300)
    guide = models.TextField(
        _("guide"),
        blank=True,
        help_text=_("What counts as favor, what as against, and what does not count."),
    )
    due_on = models.DateField(
        _("forecast for"), null=True, blank=True, help_text=_("A forecast carries its date.")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=PropositionState.choices, default=PropositionState.OPEN
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_reason = models.CharField(_("why closed"), max_length=300, blank=True)

    history = History()

    class Meta:
        ordering = ["wording"]
        verbose_name = _("proposition")
        verbose_name_plural = _("propositions")
        constraints = [
            known_value("kind", PropositionKind, name="proposition_kind_known"),
            models.CheckConstraint(
                name="proposition_closed_on_a_day_with_a_reason",
                condition=Q(state=PropositionState.OPEN, closed_on__isnull=True, closed_reason="")
                | (
                    Q(state=PropositionState.CLOSED, closed_on__isnull=False)
                    & ~Q(closed_reason="")
                ),
            ),
            models.CheckConstraint(
                name="proposition_forecast_has_a_date",
                condition=~Q(kind=PropositionKind.FORECAST) | Q(due_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.wording

    def get_absolute_url(self) -> str:
        return reverse("commentary:proposition", args=[self.slug])


class PropositionWording(RecordedModel):
    """One wording of a proposition and when it was the public one. A position remembers which it
    was judged on.
    """

    proposition = models.ForeignKey(
        Proposition,
        on_delete=models.PROTECT,
        related_name="wordings",
        verbose_name=_("proposition"),
    )
    version = models.PositiveIntegerField(_("version"))
    wording = models.CharField(_("wording"), max_length=300)

    objects = models.Manager.from_queryset(RecordedQuerySet)()

    class Meta(RecordedModel.Meta):
        ordering = ["proposition", "version"]
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        constraints = [
            *RecordedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["proposition", "version"], name="propositionwording_version_once"
            ),
            models.UniqueConstraint(
                fields=["proposition"],
                condition=Q(ended_at__isnull=True),
                name="propositionwording_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wording} ({self.version})"
