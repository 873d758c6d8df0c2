"""Days as readers write them, no more precise than they are known."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from commentary.enums import DatePrecision

register = template.Library()

_PATTERNS = {
    DatePrecision.DAY: ("%Y-%m-%d", "j F Y"),
    DatePrecision.MONTH: ("%Y-%m", "F Y"),
    DatePrecision.YEAR: ("%Y", "Y"),
}


@register.simple_tag
def day(on: date | str, precision: str = DatePrecision.DAY) -> SafeString:
    """`<time>` of a calendar day, given as a date or as its ISO form."""
    value = date.fromisoformat(on) if isinstance(on, str) else on
    machine, words = _PATTERNS[DatePrecision(precision)]
    return format_html(
        '<time datetime="{}">{}</time>', value.strftime(machine), date_format(value, words)
    )
