"""Who a pronoun means: the person most in mind, by a sum of weights that fades.

After Lappin and Leass, "An algorithm for pronominal anaphora resolution" (1994): a mention weighs
by its place in the sentence, and every sentence halves what was there before.
"""

from collections.abc import Callable

SPEAKER = 100.0
SUBJECT = 80.0
OBJECT = 50.0
OBLIQUE = 40.0
OWNER = 35.0

_FADES = 0.5
_MOST_PARAGRAPHS = 3
#: Whose weight comes this near to the greatest is as likely meant: then nobody is.
_AS_LIKELY = 0.85
_SURELY = 1.6  # a person known to be "she" over one of whom nothing is known
_FORGOTTEN = 0.05


class Salience:
    """The persons in a reader's mind, sentence by sentence. Constant time for each mention."""

    def __init__(self) -> None:
        self._weights: dict[str, float] = {}
        self._here: dict[str, float] = {}
        self._seen: dict[str, int] = {}

    def next_sentence(self) -> None:
        """Let what was mentioned so far fade."""
        merged = {person: weight * _FADES for person, weight in self._weights.items()}
        for person, weight in self._here.items():
            merged[person] = merged.get(person, 0.0) + weight * _FADES
        self._weights = {
            person: weight for person, weight in merged.items() if weight > _FORGOTTEN
        }
        self._here = {}

    def note(self, person: str, weight: float, paragraph: int) -> None:
        """Note a mention in the present sentence; of several there the weightiest counts."""
        self._here[person] = max(weight, self._here.get(person, 0.0))
        self._seen[person] = paragraph

    def most(self, pronoun: str, gender_of: Callable[[str], str], paragraph: int) -> str:
        """Return whom "he" or "she" means in this paragraph, or "" when nobody or several might.

        A person known to be called otherwise is never meant, nor one who was last mentioned more
        than three paragraphs ago.
        """
        weights: list[tuple[float, str]] = []
        for person in self._weights.keys() | self._here.keys():
            gender = gender_of(person)
            if gender not in {"", pronoun}:
                continue
            if paragraph - self._seen[person] > _MOST_PARAGRAPHS:
                continue
            weight = self._weights.get(person, 0.0) + self._here.get(person, 0.0)
            weights.append((weight * (_SURELY if gender else 1.0), person))
        if not weights:
            return ""
        weights.sort(reverse=True)
        if len(weights) > 1 and weights[1][0] > _AS_LIKELY * weights[0][0]:
            return ""
        return weights[0][1]
