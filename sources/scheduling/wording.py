"""Spans of time in words. Pure."""

from datetime import timedelta


def in_words(span: timedelta) -> str:
    """The span in its largest sensible unit, rounded: "20 minutes", "3 hours", "2 days"."""
    minutes = max(1, round(span / timedelta(minutes=1)))
    if minutes < 100:
        count, unit = minutes, "minute"
    elif minutes < 48 * 60:
        count, unit = round(minutes / 60), "hour"
    else:
        count, unit = round(minutes / 1_440), "day"
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
