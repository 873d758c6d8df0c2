"""What was said and where people stand, to be looked at: services alone write these rows."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commentary.enums import EndedReason
from commentary.models import (
    Appearance,
    Interview,
    Occasion,
    Position,
    Reading,
    Record,
    StanceChange,
    Statement,
)
from commentary.services.changes import confirm_change
from commentary.services.positions import retract_position
from commentary.services.review import withdraw_statement
from common.admin import ReadOnlyAdmin, ReadOnlyInline
from common.exceptions import DomainError


def decide_each(
    request: HttpRequest, numbers: Iterable[int], decide: Callable[[int, User], Any]
) -> None:
    """Run one decision per row, oldest first, and say honestly what became of them."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    done = 0
    for number in numbers:
        try:
            decide(number, request.user)
        except DomainError as error:
            messages.warning(request, str(error))
        else:
            done += 1
    messages.success(request, ngettext("%d row decided.", "%d rows decided.", done) % done)


class AppearanceInline(ReadOnlyInline):
    model = Appearance
    fields = ["article_text", "rendering", "language", "start", "end"]


class InterviewInline(ReadOnlyInline):
    model = Interview
    fields = ["article_text", "guests"]


@admin.register(Occasion)
class OccasionAdmin(ReadOnlyAdmin[Occasion]):
    list_display = ["title", "kind", "expert", "stated_on", "precision", "basis", "apart"]
    list_filter = ["kind", "basis", "apart"]
    list_select_related = ["expert"]
    search_fields = ["title", "expert__name"]
    date_hierarchy = "stated_on"
    inlines = [InterviewInline]


@admin.register(Statement)
class StatementAdmin(ReadOnlyAdmin[Statement]):
    list_display = ["expert", "stated_on", "type", "state", "occasion", "reviewed_by"]
    list_filter = ["state", "type", "non_answer", "negated", "hypothetical"]
    list_select_related = ["expert", "occasion", "reviewed_by"]
    search_fields = ["expert__name", "occasion__title"]
    date_hierarchy = "stated_on"
    inlines = [AppearanceInline]
    actions = ["withdraw_our_error", "withdraw_misattributed"]

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("commentary.change_passage")

    @admin.action(description=_("Withdraw: our error"), permissions=["decide"])
    def withdraw_our_error(self, request: HttpRequest, queryset: QuerySet[Statement]) -> None:
        self._withdraw(request, queryset, EndedReason.OUR_ERROR)

    @admin.action(description=_("Withdraw: misattributed"), permissions=["decide"])
    def withdraw_misattributed(self, request: HttpRequest, queryset: QuerySet[Statement]) -> None:
        self._withdraw(request, queryset, EndedReason.MISATTRIBUTED)

    def _withdraw(
        self, request: HttpRequest, queryset: QuerySet[Statement], reason: EndedReason
    ) -> None:
        numbers = queryset.order_by("stated_on", "pk").values_list("pk", flat=True)
        decide_each(
            request,
            list(numbers),
            lambda pk, user: withdraw_statement(statement_id=pk, reviewer=user, reason=reason),
        )


@admin.register(Position)
class PositionAdmin(ReadOnlyAdmin[Position]):
    list_display = ["expert", "proposition", "stance", "stated_on", "state", "ended_reason"]
    list_filter = ["state", "stance", "certainty", "ended_reason"]
    list_select_related = ["expert", "proposition"]
    search_fields = ["expert__name", "proposition__wording", "summary"]
    date_hierarchy = "stated_on"
    actions = ["retract_our_error", "retract_misattributed", "retract_by_the_expert"]

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("commentary.change_position")

    @admin.action(description=_("Retract: our error"), permissions=["decide"])
    def retract_our_error(self, request: HttpRequest, queryset: QuerySet[Position]) -> None:
        self._retract(request, queryset, EndedReason.OUR_ERROR)

    @admin.action(description=_("Retract: misattributed"), permissions=["decide"])
    def retract_misattributed(self, request: HttpRequest, queryset: QuerySet[Position]) -> None:
        self._retract(request, queryset, EndedReason.MISATTRIBUTED)

    @admin.action(description=_("Retract: the expert took it back"), permissions=["decide"])
    def retract_by_the_expert(self, request: HttpRequest, queryset: QuerySet[Position]) -> None:
        self._retract(request, queryset, EndedReason.RETRACTED)

    def _retract(
        self, request: HttpRequest, queryset: QuerySet[Position], reason: EndedReason
    ) -> None:
        numbers = queryset.order_by("stated_on", "pk").values_list("pk", flat=True)
        decide_each(
            request,
            list(numbers),
            lambda pk, user: retract_position(position_id=pk, reviewer=user, reason=reason),
        )


@admin.register(StanceChange)
class StanceChangeAdmin(ReadOnlyAdmin[StanceChange]):
    list_display = ["expert", "proposition", "kind", "on", "state", "why_possible"]
    list_filter = ["state", "kind"]
    list_select_related = ["expert", "proposition"]
    search_fields = ["expert__name", "proposition__wording"]
    date_hierarchy = "on"
    actions = ["confirm"]

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("commentary.change_stancechange")

    @admin.action(description=_("Confirm selected changes"), permissions=["decide"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[StanceChange]) -> None:
        numbers = queryset.order_by("on", "pk").values_list("pk", flat=True)
        decide_each(
            request,
            list(numbers),
            lambda pk, user: confirm_change(change_id=pk, reviewer=user),
        )


@admin.register(Reading)
class ReadingAdmin(ReadOnlyAdmin[Reading]):
    list_display = ["article", "reader_version", "state", "form", "reason", "read_at"]
    list_filter = ["state", "form", "reader_version"]
    list_select_related = ["article_text__article"]
    search_fields = ["article_text__title", "article_text__article__url"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reading]:
        """The list shows neither texts nor what was found in them."""
        rows = super().get_queryset(request)
        match = request.resolver_match
        is_list = match is not None and match.url_name == "commentary_reading_changelist"
        wholes = [f"article_text__{one}" for one in ("text", "marks", "signature")]
        return rows.defer("found", *wholes) if is_list else rows

    @admin.display(description=_("article"))
    def article(self, reading: Reading) -> str:
        return str(reading.article_text.article)


@admin.register(Record)
class RecordAdmin(ReadOnlyAdmin[Record]):
    list_display = ["id", "kind", "at", "expert", "proposition"]
    list_filter = ["kind"]
    list_select_related = ["expert", "proposition"]
    search_fields = ["expert__name", "proposition__wording"]
    date_hierarchy = "at"
    show_full_result_count = False
