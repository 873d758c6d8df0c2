"""Quotations that no cue of their own sentence claims: signed, floating, carried on."""

from commentary.reading.attributions.drafts import Draft, Progress, cue_at
from commentary.reading.attributions.sources import Source
from commentary.reading.page import Page
from commentary.reading.people.speakers import Speakers
from commentary.reading.text.pieces import place_of
from commentary.reading.text.units import Sentence
from commentary.reading.types import Span

_DASHES = frozenset({"—", "–", "―", "-", "--"})
_LONGEST_SIGNATURE = 8
_SHORTEST_SPEECH = 4  # words: what is shorter names a thing as often as it speaks


def signed(page: Page, sentence: Sentence, place: int, speakers: Speakers) -> Draft | None:
    """Read a quotation with a name behind a dash, or in front of a colon, and nothing else."""
    units = sentence.units
    behind = len(units) - (sentence.lower(len(units) - 1) == ".")
    if behind < 3 or behind > _LONGEST_SIGNATURE:
        return None
    if sentence.is_quoted(0) and sentence.lower(1) in _DASHES:
        name, mark, quoted = (2, behind), 1, 0
    elif sentence.is_quoted(len(units) - 1) and sentence.lower(len(units) - 2) == ":":
        name, mark, quoted = (0, len(units) - 2), len(units) - 2, len(units) - 1
    else:
        return None
    if not all(unit.is_capital or unit.lower == "." for unit in units[name[0] : name[1]]):
        return None
    return Draft(
        [place_of(page.text, sentence, quoted, quoted + 1)],
        speakers.mention(sentence, Source(*name, before=name[0] == 0), place),
        cue_at(page, sentence, mark, mark + 1),
        paragraph=place,
        quoted=True,
    )


def give_floating(page: Page, sentence: Sentence, place: int, progress: Progress) -> None:
    """Give a sentence that is only a quotation to whom it belongs."""
    pieces = [
        place_of(page.text, sentence, at, at + 1)
        for at in range(len(sentence.units))
        if sentence.is_quoted(at)
    ]
    _give(pieces, place, progress)


def give_opening(
    page: Page, sentence: Sentence, place: int, progress: Progress, taken: list[Span]
) -> None:
    """Give the quotation that a sentence begins with, and no cue in it claims, to its speaker.

    "It holds" and more was heard: whole words of speech, not the name of a thing.
    """
    if not sentence.is_quoted(0):
        return
    found = place_of(page.text, sentence, 0, 1)
    if any(span.start < found.end and found.start < span.end for span in taken):
        return
    quotation = sentence.paragraph.quotations[sentence.units[0].quotation]
    words = sentence.paragraph.tokens[quotation.inner_first : quotation.inner_behind]
    if sum(token.is_word for token in words) >= _SHORTEST_SPEECH:
        _give([found], place, progress)


def _give(pieces: list[Span], place: int, progress: Progress) -> None:
    """Give quotations to the one who is quoted here, was heard here, or was quoted just before."""
    carrier = progress.open_quotation or progress.announced
    last, heard = progress.quoting, progress.heard
    if carrier is not None:
        carrier.pieces += pieces
        carrier.quoted = True
        carrier.paragraph = place
        progress.announced = None
        progress.quoting = carrier
    elif last is not None and last.paragraph == place and not _is_another(heard, last):
        last.pieces += pieces
    elif heard is not None and heard.paragraph == place and heard.speaker and not progress.silent:
        _go_on(heard, pieces, place, progress)
    elif last is not None and place - last.paragraph == 1 and last.speaker:
        _go_on(last, pieces, place, progress)
    else:
        progress.waiting += pieces
        progress.waiting_since = place


def _is_another(heard: Draft | None, quoted: Draft) -> bool:
    """Tell whether somebody else was heard since: then the words are theirs."""
    if heard is None or heard.paragraph != quoted.paragraph or heard.speaker is None:
        return False
    one, other = quoted.speaker, heard.speaker
    if one is None or not heard.pieces or heard.pieces[0] < quoted.pieces[0]:
        return False
    return bool(other.person) and bool(one.person) and one.person != other.person


def _go_on(last: Draft, pieces: list[Span], place: int, progress: Progress) -> None:
    going_on = Draft(pieces, last.speaker, None, paragraph=place, quoted=True)
    progress.quoting = going_on
    progress.drafts.append(going_on)
