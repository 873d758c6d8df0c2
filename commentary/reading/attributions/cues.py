"""The words of a sentence that say that something was said, and in what manner."""

from collections.abc import Sequence

from commentary.reading.attributions.manners import FoundCue, Manner
from commentary.reading.attributions.verbless import according, beside_quotation, claim, mind, view
from commentary.reading.lexicon import CueWord, Lexicon
from commentary.reading.text.units import Sentence

_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "am", "'s", "'re", "'m"])
_HAVE = frozenset(["has", "have", "had", "having", "'ve", "'d", "'s"])
_DO_OR_MODAL = frozenset(
    [
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "to",
        "not",
        "n't",
        "'ll",
        "'d",
    ]
)
_OPINIONS = frozenset({"believe", "think", "expect", "fear", "assume"})  # "is believed to"
_PLURAL_SUBJECTS = frozenset(
    [
        "they",
        "we",
        "i",
        "you",
        "people",
        "who",
        "some",
        "many",
        "others",
        "both",
        "most",
        "few",
        "all",
    ]
)
_LONGEST_SUBJECT = 8
_NOT_SUBJECTS = frozenset({"to", "of", "for", "in", "on", "at", "by", "with", "from", "as"})


def cues_in(sentence: Sentence, lexicon: Lexicon) -> list[FoundCue]:
    """Return the cues of a sentence in order."""
    found: list[FoundCue] = []
    in_title_case = _is_title_case(sentence)
    for at, unit in enumerate(sentence.units):
        if unit.quotation >= 0 or not unit.is_word:
            continue
        cue = (
            according(sentence, at, lexicon)
            or claim(sentence, at, lexicon)
            or view(sentence, at, lexicon)
            or mind(sentence, at, lexicon)
        )
        if (
            cue is None
            and unit.lower in lexicon.verbs
            and (at == 0 or not unit.is_capital or in_title_case)
        ):
            cue = _verb(sentence, at, lexicon.verbs[unit.lower], lexicon)
        if cue is None and unit.lower not in lexicon.verbs:
            cue = beside_quotation(sentence, at, lexicon)
        if cue is not None:
            found.append(cue)
    return found


def _is_title_case(sentence: Sentence) -> bool:
    """Tell whether every longer word has a capital, as in headlines: there it marks no name."""
    words = [unit for unit in sentence.units if unit.is_word]
    return all(unit.is_capital or len(unit.lower) <= 4 for unit in words)


def _verb(sentence: Sentence, at: int, word: CueWord, lexicon: Lexicon) -> FoundCue | None:
    start, auxiliaries = _auxiliaries(sentence, at, lexicon)
    manner = _manner(sentence, at, start, word, auxiliaries)
    if manner is None and _goes_on(sentence, start, lexicon):
        start, manner = (
            start - 2,
            "finite" if sentence.lower(start - 2) != "going" else "participle",
        )
    if manner is None or not _fits(sentence, at, start, word, auxiliaries, lexicon):
        return None
    end = at + 1
    particles = lexicon.particles.get(word.lemma, frozenset())
    if sentence.lower(end) in particles:
        end += 1
    elif word.lemma in {"point", "put"}:
        return None
    return FoundCue(
        start,
        at,
        end,
        word.lemma,
        frozenset(word.frames),
        manner,
        negated=any(part in lexicon.frames["negations"] for part in auxiliaries),
        hypothetical=any(part in lexicon.frames["hypothetical"] for part in auxiliaries),
    )


def _goes_on(sentence: Sentence, to: int, lexicon: Lexicon) -> bool:
    """Tell whether "to say" stands behind "went on"."""
    goes = sentence.lower(to - 2) in lexicon.frames["goes"]
    return sentence.lower(to) == "to" and sentence.lower(to - 1) == "on" and goes


def _auxiliaries(sentence: Sentence, at: int, lexicon: Lexicon) -> tuple[int, list[str]]:
    """Return where the verb group begins and its auxiliaries and adverbs, nearest first."""
    frames = lexicon.frames
    start = at
    found: list[str] = []
    while start > 0:
        before = _bare(sentence.lower(start - 1))
        adverb = before in frames["adverbs"] or before in frames["negations"]
        if not adverb and before not in frames["auxiliaries"] and not _contracted(before):
            adverb = before.endswith("ly") and start - 1 > 0
            if not adverb:
                break
        found.append("not" if _contracted(before) else before)
        start -= 1
    return start, found


def _bare(word: str) -> str:
    return word.replace("’", "'")


def _contracted(word: str) -> bool:
    return word.endswith("n't")


