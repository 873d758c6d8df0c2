"""The written forms of a verb, made of its lemma by rules that are data.

A rule names the ends of the lemmas it is for (`of`), the letters that fall off (`drop`), and what
is put in their place. The rule with the longest end decides.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

#: `bare`: a form that is a verb only before a comma or full stop (Japanese 述べ、).
#: `participle`: one only behind an auxiliary (a déclaré).
Kind = Literal["plain", "negated", "bare", "participle"]
NOTHING = "_"  # how a list of endings writes the empty one


class VerbForm(NamedTuple):
    """One written form of a verb."""

    text: str
    kind: Kind


def forms_of(lemma: str, tables: Mapping[str, Any]) -> Iterator[VerbForm]:
    """Yield the forms of `lemma`; itself alone where no rule is for it.

    `tables` may hold [irregular], whole forms by lemma; [conjugations.*]; and [linked], what
    stands behind a rule's `linking` forms.
    """
    listed = tables.get("irregular", {}).get(lemma)
    if listed is not None:
        for form in listed.split():
            yield VerbForm(form.replace("_", " "), "plain")
        return
    rule = _rule(lemma, tables.get("conjugations", {}))
    if rule is None:
        yield VerbForm(lemma, "plain")
        return
    stem = lemma.removesuffix(rule["drop"])
    yield from _behind(stem, rule.get("forms", ""), "plain")
    yield from _behind(stem, rule.get("negated", ""), "negated")
    yield from _behind(stem, rule.get("bare", ""), "bare")
    yield from _behind(stem, rule.get("participle", ""), "participle")
    for link in rule.get("linking", "").split():
        linked = tables["linked"]
        yield from _behind(stem + link, linked["forms"], "plain")
        yield from _behind(stem + link, linked["negated"], "negated")


def _rule(lemma: str, rules: Mapping[str, Mapping[str, str]]) -> Mapping[str, str] | None:
    fitting = [
        (len(end), name)
        for name, rule in rules.items()
        for end in rule["of"].split()
        if lemma.endswith(end)
    ]
    return rules[max(fitting)[1]] if fitting else None


def _behind(stem: str, endings: str, kind: Kind) -> Iterator[VerbForm]:
    for ending in endings.split():
        yield VerbForm(stem + ("" if ending == NOTHING else ending), kind)
