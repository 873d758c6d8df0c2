"""Languages without data files: nothing breaks, and no English is read into them."""

from datetime import date

import pytest

from commentary.reading import Document, read


@pytest.mark.parametrize("language", ["de", "fr", "fi", "zh", "ar", "xx", "", "../en"])
@pytest.mark.parametrize(
    "text",
    [
        "“The quay will sink,” said Marit Solvang on Tuesday.",
        "« Le quai va couler », a dit Marit Solvang mardi.",
        "Q: Why?\n\nA: Because.\n\nQ: Who?\n\nA: Nobody.",
        "العربية 港 הברית",
    ],
)
def test_any_text_is_read_in_any_language(text: str, language: str) -> None:
    reading = read(Document(text, language=language, published_on=date(2025, 5, 15)))

    assert all(one.day is not None for one in reading.statements)
