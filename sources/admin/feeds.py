"""Feeds: who is polled, how each fares, and what may be done about it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.admin import HistoryAdmin
from common.exceptions import DomainError
from sources.admin.feed_pages import acting_page, adding_page, facts_of, moving_page
from sources.admin.telling import tell
from sources.admin.words import NOTHING, moment, span
from sources.enums import FeedState
from sources.figures import WINDOW
from sources.health import COMPLAINTS, Health, complaining, health_of
from sources.models import Feed
from sources.services.feeds import check_url, move_feed, pause_feed, poll_soon, resume_feed


class FeedForm(forms.ModelForm[Feed]):
    """Who publishes what address; the rest of the row is the poller's."""

    url = forms.URLField(label=gettext_lazy("Address"), max_length=2000, assume_scheme="https")

    class Meta:
        model = Feed
        # The address is declared above: read-only on the page of a feed, it is no field there.
        fields = ["outlet", "title"]

    def clean_url(self) -> str:
        try:
            return check_url(self.cleaned_data["url"])
        except DomainError as error:
            raise ValidationError(str(error)) from error


class ComplaintFilter(admin.SimpleListFilter):
    """Feeds that want somebody's attention."""

    title = gettext_lazy("health")
    parameter_name = "health"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002 - Django's signature
        return [(name, str(words)) for name, (words, _choose) in COMPLAINTS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Feed]) -> QuerySet[Feed]:  # noqa: ARG002 - the same
        chosen = self.value() or ""
        return (
            complaining(queryset, chosen, now=timezone.now()) if chosen in COMPLAINTS else queryset
        )


class FeedList(ChangeList):
    """A page of feeds with their figures, however many feeds there are."""

    health: dict[int, Health]

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        shown = {feed.pk: feed.created_at for feed in self.result_list}
        health = health_of(shown, now=timezone.now())
        for feed in self.result_list:
            feed.told = health[feed.pk]


