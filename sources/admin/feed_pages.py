"""The pages of one feed beside its form: how it fares, moving it, and adding one by address."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget, AdminURLFieldWidget
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exceptions import DomainError
from common.http.errors import BadUrlError
from sources.addresses import host_of
from sources.admin.words import moment, span
from sources.enums import FeedState
from sources.health import Health, health_of
from sources.models import Feed, FeedFetch, FeedGap, HostTurn
from sources.parsing.discovery import FeedLink
from sources.services.feeds import add_feed, move_feed, pause_feed, poll_soon, resume_feed
from sources.services.finding import find_feeds

_LATEST = 20
_MOST_CHOSEN = 50


@dataclass(frozen=True, slots=True)
class Move:
    """A feed was polled at `before` until `at`; `who` is empty where it moved by itself."""

    at: datetime
    before: str
    after: str
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class FeedFacts:
    """What a curator asks of one feed; `lines` are (what, words)."""

    feed: Feed
    lines: list[tuple[str, Any]]
    polls: list[FeedFetch]
    gaps: list[FeedGap]
    moves: list[Move]

    @property
    def is_paused(self) -> bool:
        return self.feed.state == FeedState.PAUSED


def facts_of(feed: Feed, *, now: datetime) -> FeedFacts:
    """How the feed fares; six queries."""
    health = health_of({feed.pk: feed.created_at}, now=now)[feed.pk]
    return FeedFacts(
        feed=feed,
        lines=_lines(feed, health, now),
        polls=list(feed.fetches.order_by("-started_at", "-pk")[:_LATEST]),
        gaps=list(feed.gaps.order_by("-before", "-pk")[:_LATEST]),
        moves=_moves(feed),
    )


def validators_in_words(feed: Feed) -> str:
    """How it is asked whether anything has changed."""
    if feed.validators_distrusted_at:
        return _(
            "Not trusted: on %(day)s it said “not modified” of a feed that was. It is asked in"
            " full for a week."
        ) % {"day": feed.validators_distrusted_at.date().isoformat()}
    given = [
        name
        for name, value in (("ETag", feed.etag), ("Last-Modified", feed.last_modified))
        if value
    ]
    if not given:
        return _("It gives none: each answer comes in full.")
    return _("Asked with %(names)s; where nothing has changed it need not answer in full.") % {
        "names": _(" and ").join(given)
    }


def _lines(feed: Feed, health: Health, now: datetime) -> list[tuple[str, Any]]:
    figures = health.figures
    rate = figures.items_per_week
    state = feed.get_state_display()
    lines: list[tuple[str, Any]] = [
        (_("State"), f"{state}: {feed.state_reason}" if feed.state_reason else state),
        (_("Last poll"), moment(feed.last_polled_at, now)),
        (_("Last success"), moment(feed.last_success_at, now)),
        (_("Last answer in full"), moment(feed.full_answer_at, now)),
    ]
    if feed.state == FeedState.ACTIVE:
        lines += [(_("Next poll"), moment(feed.due_at, now)), (_("Why then"), feed.due_reason)]
    if feed.failures_in_a_row:
        lines.append((_("Failures in a row"), feed.failures_in_a_row))
    if feed.error_kind:
        lines.append((_("Kind of error"), feed.get_error_kind_display()))
    if feed.last_error:
        lines.append((_("In words"), feed.last_error))
    lines += [
        (_("Items a week"), "–" if rate is None else f"{rate:.1f}"),
        (_("Half seen within"), span(figures.delay_p50)),
        (_("95 % seen within"), span(figures.delay_p95)),
        (_("Gaps in four weeks"), health.gaps),
        (_("Validators"), validators_in_words(feed)),
    ]
    return [*lines, *_told_by_others(feed, now)]


def _told_by_others(feed: Feed, now: datetime) -> list[tuple[str, Any]]:
    """What the feed says of itself, and its host of all that is there."""
    lines: list[tuple[str, Any]] = []
    if feed.moved_to:
        words = _("%(url)s, for good, since %(day)s.")
        day = feed.moved_since.date().isoformat() if feed.moved_since else ""
        lines.append((_("Says it moved to"), words % {"url": feed.moved_to, "day": day}))
    try:
        host = host_of(feed.url)
    except BadUrlError:
        return lines
    turn = HostTurn.objects.filter(host=host, closed_until__gt=now).first()
    if turn is not None:
        lines.append((_("Its host is left alone until"), moment(turn.closed_until, now)))
        lines.append((_("Because"), turn.closed_reason))
    return lines


def _moves(feed: Feed) -> list[Move]:
    """Newest first."""
    edits = feed.history.order_by("history_date", "history_id").select_related("history_user")
    return [
        Move(
            at=later.history_date,
            before=earlier.url,
            after=later.url,
            who=later.history_user.get_username() if later.history_user else "",
            reason=later.history_change_reason,
        )
        for earlier, later in pairwise(edits)
        if earlier.url != later.url
    ][::-1]


class MoveForm(forms.Form):
    url = forms.CharField(
        label=gettext_lazy("New address"),
        max_length=2000,
        widget=AdminTextInputWidget,
        help_text=gettext_lazy(
            "The feed is polled there at once. Its articles, polls and gaps stay its own."
        ),
    )


def moving_page(
    model_admin: admin.ModelAdmin[Feed], request: HttpRequest, feed_id: int
) -> HttpResponse:
    """Give or confirm the address that a feed is polled at from now on."""
    feed = _feed(model_admin, request, feed_id)
    form = MoveForm(request.POST or None, initial={"url": feed.moved_to or feed.url})
    if request.method == "POST" and form.is_valid():
        reason = _("Moved by %(who)s.") % {"who": request.user.get_username()}
        try:
            move_feed(feed_id=feed.pk, url=form.cleaned_data["url"], reason=reason)
        except DomainError as error:
            form.add_error("url", str(error))
        else:
            messages.success(request, _("Moved. It is due now."))
            return HttpResponseRedirect(_page_of(feed))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Move a feed"),
        "opts": model_admin.opts,
        "feed": feed,
        "form": form,
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/sources/feed/move.html", context)


class FindForm(forms.Form):
    address = forms.URLField(
        label=gettext_lazy("Address of a site or a feed"),
        max_length=2000,
        assume_scheme="https",
        widget=AdminURLFieldWidget,
        help_text=gettext_lazy("It is asked which feeds it names; nothing is registered yet."),
    )


def adding_page(model_admin: admin.ModelAdmin[Feed], request: HttpRequest) -> HttpResponse:
    """Find the feeds of a site by its address, and register those that are chosen."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    chosen = request.POST.getlist("feed")
    if request.method == "POST" and chosen:
        return _register(request, chosen[:_MOST_CHOSEN])
    form = FindForm(request.POST or None)
    found: list[tuple[FeedLink, Feed | None]] = []
    if request.method == "POST" and form.is_valid():
        try:
            links = find_feeds(form.cleaned_data["address"])
        except DomainError as error:
            form.add_error("address", str(error))
        else:
            known = Feed.objects.in_bulk([link.url for link in links], field_name="url")
            found = [(link, known.get(link.url)) for link in links]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Add a feed by its site"),
        "opts": model_admin.opts,
        "form": form,
        "found": found,
        "is_any_new": any(known is None for _link, known in found),
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/sources/feed/find.html", context)