def _manner(
    sentence: Sentence, at: int, start: int, word: CueWord, auxiliaries: Sequence[str]
) -> Manner | None:
    """Tell a verb that its subject does from a passive, an infinitive and a noun."""
    forms = word.forms
    helped = set(auxiliaries)
    if "ing" in forms:
        if helped & _BE:
            return "finite"
        return "participle"
    if "past" in forms or "participle" in forms:
        if helped & _BE:
            return "passive" if _is_passive_cue(sentence, at, word) else None
        modal = helped & _DO_OR_MODAL and not helped & _HAVE and "base" not in forms
        if sentence.lower(at + 1) == "by" or modal:
            return None
        return "finite"
    if "base" in forms and "to" in helped:
        return None
    return "finite" if start > 0 else None


def _is_passive_cue(sentence: Sentence, at: int, word: CueWord) -> bool:
    """Tell "was condemned by her" and "is believed to stand" from "was seen in May"."""
    follows = sentence.lower(at + 1)
    if follows == "by":
        return word.frames != {"show"} and word.lemma not in {"see", "find", "know", "read"}
    return follows == "to" and word.lemma in _OPINIONS


def _fits(
    sentence: Sentence,
    at: int,
    start: int,
    word: CueWord,
    auxiliaries: Sequence[str],
    lexicon: Lexicon,
) -> bool:
    """Tell whether what stands before lets the word be a verb ("the claims" does not)."""
    if "ing" in word.forms or ("past" in word.forms and "base" not in word.forms):
        return sentence.lower(start - 1) not in lexicon.frames["determiners"] or start == 0
    before = sentence.lower(start - 1)
    if before in lexicon.frames["possessives"] or before in {"'s", "’s"}:
        return bool(auxiliaries)
    if before in lexicon.frames["determiners"] - {"that", "this", "all", "many", "some", "both"}:
        return False
    if before in _NOT_SUBJECTS:
        return False
    if sentence.lower(at) in lexicon.also_nouns and not _clearly_verb(
        sentence, at, start, auxiliaries, lexicon
    ):
        return False
    if "base" in word.forms:
        return (
            sentence.lower(start + 1) == "on"
            or asks(sentence, lexicon)
            or _is_plural(before)
            or _is_joined(sentence, start)
            or _has_plural_head(sentence, start, lexicon)
            or bool(set(auxiliaries) & _DO_OR_MODAL)
        )
    return at > 0


def asks(sentence: Sentence, lexicon: Lexicon) -> bool:
    """Tell whether the writer asks: "Did she say that it holds?", "Who said so?"."""
    if sentence.lower(len(sentence.units) - 1) != "?":
        return False
    return sentence.lower(0) in lexicon.frames["finite"] | {"who"}


def _clearly_verb(
    sentence: Sentence, at: int, start: int, auxiliaries: Sequence[str], lexicon: Lexicon
) -> bool:
    """Tell a verb that is also a noun: behind a name or pronoun, and with an object of its own."""
    if auxiliaries:
        return True
    unit = sentence.units[start - 1] if start else None
    frames = lexicon.frames
    follows = sentence.lower(at + 1)
    speech = at + 2 if follows in {":", ","} else at + 1
    if unit is not None and unit.is_word and (sentence.is_quoted(speech) or follows == ":"):
        return unit.lower not in frames["prepositions"]
    particles = lexicon.particles.get(lexicon.verbs[sentence.lower(at)].lemma, frozenset())
    if unit is None or follows in frames["prepositions"] - particles | {",", ".", ""}:
        return False
    if unit.lower in frames["pronouns"]:
        return True
    objects = frames["determiners"] | frames["pronouns"] | lexicon.listeners
    named = unit.is_capital and follows == "that"  # "Solvang hopes that"
    opens = (
        named
        or follows in objects | particles
        or (at + 1 < len(sentence.units) and sentence.units[at + 1].is_capital)
    )
    base = "base" in lexicon.verbs[sentence.lower(at)].forms
    return (
        unit.is_word
        and opens
        and (unit.is_capital or not base or _is_plural(unit.lower) or _is_joined(sentence, start))
    )


def _is_joined(sentence: Sentence, behind: int) -> bool:
    """Tell whether the names that end at unit `behind` are two: "Solvang and Jonas Ekdahl"."""
    at = behind - 1
    while at > 0 and (sentence.units[at].is_capital or sentence.lower(at) == "."):
        at -= 1
    return at < behind - 1 and sentence.lower(at) == "and" and at > 0


def _has_plural_head(sentence: Sentence, behind: int, lexicon: Lexicon) -> bool:
    """Tell whether "supporters of the mayor" ends at unit `behind`: the first noun counts."""
    for at in range(behind - 2, max(0, behind - _LONGEST_SUBJECT), -1):
        if not sentence.units[at].is_word:
            return False
        if sentence.lower(at) in _NOT_SUBJECTS and _is_plural(sentence.lower(at - 1)):
            return sentence.lower(at - 1) not in lexicon.frames["times"]
    return False


def _is_plural(word: str) -> bool:
    return word in _PLURAL_SUBJECTS or (word.endswith("s") and not word.endswith(("ss", "'s")))