@admin.register(Feed)
class FeedAdmin(HistoryAdmin[Feed]):
    form = FeedForm
    change_form_template = "admin/sources/feed/change_form.html"
    change_list_template = "admin/sources/feed/change_list.html"
    list_display = [
        "feed",
        "health",
        "last_success",
        "next_poll",
        "gaps",
        "per_week",
        "delay",
    ]
    # Outlets are found by search: thousands of them would be a filter of thousands of lines.
    list_filter = [ComplaintFilter, "state", "error_kind"]
    list_select_related = ["outlet"]
    search_fields = ["url", "title", "outlet__name"]
    autocomplete_fields = ["outlet"]
    # What the poller writes is told in words beside the form.
    fields = ["url", "outlet", "title"]
    actions = ["poll_now", "pause", "resume", "confirm_move"]

    class Media:
        css = {"all": ["sources/admin.css"]}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:  # noqa: ARG002 - Django's signature
        return FeedList

    @admin.display(description=gettext_lazy("feed"), ordering="title")
    def feed(self, feed: Feed) -> SafeString:
        return format_html('{}<span class="feed-why">{}</span>', feed, feed.outlet)

    @admin.display(description=gettext_lazy("health"), ordering="failures_in_a_row")
    def health(self, feed: Feed) -> SafeString:
        """In a word or two, and what is wrong in the words of whoever noticed it."""
        mark, words = _state_of(feed)
        why = feed.state_reason if feed.state == FeedState.PAUSED else feed.last_error
        if feed.moved_to:
            why = " ".join([why, _("Says that it moved to %(url)s.") % {"url": feed.moved_to}])
        return format_html(
            '<span class="feed-{}">{}</span><span class="feed-why">{}</span>', mark, words, why
        )

    @admin.display(description=gettext_lazy("last success"), ordering="last_success_at")
    def last_success(self, feed: Feed) -> SafeString | str:
        return moment(feed.last_success_at, timezone.now())

    @admin.display(description=gettext_lazy("next poll"), ordering="due_at")
    def next_poll(self, feed: Feed) -> SafeString | str:
        if feed.state == FeedState.PAUSED:
            return NOTHING
        return format_html(
            '{}<span class="feed-why">{}</span>',
            moment(feed.due_at, timezone.now()),
            feed.due_reason,
        )

    @admin.display(description=gettext_lazy("gaps, %(days)d d") % {"days": WINDOW.days})
    def gaps(self, feed: Any) -> SafeString | str:
        told: Health = feed.told
        if told.last_gap is None:
            return "0"
        return format_html(
            '<strong>{}</strong><span class="feed-when">{}</span>',
            told.gaps,
            moment(told.last_gap[1], timezone.now()),
        )

    @admin.display(description=gettext_lazy("a week"))
    def per_week(self, feed: Any) -> str:
        rate = feed.told.figures.items_per_week
        return NOTHING if rate is None else f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"

    @admin.display(description=gettext_lazy("seen after: half, 95 %"))
    def delay(self, feed: Any) -> str:
        figures = feed.told.figures
        if figures.delay_p50 is None:
            return NOTHING
        return f"{span(figures.delay_p50)}, {span(figures.delay_p95)}"

    def get_readonly_fields(self, request: HttpRequest, obj: Feed | None = None) -> list[str]:  # noqa: ARG002 - Django's signature
        """Another address is given by moving the feed, not by editing it: much of what is known
        of the old one would be wrong for it.
        """
        return ["url"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Feed | None = None) -> bool:  # noqa: ARG002 - Django's signature
        """Articles say in which feed they were found; a feed that is not wanted is paused."""
        return False

    def save_model(
        self,
        request: HttpRequest,
        obj: Feed,
        form: forms.ModelForm[Feed],
        change: bool,  # noqa: FBT001 - Django's signature
    ) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            poll_soon(feed_id=obj.pk, reason=_("New: not polled yet."))

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("find/", wrap(self.find), name="sources_feed_find"),
            path("<int:feed_id>/move/", wrap(self.move), name="sources_feed_move"),
            path("<int:feed_id>/act/", wrap(self.act), name="sources_feed_act"),
            *super().get_urls(),
        ]

    def find(self, request: HttpRequest) -> HttpResponse:
        return adding_page(self, request)

    def move(self, request: HttpRequest, feed_id: int) -> HttpResponse:
        return moving_page(self, request, feed_id)

    def act(self, request: HttpRequest, feed_id: int) -> HttpResponse:
        return acting_page(self, request, feed_id)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        feed = self.get_object(request, object_id)
        told = {} if feed is None else {"fares": facts_of(feed, now=timezone.now())}
        return super().change_view(request, object_id, form_url, {**told, **(extra_context or {})})

    @admin.action(description=gettext_lazy("Poll selected feeds now"), permissions=["change"])
    def poll_now(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        hurried = 0
        for pk in _numbers(queryset):
            hurried += poll_soon(feed_id=pk, reason=_("Asked for by staff."))
        line = ngettext("%d feed is due now.", "%d feeds are due now.", hurried)
        tell(self, request, line % hurried)
        if others := queryset.count() - hurried:
            text = ngettext(
                "%d feed is paused or being polled at the moment.",
                "%d feeds are paused or being polled at the moment.",
                others,
            )
            self.message_user(request, text % others, messages.WARNING)

    @admin.action(description=gettext_lazy("Pause selected feeds"), permissions=["change"])
    def pause(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        reason = _("Paused by %(who)s.") % {"who": request.user.get_username()}
        pks = _numbers(queryset)
        for pk in pks:
            pause_feed(feed_id=pk, reason=reason)
        tell(self, request, ngettext("%d feed paused.", "%d feeds paused.", len(pks)) % len(pks))

    @admin.action(description=gettext_lazy("Resume selected feeds"), permissions=["change"])
    def resume(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        pks = _numbers(queryset)
        for pk in pks:
            resume_feed(feed_id=pk)
        tell(self, request, ngettext("%d feed resumed.", "%d feeds resumed.", len(pks)) % len(pks))

    @admin.action(
        description=gettext_lazy("Move selected feeds to the address that they name"),
        permissions=["change"],
    )
    def confirm_move(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        reason = _("Moved by %(who)s.") % {"who": request.user.get_username()}
        moved = 0
        for pk, url in queryset.order_by("pk").values_list("pk", "moved_to"):
            if not url:
                continue
            try:
                move_feed(feed_id=pk, url=url, reason=reason)
            except DomainError as error:
                self.message_user(request, str(error), messages.WARNING)
            else:
                moved += 1
        tell(self, request, ngettext("%d feed moved.", "%d feeds moved.", moved) % moved)


def _numbers(queryset: QuerySet[Feed]) -> list[int]:
    return list(queryset.order_by("pk").values_list("pk", flat=True))


def _state_of(feed: Feed) -> tuple[str, str]:
    """How the word is set, and the word: paused, failing, waiting for its first poll, or well."""
    if feed.state == FeedState.PAUSED:
        return "waits", _("paused")
    if feed.failures_in_a_row:
        times = ngettext(
            "failed once", "failed %(count)d times in a row", feed.failures_in_a_row
        ) % {"count": feed.failures_in_a_row}
        kind = feed.get_error_kind_display() if feed.error_kind else ""
        return "fails", f"{times}: {kind}" if kind else times
    return ("works", _("well")) if feed.last_success_at else ("waits", _("not polled yet"))