def _register(request: HttpRequest, urls: list[str]) -> HttpResponse:
    outlet = request.POST.get("outlet", "")
    for url in urls:
        try:
            feed = add_feed(url=url, outlet_name=outlet)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Registered %(url)s; it is due now.") % {"url": feed.url})
    return HttpResponseRedirect(reverse("admin:sources_feed_changelist"))


def acting_page(
    model_admin: admin.ModelAdmin[Feed], request: HttpRequest, feed_id: int
) -> HttpResponse:
    """Poll one feed now, pause or resume it, from its own page."""
    feed = _feed(model_admin, request, feed_id)
    if request.method != "POST":
        return HttpResponseRedirect(_page_of(feed))
    action = request.POST.get("action")
    if action == "poll":
        if poll_soon(feed_id=feed.pk, reason=_("Asked for by staff.")):
            messages.success(request, _("It is due now."))
        else:
            messages.warning(request, _("It is paused or being polled at the moment."))
    elif action == "pause":
        who = {"who": request.user.get_username()}
        pause_feed(feed_id=feed.pk, reason=_("Paused by %(who)s.") % who)
        messages.success(request, _("Paused."))
    elif action == "resume":
        resume_feed(feed_id=feed.pk)
        messages.success(request, _("Resumed. It is due now."))
    else:
        messages.error(request, _("That is nothing that can be done; nothing was."))
    return HttpResponseRedirect(_page_of(feed))


def _feed(model_admin: admin.ModelAdmin[Feed], request: HttpRequest, feed_id: int) -> Feed:
    feed = Feed.objects.select_related("outlet").filter(pk=feed_id).first()
    if feed is None:
        raise Http404(_("There is no such feed."))
    if not model_admin.has_change_permission(request, feed):
        raise PermissionDenied
    return feed


def _page_of(feed: Feed) -> str:
    return reverse("admin:sources_feed_change", args=[feed.pk])
