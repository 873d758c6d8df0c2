"""Articles with everything that is kept of them, and their texts."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext

from common.admin import ReadOnlyAdmin, ReadOnlyInline
from sources.admin.telling import tell
from sources.admin.words import NOTHING, moment
from sources.models import (
    Article,
    ArticleAlias,
    ArticleMerge,
    ArticleText,
    RawResponse,
    Revision,
)
from sources.services.articles import visit_again


class TextInline(ReadOnlyInline):
    model = ArticleText
    verbose_name_plural = gettext_lazy("Texts")
    fields = ["revision", "title", "extractor", "length", "stored_at"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("text", "marks", "signature")


class RevisionInline(ReadOnlyInline):
    model = Revision
    verbose_name_plural = gettext_lazy("Changes")
    fields = ["number", "kind", "title_before", "title_after", "note", "seen_at", "confirmed_at"]
    show_change_link = True


class ResponseInline(ReadOnlyInline):
    model = RawResponse
    verbose_name_plural = gettext_lazy("Responses as they came")
    fields = ["fetched_at", "page", "status", "content_type", "length", "is_kept"]
    readonly_fields = ["is_kept"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("body").annotate(is_gone=Q(body=b""))

    @admin.display(description=gettext_lazy("body is kept"), boolean=True)
    def is_kept(self, response: Any) -> bool:
        return not response.is_gone


class AliasInline(ReadOnlyInline):
    model = ArticleAlias
    verbose_name_plural = gettext_lazy("Recognised by")
    fields = ["kind", "scope", "key"]


class MergedInline(ReadOnlyInline):
    """Other rows that proved to be this article."""

    model = ArticleMerge
    fk_name = "kept"
    verbose_name_plural = gettext_lazy("Merged into it")
    fields = ["merged", "kind", "reason", "merged_at", "undone_at"]
    show_change_link = True


class KeptInline(ReadOnlyInline):
    """What this article proved to be."""

    model = ArticleMerge
    fk_name = "merged"
    verbose_name_plural = gettext_lazy("Merged into another one")
    fields = ["kept", "kind", "reason", "merged_at", "undone_at"]
    show_change_link = True


@admin.register(Article)
class ArticleAdmin(ReadOnlyAdmin[Article]):
    change_list_template = "admin/sources/wide_list.html"
    list_display = ["article", "published_at", "published_basis", "fares", "next_visit"]
    # Outlets are found by search: thousands of them would be a filter of thousands of lines.
    list_filter = ["state", "obstacle", "published_basis", "published_doubt"]
    list_select_related = ["outlet"]
    search_fields = ["title", "url", "outlet__name"]
    date_hierarchy = "published_at"
    fieldsets = [
        (None, {"fields": ["url", "title", "outlet", "feed", "story", "author"]}),
        (
            gettext_lazy("State"),
            {
                "fields": [
                    "state",
                    "obstacle",
                    "reason",
                    "checked_at",
                    "due_at",
                    "due_reason",
                    "watch_priority",
                    "is_registered",
                ]
            },
        ),
        (
            gettext_lazy("When and in which language"),
            {
                "fields": [
                    "published_at",
                    "published_basis",
                    "published_doubt",
                    "changed_at",
                    "first_seen_at",
                    "language",
                    "language_is_detected",
                ]
            },
        ),
    ]
    inlines = [TextInline, RevisionInline, ResponseInline, MergedInline, KeptInline, AliasInline]
    actions = ["visit"]

    class Media:
        css = {"all": ["sources/admin.css"]}

    @admin.display(description=gettext_lazy("article"), ordering="title")
    def article(self, article: Article) -> SafeString:
        return format_html('{}<span class="feed-why">{}</span>', article, article.outlet)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def fares(self, article: Article) -> SafeString:
        """Its state, what stood in the way, and why in a sentence."""
        obstacle = f": {article.get_obstacle_display()}" if article.obstacle else ""
        return format_html(
            '{}{}<span class="feed-why">{}</span>',
            article.get_state_display(),
            obstacle,
            article.reason,
        )

    @admin.display(description=gettext_lazy("next visit"), ordering="due_at")
    def next_visit(self, article: Article) -> SafeString | str:
        if article.due_at is None:
            return NOTHING
        return format_html(
            '{}<span class="feed-why">{}</span>',
            moment(article.due_at, timezone.now()),
            article.due_reason,
        )

    @admin.action(description=gettext_lazy("Fetch selected articles again"), permissions=["visit"])
    def visit(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        asked = 0
        for pk in queryset.order_by("pk").values_list("pk", flat=True):
            asked += visit_again(article_id=pk)
        tell(
            self,
            request,
            ngettext("%d article will be fetched.", "%d articles will be fetched.", asked) % asked,
        )

    def has_visit_permission(self, request: HttpRequest) -> bool:
        """Rows are never edited here, but who may change articles may ask for a visit."""
        return request.user.has_perm("sources.change_article")


@admin.register(ArticleText)
class ArticleTextAdmin(ReadOnlyAdmin[ArticleText]):
    list_display = ["__str__", "article", "revision", "extractor", "length", "stored_at"]
    list_filter = ["extractor"]
    list_select_related = ["article"]
    search_fields = ["title", "article__title", "article__url", "sha256"]
    date_hierarchy = "stored_at"
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[ArticleText]:
        """The list shows no text, and a page of whole texts is megabytes."""
        rows = super().get_queryset(request)
        match = request.resolver_match
        is_list = match is not None and match.url_name == "sources_articletext_changelist"
        return rows.defer("text", "marks", "signature") if is_list else rows
