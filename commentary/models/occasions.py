"""Events at which somebody spoke or wrote, and the passages that curators review."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commentary.enums import OccasionKind, PassageState
from commentary.models.clocks import StatedModel
from commentary.models.experts import Expert
from common.models import LeasedModel, TimeStampedModel, known_value
from sources.models import ArticleText, Story


class Occasion(TimeStampedModel, StatedModel):
    """One event at which somebody spoke or wrote. Counts and confirmation count occasions, never
    articles.

    Default: one per expert and story, until a rule or a curator joins them. `stated_on` is its
    day. What a story tells of other days stands apart from it: an old quotation used again, an
    entry of a digest, one occasion for each such day.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=OccasionKind.choices)
    expert = models.ForeignKey(
        Expert,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="occasions",
        verbose_name=_("expert"),
        help_text=_("Empty where several tracked people spoke, as in a debate."),
    )
    story = models.ForeignKey(
        Story,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="occasions",
        verbose_name=_("story"),
    )
    title = models.CharField(_("title"), max_length=500, blank=True)
    apart = models.BooleanField(
        _("apart"),
        default=False,
        help_text=_("On another day than what its story reports; the text states which."),
    )

    class Meta:
        ordering = ["-stated_on", "-pk"]
        verbose_name = _("occasion")
        verbose_name_plural = _("occasions")
        constraints = [
            *StatedModel.Meta.constraints,
            known_value("kind", OccasionKind, name="occasion_kind_known"),
            models.UniqueConstraint(
                fields=["expert", "story"],
                condition=Q(apart=False),
                name="occasion_one_per_expert_and_story",
            ),
            models.UniqueConstraint(
                fields=["expert", "story", "stated_on", "precision"],
                condition=Q(apart=True),
                name="occasion_apart_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.kind} {self.stated_on}"


class Interview(TimeStampedModel):
    """The question-and-answer form of an occasion, anchored in the first publication."""

    occasion = models.OneToOneField(Occasion, on_delete=models.PROTECT, related_name="interview")
    article_text = models.ForeignKey(
        ArticleText, on_delete=models.PROTECT, related_name="interviews"
    )
    guests = models.JSONField(default=list, help_text=_("Names of all who answered, as printed."))

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")

    def __str__(self) -> str:
        return str(self.occasion)


class Exchange(models.Model):
    """One question with its answer: code points in the interview's article text, end exclusive."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="exchanges")
    number = models.PositiveIntegerField(help_text=_("From 1, in the order of the interview."))
    question_start = models.PositiveIntegerField()
    question_end = models.PositiveIntegerField()
    answer_start = models.PositiveIntegerField()
    answer_end = models.PositiveIntegerField()

    class Meta:
        ordering = ["interview", "number"]
        verbose_name = _("exchange")
        verbose_name_plural = _("exchanges")
        constraints = [
            models.UniqueConstraint(fields=["interview", "number"], name="exchange_number_once"),
            models.CheckConstraint(
                name="exchange_question_before_answer",
                condition=Q(question_start__lt=F("question_end"))
                & Q(question_end__lte=F("answer_start"))
                & Q(answer_start__lt=F("answer_end")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.interview_id}.{self.number}"


class PassageQuerySet(models.QuerySet["Passage"]):
    def awaiting(self) -> PassageQuerySet:
        return self.filter(state=PassageState.AWAITING)


class Passage(TimeStampedModel, LeasedModel):
    """The unit of review: one answer, or what one expert says in one stretch of an article.

    `start` and `end` are code points in `article_text`, the first publication. A copy adds
    appearances to its statements, never a passage. The lease is a curator's: shown to others while
    somebody decides.
    """

    occasion = models.ForeignKey(
        Occasion, on_delete=models.PROTECT, related_name="passages", verbose_name=_("occasion")
    )
    expert = models.ForeignKey(
        Expert, on_delete=models.PROTECT, related_name="passages", verbose_name=_("expert")
    )
    exchange = models.ForeignKey(
        Exchange,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="passages",
        verbose_name=_("exchange"),
    )
    article_text = models.ForeignKey(
        ArticleText, on_delete=models.PROTECT, related_name="passages"
    )
    number = models.PositiveIntegerField(
        _("number"), help_text=_("From 1, in the order of the text.")
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    state = models.CharField(
        _("state"), max_length=20, choices=PassageState.choices, default=PassageState.AWAITING
    )

    objects = models.Manager.from_queryset(PassageQuerySet)()

    class Meta:
        ordering = ["occasion", "number"]
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        constraints = [
            known_value("state", PassageState, name="passage_state_known"),
            models.CheckConstraint(name="passage_is_not_empty", condition=Q(start__lt=F("end"))),
            models.UniqueConstraint(
                fields=["occasion", "expert", "number"], name="passage_number_once"
            ),
        ]
        indexes = [  # Serves the review desk's queue.
            models.Index(
                fields=["created_at", "id"], name="passage_awaiting", condition=Q(state="awaiting")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert} ({self.occasion}, {self.number})"
