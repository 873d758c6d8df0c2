"""The pages of subscribing: they validate, call one service and word the answer.

The pages behind a signed link need no CSRF token: their address is the secret, and whoever does
not know it cannot make a browser ask for it. Mail programs post to them by themselves (RFC 8058).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from alerts.enums import EndpointState
from alerts.exceptions import EndpointError, ExpiredLinkError, LinkError, SubscribingError
from alerts.forms import TARGETS, SubscribeForm, WebhookForm, are_targets
from alerts.models import Delivery, Subscriber, WebhookEndpoint
from alerts.services import endpoints, leaving, managing, subscribing
from alerts.services.forgetting import forget_subscriber
from alerts.services.subscribing import ShownSecret
from common.public_ids import row_number

View = Callable[[HttpRequest, str], HttpResponse]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form; `?expert=`, `?proposition=` and `?topic=` choose a target by slug (404 for one
    that is not there).
    """
    if request.method != "POST":
        initial = {name: request.GET.get(name) for name in TARGETS}
        if not are_targets(initial):
            raise Http404(_("Nobody can subscribe to that: it is not there."))
        return render(request, "alerts/subscribe.html", {"form": SubscribeForm(initial=initial)})
    form = SubscribeForm(request.POST)
    if form.is_valid():
        try:
            answer = subscribing.subscribe(**form.cleaned_data, language=get_language() or "en")
        except SubscribingError as error:
            form.add_error(error.field, str(error))
        else:
            return render(request, "alerts/subscribed.html", {"answer": answer}, status=202)
    return render(request, "alerts/subscribe.html", {"form": form}, status=422)


def _behind_a_link(view: View) -> View:
    """A page that a signed link opens: never kept by a cache, its address never passed on; a link
    that opens nothing is one sentence.
    """

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = view(request, token)
        except LinkError as error:
            status = 410 if isinstance(error, ExpiredLinkError) else 404
            response = render(
                request, "alerts/link_problem.html", {"sentence": str(error)}, status=status
            )
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        # Django logs the path of every 4xx answer that is not marked so, and ours is a secret.
        response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 - Django's own mark
        return response

    return csrf_exempt(never_cache(require_http_methods(["GET", "HEAD", "POST"])(guarded)))


@_behind_a_link
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what would be confirmed, POST confirms: programs that follow links do not."""
    if request.method == "POST":
        confirmation = subscribing.confirm(token)
    else:
        confirmation = subscribing.read_confirmation(token)
    return render(request, "alerts/confirm.html", {"confirmation": confirmation})


@_behind_a_link
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button; POST, also a mail program's own (RFC 8058), ends at once."""
    if request.method == "POST":
        left = leaving.unsubscribe(token)
    else:
        left = leaving.read_unsubscribing(token)
    return render(request, "alerts/unsubscribe.html", {"leaving": left})


@_behind_a_link
def undo_unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button; POST takes the subscriptions up again."""
    left = (leaving.undo_unsubscribe if request.method == "POST" else leaving.read_undo)(token)
    return render(request, "alerts/undo.html", {"leaving": left})


@_behind_a_link
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """All that one address has; POST does what its one button says, or adds a webhook."""
    owner = managing.owner_of(token)
    if "forget" in request.POST:
        return _forget(request, owner)
    form, done = WebhookForm(), Done()
    button = next((name for name in _BUTTONS if name in request.POST), None)
    if button is not None:
        done = _BUTTONS[button](owner, request.POST)
    elif request.method == "POST":
        form = WebhookForm(request.POST)
        if form.is_valid():
            try:
                secrets = endpoints.add_webhook(owner, form.cleaned_data["webhook_url"])
                form, done = WebhookForm(), Done(secrets=secrets)
            except SubscribingError as error:
                form.add_error("webhook_url", str(error))
    context = {"managed": managing.read_managed(owner), "form": form, "done": done}
    status = 422 if form.is_bound else 409 if done.refusal else 200
    return render(request, "alerts/manage.html", context, status=status)


def _forget(request: HttpRequest, owner: Subscriber) -> HttpResponse:
    """Asked once more before everything is deleted: this cannot be undone."""
    is_sure = request.POST["forget"] == "sure"
    if is_sure:
        forget_subscriber(owner.pk)
    return render(request, "alerts/forget.html", {"is_done": is_sure})


@dataclass(frozen=True, slots=True)
class Done:
    """What a button did, in words, or why not; secrets are shown this once."""

    sentence: str = ""
    refusal: str = ""
    secrets: list[ShownSecret] = field(default_factory=list)


Button = Callable[[Subscriber, QueryDict], Done]


def _end(owner: Subscriber, given: QueryDict) -> Done:
    ended = managing.end_managed(owner, row_number("subscription", str(given["end"])) or 0)
    return Done(_("Ended.") if ended else "")


def _on_endpoint(name: str, act: Callable[[Subscriber, int, QueryDict], Done]) -> Button:
    """A button whose value is the public id of one of the owner's endpoints."""

    def pressed(owner: Subscriber, given: QueryDict) -> Done:
        try:
            return act(owner, row_number("endpoint", str(given[name])) or 0, given)
        except WebhookEndpoint.DoesNotExist:
            return Done(refusal=_("This endpoint is not there any more."))
        except Delivery.DoesNotExist:
            return Done(refusal=_("This message is not there any more."))
        except EndpointError as error:
            return Done(refusal=str(error))

    return pressed


def _test(owner: Subscriber, endpoint: int, _given: QueryDict) -> Done:
    delivery = endpoints.owe_test(owner, endpoint)
    return Done(_("The test message %(id)s is on its way.") % {"id": delivery.message_id})


def _rotate(owner: Subscriber, endpoint: int, given: QueryDict) -> Done:
    rotation = endpoints.rotate_secret(owner, endpoint, at_once="at_once" in given)
    sentence = _("There is a new secret; the one before signs along for 24 hours.")
    if rotation.previous_until is None:
        sentence = _("There is a new secret; the one before ends now.")
    return Done(sentence, secrets=[rotation.shown])


def _resend(owner: Subscriber, endpoint: int, given: QueryDict) -> Done:
    count = endpoints.resend(owner, endpoint, message_id=given.get("delivery"))
    sentence = ngettext("%d message is sent again.", "%d messages are sent again.", count)
    return Done(sentence % count)


def _switch(owner: Subscriber, endpoint: int, given: QueryDict) -> Done:
    is_active = given.get("to") == EndpointState.ACTIVE
    endpoints.change_endpoint(owner, endpoint, is_active=is_active)
    return Done(_("Switched on.") if is_active else _("Switched off."))


def _remove(owner: Subscriber, endpoint: int, _given: QueryDict) -> Done:
    endpoints.remove_endpoint(owner, endpoint)
    return Done(_("The webhook is deleted, with its secret and the list of its messages."))


# By the name of the button; its value says which one is meant.
_BUTTONS: dict[str, Button] = {
    "end": _end,
    "test": _on_endpoint("test", _test),
    "rotate": _on_endpoint("rotate", _rotate),
    "resend": _on_endpoint("resend", _resend),
    "switch": _on_endpoint("switch", _switch),
    "remove": _on_endpoint("remove", _remove),
}
