"""The two lawful exceptions to "history is appended to": kept but not shown, and erased."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commentary.enums import TombstoneKind, TombstoneReason
from commentary.models.corrections import exactly_one
from commentary.models.experts import Expert
from commentary.models.positions import Position
from commentary.models.statements import Statement
from common.models import TimeStampedModel, all_null, known_value, ordered

#: What can be restricted: the columns of which exactly one is filled.
RESTRICTABLE = ("expert", "statement", "position")


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    def live(self) -> RestrictionQuerySet:
        return self.filter(lifted_at__isnull=True)


class Restriction(TimeStampedModel):
    """A record that is kept and not shown, not searched and told to nobody, until it is lifted.

    What it hides (the person's statements, the positions on a statement, changes, what events
    say of them) has `restricted_at` of its own, written by commentary.services.restriction.
    """

    expert = models.ForeignKey(
        Expert,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="restrictions",
        verbose_name=_("expert"),
    )
    statement = models.ForeignKey(
        Statement,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="restrictions",
        verbose_name=_("statement"),
    )
    position = models.ForeignKey(
        Position,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="restrictions",
        verbose_name=_("position"),
    )
    reason = models.CharField(
        _("reason"),
        max_length=20,
        choices=TombstoneReason.choices,
        help_text=_("Public, beside the day."),
    )
    note = models.TextField(_("note"), help_text=_("Why, for the staff; never public."))
    restricted_at = models.DateTimeField(_("restricted"), editable=False)
    restricted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("restricted by"),
    )
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("lifted by"),
    )

    objects = models.Manager.from_queryset(RestrictionQuerySet)()

    class Meta:
        ordering = ["-restricted_at", "-pk"]
        verbose_name = _("restriction")
        verbose_name_plural = _("restrictions")
        permissions = [
            ("restrict_record", "Can restrict records and lift restrictions"),
            ("erase_record", "Can erase records and people"),
        ]
        constraints = [
            models.CheckConstraint(
                name="restriction_is_of_one_record", condition=exactly_one(RESTRICTABLE)
            ),
            known_value("reason", TombstoneReason, name="restriction_reason_known"),
            models.CheckConstraint(name="restriction_says_why", condition=~Q(note="")),
            models.CheckConstraint(
                name="restriction_lifting_is_signed",
                condition=all_null("lifted_at", "lifted_by")
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
            ),
            ordered("restricted_at", "lifted_at", name="restriction_lifted_after_it_began"),
            *(
                models.UniqueConstraint(
                    fields=[name],
                    condition=Q(lifted_at__isnull=True),
                    name=f"restriction_one_live_per_{name}",
                )
                for name in RESTRICTABLE
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert or self.statement or self.position}: {self.get_reason_display()}"


class Tombstone(models.Model):
    """What is left of an erased record: its id and times, without a word about anybody.

    `key` is the public id. A person's slug is made of the name: of it only the keyed hash is here
    (common.encryption.keyed_hash), which is enough to answer 410 at the old address.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=TombstoneKind.choices)
    key = models.CharField(_("id"), max_length=64)
    reason = models.CharField(_("reason"), max_length=20, choices=TombstoneReason.choices)
    recorded_at = models.DateTimeField(_("public since"), null=True, blank=True)
    ended_at = models.DateTimeField(_("public until"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased"))
    erased_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("erased by"),
    )

    class Meta:
        ordering = ["-erased_at", "-pk"]
        verbose_name = _("tombstone")
        verbose_name_plural = _("tombstones")
        constraints = [
            known_value("kind", TombstoneKind, name="tombstone_kind_known"),
            known_value("reason", TombstoneReason, name="tombstone_reason_known"),
            models.UniqueConstraint(fields=["kind", "key"], name="tombstone_one_per_record"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
