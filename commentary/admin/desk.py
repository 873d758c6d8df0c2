"""The review desk: a passage, its words in their article, and the two decisions on it.

First *said* (person, words, day), then zero, one or several positions. It works without script.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commentary.admin.forms import PositionForm, RejectForm
from commentary.enums import PassageState, PositionState, Proposer, StatementState
from commentary.highlighting import Highlight, Segment, segments, surroundings
from commentary.models import Appearance, Passage, Position, Statement
from commentary.services.placing_positions import fingerprint
from commentary.services.positions import propose_position, publish_position
from commentary.services.review import accept_statement, note_seen, reject_statement
from commentary.timelines import PreviewedChange, preview_changes
from common.exceptions import DomainError

# Code points of the article that are shown around a passage.
ROOM = 900


@dataclass(slots=True)
class StatementPanel:
    """One statement of the passage with what can be decided about it."""

    statement: Statement
    appearances: list[Appearance]
    positions: list[Position]
    reject_form: RejectForm
    position_form: PositionForm
    changes: list[PreviewedChange]

    @property
    def is_proposed(self) -> bool:
        return self.statement.state == StatementState.PROPOSED

    @property
    def is_accepted(self) -> bool:
        return self.statement.state == StatementState.ACCEPTED


@admin.register(Passage)
class PassageAdmin(admin.ModelAdmin[Passage]):
    """The queue of passages; opening one is the desk."""

    list_display = ["expert", "occasion", "number", "said_on", "outlet", "state", "created_at"]
    list_filter = ["state", ("expert", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["expert", "occasion", "article_text__article__outlet"]
    search_fields = ["expert__name", "occasion__title"]
    date_hierarchy = "created_at"
    # Awaiting review first ("awaiting" comes before "decided"), the oldest on top.
    ordering = ["state", "created_at", "number"]

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Passage | None = None) -> bool:  # noqa: ARG002 - the same
        return False

    @admin.display(description=gettext_lazy("said on"), ordering="occasion__stated_on")
    def said_on(self, passage: Passage) -> str:
        return passage.occasion.stated_on.isoformat()

    @admin.display(description=gettext_lazy("outlet"))
    def outlet(self, passage: Passage) -> str:
        return str(passage.article_text.article.outlet)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",  # noqa: ARG002 - Django's signature
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        passage = self.get_object(request, object_id)
        if passage is None:
            raise Http404(_("There is no such passage."))
        if not self.has_view_permission(request, passage):
            raise PermissionDenied
        panels = _panels(passage)
        if request.method == "POST":
            if not self.has_change_permission(request, passage):
                raise PermissionDenied
            if self._decide(request, passage, panels):
                return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            **(extra_context or {}),
            "title": _("Review a passage"),
            "opts": self.opts,
            "passage": passage,
            "article": passage.article_text.article,
            "question": _question(passage),
            "segments": _segments(passage, panels),
            "panels": panels,
            "next_passage": _next_after(passage),
            "may_decide": self.has_change_permission(request, passage),
            "is_only_seen": passage.state == PassageState.AWAITING
            and not any(panel.is_proposed for panel in panels),
        }
        return TemplateResponse(request, "admin/commentary/passage/desk.html", context)

    def _decide(
        self, request: HttpRequest, passage: Passage, panels: list[StatementPanel]
    ) -> bool:
        """Carry out what was posted. False: the page is shown again, with what is missing."""
        if request.POST.get("action") == "seen":
            return _note_seen(request, passage)
        panel = next(
            (p for p in panels if str(p.statement.pk) == request.POST.get("statement")), None
        )
        decide = {"accept": _accept, "reject": _reject, "publish": _publish}.get(
            request.POST.get("action", "")
        )
        if panel is None or decide is None:
            messages.error(request, _("That is not a decision on this passage; nothing was done."))
            return True
        try:
            return decide(request, panel)
        except DomainError as error:
            messages.error(request, str(error))
            return True


def _note_seen(request: HttpRequest, passage: Passage) -> bool:
    try:
        note_seen(passage_id=passage.pk)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Noted. The decisions stand as they are."))
    return True


def _accept(request: HttpRequest, panel: StatementPanel) -> bool:
    accept_statement(statement_id=panel.statement.pk, reviewer=_reviewer(request))
    messages.success(request, _("Accepted as said. It is public now."))
    return True


def _reject(request: HttpRequest, panel: StatementPanel) -> bool:
    panel.reject_form = RejectForm(request.POST, prefix=f"reject-{panel.statement.pk}")
    if not panel.reject_form.is_valid():
        return False
    reject_statement(
        statement_id=panel.statement.pk,
        reviewer=_reviewer(request),
        reason=panel.reject_form.cleaned_data["reason"],
    )
    messages.success(request, _("Rejected. It stays out of every page and feed."))
    return True


def _publish(request: HttpRequest, panel: StatementPanel) -> bool:
    """Publish a position; one that makes a change of stance only after the page has shown it."""
    form = panel.position_form = _position_form(panel.statement, request.POST)
    if not form.is_valid():
        return False
    chosen = form.cleaned_data
    with transaction.atomic():
        position = propose_position(
            statement_id=panel.statement.pk,
            proposition_id=chosen["proposition"].pk,
            stance=chosen["stance"],
            strength=chosen["strength"],
            certainty=chosen["certainty"],
            summary=chosen["summary"],
            spans=form.spans,
            proposed_by=Proposer.CURATOR,
        )
        panel.changes = preview_changes(
            expert=position.expert, proposition=position.proposition, candidate=position
        )
        seen = fingerprint(panel.changes, position)
        if chosen["seen"] != seen:
            transaction.set_rollback(True)
            form.show_again(seen)
            return False
        publish_position(position_id=position.pk, reviewer=_reviewer(request))
    messages.success(request, _("Published."))
    return True


def _panels(passage: Passage) -> list[StatementPanel]:
    statements = (
        passage.statements.select_related("expert", "reviewed_by")
        .prefetch_related(
            "appearances__article_text__article__outlet",
            "positions__proposition",
            "positions__wording",
        )
        .order_by("pk")
    )
    return [
        StatementPanel(
            statement=statement,
            appearances=list(statement.appearances.all()),
            positions=[p for p in statement.positions.all() if p.state == PositionState.PUBLISHED],
            reject_form=RejectForm(prefix=f"reject-{statement.pk}"),
            position_form=_position_form(statement, None),
            changes=[],
        )
        for statement in statements
    ]


def _position_form(statement: Statement, data: Any) -> PositionForm:
    """The form for a position, ready to find the chosen words in the statement as printed."""
    shown = _shown_appearance(statement)
    said = shown.article_text.text[shown.start : shown.end] if shown else ""
    return PositionForm(
        data,
        prefix=f"position-{statement.pk}",
        said=said,
        offset=shown.start if shown else 0,
    )


def _shown_appearance(statement: Statement) -> Appearance | None:
    """The statement as printed in its passage's text."""
    passage = statement.passage
    return next(
        (
            a
            for a in statement.appearances.all()
            if passage is not None and a.article_text_id == passage.article_text_id
        ),
        None,
    )


