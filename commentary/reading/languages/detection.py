"""The language that a document is read in: the one declared, unless its letters say otherwise."""

import re

from commentary.reading.types import Document

_KANA = re.compile("[ぁ-んァ-ヶ]")
_LETTER = re.compile(r"[^\W\d_]")
# Letters beyond these say nothing more; Japanese is a third kana or more, a quoted name is none.
_ENOUGH = 2_000
_LEAST = 0.2
_DEFAULT = "en"


def language_of(document: Document) -> str:
    """Return the first part of a language tag, in lower case ("en", "ja").

    A text that is full of kana is Japanese, whatever its page declares. A text whose language is
    not declared is taken to be English.
    """
    declared = document.language.split("-", maxsplit=1)[0].split("_", maxsplit=1)[0].lower()
    if declared != "ja" and _is_japanese(document.text[:_ENOUGH]):
        return "ja"
    return declared or _DEFAULT


def _is_japanese(text: str) -> bool:
    kana = len(_KANA.findall(text))
    return kana > 0 and kana >= _LEAST * len(_LETTER.findall(text))
