"""What becomes of a stored article when its page is looked at again.

A change counts when it was seen twice, ten minutes apart: until then it stands as its hash on the
article (`pending_sha256`), and a change that is taken back before leaves nothing. A counted change
of the text is a new ArticleText; the one before it stays as it is, so that evidence goes on
pointing at the words it was cut from. A boring difference stores no text: whatever could be cut
from it can be cut from what is stored, readers would have to read the same again, and a page with
a clock on it would leave a text behind at each look. As every look is compared with the stored
text and not with the last look, boring differences cannot add up to a change that nobody saw.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Min

from common import leases
from sources.deciding import text_name
from sources.enums import ArticleState, RevisionKind
from sources.models import Article, ArticleText, Revision
from sources.models.revisions import newest_text
from sources.rechecking import (
    ABSENT_IS_WITHDRAWN,
    SEEN_TWICE,
    Recheck,
    absent_again,
    next_recheck,
    soon_again,
)
from sources.revising import Difference, Sight, change_key, difference
from sources.services.aliases import remember
from sources.services.texts import Draft, store_text

_LONGEST_TITLE = 500
_NO_CHANGE: dict[str, Any] = {"pending_sha256": "", "pending_since": None}
_STORED = (RevisionKind.TEXT, RevisionKind.CORRECTION_NOTE)


@dataclass(frozen=True, slots=True)
class _Standing:
    """What counts of an article before this look: its newest text and its headline."""

    article: Article
    text: ArticleText
    headline: str
    is_withdrawn: bool


def note_first_text(article: Article, now: datetime) -> None:
    """The page was read for the first time: plan the next look."""
    _plan(article, now, checked_at=now)


def note_change(article: Article, draft: Draft, now: datetime) -> tuple[ArticleText, bool]:
    """What a further look at the page of an article with a text saw; plans the next one.

    Returns the newest text, and whether it is new. Call it in the transaction that holds the
    article's row and stories.one_at_a_time, after the visit is settled.
    """
    standing = _standing(article)
    assert standing is not None  # noqa: S101 - the caller looked
    _note_presence(standing, now)
    facts: dict[str, Any] = {"checked_at": now, "absent_in_a_row": 0}
    found = _difference(standing, draft)
    if found is None or found.kind == RevisionKind.BORING:
        if found is not None:
            _note_boring(standing, now)
        _plan(article, now, **_NO_CHANGE, **facts)
        return standing.text, False
    key = change_key(_sight(draft))
    if article.pending_sha256 != key:
        # What changes at every look is not asked for every ten minutes.
        again = None if article.pending_sha256 else soon_again(now)
        _plan(article, now, again, pending_sha256=key, pending_since=now, **facts)
        return standing.text, False
    since = article.pending_since or now
    if now - since < SEEN_TWICE:
        _plan(article, now, soon_again(since), **facts)
        return standing.text, False
    stored, is_new = _count(standing, draft, found, since=since, now=now)
    _plan(article, now, title=_sight(draft).title, **_NO_CHANGE, **facts)
    return stored, is_new


def note_unchanged(article: Article, token: UUID, now: datetime) -> bool:
    """The server said that nothing changed (304). False: the lease has passed to somebody else.

    Only of a page without a pending change, which has to be read a second time.
    """
    with transaction.atomic():
        kept = leases.settle(
            Article, article.pk, token=token, state=ArticleState.STORED, reason="", attempts=0
        )
        if kept and (standing := _standing(article)) is not None:
            _note_presence(standing, now)
            _plan(article, now, checked_at=now, absent_in_a_row=0)
    return kept


def note_absence(article: Article, token: UUID, reason: str, now: datetime) -> str | None:
    """The page of an article with a text is not there (404, 410). The third time in a row the
    article counts as taken off; its texts stay. Returns its state; None: the lease has passed to
    somebody else, nothing was written.
    """
    with transaction.atomic():
        times = article.absent_in_a_row + 1
        is_off = times >= ABSENT_IS_WITHDRAWN
        state = ArticleState.WITHDRAWN if is_off else ArticleState.STORED
        if not leases.settle(
            Article, article.pk, token=token, state=state, reason=reason, attempts=0
        ):
            return None
        standing = _standing(article)
        if is_off and standing is not None and not standing.is_withdrawn:
            since = article.checked_at or now
            _append(standing, RevisionKind.WITHDRAWN, since=since, now=now)
        again = None if is_off else absent_again(now, times=times)
        _plan(article, now, again, checked_at=now, absent_in_a_row=times, **_NO_CHANGE)
    return state


def note_failure(article: Article, now: datetime) -> None:
    """A look came to nothing and is not tried again for its own sake: the ladder goes on."""
    _plan(article, now, checked_at=now, attempts=0)


def store_given(article: Article, draft: Draft, now: datetime) -> tuple[ArticleText, bool]:
    """A text that somebody gave counts at once; as a change where another text is there already.

    Call it as note_change.
    """
    if article.checked_at is not None:
        _plan(article, now)  # its page is looked at as before
    standing = _standing(article)
    if standing is None:
        return store_text(article, draft, now=now)
    found = _difference(standing, draft)
    if found is None:
        return standing.text, False
    if found.kind == RevisionKind.BORING:
        # Asked for by name: this very text is stored.
        found = Difference(RevisionKind.TEXT)
    return _count(standing, draft, found, since=now, now=now)


def watch(article_ids: Iterable[int], priority: int, now: datetime) -> None:
    """Visit these before others, and look again as at articles in which tracked people speak,
    from now on. What is visited at this moment plans its next look itself.
    """
    lower = Article.objects.filter(pk__in=list(article_ids), watch_priority__lt=priority)
    raised = list(lower.order_by("pk"))
    Article.objects.filter(pk__in=[one.pk for one in raised]).update(watch_priority=priority)
    for article in raised:
        # Only what stands at an address that we read ourselves.
        if article.checked_at is None or article.lease_token is not None:
            continue
        article.watch_priority = priority
        planned = _ladder(article, article.checked_at)
        if planned.at is not None and (article.due_at is None or planned.at < article.due_at):
            Article.objects.filter(pk=article.pk, lease_token=None).update(
                due_at=max(planned.at, now), due_reason=planned.reason
            )


def _standing(article: Article) -> _Standing | None:
    text = newest_text(article)
    if text is None:
        return None
    last = article.revisions.last()
    headline = (last.title_after if last else "") or text.title or article.title
    is_withdrawn = last is not None and last.kind == RevisionKind.WITHDRAWN
    return _Standing(article, text, headline, is_withdrawn)


def _sight(draft: Draft) -> Sight:
    return Sight(draft.title[:_LONGEST_TITLE], draft.text)


def _difference(standing: _Standing, draft: Draft) -> Difference | None:
    text, seen = standing.text, _sight(draft)
    if not text.text:
        # It was blanked: of its words only the hash can be compared.
        if text.sha256 != draft.sha256:
            return Difference(RevisionKind.TEXT)
        seen = Sight(seen.title, "")
    return difference(Sight(standing.headline, text.text), seen)


def _count(
    standing: _Standing, draft: Draft, found: Difference, *, since: datetime, now: datetime
) -> tuple[ArticleText, bool]:
    article, stored, is_new = standing.article, standing.text, False
    if found.kind in _STORED:
        stored, is_new = store_text(article, draft, now=now)
        remember(article, [text_name(article.outlet_id, draft.sha256)])
    _append(
        standing,
        found.kind,
        after=stored,
        title=_sight(draft).title,
        note=found.note,
        since=since,
        now=now,
    )
    return stored, is_new


def _note_presence(standing: _Standing, now: datetime) -> None:
    if standing.is_withdrawn:
        _append(standing, RevisionKind.RESTORED, since=now, now=now)


def _note_boring(standing: _Standing, now: datetime) -> None:
    """One row for a text that is printed otherwise, however often it is looked at."""
    last = standing.article.revisions.last()
    if last is None or (last.kind, last.after_id) != (RevisionKind.BORING, standing.text.pk):
        _append(standing, RevisionKind.BORING, since=now, now=now)


def _append(
    standing: _Standing,
    kind: RevisionKind,
    *,
    since: datetime,
    now: datetime,
    after: ArticleText | None = None,
    title: str | None = None,
    note: str = "",
) -> None:
    """The next row of the article; where nothing is given for it, what stands stays."""
    numbers = Revision.objects.filter(article=standing.article).aggregate(last=Max("number"))
    Revision.objects.create(
        article=standing.article,
        number=(numbers["last"] or 0) + 1,
        kind=kind,
        before=standing.text,
        after=after or standing.text,
        title_before=standing.headline,
        title_after=standing.headline if title is None else title,
        note=note,
        seen_at=since,
        confirmed_at=now,
    )


def _plan(article: Article, now: datetime, again: Recheck | None = None, **facts: Any) -> None:
    """Write `facts` and when the page is looked at again: at `again`, else by the ladder."""
    planned = again or _ladder(article, now)
    facts |= {"due_at": planned.at, "due_reason": planned.reason}
    Article.objects.filter(pk=article.pk).update(**facts)
    for name, value in facts.items():
        setattr(article, name, value)


def _ladder(article: Article, looked_at: datetime) -> Recheck:
    first = article.texts.aggregate(first=Min("stored_at"))["first"]
    return next_recheck(
        looked_at,
        published_at=article.published_at or article.first_seen_at,
        first_read_at=first or looked_at,
        is_tracked=article.watch_priority > 0,
    )
