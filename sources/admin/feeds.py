"""Who is polled, how it went, and what was missed."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.admin import HistoryAdmin, ReadOnlyAdmin
from common.exceptions import DomainError
from sources.admin.telling import tell
from sources.enums import FeedState
from sources.models import (
    Feed,
    FeedFetch,
    FeedGap,
    Outlet,
)
from sources.services.feeds import check_url, pause_feed, poll_soon, resume_feed

_POLLER_FIELDS = [
    "state",
    "state_reason",
    "last_polled_at",
    "last_success_at",
    "due_at",
    "due_reason",
    "failures_in_a_row",
    "last_error",
]


@admin.register(Outlet)
class OutletAdmin(HistoryAdmin[Outlet]):
    list_display = ["name", "slug", "home", "time_zone", "language", "created_at"]
    list_filter = ["language", "time_zone"]
    date_hierarchy = "created_at"
    search_fields = ["name", "slug", "home"]
    prepopulated_fields = {"slug": ["name"]}
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


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


class HealthFilter(admin.SimpleListFilter):
    """Feeds that want somebody's attention."""

    title = gettext_lazy("health")
    parameter_name = "health"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002 - Django's signature
        return [
            ("failing", _("failing")),
            ("overdue", _("due for an hour or more")),
            ("never", _("never polled with success")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Feed]) -> QuerySet[Feed]:  # noqa: ARG002 - the same
        active = queryset.filter(state=FeedState.ACTIVE)
        chosen = {
            "failing": lambda: active.filter(failures_in_a_row__gt=0),
            "overdue": lambda: active.filter(due_at__lt=timezone.now() - timedelta(hours=1)),
            "never": lambda: queryset.filter(last_success_at=None),
        }.get(self.value() or "")
        return chosen() if chosen else queryset


@admin.register(Feed)
class FeedAdmin(HistoryAdmin[Feed]):
    form = FeedForm
    list_display = [
        "__str__",
        "outlet",
        "health",
        "why",
        "last_success_at",
        "due_at",
    ]
    list_filter = [HealthFilter, "state", ("outlet", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["outlet"]
    search_fields = ["url", "title", "outlet__name"]
    autocomplete_fields = ["outlet"]
    fields = [
        "url",
        "outlet",
        "title",
        *_POLLER_FIELDS,
    ]
    readonly_fields = _POLLER_FIELDS
    actions = ["poll_now", "pause", "resume"]

    @admin.display(description=gettext_lazy("health"), ordering="failures_in_a_row")
    def health(self, feed: Feed) -> str:
        """In a word or two: paused, failing, waiting for its first poll, or well."""
        if feed.state == FeedState.PAUSED:
            return _("paused")
        if feed.failures_in_a_row:
            return ngettext(
                "failed once", "failed %(count)d times in a row", feed.failures_in_a_row
            ) % {"count": feed.failures_in_a_row}
        return _("well") if feed.last_success_at else _("not polled yet")

    @admin.display(description=gettext_lazy("why"))
    def why(self, feed: Feed) -> str:
        """What went wrong or why it is paused, and why the next poll is when it is."""
        state = feed.state_reason if feed.state == FeedState.PAUSED else feed.due_reason
        return " ".join(part for part in (feed.last_error, state) if part)

    def get_readonly_fields(self, request: HttpRequest, obj: Feed | None = None) -> list[str]:  # noqa: ARG002 - Django's signature
        """Another address is another feed: what is known of the old one would be wrong for it."""
        return [*_POLLER_FIELDS, "url"] if obj else _POLLER_FIELDS

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

    @admin.action(description=gettext_lazy("Poll selected feeds now"), permissions=["change"])
    def poll_now(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        hurried = 0
        for pk in queryset.order_by("pk").values_list("pk", flat=True):
            hurried += poll_soon(feed_id=pk, reason=_("Asked for by staff."))
        tell(
            self,
            request,
            ngettext("%d feed is due now.", "%d feeds are due now.", hurried) % hurried,
        )
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
        pks = list(queryset.order_by("pk").values_list("pk", flat=True))
        for pk in pks:
            pause_feed(feed_id=pk, reason=reason)
        tell(self, request, ngettext("%d feed paused.", "%d feeds paused.", len(pks)) % len(pks))

    @admin.action(description=gettext_lazy("Resume selected feeds"), permissions=["change"])
    def resume(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        pks = list(queryset.order_by("pk").values_list("pk", flat=True))
        for pk in pks:
            resume_feed(feed_id=pk)
        tell(self, request, ngettext("%d feed resumed.", "%d feeds resumed.", len(pks)) % len(pks))


@admin.register(FeedFetch)
class FeedFetchAdmin(ReadOnlyAdmin[FeedFetch]):
    list_display = ["started_at", "feed", "outcome", "status", "items", "items_new", "error"]
    list_filter = ["outcome"]
    list_select_related = ["feed"]
    search_fields = ["feed__url", "feed__title", "error"]
    date_hierarchy = "started_at"
    show_full_result_count = False


@admin.register(FeedGap)
class FeedGapAdmin(ReadOnlyAdmin[FeedGap]):
    list_display = ["feed", "after", "before"]
    list_select_related = ["feed"]
    search_fields = ["feed__url", "feed__title"]
    date_hierarchy = "before"
