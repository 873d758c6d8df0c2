"""Where people stand, and how that changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commentary.enums import (
    Certainty,
    ChangeKind,
    ChangeState,
    PositionState,
    Proposer,
    Rendering,
    Stance,
    Strength,
)
from commentary.models.clocks import (
    RecordedModel,
    RestrictableModel,
    RestrictableQuerySet,
    StatedModel,
)
from commentary.models.decisions import decision_is_signed
from commentary.models.experts import Expert
from commentary.models.statements import Evidence, Statement
from commentary.models.topics import Proposition, PropositionWording
from common.models import TimeStampedModel, known_value


class PositionQuerySet(RestrictableQuerySet):
    def published(self) -> PositionQuerySet:
        """Every position that was ever public; `current()` are those that still are."""
        return self.filter(state=PositionState.PUBLISHED)

    def on_timeline_of(self, expert: Expert, proposition: Proposition) -> PositionQuerySet:
        """What stands of one expert on one proposition, shown or not, oldest first: what changes
        are computed over.
        """
        return (
            self.published()
            .standing()
            .filter(expert=expert, proposition=proposition)
            .order_by("stated_on", "id")
        )

    def for_display(self) -> PositionQuerySet:
        return self.select_related(
            "expert",
            "proposition",
            "wording",
            "statement__occasion",
            "lead_evidence__article_text__article__outlet",
        )


class Position(TimeStampedModel, RecordedModel, StatedModel, RestrictableModel):
    """Where one expert stood on one proposition on one occasion, with the words that show it.

    `expert` and `stated_on` repeat the statement's (a trigger and the services hold them equal),
    so that a timeline is one index scan.
    """

    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, related_name="positions", verbose_name=_("statement")
    )
    expert = models.ForeignKey(
        Expert, on_delete=models.PROTECT, related_name="positions", verbose_name=_("expert")
    )
    proposition = models.ForeignKey(
        Proposition,
        on_delete=models.PROTECT,
        related_name="positions",
        verbose_name=_("proposition"),
    )
    wording = models.ForeignKey(
        PropositionWording,
        on_delete=models.PROTECT,
        related_name="positions",
        verbose_name=_("judged on the wording"),
    )
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices)
    strength = models.CharField(
        _("strength"),
        max_length=10,
        choices=Strength.choices,
        blank=True,
        help_text=_(
            "Empty where only a paraphrase or translation shows it: the sign is known, no more."
        ),
    )
    certainty = models.CharField(
        _("certainty"), max_length=10, choices=Certainty.choices, default=Certainty.PLAIN
    )
    rendering = models.CharField(
        _("rendering"), max_length=20, choices=Rendering.choices, default=Rendering.ORIGINAL
    )
    summary = models.CharField(
        _("summary"),
        max_length=500,
        blank=True,
        help_text=_("In our words, never in quotation marks."),
    )
    held_on = models.DateField(
        _("held on"),
        null=True,
        blank=True,
        help_text=_("Only for a view told in retrospect: when it was held."),
    )
    lead_evidence = models.ForeignKey(
        Evidence,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("evidence"),
        help_text=_("The words that show it best; every position that was ever public has one."),
    )
    more_evidence = models.ManyToManyField(
        Evidence, blank=True, related_name="supports", verbose_name=_("more evidence")
    )
    proposed_by = models.CharField(_("proposed by"), max_length=20, choices=Proposer.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=PositionState.choices, default=PositionState.PROPOSED
    )
    state_reason = models.CharField(_("reason"), max_length=500, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("reviewer"),
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
        verbose_name=_("corrects"),
    )

    objects = models.Manager.from_queryset(PositionQuerySet)()

    class Meta:
        ordering = ["-stated_on", "-pk"]
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        constraints = [
            *RecordedModel.Meta.constraints,
            *StatedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["statement", "proposition"],
                condition=Q(state=PositionState.PUBLISHED, ended_at__isnull=True),
                name="position_one_live_per_statement",
            ),
            known_value("stance", Stance, name="position_stance_known"),
            known_value("state", PositionState, name="position_state_known"),
            known_value("certainty", Certainty, name="position_certainty_known"),
            known_value("rendering", Rendering, name="position_rendering_known"),
            known_value("proposed_by", Proposer, name="position_proposer_known"),
            models.CheckConstraint(
                name="position_strength_only_with_a_sign",
                condition=Q(strength="")
                | Q(strength__in=Strength.values, stance__in=[Stance.FAVOR, Stance.AGAINST]),
            ),
            models.CheckConstraint(
                name="position_decided_has_evidence",
                condition=Q(state=PositionState.PROPOSED) | Q(lead_evidence__isnull=False),
            ),
            decision_is_signed("position_decision_is_signed"),
            models.CheckConstraint(
                name="position_clock_runs_when_published",
                condition=Q(state=PositionState.PUBLISHED, recorded_at__isnull=False)
                | (~Q(state=PositionState.PUBLISHED) & Q(recorded_at__isnull=True)),
            ),
        ]
        indexes = [
            # Serves on_timeline_of().
            models.Index(
                fields=["expert", "proposition", "stated_on", "id"],
                name="position_timeline",
                condition=Q(state=PositionState.PUBLISHED),
            ),
            # Serves the list of positions, newest first.
            models.Index(
                fields=["-stated_on", "-id"],
                name="position_newest",
                condition=Q(state=PositionState.PUBLISHED),
            ),
            # Serves a proposition's timeline.
            models.Index(
                fields=["proposition", "stated_on", "id"],
                name="position_of_proposition",
                condition=Q(state=PositionState.PUBLISHED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert}: {self.stance}, {self.stated_on}"


class StanceChangeQuerySet(RestrictableQuerySet):
    def confirmed(self) -> StanceChangeQuerySet:
        """Those that readers see."""
        return self.filter(state=ChangeState.CONFIRMED).public()


class StanceChange(TimeStampedModel, RecordedModel, RestrictableModel):
    """From one position to a later one of the same expert on the same proposition.

    Recomputed over the whole timeline by commentary.changes; a person confirms a reversal. Public
    while confirmed: the clock starts with the confirmation. A withdrawn one is kept.
    """

    expert = models.ForeignKey(
        Expert, on_delete=models.PROTECT, related_name="changes", verbose_name=_("expert")
    )
    proposition = models.ForeignKey(
        Proposition,
        on_delete=models.PROTECT,
        related_name="changes",
        verbose_name=_("proposition"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ChangeKind.choices)
    before = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="changes_from", verbose_name=_("before")
    )
    after = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="changes_to", verbose_name=_("after")
    )
    on = models.DateField(_("on"))
    state = models.CharField(
        _("state"), max_length=10, choices=ChangeState.choices, default=ChangeState.POSSIBLE
    )
    why_possible = models.CharField(_("why only possible"), max_length=300, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("confirmed by"),
    )

    objects = models.Manager.from_queryset(StanceChangeQuerySet)()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("change of stance")
        verbose_name_plural = _("changes of stance")
        constraints = [
            *RecordedModel.Meta.constraints,
            known_value("kind", ChangeKind, name="stancechange_kind_known"),
            known_value("state", ChangeState, name="stancechange_state_known"),
            models.UniqueConstraint(
                fields=["before", "after", "kind"],
                condition=~Q(state=ChangeState.WITHDRAWN),
                name="stancechange_one_live_per_step",
            ),
            models.CheckConstraint(
                name="stancechange_is_between_two", condition=~Q(before=F("after"))
            ),
            models.CheckConstraint(
                name="stancechange_clock_follows_state",
                condition=Q(state=ChangeState.POSSIBLE, recorded_at__isnull=True)
                | Q(state=ChangeState.CONFIRMED, recorded_at__isnull=False, ended_at__isnull=True)
                | (
                    Q(state=ChangeState.WITHDRAWN)
                    & (Q(recorded_at__isnull=True) | Q(ended_at__isnull=False))
                ),
            ),
            models.CheckConstraint(
                name="stancechange_reversal_is_signed",
                condition=~Q(state=ChangeState.CONFIRMED, kind=ChangeKind.REVERSAL)
                | Q(confirmed_by__isnull=False),
            ),
        ]
        indexes = [
            # Serves the list of changes, newest first.
            models.Index(
                fields=["-on", "-id"],
                name="stancechange_newest",
                condition=Q(state=ChangeState.CONFIRMED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert}: {self.kind}, {self.on}"
