"""The language of a text that nobody declared. Pure; only in the isolated process, because the
model takes 100 MB there once.
"""

from functools import cache
from typing import Any

# Letters beyond the first few thousand say nothing more.
_ENOUGH = 3_000
# Fewer tell a language too seldom.
_SHORTEST = 60
# Probability below which no language is told.
_SURE = 0.6


def detect_language(text: str) -> str:
    """Its ISO 639-1 code, or "" where that cannot be told."""
    if len(text) < _SHORTEST:
        return ""
    language, probability = _identifier().classify(text[:_ENOUGH])
    return str(language) if probability >= _SURE else ""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 -- see above

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