def _question(passage: Passage) -> str:
    exchange = passage.exchange
    if exchange is None:
        return ""
    text = exchange.interview.article_text.text
    return text[exchange.question_start : exchange.question_end]


def _segments(passage: Passage, panels: list[StatementPanel]) -> list[Segment]:
    """The passage in its surroundings, cut where source, cue and content begin and end."""
    text = passage.article_text.text
    highlights = []
    for panel in panels:
        shown = _shown_appearance(panel.statement)
        if shown is None:
            continue
        highlights += [Highlight(start, end, "content") for start, end in shown.spans]
        if shown.speaker_start is not None and shown.speaker_end is not None:
            highlights.append(Highlight(shown.speaker_start, shown.speaker_end, "source"))
        if shown.cue_start is not None and shown.cue_end is not None:
            highlights.append(Highlight(shown.cue_start, shown.cue_end, "cue"))
    start, end = surroundings(text, passage.start, passage.end, room=ROOM)
    return segments(text, highlights, start=start, end=end)


def _next_after(passage: Passage) -> Passage | None:
    """The next passage that awaits review: of this occasion first, then the oldest."""
    waiting = Passage.objects.filter(state=PassageState.AWAITING).exclude(pk=passage.pk)
    of_this = waiting.filter(occasion=passage.occasion_id).order_by("number").first()
    return of_this or waiting.order_by("created_at", "number").first()


def _reviewer(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
