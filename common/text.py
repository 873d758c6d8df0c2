"""One form of text for everything that is stored, hashed or compared."""

import hashlib
import re
import unicodedata

_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_LETTER_OR_DIGIT = re.compile(r"[\W_]+")


def normalise(text: str) -> str:
    r"""The form in which text is stored and counted in code points.

    Line ends become LF, NUL (which PostgreSQL refuses) goes, halves of a surrogate pair are
    joined and lone ones (which no encoding accepts) become U+FFFD. Idempotent; anything else
    stays as printed.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def letters_and_digits(text: str) -> str:
    """Only the letters and digits, case-folded: quotation marks, dashes and spaces do not count.

    Composed and decomposed spellings and full-width forms of one letter are the same (NFKC).
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _NOT_LETTER_OR_DIGIT.sub("", folded)


def fingerprint(text: str) -> str:
    """SHA-256 (hex) of the letters and digits: equal for texts that differ in marks only."""
    letters = letters_and_digits(normalise(text))
    return hashlib.sha256(letters.encode()).hexdigest()
