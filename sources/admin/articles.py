"""Articles, their texts and changes, and by what they are recognised."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from common.admin import ReadOnlyAdmin, ReadOnlyInline
from sources.admin.telling import tell
from sources.models import (
    Article,
    ArticleAlias,
    ArticleMerge,
    ArticleText,
    Revision,
    Story,
    TextBand,
)
from sources.services.articles import visit_again


@admin.register(Article)
class ArticleAdmin(ReadOnlyAdmin[Article]):
    list_display = ["__str__", "outlet", "published_at", "published_basis", "state", "reason"]
    list_filter = ["state", "published_basis", ("outlet", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["outlet"]
    search_fields = ["title", "url", "outlet__name"]
    date_hierarchy = "published_at"
    actions = ["visit"]

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


class StoryArticleInline(ReadOnlyInline):
    model = Article
    fields = ["title", "outlet", "published_at", "url"]


@admin.register(ArticleText)
class ArticleTextAdmin(ReadOnlyAdmin[ArticleText]):
    list_display = ["__str__", "article", "revision", "length", "stored_at"]
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


@admin.register(Story)
class StoryAdmin(ReadOnlyAdmin[Story]):
    list_display = ["__str__", "outlets", "created_at"]
    search_fields = ["articles__title"]
    date_hierarchy = "created_at"
    inlines = [StoryArticleInline]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        return (
            super()
            .get_queryset(request)
            .annotate(outlets=Count("articles__outlet", distinct=True))
        )

    @admin.display(description=gettext_lazy("outlets"), ordering="outlets")
    def outlets(self, story: Any) -> int:
        return int(story.outlets)


@admin.register(ArticleAlias)
class ArticleAliasAdmin(ReadOnlyAdmin[ArticleAlias]):
    list_display = ["key", "kind", "scope", "article"]
    list_filter = ["kind"]
    list_select_related = ["article"]
    search_fields = ["key", "article__title"]
    show_full_result_count = False


@admin.register(TextBand)
class TextBandAdmin(ReadOnlyAdmin[TextBand]):
    list_display = ["band", "text"]
    list_select_related = ["article_text"]
    search_fields = ["band"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[TextBand]:
        """Many bands share a text, and a list of them shows none."""
        wholes = ("text", "marks", "signature")
        return super().get_queryset(request).defer(*(f"article_text__{one}" for one in wholes))

    @admin.display(description=gettext_lazy("article text"))
    def text(self, band: TextBand) -> str:
        return str(band.article_text)


@admin.register(ArticleMerge)
class ArticleMergeAdmin(ReadOnlyAdmin[ArticleMerge]):
    list_display = ["merged_at", "kept", "merged", "kind", "reason", "undone_at"]
    list_filter = ["kind"]
    list_select_related = ["kept", "merged"]
    search_fields = ["kept__title", "merged__title", "reason"]
    date_hierarchy = "merged_at"


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin[Revision]):
    list_display = ["confirmed_at", "article", "number", "kind", "note"]
    list_filter = ["kind"]
    list_select_related = ["article"]
    search_fields = ["article__title", "article__url", "note"]
    date_hierarchy = "confirmed_at"
