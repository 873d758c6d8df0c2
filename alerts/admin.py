"""Who is told and what became of it, to be looked at: services own these rows.

Addresses and secrets are shown in no list and on no page in full.
"""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from alerts.enums import DeliveryPurpose
from alerts.models import (
    Attempt,
    Delivery,
    Event,
    EventStream,
    Subscriber,
    Subscription,
    WebhookEndpoint,
)
from alerts.services.forgetting import forget_subscribers
from common.admin import ReadOnlyAdmin, ReadOnlyInline


def masked(address: str) -> str:
    """`a***@mail.example`: enough to recognise one's own, not to write to it."""
    name, _at, host = address.rpartition("@")
    return f"{name[:1]}***@{host}"


class SubscriptionInline(ReadOnlyInline):
    model = Subscription
    fields = ["about", "channel", "state", "confirmed_at", "ended_at", "ended_reason"]
    readonly_fields = ["about"]


@admin.register(Subscriber)
class SubscriberAdmin(ReadOnlyAdmin[Subscriber]):
    list_display = ["__str__", "shown_address", "state", "language", "confirmed_at"]
    list_filter = ["state", "language"]
    search_fields = ["pk"]
    search_help_text = _("By number: addresses are encrypted.")
    date_hierarchy = "created_at"
    fields = ["shown_address", "state", "language", "confirmed_at", "created_at"]
    inlines = [SubscriptionInline]
    actions = ["forget"]

    def has_forget_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("alerts.delete_subscriber")

    @admin.action(
        description=_("Forget: delete address, subscriptions, webhooks and messages"),
        permissions=["forget"],
    )
    def forget(self, request: HttpRequest, queryset: QuerySet[Subscriber]) -> None:
        count = forget_subscribers(list(queryset.order_by("pk").values_list("pk", flat=True)))
        told = ngettext("%d subscriber forgotten.", "%d subscribers forgotten.", count) % count
        messages.success(request, told)

    @admin.display(description=_("address"))
    def shown_address(self, subscriber: Subscriber) -> str:
        return masked(subscriber.address)


@admin.register(WebhookEndpoint)
class WebhookEndpointAdmin(ReadOnlyAdmin[WebhookEndpoint]):
    list_display = [
        "__str__",
        "subscriber",
        "state",
        "failures_in_a_row",
        "last_success_at",
        "state_reason",
    ]
    list_filter = ["state"]
    list_select_related = ["subscriber"]
    search_fields = ["host"]
    fields = [
        "host",
        "subscriber",
        "state",
        "state_reason",
        "failures_in_a_row",
        "last_success_at",
        "created_at",
    ]


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnlyAdmin[Subscription]):
    list_display = ["__str__", "about", "channel", "state", "subscriber", "confirmed_at"]
    list_filter = ["state", "channel", "ended_reason"]
    date_hierarchy = "created_at"
    list_select_related = ["expert", "proposition", "topic", "subscriber"]
    search_fields = ["expert__name", "proposition__wording", "topic__name"]
    fields = [
        "about",
        "told",
        "subscriber",
        "channel",
        "endpoint",
        "state",
        "confirmed_at",
        "ended_at",
        "ended_reason",
    ]


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin[Event]):
    list_display = ["sequence", "type", "expert", "numbered_at", "matched_at"]
    list_filter = ["record__kind", ("matched_at", admin.EmptyFieldListFilter)]
    list_select_related = ["record__expert"]
    search_fields = ["sequence", "record__expert__name"]
    date_hierarchy = "numbered_at"
    fields = ["sequence", "type", "expert", "payload", "numbered_at", "matched_at"]

    @admin.display(description=_("expert"))
    def expert(self, event: Event) -> str:
        return str(event.record.expert or "")


@admin.register(EventStream)
class EventStreamAdmin(ReadOnlyAdmin[EventStream]):
    """One row: the number that was given last."""

    list_display = ["__str__", "last_sequence"]


class AttemptInline(ReadOnlyInline):
    model = Attempt
    fields = ["number", "started_at", "finished_at", "outcome", "status", "error", "answer"]


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin[Delivery]):
    list_display = ["message_id", "purpose", "event", "channel", "state", "due_at", "settled_at"]
    list_filter = ["state", "channel", "purpose"]
    list_select_related = ["event__record"]
    search_fields = ["message_id", "event__sequence"]
    date_hierarchy = "created_at"
    fields = [
        "message_id",
        "why",
        "purpose",
        "event",
        "subscriber",
        "channel",
        "endpoint",
        "state",
        "state_reason",
        "attempts",
        "due_at",
        "settled_at",
        "created_at",
    ]
    inlines = [AttemptInline]

    @admin.display(description=_("why was this sent"))
    def why(self, delivery: Delivery) -> str:
        """The subscriptions that made it, in words."""
        abouts = [one.about for one in delivery.subscriptions.for_display()]
        if delivery.purpose == DeliveryPurpose.CONFIRMATION:
            return gettext("Asked to be told about: %(abouts)s") % {"abouts": "; ".join(abouts)}
        return gettext("Follows: %(abouts)s") % {"abouts": "; ".join(abouts)}


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin[Attempt]):
    list_display = ["started_at", "delivery", "number", "outcome", "status", "error"]
    list_filter = ["outcome", "delivery__channel"]
    list_select_related = ["delivery"]
    search_fields = ["delivery__message_id", "error"]
    date_hierarchy = "started_at"
    ordering = ["-started_at", "-pk"]
    show_full_result_count = False
