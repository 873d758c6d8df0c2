"""Any text in any language: nothing breaks, all is a slice, no English is read into it."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

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


_MARKS = "“ ” \" ' ‘ ’ « » „ — – - ( ) , . : ; ? ! … \n"
_GERMAN = "sagte so laut zufolge nach Angaben von werde sei dass er sie der Der teilte mit und Kai"
_FRENCH = "dit a déclaré a-t-elle selon que qu’il n’a pas le la Le quai d’après elle et"
_NAMED = "Marit Solvang Jonas Ekdahl Ministerin ministre Марит Солванг 東 \ud800 ß İ"
_WORDS = [word for words in (_MARKS, _GERMAN, _FRENCH, _NAMED) for word in words.split(" ")]
TEXTS = st.one_of(
    st.lists(st.sampled_from(_WORDS), max_size=60).map(" ".join),
    st.lists(st.sampled_from(_WORDS), max_size=60).map("".join),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(["de", "fr", "es", "mul"]))
@example("Der Kai ist alt, dit Marit Solvang,", "fr")
def test_everything_found_is_a_slice_in_order(text: str, language: str) -> None:
    document = Document(text, language=language)

    reading = read(document)

    assert reading == read(document)
    starts = [statement.spans[0].start for statement in reading.statements]
    assert starts == sorted(starts)
    for statement in reading.statements:
        assert all(0 <= span.start < span.end <= len(text) for span in statement.spans)
        assert list(statement.spans) == sorted(statement.spans)
        assert statement.text == " ".join(span.of(text) for span in statement.spans)
        for words in (statement.speaker, statement.cue):
            assert words is None or text[words.start : words.end] == words.text
