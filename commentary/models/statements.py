"""What was said, where it was printed, and the words that prove it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commentary.enums import (
    EvidenceLive,
    EvidenceState,
    Medium,
    NonAnswer,
    Rendering,
    StatementFate,
    StatementState,
    StatementType,
)
from commentary.models.clocks import (
    RecordedModel,
    RestrictableModel,
    RestrictableQuerySet,
    StatedModel,
)
from commentary.models.decisions import decision_is_signed
from commentary.models.experts import NAME_LENGTH, Expert
from commentary.models.occasions import Occasion, Passage
from common.models import TimeStampedModel, known_value
from sources.models import ArticleText


class StatementQuerySet(RestrictableQuerySet):
    def accepted(self) -> StatementQuerySet:
        """Every statement that was ever public; `current()` are those that still are."""
        return self.filter(state=StatementState.ACCEPTED)


class Statement(TimeStampedModel, RecordedModel, StatedModel, RestrictableModel):
    """What one person said on one occasion. Public once a curator has accepted it as said."""

    expert = models.ForeignKey(
        Expert, on_delete=models.PROTECT, related_name="statements", verbose_name=_("expert")
    )
    occasion = models.ForeignKey(
        Occasion, on_delete=models.PROTECT, related_name="statements", verbose_name=_("occasion")
    )
    passage = models.ForeignKey(
        Passage,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements",
        verbose_name=_("passage"),
        help_text=_(
            "Empty for a statement that was entered by hand or stands withheld at its source."
        ),
    )
    type = models.CharField(_("type"), max_length=10, choices=StatementType.choices)
    medium = models.CharField(
        _("medium"), max_length=10, choices=Medium.choices, default=Medium.SPEECH
    )
    negated = models.BooleanField(
        _("negated"), default=False, help_text=_("The text says that it was not said.")
    )
    hypothetical = models.BooleanField(_("hypothetical"), default=False)
    reported_by = models.CharField(_("reported by"), max_length=NAME_LENGTH, blank=True)
    non_answer = models.CharField(
        _("no answer"),
        max_length=20,
        choices=NonAnswer.choices,
        blank=True,
        help_text=_("What was done in place of answering; empty for an answer."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=StatementState.choices, default=StatementState.PROPOSED
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
    disputed_at = models.DateTimeField(
        _("disputed"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Since when the person quoted, verified, says: not my words, or not me."),
    )
    reply = models.TextField(
        _("reply"),
        blank=True,
        editable=False,
        help_text=_("What the person quoted, verified, says about it; stands beside it."),
    )
    replied_at = models.DateTimeField(_("replied"), null=True, blank=True, editable=False)

    objects = models.Manager.from_queryset(StatementQuerySet)()

    class Meta:
        ordering = ["-stated_on", "-pk"]
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            *RecordedModel.Meta.constraints,
            *StatedModel.Meta.constraints,
            known_value("type", StatementType, name="statement_type_known"),
            known_value("medium", Medium, name="statement_medium_known"),
            known_value("state", StatementState, name="statement_state_known"),
            known_value("non_answer", NonAnswer, name="statement_non_answer_known", or_empty=True),
            decision_is_signed("statement_decision_is_signed"),
            models.CheckConstraint(
                name="statement_public_only_when_accepted",
                condition=Q(recorded_at__isnull=True) | Q(state=StatementState.ACCEPTED),
            ),
            models.CheckConstraint(
                name="statement_accepted_is_public",
                condition=~Q(state=StatementState.ACCEPTED) | Q(recorded_at__isnull=False),
            ),
            models.CheckConstraint(
                name="statement_reply_is_dated",
                condition=Q(reply="", replied_at__isnull=True)
                | (~Q(reply="") & Q(replied_at__isnull=False)),
            ),
        ]
        indexes = [
            # Serves the list of public statements, newest first.
            models.Index(
                fields=["-stated_on", "-id"],
                name="statement_public",
                condition=Q(state="accepted"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert}, {self.stated_on}"


class AppearanceQuerySet(models.QuerySet["Appearance"]):
    def of_own_words(self) -> AppearanceQuerySet:
        """Without those in re-worded copies of other reports, by whose words nothing is known
        again. They are there only where a copy was read before its original was found.
        """
        return self.filter(article_text__article__story__reworded_from__isnull=True)


class Appearance(TimeStampedModel):
    """One publication of a statement: statement x article text x spans.

    `spans` are [start, end] code points in the text, in order, end exclusive; `start` and `end`
    are their bounds. `shown_start` and `shown_end` are the part that the public may see, allotted
    when the statement is accepted (commentary.quoting); null: no words of it are shown.
    """

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="appearances")
    article_text = models.ForeignKey(
        ArticleText, on_delete=models.PROTECT, related_name="appearances"
    )
    spans = models.JSONField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    speaker_start = models.PositiveIntegerField(null=True, blank=True)
    speaker_end = models.PositiveIntegerField(null=True, blank=True)
    cue_start = models.PositiveIntegerField(null=True, blank=True)
    cue_end = models.PositiveIntegerField(null=True, blank=True)
    rendering = models.CharField(
        _("rendering"), max_length=20, choices=Rendering.choices, default=Rendering.ORIGINAL
    )
    language = models.CharField(_("printed in"), max_length=16, blank=True)
    spoken_language = models.CharField(_("spoken in"), max_length=16, blank=True)
    shown_start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    shown_end = models.PositiveIntegerField(null=True, blank=True, editable=False)
    fate = models.CharField(
        _("in the newest text"),
        max_length=12,
        choices=StatementFate.choices,
        blank=True,
        editable=False,
        help_text=_(
            "What became of it in the article's newest text; empty where this is the newest, or "
            "where that has not been read."
        ),
    )

    objects = models.Manager.from_queryset(AppearanceQuerySet)()

    class Meta:
        ordering = ["statement", "pk"]
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "article_text"], name="appearance_once_per_text"
            ),
            known_value("rendering", Rendering, name="appearance_rendering_known"),
            known_value("fate", StatementFate, name="appearance_fate_known", or_empty=True),
            models.CheckConstraint(
                name="appearance_is_not_empty", condition=Q(start__lt=F("end"))
            ),
            models.CheckConstraint(
                name="appearance_shows_only_itself",
                condition=Q(shown_start__isnull=True, shown_end__isnull=True)
                | Q(
                    shown_start__isnull=False,
                    shown_end__isnull=False,
                    shown_start__gte=F("start"),
                    shown_end__lte=F("end"),
                    shown_start__lt=F("shown_end"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} in {self.article_text_id}"


class Evidence(TimeStampedModel):
    """The words that show a position: W3C Web Annotation's TextPositionSelector and
    TextQuoteSelector on one text.

    Anchored: `exact` is text[start:end] (a trigger holds it). Withheld: we may not keep or ship
    the text; `url`, `letters_sha256` and `length` name the words, "read it at the source", until a
    stored text contains them. `shown_start`..`shown_end` is the part that the public may see
    (commentary.quoting).
    """

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="evidence")
    article_text = models.ForeignKey(
        ArticleText, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    state = models.CharField(_("state"), max_length=10, choices=EvidenceState.choices)
    live = models.CharField(
        _("in the newest text"),
        max_length=10,
        choices=EvidenceLive.choices,
        default=EvidenceLive.PRESENT,
    )
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    exact = models.TextField(blank=True)
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    url = models.CharField(_("source"), max_length=2000, blank=True)
    letters_sha256 = models.CharField(
        max_length=64,
        help_text=_(
            "SHA-256 of the words' letters and digits, casefolded (common.text.fingerprint)."
        ),
    )
    length = models.PositiveIntegerField(_("letters and digits"))
    rendering = models.CharField(
        _("rendering"), max_length=20, choices=Rendering.choices, default=Rendering.ORIGINAL
    )
    shown_start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    shown_end = models.PositiveIntegerField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["statement", "pk"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            known_value("state", EvidenceState, name="evidence_state_known"),
            known_value("live", EvidenceLive, name="evidence_live_known"),
            known_value("rendering", Rendering, name="evidence_rendering_known"),
            models.CheckConstraint(
                name="evidence_anchored_has_its_words",
                condition=~Q(state=EvidenceState.ANCHORED)
                | Q(
                    article_text__isnull=False,
                    start__isnull=False,
                    end__isnull=False,
                    start__lt=F("end"),
                )
                & ~Q(exact=""),
            ),
            models.CheckConstraint(
                name="evidence_withheld_names_its_source",
                condition=~Q(state=EvidenceState.WITHHELD)
                | (
                    Q(
                        article_text__isnull=True,
                        start__isnull=True,
                        end__isnull=True,
                        exact="",
                        prefix="",
                        suffix="",
                    )
                    & ~Q(url="")
                ),
            ),
            models.CheckConstraint(
                name="evidence_shows_only_itself",
                condition=Q(shown_start__isnull=True, shown_end__isnull=True)
                | Q(
                    state=EvidenceState.ANCHORED,
                    shown_start__isnull=False,
                    shown_end__isnull=False,
                    shown_start__gte=F("start"),
                    shown_end__lte=F("end"),
                    shown_start__lt=F("shown_end"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} [{self.start}:{self.end}]"
