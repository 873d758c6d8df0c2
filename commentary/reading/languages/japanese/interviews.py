"""Interviews in Japanese: ―― in front of questions, 北浜　 and Q： in front of turns."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commentary.reading.interview.exchanges import InterviewReading, Piece, interview_of
from commentary.reading.languages.japanese.names import KANJI, KATAKANA
from commentary.reading.languages.japanese.persons import Mentioned, Persons
from commentary.reading.languages.japanese.words import Words, alternatives
from commentary.reading.types import Document, Mention, Role, Span

_DASH = re.compile(r"(?:[―—─–－ー-]{2,6}|[―—─])\s*")
_NAME_LABEL = re.compile(
    rf"【(?P<boxed>[{KANJI}{KATAKANA}・ぁ-ん]{{1,14}})】\s*"
    rf"|(?P<name>[{KANJI}{KATAKANA}・]{{1,14}}(?:さん|さま|くん)?)\s*(?:[：:]|　)\s*(?=\S)"
)
_ENDS_ASKING = re.compile(r"(?:か|ください|下さい|のは|は)[。？?]?\Z|[？?]\Z")
_ENDS_BARE = re.compile(
    r"(?:です|ます|でしょう|ません|ました|でした)か[。？?]?\Z|(?:ください|下さい)。?\Z|[？?]\Z"
)
# ――港は沈みますか。「沈みます」: question and answer in one paragraph.
_ANSWER_INSIDE = re.compile(r"[。？?か]\s*(?=「)")
_PROFILE = re.compile(
    rf"[{KANJI}{KATAKANA}・ 　]{{2,14}}[（(][ぁ-んァ-ヺー]{{1,9}}[・ 　]"
    r"|[ぁ-んー]{2,8}[・ 　][ぁ-んー]{2,8}[　 （(]"
)
_LONGEST_HEADING = 30
_LONGEST_BARE = 150
_LEAST_BARE = 3
_NEAR = 16


@dataclass(frozen=True, slots=True)
class _Turn:
    """How a paragraph begins: who speaks, and where the words behind the label begin."""

    role: Role
    start: int
    label: Span | None = None


def japanese_interview(
    document: Document, paragraphs: Sequence[Span], persons: Persons, words: Words
) -> InterviewReading | None:
    """Read a document as an interview; None when it is none."""
    return _Interview(document, paragraphs, persons, words).read()


class _Interview:
    def __init__(
        self, document: Document, paragraphs: Sequence[Span], persons: Persons, words: Words
    ) -> None:
        self._document = document
        self._text = document.text
        self._paragraphs = paragraphs
        self._persons = persons
        self._words = words
        marks = r"\s*[0-9０-９]{0,2}(?:[：:.、）)】]|　|\s(?=\S))[：:]?\s*"
        asks = alternatives(words.lists["asker_labels"])
        answers = alternatives(words.lists["answer_labels"])
        self._asks = re.compile(rf"[【（(]?{asks}{marks}")
        self._answers = re.compile(rf"[【（(]?{answers}{marks}")
        self._named = re.compile(alternatives(words.lists["words"]))
        self._notes = re.compile(rf"[（(※◆◇■【]?{alternatives(words.lists['notes'])}")

    def read(self) -> InterviewReading | None:
        turns = self._turns()
        if turns is None:
            return None
        first = next(at for at, turn in enumerate(turns) if turn and turn.role == "interviewer")
        last = max(at for at, turn in enumerate(turns) if turn)
        end = self._closing(last)
        guest = self._guest(first, end)
        labelled = any(turn and turn.role == "guest" for turn in turns)
        if not labelled and guest is None and not self._speaks_of_interview():
            return None
        pieces = list(self._pieces(turns, first, end, guest, labelled=labelled))
        voices = dict.fromkeys(piece.speaker for piece in pieces if piece.role == "guest")
        return interview_of(self._text, pieces, tuple(filter(None, voices)))

    def _turns(self) -> list[_Turn | None] | None:
        """Return the turn that each paragraph begins, by labels or by the look of questions."""
        turns = [self._marked(span) for span in self._paragraphs]
        asked = [turn for turn in turns if turn and turn.role == "interviewer"]
        answered = [turn for turn in turns if turn and turn.role == "guest"]
        enough = len(asked) > 1 or (asked and (answered or self._speaks_of_interview()))
        if not enough:
            return self._set_apart() or self._bare()
        names = self._labels()
        return [turn if turn is not None else names.get(at) for at, turn in enumerate(turns)]

    def _marked(self, span: Span) -> _Turn | None:
        """Read ――, Q： and A： in front of a paragraph."""
        kinds: tuple[tuple[re.Pattern[str], Role], ...] = (
            (_DASH, "interviewer"),
            (self._asks, "interviewer"),
            (self._answers, "guest"),
        )
        for pattern, role in kinds:
            found = pattern.match(self._text, span.start, span.end)
            if found is not None and found.end() < span.end:
                return _Turn(role, found.end())
        return None

    def _labels(self) -> dict[int, _Turn]:
        """Return the names in front of paragraphs: of persons in the text, or used again."""
        found: dict[int, tuple[Span, int]] = {}
        for at, span in enumerate(self._paragraphs):
            label = _NAME_LABEL.match(self._text, span.start, span.end)
            if label is not None:
                kind = "boxed" if label["boxed"] else "name"
                found[at] = (Span(*label.span(kind)), label.end())
        counts = Counter(label.of(self._text) for label, _ in found.values())
        return {
            at: _Turn("guest", end, label)
            for at, (label, end) in found.items()
            if counts[label.of(self._text)] > 1
            or self._persons.person_labelled(label.of(self._text))
        }

    def _set_apart(self) -> list[_Turn | None] | None:
        """Return the questions that bold or heading marks show, when most marked lines ask."""
        marks = {(mark.start, mark.end) for mark in self._document.marks}
        marked = [span for span in self._paragraphs if (span.start, span.end) in marks]
        asking = [span for span in marked if _ENDS_ASKING.search(span.of(self._text))]
        if len(asking) < 2 or len(asking) * 2 <= len(marked):
            return None
        asked = set(asking)
        return [
            _Turn("interviewer", span.start) if span in asked else None
            for span in self._paragraphs
        ]

    def _bare(self) -> list[_Turn | None] | None:
        """Return the questions of an interview without labels."""
        if not self._speaks_of_interview():
            return None
        turns: list[_Turn | None] = []
        for span in self._paragraphs:
            asks = self._asks_barely(span)
            if turns and turns[-1] is not None:  # 見に来てください answers; it asks for nothing
                asks = asks and not span.of(self._text).rstrip("。").endswith(
                    ("ください", "下さい")
                )
            turns.append(_Turn("interviewer", span.start) if asks else None)
        asked = [at for at, turn in enumerate(turns) if turn]
        answered = sum(at + 1 < len(turns) and turns[at + 1] is None for at in asked)
        return turns if len(asked) >= _LEAST_BARE and answered * 2 > len(asked) else None

    def _asks_barely(self, span: Span) -> bool:
        if span.end - span.start > _LONGEST_BARE or self._text[span.start] in "「『“":
            return False
        return _ENDS_BARE.search(span.of(self._text)) is not None

    def _speaks_of_interview(self) -> bool:
        return any(self._named.search(words) for words in (self._document.title, self._text))

    def _closing(self, last: int) -> int:
        """Return the paragraph at which notes behind the last answer begin."""
        for at in range(last + 1, len(self._paragraphs)):
            span = self._paragraphs[at]
            noted = self._notes.match(self._text, span.start, span.end)
            if (
                noted
                or _PROFILE.match(self._text, span.start, span.end)
                or (self._text[span.start] in "（(" and self._named.search(span.of(self._text)))
            ):
                return at
        return len(self._paragraphs)

    def _guest(self, first: int, end: int) -> Mentioned | None:
        """Return the person who is introduced: in front of the questions, or in the notes."""
        outside = [*self._paragraphs[:first], *self._paragraphs[end:]]
        scores: Counter[str] = Counter()
        mentions: dict[str, Mentioned] = {}
        for span in outside:
            for mention in self._persons.within(span):
                if not mention.person:
                    continue
                behind = self._text[mention.end : mention.end + _NEAR].split("。")[0]
                before = self._text[max(span.start, mention.start - 5) : mention.start]
                scores[mention.person] += 1 + 3 * (self._named.search(behind) is not None)
                scores[mention.person] -= 5 * ("聞き手" in before or "取材" in before)
                known = mentions.get(mention.person)
                if known is None or known.end - known.start < mention.end - mention.start:
                    mentions[mention.person] = mention
        scores = +scores
        if not scores:
            return None
        best = min(scores, key=lambda person: (-scores[person], mentions[person].start))
        return mentions[best]

    def _pieces(
        self,
        turns: Sequence[_Turn | None],
        first: int,
        end: int,
        guest: Mentioned | None,
        *,
        labelled: bool,
    ) -> Iterator[Piece]:
        speaker = guest.person if guest is not None else ""
        mention = self._mention(guest)
        role: Role = "narration"
        for at, (span, turn) in enumerate(zip(self._paragraphs, turns, strict=True)):
            if at < first or at >= end or (turn is None and self._is_aside(turns, at)):
                yield Piece("narration", span, "", None)
                continue
            start = span.start
            if turn is not None:
                role, start = turn.role, turn.start
                if turn.label is not None:
                    mention = self._labelled(turn.label)
                    speaker = mention.person
            elif role == "interviewer" and not labelled:
                role = "guest"
            if role == "guest":
                yield Piece("guest", Span(start, span.end), speaker, mention)
                continue
            inside = _ANSWER_INSIDE.search(self._text, start, span.end)
            if inside is None or self._text[span.end - 1] not in "」。":
                yield Piece("interviewer", Span(start, span.end), "", None)
                continue
            asked = len(self._text[start : inside.end()].rstrip())
            yield Piece("interviewer", Span(start, start + asked), "", None)
            yield Piece("guest", Span(inside.end(), span.end), speaker, mention)
            role = "guest"

    def _is_aside(self, turns: Sequence[_Turn | None], at: int) -> bool:
        """Tell a section's heading, in front of a question, and a caption from an answer."""
        span = self._paragraphs[at]
        if self._notes.match(self._text, span.start, span.end):
            return True
        short = span.end - span.start <= _LONGEST_HEADING
        before_question = at + 1 < len(turns) and turns[at + 1] is not None
        before = turns[at - 1] if at else None
        answers = before is not None and before.role == "interviewer"
        closed = self._text[span.end - 1] in "。」！？!?"
        return short and before_question and not answers and not closed

    def _mention(self, found: Mentioned | None) -> Mention | None:
        if found is None:
            return None
        words = self._text[found.start : found.end]
        return Mention(words, found.start, found.end, found.person)

    def _labelled(self, label: Span) -> Mention:
        words = label.of(self._text)
        person = self._persons.person_labelled(words) or words
        return Mention(words, label.start, label.end, person)
