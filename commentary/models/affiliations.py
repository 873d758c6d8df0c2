"""What texts say of who a tracked person is, for a curator to take over or not."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commentary.affiliations import ROLE_LENGTH
from commentary.enums import StatementState
from commentary.models.decisions import decision_is_signed
from commentary.models.experts import Expert
from common.models import TimeStampedModel, known_value
from sources.models import ArticleText


class ProposedAffiliation(TimeStampedModel):
    """A phrase beside a tracked person's name that tells a role which is not on record.

    One row for one phrase of one person, whatever number of texts print it: what was rejected
    stays rejected. `role` and `organisation` are what an accepted one becomes; a curator may
    mend them first.
    """

    expert = models.ForeignKey(
        Expert,
        on_delete=models.CASCADE,
        related_name="proposed_affiliations",
        verbose_name=_("expert"),
    )
    article_text = models.ForeignKey(
        ArticleText,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("first printed in"),
    )
    phrase = models.CharField(_("phrase"), max_length=500, help_text=_("The words of the text."))
    key = models.CharField(
        max_length=ROLE_LENGTH,
        editable=False,
        help_text=_("The form in which a phrase is the same one: commentary.affiliations."),
    )
    role = models.CharField(_("role"), max_length=ROLE_LENGTH, blank=True)
    organisation = models.CharField(_("organisation"), max_length=ROLE_LENGTH, blank=True)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=StatementState.choices,
        default=StatementState.PROPOSED,
        editable=False,
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    reviewed_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["expert", "-pk"]
        verbose_name = _("proposed affiliation")
        verbose_name_plural = _("proposed affiliations")
        constraints = [
            models.UniqueConstraint(fields=["expert", "key"], name="proposedaffiliation_once"),
            known_value("state", StatementState, name="proposedaffiliation_state_known"),
            decision_is_signed("proposedaffiliation_decision_is_signed"),
        ]

    def __str__(self) -> str:
        return self.phrase
