"""What further texts of an article, and its being taken off, do to the words on record.

The rule needs what the reader found in the newest text, of whomever; people who are not tracked
get no rows. So it is applied where a reading of that text is placed, and whatever happens to the
article later (an older text read after it, a change taken back, taken off, there again) owes that
reading once more. Decisions are never touched: a curator is shown what happened, and readers see
beside the words what the newest text says.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from commentary.enums import (
    EvidenceLive,
    EvidenceState,
    PassageState,
    ReadingState,
    RecordKind,
    StatementFate,
    StatementState,
)
from commentary.linking import can_link, name_key
from commentary.matching import words
from commentary.models import Appearance, Evidence, ExpertName, Passage, Position, Reading
from commentary.reading import READER_VERSION
from commentary.reading import Reading as Found
from commentary.revised import Heard, Said, find_fates, live_of_piece
from commentary.services.linking import link_persons, speakers_of, spellings_of
from commentary.services.records import append_record
from commentary.services.review import lock_expert
from commentary.shaping import position_record
from common.wake import wake
from sources.enums import RevisionKind
from sources.models import ArticleText, Revision
from sources.models.revisions import newest_text

#: Changes of an article that may do something to words on record.
_TELLING = (
    RevisionKind.TEXT,
    RevisionKind.CORRECTION_NOTE,
    RevisionKind.WITHDRAWN,
    RevisionKind.RESTORED,
)


def people_on_record(article_id: int) -> set[int]:
    """The experts of whom statements are on record that texts of this article print."""
    on_record = Appearance.objects.filter(article_text__article=article_id)
    return set(on_record.values_list("statement__expert_id", flat=True))


def follow_text(found: Found, text: ArticleText) -> int:
    """Say of all words on record what became of them, if `text` is the newest of its article, in
    which `found` was found; returns the number of the article's last change that this has seen.

    Runs in the transaction of one reading behind its placing, under the locks of the story and of
    the people on record. Run again it writes nothing and tells nothing.
    """
    last = _changes(text.article_id).values_list("number", "kind").last()
    number, kind = last or (0, "")
    newest = newest_text(text.article)
    if newest is None or not newest.text:
        return number
    if newest.pk != text.pk:
        if Appearance.objects.filter(article_text=text).exists():
            _read_again([newest.pk], timezone.now())
        return number
    on_record = list(
        Appearance.objects.filter(article_text__article=text.article_id)
        .select_related("statement__expert", "statement__passage__article_text", "article_text")
        .order_by("pk")
    )
    earlier = [one for one in on_record if one.article_text_id != text.pk]
    if not earlier and not number:
        return number
    for expert in sorted({one.statement.expert_id for one in on_record}):
        lock_expert(expert)
    fates = find_fates(_said(earlier), words(text.text), _heard(found)) if earlier else {}
    _note_fates(on_record, fates, article_id=text.article_id)
    _follow_evidence(on_record, newest, is_withdrawn=kind == RevisionKind.WITHDRAWN)
    return number


def owe_changed(now: datetime, *, most: int) -> int:
    """Owe another reading of the newest texts of articles with words on record that changed since
    it was placed; returns how many.
    """
    later = Revision.objects.filter(
        article=OuterRef("article"), kind__in=_TELLING, number__gt=OuterRef("number")
    )
    done = Reading.objects.filter(
        article_text=OuterRef("after"), reader_version=READER_VERSION, state=ReadingState.DONE
    )
    on_record = Appearance.objects.filter(article_text__article=OuterRef("article"))
    unseen = (
        Revision.objects.filter(Exists(done), Exists(on_record), kind__in=_TELLING)
        .exclude(Exists(later))
        .exclude(Exists(done.filter(change_seen__gte=OuterRef("number"))))
        .exclude(after__text="")
        .order_by("pk")
    )
    return _read_again(list(unseen.values_list("after_id", flat=True)[:most]), now)


def live_now(appearance: Appearance, exact: str) -> EvidenceLive:
    """What the newest text says of a piece of a statement as this text prints it."""
    article = appearance.article_text.article
    last = _changes(article.pk).values_list("kind", flat=True).last()
    newest = newest_text(article)
    return live_of_piece(
        appearance.fate,
        words(exact),
        words(newest.text) if newest is not None else (),
        is_withdrawn=last == RevisionKind.WITHDRAWN,
    )


def _changes(article_id: int) -> QuerySet[Revision]:
    return Revision.objects.filter(article=article_id, kind__in=_TELLING).order_by("number")


def _read_again(text_ids: Collection[int], now: datetime) -> int:
    """Owe the newest of the done readings of each of these texts once more."""
    done = Reading.objects.filter(
        article_text__in=text_ids, reader_version=READER_VERSION, state=ReadingState.DONE
    )
    newest = dict(done.order_by("roster").values_list("article_text_id", "pk"))
    owed = Reading.objects.filter(pk__in=newest.values(), state=ReadingState.DONE).update(
        state=ReadingState.OWED, due_at=now, attempts=0, lease_token=None, updated_at=now
    )
    if owed:
        wake("texts")
    return owed


def _said(appearances: Sequence[Appearance]) -> list[Said]:
    """Statements as earlier texts print them, with the names by which their people are known."""
    experts: set[int | None] = {one.statement.expert_id for one in appearances}
    names: dict[int | None, set[str]] = {expert: set() for expert in experts}
    bearers = ExpertName.objects.filter(Q(expert__in=experts) | Q(expert__merged_into__in=experts))
    for expert, into, key in bearers.values_list("expert_id", "expert__merged_into_id", "key"):
        for bearer in {expert, into} & experts:
            names[bearer].add(key)
    return [
        Said(
            key=one.pk,
            expert=one.statement.expert.merged_into_id or one.statement.expert_id,
            names=frozenset(names[one.statement.expert_id]),
            pieces=_pieces(one),
            setting=_setting(one),
        )
        for one in appearances
    ]


def _pieces(appearance: Appearance) -> tuple[tuple[str, ...], ...]:
    text = appearance.article_text.text
    pieces = (words(text[start:end]) for start, end in appearance.spans)
    return tuple(piece for piece in pieces if piece)


def _setting(appearance: Appearance) -> tuple[str, ...]:
    starts = (appearance.start, appearance.speaker_start, appearance.cue_start)
    ends = (appearance.end, appearance.speaker_end, appearance.cue_end)
    start = min(one for one in starts if one is not None)
    end = max(one for one in ends if one is not None)
    return words(appearance.article_text.text[start:end])


def _heard(found: Found) -> list[Heard]:
    persons = {person for one in found.statements for person in speakers_of(one) if person}
    linked = link_persons(persons, spellings_of(found))
    heard = []
    for statement in found.statements:
        speakers = [person for person in speakers_of(statement) if person]
        keys = {name_key(one) for one in speakers if one not in linked.experts}
        heard.append(
            Heard(
                words=words(statement.text),
                experts=frozenset(
                    linked.experts[one] for one in speakers if one in linked.experts
                ),
                others=frozenset(key for key in keys if can_link(key)),
            )
        )
    return heard


def _note_fates(
    on_record: Sequence[Appearance], fates: Mapping[int, StatementFate], *, article_id: int
) -> None:
    """Write what changed, and show curators what happened to words that they accepted."""
    passages = set()
    for one in on_record:
        fate = fates.get(one.pk, "")
        if one.fate == fate:
            continue
        one.fate = fate
        one.save(update_fields=["fate", "updated_at"])
        passage = one.statement.passage
        if passage is not None and _is_for_curators(one, passage, article_id=article_id):
            passages.add(passage.pk)
    Passage.objects.filter(pk__in=passages).update(
        state=PassageState.AWAITING, updated_at=timezone.now()
    )


def _is_for_curators(appearance: Appearance, passage: Passage, *, article_id: int) -> bool:
    """Of a copy only that it gives the words to somebody else: copies are cut every day."""
    statement = appearance.statement
    if statement.state != StatementState.ACCEPTED or statement.ended_at is not None:
        return False
    if appearance.fate == StatementFate.REATTRIBUTED:
        return True
    is_own = passage.article_text.article_id == article_id
    return is_own and appearance.fate not in {"", StatementFate.KEPT}


def _follow_evidence(
    on_record: Sequence[Appearance], newest: ArticleText, *, is_withdrawn: bool
) -> None:
    """Let evidence from this article say what the newest text does."""
    fates = {(one.statement_id, one.article_text_id): one.fate for one in on_record}
    now_printed = words(newest.text)
    changed: dict[int, EvidenceLive] = {}
    evidence = Evidence.objects.filter(
        article_text__article=newest.article_id, state=EvidenceState.ANCHORED
    )
    for one in evidence.order_by("pk"):
        live = live_of_piece(
            fates.get((one.statement_id, one.article_text_id or 0), ""),
            words(one.exact),
            now_printed,
            is_withdrawn=is_withdrawn,
        )
        if live != one.live:
            changed[one.pk] = live
    if changed:
        _set_live(changed, timezone.now())


def _set_live(changed: Mapping[int, EvidenceLive], now: datetime) -> None:
    """Write it, and one record for each public position that rests on these words."""
    shown_by = Q(lead_evidence__in=changed) | Q(more_evidence__in=changed)
    positions = list(
        Position.objects.published()
        .standing()
        .filter(shown_by)
        .select_related("expert", "proposition", "statement")
        .distinct()
        .order_by("pk")
    )
    before = {position.pk: position_record(position.pk) for position in positions}
    for live in set(changed.values()):
        same = [pk for pk, one in changed.items() if one == live]
        Evidence.objects.filter(pk__in=same).update(live=live, updated_at=now)
    for position in positions:
        append_record(
            kind=RecordKind.EVIDENCE_ALTERED,
            at=now,
            before=before[position.pk],
            after=position_record(position.pk),
            expert=position.expert,
            proposition=position.proposition,
            statement=position.statement,
            position=position,
        )
