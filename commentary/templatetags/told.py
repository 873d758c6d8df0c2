"""Stored values and days in readers' words."""

from datetime import date
from typing import Any

from django import template
from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commentary import enums

register = template.Library()

_DAYS = {
    enums.DatePrecision.DAY: ("%Y-%m-%d", "j F Y"),
    enums.DatePrecision.MONTH: ("%Y-%m", "F Y"),
    enums.DatePrecision.YEAR: ("%Y", "Y"),
}
_WORDS: dict[str, type[TextChoices]] = {
    "asker": enums.Asker,
    "basis": enums.DateBasis,
    "certainty": enums.CertaintyWord,
    "change": enums.ChangeKind,
    "claim": enums.Claim,
    "correction": enums.CorrectionState,
    "ended": enums.EndedReason,
    "kind": enums.PropositionKind,
    "live": enums.EvidenceLive,
    "medium": enums.Medium,
    "occasion": enums.OccasionKind,
    "rendering": enums.Rendering,
    "stance": enums.StanceWord,
    "strength": enums.StrengthWord,
    "tombstone": enums.TombstoneReason,
}


@register.simple_tag
def day(on: date | str, precision: str = enums.DatePrecision.DAY) -> SafeString:
    """`<time>` of a calendar day (a date or its ISO form), no more precise than it is known."""
    value = date.fromisoformat(on) if isinstance(on, str) else on
    machine, words = _DAYS[enums.DatePrecision(precision)]
    return format_html(
        '<time datetime="{}">{}</time>', value.strftime(machine), date_format(value, words)
    )


@register.simple_tag
def day_words(on: date | str, precision: str = enums.DatePrecision.DAY) -> str:
    """The same day in words alone, for places that take no markup."""
    value = date.fromisoformat(on) if isinstance(on, str) else on
    return date_format(value, _DAYS[enums.DatePrecision(precision)][1])


@register.filter
def words(value: str, sort: str) -> str:
    """The translated words for a stored value of one sort: `{{ kind|words:"change" }}`."""
    return str(_WORDS[sort](value).label)


@register.filter
def came_as(printed: dict[str, Any]) -> str:
    """How printed words came to us, in readers' words."""
    rendering = enums.Rendering(printed["rendering"])
    is_verbatim = rendering in {enums.Rendering.ORIGINAL, enums.Rendering.TRANSCRIPT}
    if is_verbatim and not printed["quotable"]:
        return _("In the reporter's words")
    return str(capfirst(rendering.label))
