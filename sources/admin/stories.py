"""What belongs together: stories, merges of articles, their names, and what changed in them."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.admin import ReadOnlyAdmin, ReadOnlyInline
from common.exceptions import DomainError
from sources.admin.differences import difference
from sources.admin.telling import tell
from sources.admin.words import NOTHING
from sources.models import Article, ArticleAlias, ArticleMerge, Revision, Story, TextBand
from sources.services.merging import undo_merge


class StoryArticleInline(ReadOnlyInline):
    model = Article
    fields = ["title", "outlet", "published_at", "url"]
    show_change_link = True


class RewordingInline(ReadOnlyInline):
    """Copies in other words: linked, and never evidence for what is said here."""

    model = Story
    verbose_name_plural = gettext_lazy("Re-worded copies of it")
    fields = ["created_at"]
    readonly_fields = ["created_at"]
    show_change_link = True


class RewordedFilter(admin.SimpleListFilter):
    title = gettext_lazy("wording")
    parameter_name = "wording"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002 - Django's signature
        return [("copy", _("re-worded copies")), ("own", _("in words of their own"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Story]) -> QuerySet[Story]:  # noqa: ARG002 - the same
        if self.value() not in {"copy", "own"}:
            return queryset
        return queryset.filter(reworded_from__isnull=self.value() == "own")


@admin.register(Story)
class StoryAdmin(ReadOnlyAdmin[Story]):
    list_display = ["__str__", "first", "outlets", "wording", "created_at"]
    list_filter = [RewordedFilter]
    list_select_related = ["reworded_from"]
    search_fields = ["articles__title"]
    date_hierarchy = "created_at"
    inlines = [StoryArticleInline, RewordingInline]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        return (
            super()
            .get_queryset(request)
            .annotate(outlets=Count("articles__outlet", distinct=True))
            .prefetch_related("articles")
        )

    @admin.display(description=gettext_lazy("headline"))
    def first(self, story: Story) -> str:
        """Of the article that was seen first."""
        articles = sorted(story.articles.all(), key=lambda one: (one.first_seen_at, one.pk))
        return str(articles[0]) if articles else NOTHING

    @admin.display(description=gettext_lazy("outlets"), ordering="outlets")
    def outlets(self, story: Any) -> int:
        return int(story.outlets)

    @admin.display(description=gettext_lazy("wording"), ordering="reworded_from")
    def wording(self, story: Story) -> str:
        if story.reworded_from is None:
            return NOTHING
        return _("re-worded from %(story)s") % {"story": story.reworded_from}


@admin.register(ArticleAlias)
class ArticleAliasAdmin(ReadOnlyAdmin[ArticleAlias]):
    list_display = ["key", "kind", "scope", "article", "added_at"]
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
    list_filter = ["kind", ("undone_at", admin.EmptyFieldListFilter)]
    list_select_related = ["kept", "merged"]
    search_fields = ["kept__title", "merged__title", "reason"]
    date_hierarchy = "merged_at"
    actions = ["undo"]

    @admin.action(
        description=gettext_lazy("Undo selected merges: they are two articles"),
        permissions=["undo"],
    )
    def undo(self, request: HttpRequest, queryset: QuerySet[ArticleMerge]) -> None:
        undone = 0
        for pk in queryset.order_by("merged_at", "pk").values_list("pk", flat=True):
            try:
                undo_merge(merge_id=pk)
            except DomainError as error:
                self.message_user(request, str(error), messages.WARNING)
            else:
                undone += 1
        tell(self, request, ngettext("%d merge undone.", "%d merges undone.", undone) % undone)

    def has_undo_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("sources.change_articlemerge")


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin[Revision]):
    list_display = ["confirmed_at", "article", "number", "kind", "title_after", "note"]
    list_filter = ["kind"]
    list_select_related = ["article"]
    search_fields = ["article__title", "article__url", "note"]
    date_hierarchy = "confirmed_at"
    readonly_fields = ["changes"]

    class Media:
        css = {"all": ["sources/admin.css"]}

    @admin.display(description=gettext_lazy("what changed in the text"))
    def changes(self, revision: Revision) -> SafeString:
        return difference(revision.before.text, revision.after.text)
