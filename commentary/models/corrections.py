"""Somebody says that a record is wrong, and gets a dated, reasoned answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commentary.enums import Asker, Claim, CorrectionState
from commentary.models.experts import Expert
from commentary.models.positions import Position, StanceChange
from commentary.models.statements import Statement
from common.encryption import EncryptedTextField
from common.models import TimeStampedModel, all_null, known_value
from sources.models import Article

if TYPE_CHECKING:
    from django.db.models import Model

#: What a request may be about: the columns of which exactly one is filled.
RECORDS = ("position", "statement", "change", "expert", "article")
DECIDED = (CorrectionState.UPHELD, CorrectionState.PARTLY_UPHELD, CorrectionState.DECLINED)
# What a person can say of their own words so that the record is disputed.
_DENIALS = (Claim.NOT_SAID, Claim.WRONG_PERSON)


def exactly_one(fields: Sequence[str]) -> Q:
    """One of these columns is filled, and no other."""
    found = Q()
    for field in fields:
        others = all_null(*(other for other in fields if other != field))
        found |= others & Q(**{f"{field}__isnull": False})
    return found


class CorrectionRequestQuerySet(models.QuerySet["CorrectionRequest"]):
    def decided(self) -> CorrectionRequestQuerySet:
        """The public log."""
        return self.filter(state__in=DECIDED)

    def waiting(self) -> CorrectionRequestQuerySet:
        """Counted in public, not shown."""
        return self.exclude(state__in=DECIDED)

    def disputing(self) -> CorrectionRequestQuerySet:
        """Those that mark their record: from the person quoted, verified, and not turned down."""
        return self.filter(
            verified_at__isnull=False,
            claim__in=_DENIALS,
            state__in=[
                CorrectionState.RECEIVED,
                CorrectionState.UNDER_REVIEW,
                CorrectionState.UPHELD,
            ],
        )

    def about_statement(self, statement: Statement) -> CorrectionRequestQuerySet:
        """About the words, or about a position or change that rests on them."""
        return self.filter(
            Q(statement=statement)
            | Q(position__statement=statement)
            | Q(change__before__statement=statement)
            | Q(change__after__statement=statement)
        )


class CorrectionRequest(TimeStampedModel):
    """One request about one record, with each step dated and signed.

    `public_id` is random: whoever filed it alone can ask how it goes on until it is decided. What
    was written (`why`), the address and who asked are never public; `answer` is, and so is
    `reply` once an Editor has verified that it comes from the person quoted.
    """

    public_id = models.CharField(_("id"), max_length=40, unique=True, editable=False)
    position = models.ForeignKey(
        Position,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
        verbose_name=_("position"),
    )
    statement = models.ForeignKey(
        Statement,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
        verbose_name=_("statement"),
    )
    change = models.ForeignKey(
        StanceChange,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
        verbose_name=_("change of stance"),
    )
    expert = models.ForeignKey(
        Expert,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
        verbose_name=_("expert"),
    )
    article = models.ForeignKey(
        Article,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
        verbose_name=_("article"),
    )
    asked_by = models.CharField(_("asked by"), max_length=10, choices=Asker.choices)
    claim = models.CharField(_("what is wrong"), max_length=20, choices=Claim.choices)
    why = models.TextField(_("why"), help_text=_("As written; never public."))
    contact = EncryptedTextField(
        _("address"), blank=True, help_text=_("Encrypted at rest; never public.")
    )
    reply = models.TextField(
        _("reply"),
        blank=True,
        help_text=_("Of the person quoted; public beside the record once verified."),
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=CorrectionState.choices,
        default=CorrectionState.RECEIVED,
    )
    received_at = models.DateTimeField(_("received"))
    taken_up_at = models.DateTimeField(_("taken up"), null=True, blank=True)
    taken_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("taken up by"),
    )
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("verified by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    answer = models.TextField(
        _("answer"), blank=True, help_text=_("Public: the reasons, without a name or an address.")
    )

    objects = models.Manager.from_queryset(CorrectionRequestQuerySet)()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("correction request")
        verbose_name_plural = _("correction requests")
        permissions = [("decide_correctionrequest", "Can verify and decide correction requests")]
        constraints = [
            known_value("asked_by", Asker, name="correctionrequest_asker_known"),
            known_value("claim", Claim, name="correctionrequest_claim_known"),
            known_value("state", CorrectionState, name="correctionrequest_state_known"),
            models.CheckConstraint(
                name="correctionrequest_is_about_one_record",
                condition=exactly_one(RECORDS),
            ),
            models.CheckConstraint(name="correctionrequest_says_why", condition=~Q(why="")),
            models.CheckConstraint(
                name="correctionrequest_review_is_signed",
                condition=Q(state=CorrectionState.RECEIVED)
                & all_null("taken_up_at", "taken_up_by")
                | ~Q(state=CorrectionState.RECEIVED)
                & Q(taken_up_at__isnull=False, taken_up_by__isnull=False),
            ),
            models.CheckConstraint(
                name="correctionrequest_decision_is_signed_and_reasoned",
                condition=Q(state__in=DECIDED)
                & Q(decided_at__isnull=False, decided_by__isnull=False)
                & ~Q(answer="")
                | ~Q(state__in=DECIDED) & all_null("decided_at", "decided_by") & Q(answer=""),
            ),
            models.CheckConstraint(
                name="correctionrequest_verified_is_the_subject",
                condition=all_null("verified_at", "verified_by")
                | Q(asked_by=Asker.SUBJECT, verified_at__isnull=False, verified_by__isnull=False),
            ),
            models.CheckConstraint(
                name="correctionrequest_only_the_subject_replies",
                condition=Q(reply="") | Q(asked_by=Asker.SUBJECT),
            ),
        ]
        indexes = [  # Serves the public log, newest first.
            models.Index(
                fields=["-decided_at", "-id"],
                name="correctionrequest_log",
                condition=Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_decided(self) -> bool:
        return self.state in DECIDED

    @property
    def record(self) -> Model:
        """The one record that it is about."""
        found: Model = next(one for name in RECORDS if (one := getattr(self, name)) is not None)
        return found
