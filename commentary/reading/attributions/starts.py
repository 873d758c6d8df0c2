"""Where the words behind a cue begin: behind the listener, the time and the place of saying."""

from commentary.reading.attributions.clauses import begins_clause, is_finite
from commentary.reading.attributions.groups import Group
from commentary.reading.lexicon import Lexicon
from commentary.reading.text.units import Sentence

STOPS = frozenset({".", "!", "?", "…", "...", ",", ";", ":"})
_LOOKAHEAD = 16
_LONGEST_SETTING = 12
_NEEDS_CONTENT = frozenset({"say", "tell", "add", "think", "ask", "respond", "put"})


def content_start(sentence: Sentence, group: Group, lexicon: Lexicon) -> int:
    """Return the unit where the words behind a cue begin, or -1 when there are none."""
    at = group.behind if group.source and not group.source.before else group.cue.end
    if "tell" in group.cue.frames:
        at = _over_listener(sentence, at, group, lexicon)
    elif group.cue.frames <= {"speak_of"}:
        at = _over_object(sentence, at)
    at = _over_settings(sentence, at, lexicon)
    if at < len(sentence.units) and sentence.lower(at) in {":", ","}:
        quoted = sentence.is_quoted(at + 1)
        if sentence.lower(at) == ":" or quoted:
            return at + 1
        marker = _marker(sentence, at + 1)
        if marker >= 0 and sentence.lower(marker - 1) == ",":
            return marker
        return _that_behind_aside(sentence, at)
    if at >= len(sentence.units) or sentence.lower(at) in STOPS:
        return -1
    if group.cue.lemma == "tell" and not _says_something(sentence, at, lexicon):
        return -1
    if group.cue.lemma in _NEEDS_CONTENT and sentence.lower(at) in (
        lexicon.frames["prepositions"] | {"so"}
    ):
        return -1
    return at


def _that_behind_aside(sentence: Sentence, at: int) -> int:
    """Return the "that" behind "told him, in a letter,", when the comma at `at` opens an aside."""
    for place in range(at + 1, min(at + _LOOKAHEAD, len(sentence.units))):
        if sentence.lower(place) == ",":
            return place + 1 if sentence.lower(place + 1) == "that" else -1
    return -1


def _says_something(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    """Tell whether more than a listener follows "told": a clause, a quotation, what to do."""
    word = sentence.lower(at)
    telling = word in lexicon.frames["openers"] | {"to", "of", "about"}
    return telling or any(
        sentence.is_quoted(place) or is_finite(sentence, place, lexicon)
        for place in range(at, len(sentence.units))
    )


def _over_object(sentence: Sentence, at: int) -> int:
    """Step over whom the words are about, when a colon and the words themselves follow."""
    for place in range(at, min(at + _LOOKAHEAD, len(sentence.units))):
        if sentence.lower(place) == ":" and sentence.is_quoted(place + 1):
            return place
        if not sentence.units[place].is_word:
            break
    return at


def _over_settings(sentence: Sentence, at: int, lexicon: Lexicon) -> int:
    """Step over when, where and to whom it was said, up to "that", a colon or a quotation."""
    frames = lexicon.frames
    while at < len(sentence.units):
        word = sentence.lower(at)
        if word in frames["adverbs"] or (word in frames["times"] and _is_time(sentence, at)):
            at += 1
        elif word in {"on", "in", "during", "since"} and sentence.lower(at + 1) in frames["times"]:
            at += 2
        elif word in frames["prepositions"]:
            marker = _marker(sentence, at)
            if marker < 0:
                marker = _clause_behind_phrase(sentence, at, lexicon)
            return marker if marker >= 0 else at
        else:
            break
    return at


def _clause_behind_phrase(sentence: Sentence, at: int, lexicon: Lexicon) -> int:
    """Return where a clause begins behind "for weeks", "at a rally in Norhaven": or -1."""
    frames = lexicon.frames
    for place in range(at + 2, min(at + _LONGEST_SETTING, len(sentence.units))):
        unit = sentence.units[place]
        if unit.lower == "that" and sentence.lower(place - 1) == ",":
            return place
        if not unit.is_word:
            if unit.lower != "," and not _is_shortening(sentence, place):
                return -1
            continue
        before = sentence.units[place - 1]
        opens = unit.lower in frames["pronouns"] - {"who"} or (
            unit.lower in frames["determiners"] and before.lower not in frames["prepositions"]
        )
        if opens and before.is_word and begins_clause(sentence, place, lexicon):
            return place
    return -1


def _is_time(sentence: Sentence, at: int) -> bool:
    word = sentence.lower(at)
    if word in {"this", "last", "next", "early", "late", "may", "march"}:
        following = sentence.lower(at + 1)
        return following in {
            "week",
            "month",
            "year",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
        } or (
            following in {"friday", "saturday", "sunday", "morning", "night", "evening", "summer"}
        )
    return True


def _marker(sentence: Sentence, at: int) -> int:
    """Return the next "that", colon or quotation before the clause ends, or -1."""
    for place in range(at, min(at + _LOOKAHEAD, len(sentence.units))):
        if sentence.is_quoted(place):
            return place if place > at else -1
        word = sentence.lower(place)
        if word == "that":
            return place
        if word == ":":
            return place
        if _is_shortening(sentence, place):
            continue
        if word in {";", "."} or (word == "," and not sentence.is_quoted(place + 1)):
            return -1
    return -1


def _is_shortening(sentence: Sentence, at: int) -> bool:
    """Tell whether a stop belongs to a date, as in "Dec. 28", and ends nothing."""
    return sentence.lower(at) == "." and sentence.lower(at + 1)[:1].isdigit()


def _over_listener(sentence: Sentence, at: int, group: Group, lexicon: Lexicon) -> int:
    word = sentence.lower(at)
    if word in lexicon.listeners:
        return at + 1
    if word in {"that", ":", ",", "if", "whether", "for", "about", "what", "why", "how"} or (
        sentence.is_quoted(at)
    ):
        return at
    marker = _marker(sentence, at)
    names_thing = sentence.is_quoted(marker) and sentence.units[marker - 1].is_word
    if marker >= 0 and (group.cue.lemma == "tell" or not names_thing):
        return marker
    if at < len(sentence.units) and sentence.units[at].is_capital:
        while at < len(sentence.units) and sentence.units[at].is_capital:
            at += 1
        return at
    if group.cue.lemma != "tell" and word not in lexicon.frames["determiners"]:
        return at
    end = at + 1
    while end < len(sentence.units) and end - at < _LOOKAHEAD:
        word = sentence.lower(end)
        if (
            word in lexicon.frames["pronouns"]
            or word in lexicon.frames["openers"]
            or word in lexicon.frames["determiners"]
            or word in {"to", "about", ",", "."}
            or sentence.units[end].is_capital
        ):
            return end
        end += 1
    return at
