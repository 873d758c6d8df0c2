"""Where words stand in texts, to be looked at: services alone write these rows."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commentary.models import (
    Appearance,
    Evidence,
    Exchange,
    Interview,
    PropositionWording,
    SearchEntry,
)
from common.admin import ReadOnlyAdmin, ReadOnlyInline

# What is long in an article text and stands in no list.
_WHOLES = tuple(f"article_text__{one}" for one in ("text", "marks", "signature"))


class ExchangeInline(ReadOnlyInline):
    model = Exchange


@admin.register(Interview)
class InterviewAdmin(ReadOnlyAdmin[Interview]):
    list_display = ["__str__", "guests", "article_text", "created_at"]
    list_select_related = ["occasion", "article_text"]
    search_fields = ["occasion__title", "article_text__title"]
    date_hierarchy = "created_at"
    inlines = [ExchangeInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Interview]:
        return super().get_queryset(request).defer(*_WHOLES)


@admin.register(Exchange)
class ExchangeAdmin(ReadOnlyAdmin[Exchange]):
    list_display = ["interview", "number", "question", "answer"]
    list_select_related = ["interview__occasion"]
    search_fields = ["interview__occasion__title"]

    @admin.display(description=_("question"))
    def question(self, exchange: Exchange) -> str:
        return f"{exchange.question_start}-{exchange.question_end}"

    @admin.display(description=_("answer"))
    def answer(self, exchange: Exchange) -> str:
        return f"{exchange.answer_start}-{exchange.answer_end}"


@admin.register(Appearance)
class AppearanceAdmin(ReadOnlyAdmin[Appearance]):
    list_display = ["expert", "article_text", "rendering", "language", "fate", "start", "end"]
    list_filter = ["rendering", "language", "fate"]
    list_select_related = ["statement__expert", "article_text"]
    search_fields = ["statement__expert__name", "article_text__title"]
    date_hierarchy = "created_at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appearance]:
        return super().get_queryset(request).defer(*_WHOLES)

    @admin.display(description=_("expert"), ordering="statement__expert__name")
    def expert(self, appearance: Appearance) -> str:
        return str(appearance.statement.expert)


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin[Evidence]):
    list_display = ["words", "expert", "state", "live", "rendering", "article_text"]
    list_filter = ["state", "live", "rendering"]
    list_select_related = ["statement__expert", "article_text"]
    search_fields = ["exact", "url", "statement__expert__name"]
    date_hierarchy = "created_at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evidence]:
        return super().get_queryset(request).defer(*_WHOLES)

    @admin.display(description=_("words"))
    def words(self, evidence: Evidence) -> str:
        """The beginning of them, or where a withheld text is to be read."""
        shown = evidence.exact or evidence.url
        return shown if len(shown) <= 80 else f"{shown[:80]}…"

    @admin.display(description=_("expert"), ordering="statement__expert__name")
    def expert(self, evidence: Evidence) -> str:
        return str(evidence.statement.expert)


@admin.register(PropositionWording)
class PropositionWordingAdmin(ReadOnlyAdmin[PropositionWording]):
    list_display = ["wording", "version", "proposition", "recorded_at", "ended_at", "ended_reason"]
    list_filter = ["ended_reason"]
    list_select_related = ["proposition"]
    search_fields = ["wording", "proposition__slug"]
    date_hierarchy = "recorded_at"


@admin.register(SearchEntry)
class SearchEntryAdmin(ReadOnlyAdmin[SearchEntry]):
    """What the public can find, as it is kept for finding."""

    list_display = ["title", "kind", "record", "stated_on"]
    list_filter = ["kind"]
    search_fields = ["title"]
    date_hierarchy = "stated_on"
    show_full_result_count = False
